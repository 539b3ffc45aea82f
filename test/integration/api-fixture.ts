// The ingress as tests meet it: the real app on real servers, asked by injection. No test lives
// here.
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Logger } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { buildApp } from '../../src/ingress/app.js';
import { openIngressRedis } from '../../src/ingress/redis.js';
import { createLogger } from '../../src/log.js';
import { openQueues, type Queues } from '../../src/queues/queues.js';
import { createGate } from '../../src/senders/gate.js';
import { createOutbox } from '../../src/senders/outbox.js';
import type { Scope } from '../../src/store/access.js';
import { openStore, type Store } from '../../src/store/store.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { type Scratch, useScratch } from '../support/scratch.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { inboundForm, signedRequest } from '../support/twilio-request.js';

export const SENDER = '+16025550100';
const ACCOUNT = { accountSid: `AC${'a1'.repeat(16)}`, authToken: 'b2'.repeat(16) };

export interface Api {
  readonly scratch: Scratch;
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly queues: Queues;
  /** Everything that was logged, one line an element. */
  readonly lines: string[];
  readonly key: string;
  /** Set where the file asked for proxies. */
  readonly mongodb: TcpProxy;
  readonly redis: TcpProxy;
  call(method: string, url: string, body?: unknown, headers?: object): Promise<Answer>;
  newKey(scopes?: readonly Scope[], workspace?: string): Promise<{ key: string; id: string }>;
  /** A number texts us, signed as the provider signs it, and the text is decided. */
  text(phone: string, body: string): Promise<string>;
  /** The same, and nobody decides it yet. */
  keepText(phone: string, body: string): Promise<void>;
  /** Decides everything that is open. */
  decideAll(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // biome-ignore lint: bodies are looked into by path
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface ApiOptions {
  /** Settings that differ from the demo's. */
  readonly environment?: Record<string, string>;
  /** Puts proxies before both servers, for tests that take them away. */
  readonly proxied?: boolean;
}

/** Call once at the top of a file. */
export function useApi({ environment = {}, proxied = false }: ApiOptions = {}): Api {
  const scratch = useScratch();
  const api = { scratch, lines: [] } as unknown as { -readonly [Name in keyof Api]: Api[Name] };
  let close: () => Promise<void>;

  beforeAll(async () => {
    const config = loadConfig({ ...scratch.environment, LOG_LEVEL: 'info', ...environment });
    const mongodb = proxied ? await proxyFor(scratch.mongodbUri) : { url: scratch.mongodbUri };
    const redisServer = proxied ? await proxyFor(scratch.redisUrl) : { url: scratch.redisUrl };
    const log = createLogger(config, { write: (line) => void api.lines.push(line) });
    const store = await openStore({ uri: mongodb.url, secret: scratch.secret });
    const queues = openQueues({ redisUrl: redisServer.url, prefix: scratch.redisPrefix });
    const redis = openIngressRedis(redisServer.url, () => undefined);
    await store.ensureIndexes();
    await setUp(store, scratch.workspace);
    const gate = createGate({ store });
    const outbox = createOutbox({ store, queues, log });
    const app = await buildApp({ config, store, queues, redis, log, gate, outbox });
    await app.ready();
    const deps = { app, store, queues, log, workspace: scratch.workspace };
    Object.assign(api, { app, store, queues, ...callers(deps), ...roadOf(deps) });
    Object.assign(api, { mongodb: mongodb.proxy, redis: redisServer.proxy });
    api.key = (await api.newKey()).key;
    close = async () => {
      await app.close();
      await queues.close();
      redis.disconnect();
      await store.close();
    };
  });
  afterAll(() => close());
  return api;
}

/** The same server by way of a proxy. */
async function proxyFor(server: string): Promise<{ url: string; proxy?: TcpProxy }> {
  const url = new URL(server);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  if (url.protocol.startsWith('mongodb')) {
    // The replica set would name the server itself, and the way around the proxy.
    url.searchParams.delete('replicaSet');
    url.searchParams.set('directConnection', 'true');
  }
  return { url: url.href, proxy };
}

interface Parts {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly queues: Queues;
  readonly log: Logger;
  readonly workspace: string;
}

function callers({ app, store, workspace: own }: Parts) {
  return {
    async call(
      this: Api,
      method: string,
      url: string,
      body?: unknown,
      headers: object = {},
    ): Promise<Answer> {
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers: { authorization: `Bearer ${this.key}`, ...headers },
        ...(body !== undefined && { payload: body as InjectOptions['payload'] }),
      } as InjectOptions);
      // A HEAD is answered without its body.
      const json = answer.body !== '' && /json/.test(String(answer.headers['content-type']));
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: json ? answer.json() : {},
        text: answer.body,
      };
    },
    async newKey(scopes?: readonly Scope[], workspace = own) {
      const made = await store.accounts.addKey(workspace, {
        test: true,
        ...(scopes && { scopes }),
      });
      return { key: made.plaintext, id: made.key._id };
    },
  };
}

/** The road without its queue: what is kept is decided by the worker's own function. */
function roadOf({ app, store, queues, log, workspace }: Parts) {
  const decide = createConsentProcessor({ store, queues, log, faultPoint: () => {} });
  const decideAll = async () => {
    const inbox = store.connection.collection('inbox');
    const open = await inbox.find({ workspace, state: 'open' }).toArray();
    await decide({ data: { ids: open.map(({ _id }) => String(_id)), at: store.clock.iso() } });
  };
  const keepText = async (phone: string, body: string) => {
    const path = '/webhooks/twilio/messages';
    const form = inboundForm({ ...ACCOUNT, from: phone, to: SENDER, body });
    const request = signedRequest(`http://127.0.0.1:3000${path}`, ACCOUNT.authToken, form);
    const { headers, body: payload } = request;
    const answer = await app.inject({ method: 'POST', url: path, headers, payload });
    if (answer.statusCode !== 200) throw new Error(`the webhook answered ${answer.statusCode}`);
  };
  return {
    decideAll,
    keepText,
    async text(phone: string, body: string): Promise<string> {
      await keepText(phone, body);
      await decideAll();
      return store.people.contactOf(workspace, phone);
    },
  };
}

/** A workspace with the demo's brand, programs and sender. */
export async function setUp(store: Store, workspace: string, number = SENDER): Promise<void> {
  await store.workspaces.create(workspace, {
    brand: {
      name: 'Brightside Windows',
      legalName: 'Brightside Windows LLC',
      postalAddress: '1 Main St, Phoenix',
      supportPhone: '+16025550199',
      supportEmail: 'help@example.com',
    },
  });
  for (const [id, name, purpose] of [
    ['updates', 'Appointments & quotes', 'informational'],
    ['offers', 'Seasonal offers', 'marketing'],
  ] as const) {
    await store.workspaces.addProgram(workspace, {
      id,
      name,
      purpose,
      topic: 'your windows',
      frequency: 'About 4 msgs a month',
      frequencySpoken: 'about four texts a month',
      disclosure: `By texting START you agree to get ${name} texts.`,
    });
  }
  await store.senders.add(workspace, {
    number,
    ...ACCOUNT,
    keywordReplies: 'service',
    defaultProgram: 'updates',
    messagesPerSecond: 10,
  });
}
