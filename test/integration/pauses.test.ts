// What holds sending back: the operator's brake in every process, and the breaker that leaves a
// provider in trouble alone. Afterwards everything goes on, and nothing is lost or sent twice.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import type { TextEffectDocument } from '../../src/store/effects.js';
import { createBreaker } from '../../workers/sms/breaker.js';
import { createTurns } from '../../workers/sms/turns.js';
import { runAssent } from '../support/command.js';
import { startWorker } from '../support/processes.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { holds, until } from '../support/until.js';

/** Two workers on a busy machine. */
const LONG_MS = 150_000;
const OTHER = '+16025550101';
const AT = expect.stringMatching(/^\d{4}-.*Z$/);

const scratch = useScratch();
let sending: Sending;

beforeAll(async () => {
  sending = await openSending(scratch);
});

afterAll(async () => {
  await sending?.close();
});

const assent = (...command: string[]) => runAssent(command, scratch.environment);

describe('assent pause and assent resume', () => {
  const { workspace } = scratch;
  const all = { since: AT };
  const house = { workspace, since: AT };
  const sender = { workspace, sender: SENDER, since: AT };

  /** Command line, and what stands after it. */
  const steps: readonly (readonly [string, readonly object[]])[] = [
    [`pause --list`, []],
    [`pause ${SENDER}`, [sender]],
    [`pause (602)555-0100 --workspace ${workspace}`, [sender]],
    [`pause --workspace ${workspace}`, [sender, house]],
    [`pause`, [sender, house, all]],
    [`resume --workspace ${workspace}`, [sender, all]],
    [`resume`, [sender]],
    [`resume ${SENDER}`, []],
    [`resume ${SENDER}`, []],
  ];

  test.each(steps)('%s', async (command, standing) => {
    const { code, stdout } = await assent(...command.split(' '), '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { paused: standing }]);
    const { pauses } = sending.road.store;
    expect(await pauses.isPaused(workspace, SENDER)).toBe(standing.length > 0);
    const spreads = standing.some((pause) => !('sender' in pause));
    expect(await pauses.isPaused(workspace, OTHER)).toBe(spreads);
    const everywhere = standing.some((pause) => !('workspace' in pause));
    expect(await pauses.isPaused('somebody-else', SENDER)).toBe(everywhere);
  });

  test('say in words what is paused, and what cannot be', async () => {
    expect((await assent('pause', SENDER)).stdout).toMatch(/^paused:\n {2}\+1602\S+ of \S+, since/);
    expect((await assent('resume', SENDER)).stdout).toBe('nothing is paused\n');
    expect(await assent('pause', OTHER)).toMatchObject({
      code: 1,
      stderr: `assent: ${OTHER} is no sender of any workspace\n`,
    });
    expect((await assent('pause', 'Tuesday')).stderr).toContain('is no phone number');
    expect((await assent('pause', '--workspace', 'nobody')).stderr).toContain(
      'no workspace nobody',
    );
    expect((await assent('resume', '--help')).stdout).toContain('Usage: assent resume');
    expect(await assent('pause', '--lists')).toMatchObject({ code: 2 });
  });
});

describe('a paused sender, with two workers at work', () => {
  const [NORA, OMAR] = ['+16025554001', '+16025554002'] as const;
  const MESSAGES = 200;
  const WITHIN_MS = 1_000;
  const PATIENCE = { timeoutMs: 60_000 };

  const effects = () => sending.road.store.connection.collection<TextEffectDocument>('effects');
  const calledSince = (moment: Date) => effects().countDocuments({ callingAt: { $gt: moment } });
  const now = () => sending.road.store.clock.now();
  const later = (ms: number) => new Date(now().getTime() + ms);

  test(
    'sends nothing after a second, takes a STOP, and goes on where it was',
    async () => {
      await sending.join([NORA, OMAR]);
      const began = now();
      const workers = [startWorker(sending.environment), startWorker(sending.environment)];
      const running = await Promise.all(workers);
      const numbers = Array.from({ length: MESSAGES }, (_, index) => index);
      const messages = await Promise.all(numbers.map((one) => sending.submit(NORA, `No. ${one}`)));
      await until('some to have left', async () => (await calledSince(began)) > 20);
      await sending.road.store.pauses.pause({ workspace: scratch.workspace, sender: SENDER });
      const effective = later(WITHIN_MS);
      await until('the pause to be in force', () => now() > effective);
      expect(await sending.road.text(OMAR, 'STOP')).toBe(200);
      const stopped = async () => (await sending.check(OMAR)).status === 'opted_out';
      await until('the STOP to be decided', stopped, PATIENCE);
      await holds('nothing leaves', async () => (await calledSince(effective)) === 0, 2_000);
      const shown = await Promise.all(messages.map(({ id }) => sending.message(id)));
      expect(shown.filter(({ status }) => status === 'held').length).toBeGreaterThan(MESSAGES / 4);
      expect(shown.filter(({ status }) => status === 'queued')).toEqual([]);
      const why = shown.flatMap(({ status, reason }) => (status === 'held' ? [reason] : []));
      expect(new Set(why)).toEqual(new Set(['sender_paused']));
      expect((await sending.check(NORA)).reason).toBe('sender_paused');

      await sending.road.store.pauses.resume({ workspace: scratch.workspace, sender: SENDER });
      const done = async () => (await sending.road.store.effects.countWaiting()) === 0;
      await until('everything to have left', done, PATIENCE);
      const bodies = async () => (await sending.received(NORA)).slice(1).map(({ body }) => body);
      await until('the last to arrive', async () => (await bodies()).length >= MESSAGES, PATIENCE);
      expect((await bodies()).sort()).toEqual(numbers.map((one) => `No. ${one}`).sort());
      const goodbyes = (await sending.received(OMAR)).filter(({ body }) =>
        /unsubscribed/.test(body),
      );
      expect(goodbyes).toHaveLength(1);
      await Promise.all(running.map((worker) => worker.stop()));
    },
    LONG_MS,
  );
});

describe('a provider in trouble, with two workers at work', () => {
  const MESSAGES = 40;
  const QUIET_MS = 3_000;
  const PATIENCE = { timeoutMs: 60_000 };
  const QUINN = '+16025554003';
  let sent = 0;

  /** Calls for a text that the carrier has answered so far, in whatever way. */
  async function calls(): Promise<number> {
    const effects = sending.road.store.connection.collection<TextEffectDocument>('effects');
    const sum = { $group: { _id: null, calls: { $sum: '$attempts' } } };
    const [counted] = await effects.aggregate<{ calls: number }>([sum]).toArray();
    return counted?.calls ?? 0;
  }

  /** Calls without an outcome are looked up now, and not in minutes. */
  async function hurry(): Promise<boolean> {
    const effects = sending.road.store.connection.collection<TextEffectDocument>('effects');
    const lost = await effects.find({ state: { $in: ['calling', 'open'] } }).toArray();
    await Promise.all(lost.map(({ _id }) => sending.makeDue(_id)));
    return lost.length === 0;
  }

  test.each([
    ['asks us to slow down', { failWith: { code: 20_429 } }],
    ['answers with errors', { errorRate: 1 }],
    ['refuses our credentials', { failWith: { code: 20_003 } }],
  ])(
    'that %s is left alone but for a probe, which ends it',
    async (_what, faults) => {
      const { store } = sending.road;
      if (sent === 0) await sending.join([QUINN]);
      const workers = [startWorker(sending.environment), startWorker(sending.environment)];
      const running = await Promise.all(workers);
      const before = await calls();
      await sending.faults(faults);
      const numbers = Array.from({ length: MESSAGES }, (_, index) => sent + index);
      sent += MESSAGES;
      await Promise.all(numbers.map((one) => sending.submit(QUINN, `No. ${one}`)));
      await until('the breaker to open', async () => (await store.breakers.open()).length === 1);
      const opened = await calls();
      // Those that were under way when it opened, and then a probe every few seconds.
      expect(opened - before).toBeLessThan(MESSAGES);
      await holds('it is left alone', async () => (await calls()) <= opened + 24, QUIET_MS);
      // A call that was refused for our sake is no try of its text: the breaker alone counts it.
      expect((await store.breakers.open())[0]?.failures).toBeLessThan(MESSAGES);
      await sending.faults({});
      const closed = async () => (await store.breakers.open()).length === 0;
      await until('a probe to close it', closed, PATIENCE);
      await until('everything to have left', hurry, { ...PATIENCE, stepMs: 2_000 });
      const bodies = async () => (await sending.received(QUINN)).slice(1).map(({ body }) => body);
      await until('the last to arrive', async () => (await bodies()).length >= sent, PATIENCE);
      const all = Array.from({ length: sent }, (_, one) => `No. ${one}`);
      expect((await bodies()).sort()).toEqual(all.sort());
      await Promise.all(running.map((worker) => worker.stop()));
    },
    LONG_MS,
  );
});

test('a probe whose text comes to no call is free for the next text at once', async () => {
  const { store } = sending.road;
  const { accountSid } = ACCOUNT;
  const effect = await sending.effectOf(await sending.submit('+16025554004', 'Nobody calls'));
  await store.breakers.fail(accountSid, 'The provider refuses our credentials.', '20003');
  const breakers = store.connection.collection<{ _id: string }>('breakers');
  await breakers.updateOne({ _id: accountSid }, { $set: { openUntil: new Date(0) } });
  const breaker = createBreaker({ store, log: pino({ level: 'silent' }) });
  let came = 0;
  const turns = createTurns(
    { store, breaker, publicUrl: 'https://assent.example', concurrency: 10 },
    async () => {
      came += 1;
      expect(await store.breakers.takeProbe(accountSid)).toBeNull();
    },
  );
  const { workspace } = scratch;
  const data = { workspace, effect: effect._id, urgent: true, at: store.clock.iso() };
  const turnAt = store.clock.iso();
  await turns({ data: { ...data, turnAt } } as never);
  await turns({ data: { ...data, turnAt } } as never);
  expect(came).toBe(2);
  // What a call came to counts, and what is given back late changes nothing of it.
  const probe = await store.breakers.takeProbe(accountSid);
  if (!probe) throw new Error('nobody may probe');
  await store.breakers.fail(accountSid, 'The provider refuses our credentials.', '20003');
  await store.breakers.giveProbeBack(probe);
  expect(await store.breakers.takeProbe(accountSid)).toBeNull();
  await store.breakers.close(accountSid);
});
