// A flood of words from one phone does not cost a text each: what is said counts, the answers end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPLIES } from '../../workers/sms/reply-limit.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { untilDecided, untilSettled } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const FLOOD = 26;
let sending: Sending;
let workers: RunningProcess[];

beforeAll(async () => {
  sending = await openSending(scratch);
  // Two processes answer side by side, and count together.
  workers = await Promise.all([1, 2].map(() => startWorker(sending.environment)));
});
afterAll(async () => {
  for (const worker of workers ?? []) await worker.stop();
  await sending?.close();
});

async function texts(phone: string, bodies: readonly string[]): Promise<readonly string[]> {
  for (const body of bodies) {
    expect(await sending.road.text(phone, body)).toBe(200);
    await untilDecided(sending.road);
    await untilSettled(sending.road);
  }
  const { effects } = sending.road.store.connection.collections;
  const contact = await sending.road.contactOf(phone);
  const sent = await effects?.countDocuments({ contact, 'outcome.result': 'sent' });
  const thread = () => sending.received(phone);
  await until('every text to reach the handset', async () => (await thread()).length === sent);
  return (await thread()).map(({ body }) => body);
}

const matching = (bodies: readonly string[], words: RegExp) =>
  bodies.filter((body) => words.test(body)).length;

describe('a flood from one phone', () => {
  const flooder = '+16025553901';

  test('of START and STOP is recorded in full, and answered so many times a day', async () => {
    const flood = Array.from({ length: FLOOD }, () => ['START', 'STOP']).flat();
    const answers = await texts(flooder, flood);
    const [join] = REPLIES.opt_in_confirmation;
    const [leave] = REPLIES.opt_out_confirmation;
    expect(matching(answers, /you're in for/)).toBe(join?.max);
    expect(matching(answers, /you're unsubscribed/)).toBe(leave?.max);
    const contact = await sending.road.contactOf(flooder);
    const ledger = sending.road.store.connection.collection('ledger');
    expect(await ledger.countDocuments({ contact, kind: 'opted_out' })).toBe(FLOOD);
    expect(await sending.check(flooder)).toMatchObject({ allowed: false, reason: 'opted_out' });
  });

  test('says with each answer that stayed out why it did', async () => {
    const contact = await sending.road.contactOf(flooder);
    const { effects } = sending.road.store.connection.collections;
    const left = await effects?.find({ contact, 'outcome.rule': 'limit.replies' }).toArray();
    expect(left?.length).toBeGreaterThan(0);
    expect(new Set(left?.map((one) => one['outcome'].reason))).toEqual(new Set(['frequency_cap']));
  });

  test('leaves everybody else’s answers alone', async () => {
    const answers = await texts('+16025553902', ['START', 'STOP']);
    expect(answers).toEqual([
      expect.stringMatching(/you're in for/),
      expect.stringMatching(/you're unsubscribed/),
    ]);
  });

  test('of HELP, as between two machines, ends', async () => {
    const answers = await texts(
      '+16025553903',
      Array.from({ length: FLOOD }, () => 'HELP'),
    );
    expect(answers).toHaveLength(REPLIES.help[0]?.max ?? 0);
  });
});
