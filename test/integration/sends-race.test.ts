// STOP against what is on its way: from the 200 on nothing is claimed for that contact but the one
// confirmation, with workers that run, are late, fail or die.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../src/store/messages.js';
import { startProcess, startWorker } from '../support/processes.js';
import { ACCOUNT } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { hurryLookUps } from '../support/storm.js';
import { randomSid } from '../support/twilio-request.js';
import { holds, until } from '../support/until.js';
import { openWholeIngress } from '../support/whole-ingress.js';

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

describe('invariant 11: a text that waits to be called again', () => {
  const waiting: { phone: string; message: Message; providerSid: string }[] = [];

  /** As two look-ups that found nothing leave it, while the provider has it all the same. */
  async function waits(state: 'open' | 'claimed') {
    const phone = somebody();
    const message = await sending.submit(phone, 'Called before');
    const { _id, contact } = await sending.effectOf(message);
    const effects = sending.road.store.connection.collection<{ _id: string }>('effects');
    const later = { dueAt: new Date(sending.road.store.clock.now().getTime() + 3_600_000) };
    const set = { ...later, state, claim: 'cl_test', attempts: 1, lookups: 1 };
    await effects.updateOne({ _id }, { $set: set });
    const providerSid = randomSid('SM');
    waiting.push({ phone, message, providerSid });
    return {
      message,
      ours: {
        workspace: scratch.workspace,
        effect: _id,
        message: message.id,
        contact,
        providerSid,
      },
    };
  }

  test.each(['open', 'claimed'] as const)('%s, is settled by a callback', async (state) => {
    const { message, ours } = await waits(state);
    const held = await sending.effectOf(message);
    expect(await sending.report({ ...ours, status: 'delivered' })).toBe(204);
    const { providerSid } = ours;
    expect(await sending.effectOf(message)).toMatchObject({
      state: 'settled',
      outcome: { result: 'sent', providerSid },
    });
    expect((await sending.message(message.id)).status).toBe('delivered');
    // Whoever was about to call finds that he may not.
    expect(await sending.road.store.effects.startCall(held, 'cl_test')).toBe(false);
  });

  test('is not called when its message has an id at the provider', async () => {
    const { message, ours } = await waits('open');
    const { providerSid } = ours;
    const { store } = sending.road;
    await store.messages.progress(scratch.workspace, message.id, 'sent', { providerSid });
    const worker = await startWorker(sending.environment, ['sms']);
    await sending.makeDue((await sending.effectOf(message))._id);
    await nothingWaits();
    expect((await sending.effectOf(message)).outcome).toMatchObject({
      result: 'sent',
      providerSid,
    });
    const nothing = async () =>
      (await Promise.all(waiting.map(({ phone }) => bodies(phone)))).flat().length === 0;
    await holds('nobody is texted again', nothing, 2_000);
    await worker.stop();
  });
});

/** Somebody read a doubtful text and says that it means nothing. */
async function reviewAsNone(phone: string, words: string): Promise<void> {
  const { store } = sending.road;
  const { workspace } = scratch;
  const page = { contact: await sending.road.contactOf(phone), limit: 20 };
  const { data } = await store.messages.list(workspace, page);
  const { id } = data.find(({ body }) => body === words) ?? expect.fail('it is not there');
  const { plaintext: key } = await store.accounts.addKey(workspace, { test: true });
  const ingress = await openWholeIngress(scratch, { ...ACCOUNT, tokens: [ACCOUNT.authToken] });
  const answer = await ingress.app.inject({
    ...{ method: 'POST', url: `/v1/messages/${id}/review`, payload: { decision: 'none' } },
    headers: { authorization: `Bearer ${key}` },
  });
  await ingress.close();
  expect(answer.statusCode).toBe(200);
}

describe('replies', () => {
  test('a doubtful text holds messages back, HELP is answered all the same', async () => {
    const phone = somebody();
    await textAs(phone, 'too many texts');
    expect(await reasonFor(phone)).toBe('opt_out_waiting');
    const [message, forgotten] = [
      await sending.submit(phone, 'One more thing'),
      await sending.submit(phone, 'And another'),
    ];
    const worker = await startWorker(sending.environment);
    await until('the review', async () => (await reasonFor(phone)) === 'in_review', PATIENCE);
    await textAs(phone, 'HELP');
    await until('the answer', async () => (await bodies(phone)).length > 0, PATIENCE);
    for (const { id } of [message, forgotten]) {
      const waits = async () => (await sending.message(id)).reason === 'in_review';
      await until('the message to wait for the review', waits, PATIENCE);
      expect(await sending.message(id)).toMatchObject({ status: 'held' });
      expect(await sending.effectOf({ id })).not.toHaveProperty('outcome');
    }
    expect(await bodies(phone)).toEqual([expect.stringContaining('call (602) 555-0199')]);

    // Nobody reviewed it for three days.
    const _id = (await sending.effectOf(forgotten))._id;
    const createdAt = new Date(sending.road.store.clock.now().getTime() - 73 * 3_600_000);
    const effects = sending.road.store.connection.collection<{ _id: string; state: string }>(
      'effects',
    );
    const old = { createdAt, hintedAt: createdAt, dueAt: sending.road.store.clock.now() };
    const aged = async () =>
      (await effects.updateOne({ _id, state: 'open' }, { $set: old })).matchedCount === 1;
    await until('it to grow old', aged);
    const isBlocked = async () => (await sending.message(forgotten.id)).status === 'blocked';
    await until('it to be given up', isBlocked, { ...PATIENCE, stepMs: 1_000 });

    await reviewAsNone(phone, 'too many texts');
    const left = async () => (await bodies(phone)).includes('One more thing');
    await until('the message to leave', left, PATIENCE);
    await nothingWaits();
    await worker.stop();
    expect(await bodies(phone)).not.toContain('And another');
    expect(await sending.message(forgotten.id)).toMatchObject({ reason: 'in_review' });
  }, 120_000);

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
