// The road as tests drive it: a store with one workspace, its sender and programs, and the
// webhooks' app. Everything is real but the provider's place, which a test fills with what it
// needs.
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Config, loadConfig } from '../../src/config.js';
import { createInboxWriter } from '../../src/ingress/inbox-writer.js';
import { twilioWebhooks } from '../../src/ingress/webhooks/twilio.js';
import { openQueues, type Queues } from '../../src/queues/queues.js';
import { openStore, type Store } from '../../src/store/store.js';
import type { Scratch } from './scratch.js';
import { type InboundText, inboundForm, randomSid, signedRequest } from './twilio-request.js';

export const SENDER = '+16025550100';
export const PUBLIC_URL = 'https://assent.test';
export const ACCOUNT = { accountSid: `AC${'a1'.repeat(16)}`, authToken: 'b2'.repeat(16) } as const;

export const BRAND = {
  name: 'Brightside Windows',
  legalName: 'Brightside Windows LLC',
  postalAddress: '2200 N Central Ave, Phoenix AZ 85004',
  supportPhone: '(602) 555-0199',
  supportEmail: 'help@brightside.example',
} as const;

export const PROGRAM = {
  id: 'updates',
  name: 'Appointments & quotes',
  purpose: 'informational',
  topic: 'your window quote and appointment',
  frequency: 'About 4 msgs a month',
  frequencySpoken: 'about four texts a month',
  disclosure: 'By texting START you agree to get texts.',
} as const;

export interface Road {
  readonly store: Store;
  readonly queues: Queues;
  readonly config: Config;
  readonly app: FastifyInstance;
  /** A text as the provider posts it; resolves with the status of our answer. */
  text(from: string, body: string, more?: Partial<InboundText>): Promise<number>;
  contactOf(phone: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens the road on a file's own database and keys. Call `close` in the file's last hook. */
export async function openRoad(scratch: Scratch, more: Record<string, string> = {}): Promise<Road> {
  const config = loadConfig({
    ...scratch.environment,
    PUBLIC_URL,
    LOG_LEVEL: 'silent',
    ...more,
  });
  const log = pino({ level: config.logLevel });
  const store = await openStore({ uri: scratch.mongodbUri, secret: scratch.secret });
  await store.ensureIndexes();
  const { workspace } = scratch;
  await store.workspaces.create(workspace, { brand: BRAND });
  await store.workspaces.addProgram(workspace, PROGRAM);
  await store.senders.add(workspace, {
    number: SENDER,
    ...ACCOUNT,
    keywordReplies: 'service',
    defaultProgram: PROGRAM.id,
    messagesPerSecond: 100,
  });
  const queues = openQueues({ redisUrl: scratch.redisUrl, prefix: scratch.redisPrefix });
  const app = Fastify();
  const inbox = createInboxWriter({ store, queues, log });
  await app.register(twilioWebhooks, { config, store, inbox, log });
  return {
    store,
    queues,
    config,
    app,
    async text(from, body, overrides = {}) {
      const form = inboundForm({
        accountSid: ACCOUNT.accountSid,
        from,
        to: SENDER,
        body,
        messageSid: randomSid('SM'),
        ...overrides,
      });
      const url = `${PUBLIC_URL}/webhooks/twilio/messages`;
      const request = signedRequest(url, ACCOUNT.authToken, form);
      const answer = await app.inject({
        method: 'POST',
        url: '/webhooks/twilio/messages',
        headers: request.headers,
        payload: request.body,
      });
      return answer.statusCode;
    },
    contactOf: (phone) => store.people.contactOf(workspace, phone),
    async close() {
      await app.close();
      await queues.close();
      await store.close();
    },
  };
}
