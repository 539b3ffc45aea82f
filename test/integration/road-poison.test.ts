// Invariant 13: one bad event changes the outcome of no other in its write, its job or its pass.
// It fails alone, and when it goes on failing it is set aside in sight, fence and all.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGate } from '../../src/senders/gate.js';
import type { InboxEvent } from '../../src/store/inbox.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { checkLedger } from '../support/ledger-check.js';
import { ACCOUNT, openRoad, type Road, SENDER } from '../support/road.js';
import { brokenPromises, headsUnlikeTheirLedger } from '../support/road-promises.js';
import type { RunningProcess } from '../support/processes.js';
import { inboxOf, startRoadWorker, untilDecided } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { inboundForm, randomSid, type TwilioForm } from '../support/twilio-request.js';
import { until } from '../support/until.js';
import { postForm, postRaw } from '../support/webhook-post.js';

const scratch = useScratch();
let road: Road;

beforeAll(async () => {
  road = await openRoad(scratch);
});

afterAll(async () => {
  await road?.close();
});

/** A worker process for the tests of one block. */
function useWorker(): void {
  let worker: RunningProcess;
  beforeAll(async () => {
    worker = await startRoadWorker(scratch, {}, ['consent']);
  });
  afterAll(async () => {
    expect(await worker.stop()).toBe(0);
  });
}

let lastPhone = 0;
const newPhone = () => `+1602557${String(1000 + (lastPhone += 1))}`;
const formOf = (body: string, more: TwilioForm = {}): TwilioForm => ({
  ...inboundForm({ accountSid: ACCOUNT.accountSid, from: newPhone(), to: SENDER, body }),
  ...more,
});

async function expectWholeLedger(): Promise<void> {
  const { connection } = road.store;
  expect(await brokenPromises(connection)).toEqual([]);
  expect(await headsUnlikeTheirLedger(connection)).toEqual([]);
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
}

test('three hundred texts of sixty thousand letters share a pass', async () => {
  const { store, queues } = road;
  for (let round = 0; round < 5; round += 1) {
    // More at once would meet the cap on what the ingress holds in memory.
    const posts = Array.from({ length: 60 }, () =>
      postForm(road.app, ACCOUNT.authToken, formOf(`STOP ${'x'.repeat(60_000)}`)),
    );
    const answers = (await Promise.all(posts)).map(({ statusCode }) => statusCode);
    expect(new Set(answers)).toEqual(new Set([200]));
  }
  const log = pino({ level: 'silent' });
  const decide = createConsentProcessor({ store, queues, log, faultPoint: () => {} });
  const ids = (await inboxOf(road)).map(({ _id }) => _id);
  await decide({ data: { ids, at: store.clock.iso() } });
  expect((await inboxOf(road)).filter(({ state }) => state !== 'done')).toEqual([]);
  await expectWholeLedger();
});

describe('a text through the webhook', () => {
  useWorker();

  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`Field${index}`, '1']));
  const TEXTS: readonly { name: string; form: TwilioForm; answer: number }[] = [
    { name: 'half a surrogate pair', form: formOf('a\uD800b\uDC00'), answer: 200 },
    { name: 'NUL bytes', form: formOf('\0STOP\0\0'), answer: 200 },
    { name: 'sixty thousand letters', form: formOf('a'.repeat(60_000)), answer: 200 },
    { name: 'a stop ten thousand times', form: formOf('stop '.repeat(10_000)), answer: 200 },
    { name: 'a text of doubts', form: formOf("don't stop not ".repeat(3_500)), answer: 200 },
    { name: 'spaces', form: formOf(' \t\n\u00a0\u200b'.repeat(2_000)), answer: 200 },
    { name: 'emoji soup', form: formOf('👩‍👩‍👧‍👦🏴‍☠️🇺🇸\uFE0F\u200D🛑'.repeat(100)), answer: 200 },
    { name: 'stacked accents', form: formOf(`s${'\u0301'.repeat(5_000)}top`), answer: 200 },
    { name: 'no words at all', form: formOf(''), answer: 200 },
    { name: 'operators of a query', form: formOf('{"$gt":""}', { $where: '1' }), answer: 200 },
    {
      name: 'names of prototypes',
      form: formOf('x', { constructor: 'x', toString: 'x' }),
      answer: 200,
    },
    { name: 'a sender that is no number', form: formOf('STOP', { From: '🛑 $.' }), answer: 200 },
    {
      name: 'an endless sender',
      form: formOf('STOP', { From: `+${'1'.repeat(9_000)}` }),
      answer: 200,
    },
    {
      name: 'an endless id',
      form: formOf('STOP', { MessageSid: 'S\0$.'.repeat(3_000) }),
      answer: 200,
    },
    { name: 'four hundred fields', form: formOf('STOP', many(400)), answer: 200 },
    { name: 'three thousand fields', form: { ...many(3_000), ...formOf('STOP') }, answer: 403 },
    { name: 'no sender', form: formOf('STOP', { From: '' }), answer: 403 },
  ];

  test('is kept or refused, and the STOP beside it is done', async () => {
    const stops = TEXTS.map(() => newPhone());
    const posts = TEXTS.flatMap(({ form }, index) => [
      postForm(road.app, ACCOUNT.authToken, form),
      road.text(stops[index] ?? '', 'STOP').then((statusCode) => ({ statusCode })),
    ]);
    const answers = (await Promise.all(posts)).map(({ statusCode }) => statusCode);
    const named = TEXTS.map(({ name }, index) => ({ name, answer: answers[2 * index] }));
    expect(named).toEqual(TEXTS.map(({ name, answer }) => ({ name, answer })));
    expect(answers.filter((_, index) => index % 2 === 1)).toEqual(stops.map(() => 200));
    await untilDecided(road);
    const undone = (await inboxOf(road)).filter(({ state }) => state !== 'done');
    expect(undone).toEqual([]);
    for (const phone of stops) {
      const head = await road.store.heads.get(scratch.workspace, await road.contactOf(phone));
      expect(head?.programs['*']?.status).toBe('opted_out');
    }
    await expectWholeLedger();
  });

  test.each([
    ['bytes that are no UTF-8', 'Body=%ED%A0%80%FF', '\uFFFD\uFFFD\uFFFD\uFFFD'],
    ['escapes that are none', 'Body=%zz%', '%zz%'],
  ])('of %s is kept as it came', async (_name, body, read) => {
    const form = formOf(read);
    const payload = new URLSearchParams(form).toString().replace(/Body=[^&]*/, body);
    const answer = await postRaw(road.app, ACCOUNT.authToken, payload, form);
    expect(answer.statusCode).toBe(200);
    await untilDecided(road);
    const inbox = await inboxOf(road);
    expect(inbox.find(({ _id }) => _id.endsWith(`/${form['MessageSid']}`))?.state).toBe('done');
  });
});

/** An inbox entry as no webhook of this version writes it. */
async function eventOf(phone: string, more: Partial<InboxEvent>): Promise<InboxEvent> {
  const form = inboundForm({ ...ACCOUNT, from: phone, to: SENDER, body: 'STOP' });
  return {
    _id: `${scratch.workspace}/twilio/${ACCOUNT.accountSid}/${randomSid('SM')}`,
    workspace: scratch.workspace,
    contact: await road.contactOf(phone),
    type: 'text',
    fence: true,
    intent: 'opt_out',
    sender: SENDER,
    raw: new URLSearchParams(form).toString(),
    digest: 'no digest',
    receivedAt: road.store.clock.now(),
    ...more,
  };
}

const stateOf = async ({ _id }: InboxEvent) => (await road.store.inbox.get(_id))?.state;

describe('an entry that cannot be read', () => {
  useWorker();

  const BROKEN: readonly { name: string; more: Partial<InboxEvent> }[] = [
    { name: 'nothing', more: { raw: '' } },
    { name: 'no form', more: { raw: '\uD800{' } },
    { name: 'a form without a sender', more: { raw: 'Body=STOP&MessageSid=SM1' } },
    { name: 'a block that is no JSON', more: { type: 'provider_block', raw: '{' } },
    { name: 'a block that is nothing', more: { type: 'provider_block', raw: 'null' } },
  ];

  test('fails alone and is set aside, its fence standing', async () => {
    const shared = newPhone();
    const bad = await Promise.all(BROKEN.map(({ more }) => eventOf(newPhone(), more)));
    const good = await Promise.all(BROKEN.map(() => eventOf(newPhone(), {})));
    const sameContact = [await eventOf(shared, { raw: '' }), await eventOf(shared, {})];
    const events = [...bad.flatMap((one, at) => [one, good[at] ?? one]), ...sameContact];
    expect(new Set(await road.store.inbox.insert(events))).toEqual(new Set(['inserted']));
    const ids = events.map(({ _id }) => _id);
    await road.queues.addInbound(ids, road.store.clock.iso());

    const others = [...good, ...sameContact.slice(1)];
    await until('the others to be done', async () => {
      const states = await Promise.all(others.map(stateOf));
      return states.every((state) => state === 'done');
    });
    expect(new Set(await Promise.all(bad.map(stateOf)))).toEqual(new Set(['open']));

    await untilDecided(road);
    const gate = createGate({ store: road.store });
    const send = { kind: 'message', program: 'updates', purpose: 'informational' } as const;
    for (const one of [...bad, ...sameContact.slice(0, 1)]) {
      const entry = await road.store.inbox.get(one._id);
      expect(entry).toMatchObject({ state: 'set_aside', fence: true, failures: 5 });
      expect(entry?.reason).toMatch(/^it cannot be read: /);
      const verdict = await gate.check(scratch.workspace, one.contact, send, SENDER);
      expect(verdict.reason).toBe('opt_out_waiting');
    }
    expect((await road.store.inbox.counts()).setAside).toBe(bad.length + 1);
    await expectWholeLedger();
  });

  test('of a person whose key cannot be opened holds up nobody else', async () => {
    const [phone, ...others] = Array.from({ length: 20 }, newPhone);
    const contact = await road.contactOf(phone ?? '');
    await road.store.people.remember(scratch.workspace, [{ contact, phone: phone ?? '' }]);
    const people = road.store.connection.collection<{ _id: string }>('people');
    await people.updateOne({ _id: contact }, { $set: { key: Buffer.from('no key at all') } });
    const locked = await eventOf(phone ?? '', {});
    const events = await Promise.all(others.map((other) => eventOf(other, {})));
    const ids = [locked, ...events].map(({ _id }) => _id);
    await road.store.inbox.insert([locked, ...events]);
    await road.queues.addInbound(ids, road.store.clock.iso());

    await untilDecided(road);
    expect(new Set(await Promise.all(events.map(stateOf)))).toEqual(new Set(['done']));
    expect(await road.store.inbox.get(locked._id)).toMatchObject({
      state: 'set_aside',
      fence: true,
    });
    await expectWholeLedger();
  });
});
