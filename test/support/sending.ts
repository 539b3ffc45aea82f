// Sending as tests drive it: the road, the simulated carrier behind it, people who have joined,
// messages through the outbox, and status callbacks signed as the provider signs them.
import { pino } from 'pino';
import { type Carrier, startCarrier } from '../../src/carrier/start.js';
import type { Verdict } from '../../src/consent/types.js';
import { createGate } from '../../src/senders/gate.js';
import { createOutbox } from '../../src/senders/outbox.js';
import type { TextEffectDocument } from '../../src/store/effects.js';
import type { Message } from '../../src/store/messages.js';
import { type HandsetText, receivedBy } from './handset.js';
import { startWorker } from './processes.js';
import { ACCOUNT, openRoad, PUBLIC_URL, type Road, SENDER } from './road.js';
import type { Scratch } from './scratch.js';
import { signedRequest } from './twilio-request.js';
import { until } from './until.js';

/** What the provider says of a text, with our ids from the address of its callback. */
export interface StatusCallback {
  /** Empty: the callback carries none of our ids. */
  readonly workspace: string;
  readonly effect: string;
  readonly message: string;
  readonly contact: string;
  readonly providerSid: string;
  readonly status: string;
  readonly errorCode?: string;
}

/** On a busy machine a crowd needs longer than a single person. */
const PATIENCE = { timeoutMs: 60_000 };

export interface Sending {
  readonly road: Road;
  readonly carrier: Carrier;
  /** Settings for worker processes of this road. */
  readonly environment: Readonly<Record<string, string>>;
  /** Lets these people text START, has them confirmed by a worker, and stops that worker. */
  join(phones: readonly string[]): Promise<void>;
  submit(phone: string, body: string): Promise<Message>;
  effectOf(message: Pick<Message, 'id'>): Promise<TextEffectDocument>;
  message(id: string): Promise<Message>;
  /** What the gate says of an informational message to this number now. */
  check(phone: string): Promise<Verdict>;
  /** Texts that reached the handset, oldest first. */
  received(phone: string): Promise<readonly HandsetText[]>;
  /** Sets faults of the carrier; those of the test before are cleared first. */
  faults(settings: object): Promise<void>;
  /** Posts a status callback as the provider would; resolves with the status of our answer. */
  report(callback: StatusCallback): Promise<number>;
  /** Lets the time of an effect come: it is due, and its last hint is long past. */
  makeDue(effect: string): Promise<void>;
  close(): Promise<void>;
}

/** @param more numbers that the carrier's account rents beside the sender of every test. */
export async function openSending(
  scratch: Scratch,
  more: readonly string[] = [],
): Promise<Sending> {
  const log = pino({ level: 'silent' });
  const rented = { friendlyName: 'Brightside', smsUrl: '', keywordReplies: 'service' } as const;
  const numbers = [SENDER, ...more].map((number) => ({ ...rented, number }));
  const carrier = await startCarrier({ port: 0, accounts: [{ ...ACCOUNT, numbers }], log });
  const road = await openRoad(scratch, { CARRIER_URL: carrier.url });
  const environment = { ...scratch.environment, PUBLIC_URL, CARRIER_URL: carrier.url };
  const { store } = road;
  const { workspace } = scratch;
  const outbox = createOutbox({ store, queues: road.queues, log });
  const gate = createGate({ store });
  const message = { kind: 'message', program: 'updates', purpose: 'informational' } as const;

  const sending: Sending = {
    road,
    carrier,
    environment,
    async join(phones) {
      for (const phone of phones) await road.text(phone, 'START');
      const worker = await startWorker(environment);
      await until(
        'everybody to have joined and been told',
        async () => {
          const threads = await Promise.all(phones.map(sending.received));
          return threads.every((texts) => texts.length > 0);
        },
        PATIENCE,
      );
      await until(
        'no effect to wait',
        async () => (await store.effects.countWaiting()) === 0,
        PATIENCE,
      );
      await worker.stop();
    },
    async submit(phone, body) {
      const contact = await road.contactOf(phone);
      const { program, purpose } = message;
      return outbox.submit(workspace, {
        ...{ contact, to: phone, body, program, purpose, sender: SENDER },
      });
    },
    async effectOf({ id }) {
      const effect = await store.effects.get(workspace, id.replace(/^msg_/, 'fx_'));
      if (!effect) throw new Error(`message ${id} has no effect`);
      return effect as TextEffectDocument;
    },
    async message(id) {
      const found = await store.messages.get(workspace, id);
      if (!found) throw new Error(`there is no message ${id}`);
      return found;
    },
    check: async (phone) => gate.check(workspace, await road.contactOf(phone), message, SENDER),
    received: (phone) => receivedBy(carrier, phone),
    async faults(settings) {
      await fetch(`${carrier.url}/faults`, { method: 'DELETE' });
      await fetch(`${carrier.url}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      });
    },
    report: (callback) => postStatus(road, callback),
    async makeDue(effect) {
      const dueAt = store.clock.now();
      const hintedAt = new Date(dueAt.getTime() - 60_000);
      const effects = store.connection.collection<TextEffectDocument>('effects');
      await effects.updateOne({ _id: effect }, { $set: { dueAt, hintedAt } });
    },
    async close() {
      await road.close();
      await carrier.close();
    },
  };
  return sending;
}

/** Posts a status callback to an app, signed as the provider signs it. */
export async function postStatus(
  road: Pick<Road, 'app'>,
  callback: StatusCallback,
): Promise<number> {
  const { workspace, effect, message, contact, providerSid, status, errorCode } = callback;
  const path = '/webhooks/twilio/status';
  const ids = new URLSearchParams({ workspace, effect, message, contact });
  const target = workspace === '' ? path : `${path}?${ids}`;
  const form = {
    AccountSid: ACCOUNT.accountSid,
    MessageSid: providerSid,
    MessageStatus: status,
    From: SENDER,
    ...(errorCode === undefined ? {} : { ErrorCode: errorCode }),
  };
  const { headers, body } = signedRequest(`${PUBLIC_URL}${target}`, ACCOUNT.authToken, form);
  const answer = await road.app.inject({ method: 'POST', url: target, headers, payload: body });
  return answer.statusCode;
}
