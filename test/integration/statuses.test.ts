// What the provider says became of texts: in any order, before we know the text, or never.
import Fastify from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInboxWriter } from '../../src/ingress/inbox-writer.js';
import { twilioWebhooks } from '../../src/ingress/webhooks/twilio.js';
import { openProvider } from '../../src/senders/providers.js';
import type { Message } from '../../src/store/messages.js';
import type { Probe } from '../../src/store/breakers.js';
import { openStore } from '../../src/store/store.js';
import { fetchStatusesTask } from '../../workers/schedule/fetch-statuses.js';
import { matchStatuses } from '../../workers/schedule/match-statuses.js';
import { allLooks } from '../../workers/lookout/looks.js';
import { createBreaker } from '../../workers/sms/breaker.js';
import type { TaskDeps } from '../../workers/schedule/tasks.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { inFrontOf } from '../support/proxied.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, postStatus, type Sending, type StatusCallback } from '../support/sending.js';
import { randomSid } from '../support/twilio-request.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const HOUR_MS = 3_600_000;
const phone = '+16025557101';
let sending: Sending;
let worker: RunningProcess;
let deps: TaskDeps;

beforeAll(async () => {
  sending = await openSending(scratch);
  await sending.join([phone]);
  worker = await startWorker(sending.environment, ['consent', 'sms']);
  const { store, queues, config } = sending.road;
  const provider = openProvider({ config, store });
  deps = { store, queues, provider, holder: 'test', log: pino({ level: 'silent' }) };
});
afterAll(async () => {
  await worker?.stop();
  await sending?.close();
});

interface StoredMessage {
  _id: string;
  statusDueAt?: Date;
  updatedAt: Date;
}

const messages = () => sending.road.store.connection.collection<StoredMessage>('messages');
const kept = () => sending.road.store.connection.collection<{ _id: string }>('kept_statuses');

/** A text that the provider has taken, and of which it has told us nothing yet. */
async function sent(): Promise<Message & { providerSid: string }> {
  const { id } = await sending.submit(phone, 'Your window is ready.');
  const taken = async () => {
    const message = await sending.message(id);
    return message.providerSid === undefined ? undefined : message;
  };
  const message = await until('the text to be taken', taken);
  return { ...message, providerSid: message.providerSid ?? '' };
}

async function oursOf({ id, contact }: Message): Promise<StatusCallback> {
  const { _id: effect } = await sending.effectOf({ id });
  const ids = { workspace: scratch.workspace, effect, message: id, contact };
  return { ...ids, providerSid: (await sending.message(id)).providerSid ?? '', status: '' };
}

describe('many statuses at once', () => {
  test('leave every text at its last one, whatever order they come in', async () => {
    const texts = await Promise.all(Array.from({ length: 12 }, sent));
    const ours = await Promise.all(texts.map(oursOf));
    const steps = ['delivered', 'sending', 'sent', 'delivered', 'queued', 'undelivered'];
    const callbacks = steps.flatMap((status, step) =>
      // Half of the texts were not delivered, and hear it first.
      ours.map((one, index) => {
        const first = index % 2 === 0 ? 'undelivered' : 'delivered';
        return { ...one, status: step === 0 ? first : status };
      }),
    );
    const first = callbacks.splice(0, ours.length);
    for (const group of [first, callbacks]) {
      const answers = await Promise.all(group.map((one) => sending.report(one)));
      expect(new Set(answers)).toEqual(new Set([204]));
    }
    const shown = await Promise.all(
      texts.map(async ({ id }) => (await sending.message(id)).status),
    );
    const wanted = texts.map((_, index) => (index % 2 === 0 ? 'undelivered' : 'delivered'));
    expect(shown).toEqual(wanted);
    const ids = texts.map(({ id }) => id);
    const asked = { _id: { $in: ids }, statusDueAt: { $exists: true } };
    expect(await messages().countDocuments(asked)).toBe(0);
  });
});

describe('a status with an error that is ours to mend', () => {
  test('is found by the lookout, once a text, and one of a single number is not', async () => {
    const { store, queues } = sending.road;
    const place = { host: 'here', dataDir: scratch.environment['DATA_DIR'] ?? '.' };
    const look = allLooks({ store, queues, ...place }).find(({ kinds }) =>
      kinds.includes('provider_refuses'),
    );
    const found = () => look?.look();
    expect(await found()).toEqual([]);
    const ends = [
      ['undelivered', '30034'],
      ['undelivered', '30008'],
      ['failed', '30034'],
    ] as const;
    // All are taken before the first is refused, which holds the others of its sender.
    const ours = await Promise.all(ends.map(async () => oursOf(await sent())));
    for (const [index, [status, errorCode]] of ends.entries()) {
      const callback = { ...(ours[index] as StatusCallback), status, errorCode };
      for (let round = 0; round < 2; round += 1) expect(await sending.report(callback)).toBe(204);
    }
    const details = expect.stringMatching(/not registered.* Code 30034, 2 texts/) as string;
    const { workspace } = scratch;
    const finding = { kind: 'provider_refuses', subject: `${workspace}/30034`, workspace, details };
    const subject = `${ACCOUNT.accountSid}/30034`;
    const waits = { kind: 'provider_refuses', subject, details: expect.stringMatching(/wait\.$/) };
    expect(await found()).toEqual([waits, finding]);
  });

  test('holds the other texts of the sender, until nothing is said of a probe', async () => {
    const { breakers, clock, connection } = sending.road.store;
    const id = `${ACCOUNT.accountSid}/${SENDER}`;
    const breaker = createBreaker({ store: sending.road.store, log: pino({ level: 'silent' }) });
    const sender = { accountSid: ACCOUNT.accountSid, number: SENDER };
    /** The time of its next probe comes, and what this process remembers of it is forgotten. */
    async function itsTimeComes(openUntil = new Date(0)): Promise<void> {
      const collection = connection.collection<{ _id: string }>('breakers');
      await collection.updateOne({ _id: id }, { $set: { openUntil } });
      await breakers.close('of nobody');
    }
    expect(await breakers.open()).toMatchObject([{ _id: id, refusal: '30034', reported: true }]);
    const inAnHour = new Date(clock.now().getTime() + HOUR_MS);
    await itsTimeComes(inAnHour);
    expect(await breaker.heldUntil(sender, [])).toEqual(inAnHour);
    const accepted = { result: 'accepted', providerSid: 'SM1', status: 'queued' } as const;
    // That a probe is taken proves nothing; that it is refused later says so again.
    for (const again of [true, false]) {
      await itsTimeComes();
      const probes: Probe[] = [];
      expect(await breaker.heldUntil(sender, probes)).toBeUndefined();
      expect(probes).toHaveLength(1);
      await breaker.note(sender, accepted);
      const [open] = await breakers.open();
      expect(open?.openUntil?.getTime()).toBeGreaterThan(clock.now().getTime() + 30_000);
      if (again) await breakers.fail(id, 'It is not registered.', '30034', { reported: true });
    }
    await itsTimeComes();
    const probes: Probe[] = [];
    expect(await breaker.heldUntil(sender, probes)).toBeUndefined();
    expect([probes, await breakers.open()]).toEqual([[], []]);
  });
});

describe('a status of a text that nobody knows', () => {
  const unknown = { workspace: '', effect: '', message: '', contact: '' };

  test('is kept once, and shown when the text gets its id', async () => {
    const message = await sent();
    const providerSid = randomSid('SM');
    for (const status of ['sent', 'delivered', 'delivered']) {
      expect(await sending.report({ ...unknown, providerSid, status })).toBe(204);
    }
    expect(await kept().countDocuments({ providerSid })).toBe(2);
    await lookNow();
    await matchStatuses(deps).run();
    expect(await kept().countDocuments({ providerSid })).toBe(2);

    await messages().updateOne({ _id: message.id }, { $set: { providerSid } });
    await lookNow();
    await matchStatuses(deps).run();
    expect((await sending.message(message.id)).status).toBe('delivered');
    expect(await kept().countDocuments({ providerSid })).toBe(0);
  });

  test('with ids of ours waits for its message too', async () => {
    const providerSid = randomSid('SM');
    const contact = await sending.road.contactOf(phone);
    const ids = { workspace: scratch.workspace, effect: 'fx_late', message: 'msg_late', contact };
    expect(await sending.report({ ...ids, providerSid, status: 'delivered' })).toBe(204);
    const { store } = sending.road;
    const key = (await store.people.keysOf(scratch.workspace, [contact])).get(contact);
    if (!key) throw new Error('no key');
    const shown = { id: 'msg_late', contact, sender: '+16025550100', body: 'Late', key } as const;
    const createdAt = store.clock.now();
    const late = { ...shown, direction: 'outbound', status: 'queued', createdAt } as const;
    await store.messages.add(scratch.workspace, [late]);
    await lookNow();
    await matchStatuses(deps).run();
    expect(await sending.message('msg_late')).toMatchObject({ status: 'delivered', providerSid });
  });

  test('that nobody claims for a day is left to an operator, and counted', async () => {
    const providerSid = randomSid('SM');
    expect(await sending.report({ ...unknown, providerSid, status: 'sent' })).toBe(204);
    const receivedAt = new Date(sending.road.store.clock.now().getTime() - 25 * HOUR_MS);
    await kept().updateOne({ providerSid }, { $set: { receivedAt } });
    await lookNow();
    await matchStatuses(deps).run();
    expect(await sending.road.store.keptStatuses.counts()).toEqual({ waiting: 0, unclaimed: 1 });
  });

  const lookNow = () =>
    kept().updateMany({ lookAt: { $exists: true } }, { $set: { lookAt: new Date(0) } });
});

describe('a text of which nothing was heard for half a day', () => {
  const fetchTask = () => fetchStatusesTask(deps).run();
  const comeDue = (id: string, more: object = {}) =>
    messages().updateOne({ _id: id }, { $set: { statusDueAt: new Date(0), ...more } });

  test('is asked about, and shows the answer', async () => {
    const { id, providerSid } = await sent();
    const before = await messages().findOne({ _id: id });
    const { statusDueAt, updatedAt } = before ?? {};
    expect(Number(statusDueAt) - Number(updatedAt)).toBe(12 * HOUR_MS);
    await until('its delivery', async () => {
      const texts = await sending.received(phone);
      return texts.some(({ sid }) => sid === providerSid);
    });
    await comeDue(id);
    await fetchTask();
    expect((await sending.message(id)).status).toBe('delivered');
    expect(await messages().findOne({ _id: id })).not.toHaveProperty('statusDueAt');
  });

  test.each([
    ['sending', 'unknown'],
    ['sent', 'sent'],
  ] as const)('that the provider forgot while %s ends as %s, with a reason', async (from, to) => {
    const { id } = await sent();
    const $set = { providerSid: randomSid('SM'), status: from, rank: from === 'sent' ? 3 : 1 };
    await comeDue(id, $set);
    await fetchTask();
    const { status, reason } = await sending.message(id);
    expect(status).toBe(to);
    expect(reason).toMatch(/does not know this text any more/);
    expect(await messages().findOne({ _id: id })).not.toHaveProperty('statusDueAt');
  });

  test('is asked about four times and no more', async () => {
    await sending.faults({ queueDelayMs: 600_000 });
    const { id } = await sent();
    for (let asks = 0; asks < 3; asks += 1) {
      await comeDue(id);
      await fetchTask();
      expect(await messages().findOne({ _id: id })).toMatchObject({ statusAsks: asks + 1 });
    }
    await comeDue(id);
    await fetchTask();
    const { status, reason } = await sending.message(id);
    expect([status, reason]).toEqual(['unknown', expect.stringMatching(/never said/)]);
    await sending.faults({});
  });

  test('is left for later while the provider cannot be asked', async () => {
    const { id } = await sent();
    await sending.faults({ errorRate: 1 });
    await comeDue(id);
    await fetchTask();
    const now = sending.road.store.clock.now();
    const left = await messages().findOne({ _id: id });
    expect(Number(left?.statusDueAt)).toBeGreaterThan(now.getTime());
    expect((await sending.message(id)).status).toBe('sending');
    await sending.faults({});
  });

  test('is asked about by one of two processes', async () => {
    const { id } = await sent();
    await comeDue(id);
    const other = { ...deps, holder: 'another' };
    await Promise.all([fetchTask(), fetchStatusesTask(other).run()]);
    expect(await messages().findOne({ _id: id })).toMatchObject({ statusAsks: 1 });
  });
});

test('invariant 12: with MongoDB hung a status is refused in time, and kept when it comes again', async () => {
  const { url, proxy } = await inFrontOf(scratch.mongodbUri);
  const store = await openStore({ uri: url, secret: scratch.secret });
  const { config, queues } = sending.road;
  const app = Fastify();
  const inbox = createInboxWriter({ store, queues, log: deps.log });
  await app.register(twilioWebhooks, { config, store, inbox, log: pino({ level: 'silent' }) });
  const ours = { ...(await oursOf(await sent())), status: 'delivered' };
  proxy.set('hang');
  const startedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: 20 }, () => postStatus({ app }, ours)));
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(new Set(answers)).toEqual(new Set([503]));
  proxy.set('pass');
  const again = async () => (await postStatus({ app }, ours)) === 204;
  await until('it to be kept', again, { timeoutMs: 30_000 });
  expect((await sending.message(ours.message)).status).toBe('delivered');
  await app.close();
  await store.close();
});
