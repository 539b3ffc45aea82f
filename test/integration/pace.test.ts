// How fast texts leave: at their sender's rate whichever process sends them, in fair turns between
// workspaces, and the confirmation of a STOP before everything else.
import { Redis } from 'ioredis';
import { mongo } from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutbox } from '../../src/senders/outbox.js';
import type { NewEffect, TextEffectDocument } from '../../src/store/effects.js';
import { seal } from '../../src/store/keyring.js';
import { useOwnServers } from '../support/own-servers.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { ACCOUNT, BRAND, PROGRAM, SENDER } from '../support/road.js';
import { openSending, type Sending } from '../support/sending.js';
import { until } from '../support/until.js';

const PER_SECOND = 10;
const BUSY = 'own';
const QUIET = 'quiet';
const QUIET_SENDER = '+16025550170';
const [NORA, OMAR, QUINN] = ['+16025556001', '+16025556002', '+16025556003'] as const;
/** A turn that came late is used within half a second, or lost; a busy machine is late itself. */
const LATE_SECONDS = 1.5;

const servers = useOwnServers();
let sending: Sending;
let workers: RunningProcess[] = [];

beforeAll(async () => {
  const { mongodbUri, redisUrl, environment } = servers;
  const { REDIS_PREFIX: redisPrefix = '', ASSENT_SECRET: secret = '' } = environment;
  const place = { mongodbUri, redisUrl, redisPrefix, secret, environment };
  sending = await openSending({ name: BUSY, workspace: BUSY, ...place }, [QUIET_SENDER]);
  const { store, text } = sending.road;
  const sender = { ...ACCOUNT, keywordReplies: 'service', defaultProgram: PROGRAM.id } as const;
  const pace = { ...sender, messagesPerSecond: PER_SECOND };
  await store.senders.add(BUSY, { ...pace, number: SENDER });
  await store.workspaces.create(QUIET, { brand: BRAND });
  await store.workspaces.addProgram(QUIET, PROGRAM);
  await store.senders.add(QUIET, { ...pace, number: QUIET_SENDER });
  workers = [await startWorker(sending.environment), await startWorker(sending.environment)];
  for (const phone of [NORA, OMAR]) expect(await text(phone, 'START')).toBe(200);
  expect(await text(QUINN, 'START', { to: QUIET_SENDER })).toBe(200);
  await until('everybody to have been told', async () => {
    const threads = await Promise.all([NORA, OMAR, QUINN].map(sending.received));
    return threads.every(({ length }) => length > 0);
  });
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await sending?.close();
});

/** Texts of a workspace that were called, in the order of their calls. */
async function calls(workspace: string): Promise<(TextEffectDocument & { callingAt: Date })[]> {
  const effects = sending.road.store.connection.collection<TextEffectDocument>('effects');
  const called = await effects.find({ workspace, callingAt: { $exists: true } }).toArray();
  return called
    .flatMap((effect) => (effect.callingAt ? [{ ...effect, callingAt: effect.callingAt }] : []))
    .sort((a, b) => a.callingAt.getTime() - b.callingAt.getTime());
}

const isConfirmation = ({ text }: TextEffectDocument) =>
  text.kind === 'reply' && text.template === 'opt_out_confirmation';

describe('a sender with more to say than its rate allows', () => {
  const SHORT = Array.from({ length: 50 }, (_, index) => `Message ${index + 1}`);
  const LONG = 'Three segments. '.repeat(25);
  let long: string | undefined;
  let sent: Awaited<ReturnType<typeof calls>>;
  let stopped: Date;

  beforeAll(async () => {
    const before = (await calls(BUSY)).length;
    const bodies = [...SHORT, LONG];
    const ids = await Promise.all(
      bodies.map(async (body) => (await sending.submit(NORA, body)).id),
    );
    long = ids.at(-1);
    await until('the first to have left', async () => (await calls(BUSY)).length >= before + 3);
    stopped = sending.road.store.clock.now();
    expect(await sending.road.text(OMAR, 'STOP')).toBe(200);
    const done = async () => (await sending.road.store.effects.countWaiting()) === 0;
    await until('everything to have left', done, { timeoutMs: 60_000 });
    sent = (await calls(BUSY)).slice(before);
    expect(sent).toHaveLength(ids.length + 1);
  });

  test('keeps to it over two processes, a long text counted as its segments', () => {
    // Turns are given at the rate; a call follows its turn as soon as the machine lets it.
    const paced = sent.filter((effect) => !isConfirmation(effect));
    const segments = paced.reduce((sum, { message }) => sum + (message === long ? 3 : 1), 0);
    const [first, last] = [paced[0], paced.at(-1)].map((one) => one?.callingAt.getTime() ?? 0);
    const seconds = ((last ?? 0) - (first ?? 0)) / 1_000;
    const lastCounts = paced.at(-1)?.message === long ? 3 : 1;
    expect(seconds).toBeGreaterThan((segments - lastCounts) / PER_SECOND - LATE_SECONDS);
  });

  test('uses it', () => {
    const [first, last] = [sent[0], sent.at(-1)];
    const tookMs = (last?.callingAt.getTime() ?? 0) - (first?.callingAt.getTime() ?? 0);
    expect(tookMs).toBeLessThan((4 * 1_000 * (SHORT.length + 3)) / PER_SECOND);
  });

  test('lets nothing that is new pass what had to wait in line', async () => {
    const { paces, clock } = sending.road.store;
    const message = { segments: 1, perSecond: PER_SECOND, urgent: false };
    const asNew = { ...message, aheadMs: 1_000, afterRefusedMs: 2_000 };
    const take = (wanted: Parameters<typeof paces.takeTurn>[2]) =>
      paces.takeTurn('elsewhere', SENDER, wanted);
    const turns = await Promise.all(Array.from({ length: 15 }, () => take(asNew)));
    const given = turns.filter((turn) => turn !== null);
    expect(given.length).toBeGreaterThanOrEqual(PER_SECOND);
    expect(given.length).toBeLessThan(turns.length);
    const last = Math.max(...given.map(Number));
    await until('room again', () => clock.now().getTime() > last);
    expect(await take(asNew)).toBeNull();
    expect(await take({ ...message, aheadMs: 1_000 })).not.toBeNull();
    await until('the line to be over', async () => (await take(asNew)) !== null);
  });

  test('lets the confirmation of a STOP pass all that waits', () => {
    const after = sent.filter(({ callingAt }) => callingAt > stopped);
    const place = after.findIndex(isConfirmation);
    // The decision takes its time on a busy machine; a turn at the end of the line takes longer.
    expect(place).toBeLessThan(after.length / 2);
    expect(after.length - place).toBeGreaterThan(10);
  });
});

describe('fairness between workspaces', () => {
  const WAITING = 5_000;
  const JOBS_MAX = 2_000;
  const MOMENT_MS = 10_000;
  const RELAY_MS = 15_000;

  beforeAll(async () => {
    const { store } = sending.road;
    const contact = await sending.road.contactOf(NORA);
    const key = (await store.people.known(BUSY, [contact])).get(contact)?.key;
    if (!key) throw new Error('Nora is not known');
    const dueAt = new Date(store.clock.now().getTime() - 60_000);
    const waiting = Array.from({ length: WAITING }, (_, index): NewEffect => {
      const _id = `fx_${index}`;
      const body = new mongo.Binary(seal(key, _id, `Message ${index}`));
      const text = { kind: 'message', purpose: 'informational', body } as const;
      const effect = { channel: 'sms', workspace: BUSY, contact, sender: SENDER } as const;
      return { ...effect, _id, program: PROGRAM.id, text, message: `msg_${index}`, dueAt };
    });
    await store.effects.record(waiting);
    await lose();
    await until('the line to move', async () => (await calls(BUSY)).some(isWaiting));
  });

  const isWaiting = ({ _id }: TextEffectDocument) => /^fx_\d{1,4}$/.test(_id);

  /** What is waiting was last queued a minute ago, and Redis has forgotten everything. */
  async function lose(): Promise<void> {
    const { store } = sending.road;
    const hintedAt = new Date(store.clock.now().getTime() - 60_000);
    await store.connection.collection('effects').updateMany({}, { $set: { hintedAt } });
    const redis = new Redis(servers.redisUrl);
    await redis.flushall();
    redis.disconnect();
  }

  /** How long a message of the quiet workspace waits until it is called. */
  async function wait(body: string, hint: boolean): Promise<number> {
    const { store, queues } = sending.road;
    const contact = await store.people.contactOf(QUIET, QUINN);
    const log = pino({ level: 'silent' });
    const hints = { hintEffects: () => Promise.resolve() };
    const outbox = createOutbox({ store, queues: hint ? queues : hints, log });
    const message = { contact, to: QUINN, body, program: PROGRAM.id, sender: QUIET_SENDER };
    const { id } = await outbox.submit(QUIET, { ...message, purpose: 'informational' });
    const submitted = performance.now();
    if (!hint) await lose();
    const called = async () => (await calls(QUIET)).some(({ message: of }) => of === id);
    await until(`${body} to be called`, called, { timeoutMs: 30_000, stepMs: 20 });
    return performance.now() - submitted;
  }

  test('thousands that wait in one do not delay the first of another', async () => {
    expect(await wait('Straight from the outbox', true)).toBeLessThan(MOMENT_MS);
  });

  test('invariant 10: nor after a flush, when only MongoDB knows of it', async () => {
    expect(await wait('Found by the relay', false)).toBeLessThan(RELAY_MS);
  });

  test('invariant 20: and they wait in MongoDB, not in Redis', async () => {
    expect(await sending.road.queues.countJobs('sms')).toBeLessThan(JOBS_MAX);
    expect(await sending.road.store.effects.countWaiting()).toBeGreaterThan(WAITING / 2);
  });
});
