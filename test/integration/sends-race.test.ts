// STOP against what is on its way: from the 200 on nothing is claimed for that contact but the one
// confirmation, with workers that run, are late, fail or die.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess, startWorker } from '../support/processes.js';
import { ACCOUNT } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { hurryLookUps } from '../support/storm.js';
import { randomSid } from '../support/twilio-request.js';
import { until } from '../support/until.js';

const OPT_OUT_CONFIRMATION = /you're unsubscribed/;
/** A held message is asked for again after some seconds, and by the relay after some more. */
const PATIENCE = { timeoutMs: 90_000 };

const scratch = useScratch();
const phones = Array.from({ length: 16 }, (_, index) => `+1602555${3_000 + index}`);
let sending: Sending;

beforeAll(async () => {
  sending = await openSending(scratch);
  await sending.join(phones);
});

afterAll(async () => {
  await sending?.close();
});

/** People who have joined and did nothing since; nobody gets them twice. */
const people = (count: number): string[] => phones.splice(0, count);

function somebody(): string {
  const [phone] = people(1);
  if (!phone) throw new Error('everybody has been asked for; invite more');
  return phone;
}

const reasonFor = async (phone: string) => (await sending.check(phone)).reason;

/** Bodies that reached the handset after the confirmation of joining. */
const bodies = async (phone: string) =>
  (await sending.received(phone)).slice(1).map(({ body }) => body);

const nothingWaits = () =>
  until(
    'every effect to be settled',
    async () => (await sending.road.store.effects.countWaiting()) === 0,
    PATIENCE,
  );

/** Texts under a sid of the test's choice; resolves with the inbox id once it was answered 200. */
async function textAs(phone: string, body: string): Promise<string> {
  const messageSid = randomSid('SM');
  expect(await sending.road.text(phone, body, { messageSid })).toBe(200);
  return `${scratch.workspace}/twilio/${ACCOUNT.accountSid}/${messageSid}`;
}

/** Asks the gate over and over; the answers, a repeat of the one before left out. */
function watchGate(phone: string): { stop(): Promise<readonly string[]> } {
  const answers: string[] = [];
  let stopped = false;
  const ask = async () => {
    const answer = (await reasonFor(phone)) ?? 'allowed';
    if (answers.at(-1) !== answer) answers.push(answer);
    return stopped;
  };
  const watching = until('the end of the test', ask, { ...PATIENCE, stepMs: 10 });
  return {
    async stop() {
      stopped = true;
      await watching;
      return answers;
    },
  };
}

describe('invariant 5: the fence stands until the opt-out is in the head', () => {
  /** Steps of workers/consent.ts: the entry is not in the head yet, and the mark is missing. */
  const STEPS = ['consent.appended', 'consent.recorded'];

  test('with no worker running, and through workers that are killed', async () => {
    const phone = somebody();
    expect(await reasonFor(phone)).toBeUndefined();
    const id = await textAs(phone, 'STOP');
    expect(await reasonFor(phone)).toBe('opt_out_waiting');
    const gate = watchGate(phone);
    const { queues, store } = sending.road;
    for (const [index, step] of STEPS.entries()) {
      const environment = { ...sending.environment, FAULT_POINT: step };
      await queues.addInbound([id], store.clock.iso(), 100 + index);
      const worker = await startProcess(['worker', 'consent'], { environment });
      expect(await worker.ended()).toBe('SIGKILL');
      expect(await reasonFor(phone)).toBe('opt_out_waiting');
    }
    const worker = await startWorker(sending.environment);
    await queues.addInbound([id], store.clock.iso(), 200);
    await until('the opt-out', async () => (await reasonFor(phone)) === 'opted_out', PATIENCE);
    await until('the confirmation', async () => (await bodies(phone)).length > 0, PATIENCE);
    await nothingWaits();
    await worker.stop();
    expect(await gate.stop()).toEqual(['opt_out_waiting', 'opted_out']);
    expect(await bodies(phone)).toEqual([expect.stringMatching(OPT_OUT_CONFIRMATION)]);
  });

  test('through failures, being set aside, and until somebody redrives it', async () => {
    const phone = somebody();
    const id = await textAs(phone, 'unsubscribe');
    const gate = watchGate(phone);
    const { queues, store } = sending.road;
    const inbox = store.connection.collection<{ _id: string; raw?: string }>('inbox');
    const raw = (await inbox.findOne({ _id: id }))?.raw;
    if (raw === undefined) throw new Error('the worker came before the test');
    await inbox.updateOne({ _id: id }, { $set: { raw: 'nothing=that&is=a+text' } });
    const worker = await startWorker(sending.environment);
    for (let failure = 1; failure <= 5; failure += 1) {
      await queues.addInbound([id], store.clock.iso(), 300 + failure);
      const failed = async () => ((await store.inbox.get(id))?.failures ?? 0) >= failure;
      await until(`failure ${failure}`, failed);
      expect(await reasonFor(phone)).toBe('opt_out_waiting');
    }
    const isAside = async () => (await store.inbox.get(id))?.state === 'set_aside';
    await until('it to be set aside', isAside);
    expect((await store.inbox.get(id))?.reason).toMatch(/cannot be read/);
    const message = await sending.submit(phone, 'Anything new?');
    const isPostponed = async () => {
      const { state, claim } = await sending.effectOf(message);
      return state === 'open' && claim !== undefined;
    };
    await until('the message to be postponed', isPostponed);
    await inbox.updateOne({ _id: id }, { $set: { raw, state: 'open', failures: 0 } });
    await queues.addInbound([id], store.clock.iso(), 400);
    await until('the opt-out', async () => (await reasonFor(phone)) === 'opted_out', PATIENCE);
    await nothingWaits();
    await worker.stop();
    expect(await gate.stop()).toEqual(['opt_out_waiting', 'opted_out']);
    expect((await sending.message(message.id)).status).toBe('blocked');
    expect(await bodies(phone)).toEqual([expect.stringMatching(OPT_OUT_CONFIRMATION)]);
  });
});

describe('invariants 6, 7: a worker that stands still while a STOP comes', () => {
  /** Steps of workers/sms.ts between the claim and the first byte of the call. */
  const STEPS = ['sms.claimed', 'sms.gated', 'sms.calling'] as const;
  /** Longer than what the gate has said may be relied on. */
  const STANDS_STILL_MS = 1_500;

  test('sends nothing when it goes on', async () => {
    const starting = STEPS.map((step) =>
      startWorker({ ...sending.environment, FAULT_POINT: `${step}:1:stop` }, ['sms']),
    );
    const workers = await Promise.all(starting);
    const standing = async () => {
      const frozen = await Promise.all(workers.map((worker) => worker.frozen()));
      return frozen.filter(Boolean).length;
    };
    const held: { phone: string; message: { id: string } }[] = [];
    for (const phone of people(STEPS.length)) {
      held.push({ phone, message: await sending.submit(phone, 'Before the STOP') });
      const another = async () => (await standing()) >= held.length;
      await until('another worker to stand still', another, PATIENCE);
    }
    await Promise.all(held.map(({ phone }) => textAs(phone, 'STOP')));
    const stoodStill = performance.now() + STANDS_STILL_MS;
    await until('the reading to be old', () => performance.now() > stoodStill);
    for (const worker of workers) worker.thaw();
    const decider = await startWorker(sending.environment, ['consent']);
    const settled = async () => {
      await hurryLookUps(sending);
      return (await sending.road.store.effects.countWaiting()) === 0;
    };
    await until('every effect to be settled', settled, { ...PATIENCE, stepMs: 500 });
    await Promise.all([decider, ...workers].map((one) => one.stop()));
    for (const { phone, message } of held) {
      expect(await bodies(phone)).toEqual([expect.stringMatching(OPT_OUT_CONFIRMATION)]);
      expect((await sending.message(message.id)).status).toBe('blocked');
    }
  }, 120_000);
});

describe('replies', () => {
  test('a doubtful text holds messages back, HELP is answered all the same', async () => {
    const phone = somebody();
    await textAs(phone, 'too many texts');
    expect(await reasonFor(phone)).toBe('opt_out_waiting');
    const message = await sending.submit(phone, 'One more thing');
    const worker = await startWorker(sending.environment);
    await until('the review', async () => (await reasonFor(phone)) === 'in_review', PATIENCE);
    await textAs(phone, 'HELP');
    await until('the answer', async () => (await bodies(phone)).length > 0, PATIENCE);
    await nothingWaits();
    await worker.stop();
    expect(await bodies(phone)).toEqual([expect.stringContaining('call (602) 555-0199')]);
    expect(await sending.message(message.id)).toMatchObject({
      status: 'blocked',
      reason: 'in_review',
    });
  });

  test('invariant 6: the confirmation of joining never leaves after a STOP', async () => {
    const phone = '+16025553900';
    await textAs(phone, 'START');
    const decider = await startWorker(sending.environment, ['consent']);
    await until('consent', async () => (await reasonFor(phone)) === undefined, PATIENCE);
    await textAs(phone, 'STOP');
    const sender = await startWorker(sending.environment, ['sms']);
    await until('a text', async () => (await sending.received(phone)).length > 0, PATIENCE);
    await nothingWaits();
    await Promise.all([decider.stop(), sender.stop()]);
    const texts = await sending.received(phone);
    expect(texts.map(({ body }) => body)).toEqual([expect.stringMatching(OPT_OUT_CONFIRMATION)]);
  });

  test('HELP is answered also for somebody who is out', async () => {
    const phone = somebody();
    await textAs(phone, 'STOP');
    const worker = await startWorker(sending.environment);
    await until('the goodbye', async () => (await bodies(phone)).length === 1, PATIENCE);
    await textAs(phone, 'HELP');
    await until('help', async () => (await bodies(phone)).length === 2, PATIENCE);
    await nothingWaits();
    await worker.stop();
    expect(await reasonFor(phone)).toBe('opted_out');
    expect(await bodies(phone)).toHaveLength(2);
  });
});
