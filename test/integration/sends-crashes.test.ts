// Killing the sender at every step, losing answers, refusing and reporting late: a text leaves
// once, or is found by asking the provider, or is left to a person. Never a second text on a guess.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TextEffectDocument } from '../../src/store/effects.js';
import type { Message } from '../../src/store/messages.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { ACCOUNT, BRAND, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { holds, until } from '../support/until.js';

/** Every step between the claim and the outcome; the fault points of workers/sms.ts. */
const STEPS = ['sms.claimed', 'sms.gated', 'sms.calling', 'sms.called', 'sms.shown'] as const;
/** The relay's lease of a killed process ends after ten seconds, its grace after five. */
const RELAY = { timeoutMs: 30_000 };
const QUIET_MS = 3_000;

const scratch = useScratch();
const phones = Array.from({ length: 16 }, (_, index) => `+1602555${2_000 + index}`);
let sending: Sending;

beforeAll(async () => {
  sending = await openSending(scratch);
  await sending.join(phones);
});

afterAll(async () => {
  await sending?.close();
});

/** The next person who has joined and got nothing but the confirmation. */
function somebody(): string {
  const phone = phones.pop();
  if (!phone) throw new Error('everybody has been texted; invite more');
  return phone;
}

/** Bodies that reached the handset after the confirmation. */
const bodies = async (phone: string) =>
  (await sending.received(phone)).slice(1).map(({ body }) => body);

const stateOf = async (message: Message) => (await sending.effectOf(message)).state;

const settled = (message: Message) =>
  until('the outcome', async () => (await stateOf(message)) === 'settled', RELAY);

describe('a worker killed at any step', () => {
  const stuck: { step: string; phone: string; message: Message }[] = [];

  beforeAll(async () => {
    for (const step of STEPS) {
      const phone = somebody();
      const worker = await startWorker({ ...sending.environment, FAULT_POINT: step }, ['sms']);
      const message = await sending.submit(phone, `Killed at ${step}`);
      expect(await worker.ended()).toBe('SIGKILL');
      stuck.push({ step, phone, message });
    }
  });

  test('invariant 11: nobody touches what it held before the time is over', async () => {
    const worker = await startWorker(sending.environment, ['sms']);
    const effects = () => Promise.all(stuck.map(({ message }) => sending.effectOf(message)));
    const before = await effects();
    expect(before.map(({ state }) => state)).toEqual([
      'claimed',
      'claimed',
      'calling',
      'calling',
      'calling',
    ]);
    const untouched = async () => JSON.stringify(await effects()) === JSON.stringify(before);
    await holds('the effects are as they were left', untouched, QUIET_MS);
    await worker.stop();
  });

  test('invariants 10, 11: the text arrives exactly once, or the provider is found to have it', async () => {
    const worker = await startWorker(sending.environment, ['sms']);
    for (const { message } of stuck) await sending.makeDue((await sending.effectOf(message))._id);
    const [, , called] = stuck;
    if (!called) throw new Error('a step is missing');
    const lookups = async () => (await sending.effectOf(called.message)).lookups;
    await until('the first look-up', async () => (await lookups()) === 1, RELAY);
    await holds(
      'no second text on a guess',
      async () => (await bodies(called.phone)).length === 0,
      QUIET_MS,
    );
    await sending.makeDue((await sending.effectOf(called.message))._id);
    for (const { message } of stuck) await settled(message);
    await until('every text', async () => {
      const threads = await Promise.all(stuck.map(({ phone }) => bodies(phone)));
      return threads.every((thread) => thread.length > 0);
    });
    for (const { phone, step } of stuck) expect(await bodies(phone)).toEqual([`Killed at ${step}`]);
    const effects = await Promise.all(stuck.map(({ message }) => sending.effectOf(message)));
    expect(effects.map(({ attempts }) => attempts)).toEqual([1, 1, 2, 1, 1]);
    expect(effects.map(({ outcome }) => outcome?.result)).toEqual(Array(5).fill('sent'));
    await worker.stop();
  });
});

describe('an answer that is lost', () => {
  let worker: RunningProcess;

  beforeAll(async () => {
    worker = await startWorker(sending.environment);
  });

  afterEach(() => sending.faults({}));

  afterAll(() => worker.stop());

  /** A call of this effect came to nothing that is known. */
  const isLost = (effect: string) =>
    worker
      .output()
      .split('\n')
      .some((line) => line.includes(effect) && line.includes('the answer of a call was lost'));

  /** Sends a text whose call comes to nothing that is known. */
  async function loseAnswer(phone: string, fault: object): Promise<Message> {
    await sending.faults(fault);
    const message = await sending.submit(phone, 'Is anybody home?');
    const { _id } = await sending.effectOf(message);
    await until('the loss', () => isLost(_id));
    expect(await stateOf(message)).toBe('calling');
    await sending.faults({});
    return message;
  }

  test('invariant 11: a text that was taken is found and adopted', async () => {
    const phone = somebody();
    const message = await loseAnswer(phone, { acceptThenDropRate: 1 });
    await sending.makeDue((await sending.effectOf(message))._id);
    await settled(message);
    const [, text] = await sending.received(phone);
    const { outcome, attempts } = await sending.effectOf(message);
    expect(outcome).toMatchObject({ result: 'sent', providerSid: text?.sid });
    expect(attempts).toBe(1);
    expect(await bodies(phone)).toHaveLength(1);
    expect(await sending.message(message.id)).toMatchObject({ providerSid: text?.sid });
  });

  test('invariant 11: a text that was not taken is sent again after two look-ups, once', async () => {
    const phone = somebody();
    const message = await loseAnswer(phone, { errorRate: 1 });
    const { _id } = await sending.effectOf(message);
    await sending.makeDue(_id);
    await until(
      'the first look-up',
      async () => {
        const { lookups, state } = await sending.effectOf(message);
        return lookups === 1 && state === 'calling';
      },
      RELAY,
    );
    await sending.makeDue(_id);
    await settled(message);
    await until('the text', async () => (await bodies(phone)).length > 0);
    expect(await bodies(phone)).toHaveLength(1);
    expect((await sending.effectOf(message)).attempts).toBe(2);
  });

  test('invariant 11: two candidates mean unknown, never a second text', async () => {
    const phone = somebody();
    const message = await loseAnswer(phone, { acceptThenDropRate: 1 });
    expect(await sendByHand(phone, 'Is anybody home?')).toBe(201);
    await sending.makeDue((await sending.effectOf(message))._id);
    await settled(message);
    expect((await sending.effectOf(message)).outcome).toMatchObject({ result: 'unknown' });
    const shown = await sending.message(message.id);
    expect(shown.status).toBe('unknown');
    expect(shown.reason).toMatch(/two texts/);
    const twice = async () => (await bodies(phone)).length === 2;
    await until('both texts of ours and theirs', twice);
    await holds('only the two', twice, QUIET_MS);
  });

  test('invariant 11: our words at the call are looked for, whatever they would be today', async () => {
    const phone = '+16025552900';
    await sending.faults({ acceptThenDropRate: 1 });
    await sending.road.text(phone, 'START');
    const effectOfReply = async () => {
      const contact = await sending.road.contactOf(phone);
      const effects = sending.road.store.connection.collection<TextEffectDocument>('effects');
      return effects.findOne({ contact });
    };
    const { _id } = await until('the reply', effectOfReply);
    await until('the loss', () => isLost(_id));
    await sending.faults({});
    const { store } = sending.road;
    await store.workspaces.create(scratch.workspace, { brand: { ...BRAND, name: 'Clearview' } });
    // Longer than any process keeps the old name.
    const waits = async () => (await effectOfReply())?.state === 'calling';
    await holds('nobody looks before its time', waits, 1_200);
    await sending.makeDue(_id);
    const isSettled = async () => (await effectOfReply())?.state === 'settled';
    await until('the outcome', isSettled, RELAY);
    expect((await effectOfReply())?.outcome).toMatchObject({ result: 'sent' });
    expect(await sending.received(phone)).toHaveLength(1);
  });

  test('invariant 11: while the provider is left alone, that nobody answers counts for nothing', async () => {
    const message = await loseAnswer(somebody(), { errorRate: 1 });
    const old = await loseAnswer(somebody(), { errorRate: 1 });
    const { _id } = await sending.effectOf(message);
    const { store } = sending.road;
    const breakers = store.connection.collection<{ _id: string }>('breakers');
    const account = { _id: ACCOUNT.accountSid };
    const inAnHour = new Date(store.clock.now().getTime() + 3_600_000);
    const open = { failures: 5, opens: 1, opened: true, openUntil: inAnHour, reason: 'down' };
    await breakers.updateOne(account, { $set: open }, { upsert: true });
    await sending.faults({ errorRate: 1 });
    const effects = store.connection.collection<{ _id: string }>('effects');
    // One more that counts, and it would be for a person.
    await effects.updateOne({ _id }, { $set: { lookups: 5 } });
    await sending.makeDue(_id);
    const looked = await until(
      'the look-up to be put off',
      async () => {
        const effect = await sending.effectOf(message);
        const waitsMs = (effect.dueAt?.getTime() ?? 0) - store.clock.now().getTime();
        return effect.state === 'settled' || waitsMs > 40_000 ? effect : undefined;
      },
      RELAY,
    );
    expect(looked).toMatchObject({ state: 'calling', lookups: 5 });
    // For a day: a breaker stays open where nobody sends any more, and somebody has to be told.
    const callingAt = new Date(store.clock.now().getTime() - 25 * 3_600_000);
    const { _id: oldId } = await sending.effectOf(old);
    await effects.updateOne({ _id: oldId }, { $set: { lookups: 5, callingAt } });
    await sending.makeDue(oldId);
    await settled(old);
    expect((await sending.message(old.id)).reason).toMatch(/nobody could be asked/);
    expect((await sending.effectOf(message)).state).toBe('calling');
    await breakers.deleteOne(account);
    await sending.makeDue(_id);
    await settled(message);
    expect((await sending.message(message.id)).reason).toMatch(/nobody could be asked/);
  });

  test('invariant 11: a status callback with our id settles the call', async () => {
    const phone = somebody();
    const message = await loseAnswer(phone, { acceptThenDropRate: 1 });
    const { sid: providerSid } = await until('it', async () => (await sending.received(phone))[1]);
    const { _id: effect, contact } = await sending.effectOf(message);
    const ours = { workspace: scratch.workspace, effect, message: message.id, contact };
    expect(await sending.report({ ...ours, providerSid, status: 'sent' })).toBe(204);
    const { outcome, state } = await sending.effectOf(message);
    expect([state, outcome]).toMatchObject(['settled', { result: 'sent', providerSid }]);
    expect((await sending.message(message.id)).status).toBe('sent');
    expect(await bodies(phone)).toHaveLength(1);
  });
});

describe('a refusal', () => {
  let worker: RunningProcess;

  beforeAll(async () => {
    worker = await startWorker(sending.environment);
  });

  afterAll(async () => {
    await sending.faults({});
    await worker.stop();
  });

  test('invariant 10: 429 postpones for as long as it says, then the text leaves once', async () => {
    const phone = somebody();
    await sending.faults({ failWith: { code: 20_429 } });
    const message = await sending.submit(phone, 'Slowly, please');
    const postponed = await until('the postponement', async () => {
      const effect = await sending.effectOf(message);
      return effect.state === 'open' && effect.attempts === 1 ? effect : undefined;
    });
    const pauseMs = (postponed.dueAt?.getTime() ?? 0) - (postponed.callingAt?.getTime() ?? 0);
    expect(pauseMs).toBeGreaterThanOrEqual(1_000);
    expect(pauseMs).toBeLessThan(5_000);
    await sending.faults({});
    await settled(message);
    await until('the text', async () => (await bodies(phone)).length > 0);
    expect(await bodies(phone)).toEqual(['Slowly, please']);
  });

  test('invariant 10: 21610 fails the message in words and becomes a flag on the one road', async () => {
    const phone = somebody();
    await sending.faults({ failWith: { code: 21_610, to: phone } });
    const message = await sending.submit(phone, 'Blocked');
    await settled(message);
    const shown = await sending.message(message.id);
    expect(shown.status).toBe('failed');
    expect(shown.reason).toMatch(/^The provider blocks .*\.$/);
    await sending.faults({});
    const reason = async () => (await sending.check(phone)).reason;
    await until('the flag', async () => (await reason()) === 'provider_block', RELAY);
    const next = await sending.submit(phone, 'Still blocked');
    await settled(next);
    expect((await sending.message(next.id)).status).toBe('blocked');
    expect(await bodies(phone)).toEqual([]);
  });
});

describe('status callbacks', () => {
  let worker: RunningProcess;
  let message: Message;
  let ours: { workspace: string; effect: string; message: string; contact: string };
  let providerSid: string;

  beforeAll(async () => {
    worker = await startWorker(sending.environment);
    const phone = somebody();
    message = await sending.submit(phone, 'On its way');
    await settled(message);
    await until('the text', async () => (await bodies(phone)).length === 1);
    providerSid = (await sending.received(phone))[1]?.sid ?? '';
    const { _id: effect, contact } = await sending.effectOf(message);
    ours = { workspace: scratch.workspace, effect, message: message.id, contact };
  });

  afterAll(() => worker.stop());

  const statusNow = async () => (await sending.message(message.id)).status;

  test('late and reordered ones never move a message backwards', async () => {
    for (const status of ['sent', 'delivered', 'sent', 'sending', 'queued', 'undelivered']) {
      expect(await sending.report({ ...ours, providerSid, status })).toBe(204);
    }
    expect(await statusNow()).toBe('delivered');
    expect((await sending.effectOf(message)).outcome).toMatchObject({
      result: 'sent',
      providerSid,
    });
  });

  test('invariant 14: a foreign workspace’s ids are refused and change nothing', async () => {
    const { store } = sending.road;
    const foreign = `${scratch.workspace}-two`;
    await store.workspaces.create(foreign, { brand: BRAND });
    await store.senders.add(foreign, {
      number: '+16025550101',
      accountSid: `AC${'c3'.repeat(16)}`,
      authToken: 'd4'.repeat(16),
      keywordReplies: 'service',
      defaultProgram: 'updates',
      messagesPerSecond: 1,
    });
    const their = { ...ours, workspace: foreign, providerSid, status: 'failed' };
    expect(await sending.report({ ...their, errorCode: '21610' })).toBe(403);
    const contact = await store.people.contactOf(foreign, phones[0] ?? SENDER);
    const mixed = { ...ours, contact, message: 'msg_of_somebody_else', providerSid };
    expect(await sending.report({ ...mixed, status: 'failed' })).toBe(204);
    expect(await statusNow()).toBe('delivered');
  });
});

/** The same words to the same person by another way than ours, as an operator may send them. */
async function sendByHand(to: string, body: string): Promise<number> {
  const { accountSid, authToken } = ACCOUNT;
  const url = `${sending.carrier.url}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ To: to, From: SENDER, Body: body }),
  });
  return answer.status;
}
