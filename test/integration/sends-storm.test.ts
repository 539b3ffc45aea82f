// Thousands of messages against STOPs, with workers that die at every step and one that stands
// still past its locks: what is written, what the carrier has and what people see must agree.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TextEffectDocument } from '../../src/store/effects.js';
import { inFrontOf } from '../support/proxied.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import type { HandsetText } from '../support/handset.js';
import { openSending, type Sending } from '../support/sending.js';
import { type Stop, storm, submitMany } from '../support/storm.js';
import { until } from '../support/until.js';
import { type Write, watchWrites } from '../support/write-order.js';

const EACH = 50;
const STOPPING = 32;
const STAYING = 8;
/** Longer than a job's lock and than a claim. */
const FROZEN_MS = 36_000;
/** A call that had begun before the 200 is over by then; one from before the frost is not. */
const LATE_MS = 12_000;
/** Every step of sending and of deciding; each is reached often while the storm lasts. */
const DEATHS = [
  ...['sms.claimed:25', 'sms.called:25', 'consent.appended:2', 'sms.calling:25'],
  ...['consent.recorded:2', 'sms.gated:25', 'sms.shown:25'],
];
/** On a slow machine the frost is over before all of them have died. */
const DEATHS_MIN = 1;
/** Between the mark that the call begins and the call. */
const FREEZES_AT = 'sms.calling:60:stop';
const OPT_OUT_CONFIRMATION = /you're unsubscribed/;

const scratch = useScratch();
const phones = Array.from({ length: STOPPING + STAYING }, (_, index) => `+1602555${8_000 + index}`);
const [stopping, staying] = [phones.slice(0, STOPPING), phones.slice(STOPPING)];
let sending: Sending;
let stops: readonly Stop[];
let died: readonly string[];
let writes: readonly Write[];
let effects: ReadonlyMap<string, TextEffectDocument>;
const threads = new Map<string, readonly HandsetText[]>();

beforeAll(async () => {
  sending = await openSending(scratch);
  const { store } = sending.road;
  const sender = { ...ACCOUNT, number: SENDER, keywordReplies: 'service' } as const;
  const fast = { ...sender, defaultProgram: 'updates', messagesPerSecond: 10_000 };
  await store.senders.add(scratch.workspace, fast);
  await sending.join(phones);
  // A slow road to MongoDB keeps every claim and every question to the gate under way for longer,
  // so that the STOPs, the deaths and the frost fall in between.
  const { url: MONGODB_URI, proxy } = await inFrontOf(scratch.mongodbUri);
  const environment = { ...sending.environment, MONGODB_URI };
  proxy.set({ latencyMs: 10 });
  const order = await watchWrites(store.connection);
  try {
    await submitMany({ scratch, sending }, phones, EACH);
    const frost = { freezesAt: FREEZES_AT, frozenMs: FROZEN_MS };
    const options = { scratch, sending, environment, deaths: DEATHS, ...frost };
    ({ stops, died } = await storm(options, stopping, (index) => index % 6));
    writes = await order.writes();
  } finally {
    await order.close();
    proxy.set('pass');
  }
  const found = await store.connection.collection<TextEffectDocument>('effects').find().toArray();
  effects = new Map(found.map((effect) => [effect._id, effect]));
  for (const phone of phones) threads.set(phone, (await sending.received(phone)).slice(1));
}, 400_000);

afterAll(async () => {
  await sending?.close();
});

const isConfirmation = ({ text }: TextEffectDocument) =>
  text.kind === 'reply' && text.template === 'opt_out_confirmation';
const threadOf = (phone: string) => threads.get(phone) ?? [];
const messagesOf = (phone: string) =>
  threadOf(phone).flatMap(({ body }) => (body.startsWith('Message ') ? [body] : []));

async function effectsOf(phone: string): Promise<TextEffectDocument[]> {
  const contact = await sending.road.contactOf(phone);
  return [...effects.values()].filter((effect) => effect.contact === contact);
}

describe('invariants 6, 7: after a STOP', () => {
  /**
   * MongoDB's own order of writes, so that no clock is trusted. The fence is written before its
   * 200 leaves. A claim written after the fence must therefore never become a call; one written
   * before it may, for its gate may have read before the fence was there.
   */
  test('no claim written after the fence becomes a call, but the confirmation', () => {
    const fenced = new Set<string>();
    const lateClaims = new Set<string>();
    const lateCalls: string[] = [];
    for (const write of writes) {
      if (write.what === 'fence') fenced.add(write.contact);
      else {
        const effect = effects.get(write.effect);
        if (!effect) throw new Error(`${write.effect} is not in the collection`);
        const late = fenced.has(effect.contact) && !isConfirmation(effect);
        // A claim before the fence makes an earlier one of the same effect count no more.
        if (write.what === 'claim' && late) lateClaims.add(effect._id);
        if (write.what === 'call' && lateClaims.has(effect._id)) lateCalls.push(effect._id);
      }
    }
    expect(lateCalls).toEqual([]);
    // The race was one: the workers did claim for contacts who had said stop, and were refused.
    expect(fenced.size).toBe(STOPPING);
    expect(died.length).toBeGreaterThanOrEqual(DEATHS_MIN);
    expect(lateClaims.size).toBeGreaterThan(STOPPING);
  });

  test('the carrier gets nothing from a worker that stood still', () => {
    const late = stops.flatMap(({ phone, answeredAt }) =>
      threadOf(phone).filter(
        ({ body, at }) =>
          !OPT_OUT_CONFIRMATION.test(body) && Date.parse(at) > answeredAt.getTime() + LATE_MS,
      ),
    );
    expect(late).toEqual([]);
  });

  test('the person is told once, however often it was said', async () => {
    for (const { phone } of stops) {
      const told = threadOf(phone).filter(({ body }) => OPT_OUT_CONFIRMATION.test(body)).length;
      const outcomes = (await effectsOf(phone)).filter(isConfirmation);
      const sent = outcomes.filter(({ outcome }) => outcome?.result === 'sent').length;
      // A missing one harms nobody: its worker died when nobody could tell whether it had left.
      expect([told, sent, outcomes.length]).toEqual([sent, sent, 1]);
    }
  });
});

describe('invariants 5, 10, 11: no message', () => {
  test('is sent twice', () => {
    for (const phone of phones) {
      const bodies = messagesOf(phone);
      expect(new Set(bodies).size).toBe(bodies.length);
    }
  });

  test('is lost: who said nothing got everything', () => {
    for (const phone of staying) expect(messagesOf(phone)).toHaveLength(EACH);
  });

  test('is without an outcome, and the carrier has exactly those that were sent', async () => {
    const results = new Set<string | undefined>();
    for (const phone of phones) {
      const messages = (await effectsOf(phone)).filter(({ text }) => text.kind === 'message');
      expect(messages).toHaveLength(EACH);
      for (const { outcome } of messages) results.add(outcome?.result);
      const sent = messages.filter(({ outcome }) => outcome?.result === 'sent');
      expect(messagesOf(phone)).toHaveLength(sent.length);
    }
    expect(results).toEqual(new Set(['blocked', 'sent']));
  });

  test('passes a fence before its opt-out is decided, and every opt-out is', async () => {
    for (const phone of stopping) expect((await sending.check(phone)).reason).toBe('opted_out');
    const blocked = [...effects.values()].flatMap(({ outcome }) =>
      outcome?.result === 'blocked' ? [outcome.reason] : [],
    );
    expect([...new Set(blocked)]).toEqual(['opted_out']);
    await until('no act to wait', async () => (await sending.road.store.inbox.counts()).open === 0);
  });
});
