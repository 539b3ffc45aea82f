// Order and repetition: whatever comes twice counts once, and whatever comes in another order
// than it was said ends where it would have ended. Two worker processes at once change nothing.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overallStatus } from '../../src/consent/fold.js';
import { createGate } from '../../src/senders/gate.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { checkLedger } from '../support/ledger-check.js';
import { ACCOUNT, BRAND, openRoad, type Road, SENDER } from '../support/road.js';
import {
  brokenPromises,
  coreOf,
  documentsOf,
  headsUnlikeTheirLedger,
  type RawEntry,
} from '../support/road-promises.js';
import { inboxOf, moveBack, startRoadWorker, untilDecided } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { inboundForm, randomSid } from '../support/twilio-request.js';
import { until } from '../support/until.js';
import { postForm } from '../support/webhook-post.js';

const scratch = useScratch();
const log = pino({ level: 'silent' });
let road: Road;
/** A second process of the ingress, as far as the database and Redis can tell. */
let other: Road;
let decide: (ids: readonly string[]) => Promise<void>;

beforeAll(async () => {
  road = await openRoad(scratch);
  other = await openRoad(scratch);
  const { store, queues } = road;
  const process = createConsentProcessor({ store, queues, log, faultPoint: () => {} });
  decide = (ids) => process({ data: { ids, at: store.clock.iso() } });
});

afterAll(async () => {
  await other?.close();
  await road?.close();
});

let lastPhone = 0;
const newPhone = () => `+1602556${String(1000 + (lastPhone += 1))}`;
const idOf = (sid: string) => `${scratch.workspace}/twilio/${ACCOUNT.accountSid}/${sid}`;

/** Texts in this order, each answered before the next; returns their ids. */
async function say(phone: string, bodies: readonly string[]): Promise<string[]> {
  const sids = bodies.map(() => randomSid('SM'));
  for (const [index, body] of bodies.entries()) {
    expect(await road.text(phone, body, { messageSid: sids[index] ?? '' })).toBe(200);
  }
  return sids.map(idOf);
}

async function statusOf(phone: string, workspace = scratch.workspace): Promise<string> {
  const contact = await road.store.people.contactOf(workspace, phone);
  const head = await road.store.heads.get(workspace, contact);
  return head ? overallStatus(head) : 'none';
}

async function entriesOf(phone: string): Promise<RawEntry[]> {
  const contact = await road.contactOf(phone);
  const { ledger } = road.store;
  return ledger.entries(scratch.workspace, contact, { limit: 100 });
}

const inboxFor = async (phone: string) => {
  const contact = await road.contactOf(phone);
  return (await inboxOf(road)).filter((event) => event.contact === contact);
};

async function expectWholeLedger(): Promise<void> {
  const { connection } = road.store;
  expect(await brokenPromises(connection)).toEqual([]);
  expect(await headsUnlikeTheirLedger(connection)).toEqual([]);
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
}

describe('invariant 2: what comes twice', () => {
  test('counts once when it comes one after the other', async () => {
    const phone = newPhone();
    const messageSid = randomSid('SM');
    for (const copy of ['first', 'before it is decided', 'after']) {
      expect(await road.text(phone, 'START', { messageSid }), copy).toBe(200);
      if (copy !== 'first') await decide([idOf(messageSid)]);
    }
    expect(await inboxFor(phone)).toHaveLength(1);
    expect(await entriesOf(phone)).toHaveLength(1);
    expect(await statusOf(phone)).toBe('opted_in');
  });

  test('counts once when two processes take it at once', async () => {
    const texts = Array.from({ length: 40 }, () => ({
      phone: newPhone(),
      messageSid: randomSid('SM'),
    }));
    const answers = await Promise.all(
      [road, other, road, other].flatMap((ingress) =>
        texts.map(({ phone, messageSid }) => ingress.text(phone, 'STOP', { messageSid })),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    const ids = texts.map(({ messageSid }) => idOf(messageSid));
    await Promise.all([decide(ids), decide([...ids].reverse())]);
    for (const { phone } of texts) {
      expect(await inboxFor(phone)).toHaveLength(1);
      expect(await entriesOf(phone)).toHaveLength(1);
    }
  });

  test('counts once when two workers decide it at once', async () => {
    const { store, queues } = other;
    const deps = { store, queues, log, faultPoint: () => {} };
    const elsewhere = createConsentProcessor(deps);
    const phones = Array.from({ length: 30 }, newPhone);
    const ids = (
      await Promise.all(phones.map((phone) => say(phone, ['START', 'STOP', 'HELP', 'STOP'])))
    ).flat();
    const at = store.clock.iso();
    await Promise.all([decide(ids), elsewhere({ data: { ids: [...ids].reverse(), at } })]);
    for (const phone of phones) expect(await entriesOf(phone)).toHaveLength(3);
    await expectWholeLedger();
  });

  test('counts in each workspace although the message ids are equal (invariant 14)', async () => {
    const away = `${scratch.workspace}-away`;
    const account = { accountSid: randomSid('AC'), authToken: 'c3'.repeat(16) };
    const number = '+16025550177';
    await road.store.workspaces.create(away, { brand: BRAND });
    const sender = {
      keywordReplies: 'service',
      defaultProgram: 'x',
      messagesPerSecond: 1,
    } as const;
    await road.store.senders.add(away, { number, ...account, ...sender });
    const phone = newPhone();
    const messageSid = randomSid('SM');
    expect(await road.text(phone, 'STOP', { messageSid })).toBe(200);
    const { accountSid, authToken } = account;
    const form = inboundForm({ accountSid, from: phone, to: number, body: 'STOP', messageSid });
    expect((await postForm(road.app, authToken, form)).statusCode).toBe(200);
    await decide([idOf(messageSid), `${away}/twilio/${account.accountSid}/${messageSid}`]);
    expect(await statusOf(phone)).toBe('opted_out');
    expect(await statusOf(phone, away)).toBe('opted_out');
  });
});

describe('invariant 15: a duplicate', () => {
  const marked = { optOutType: 'STOP' } as const;

  test.each(['before', 'after'])(
    'that brings the opt-out counts %s the first is done',
    async (when) => {
      const phone = newPhone();
      const messageSid = randomSid('SM');
      expect(await road.text(phone, 'see you at five', { messageSid })).toBe(200);
      if (when === 'after') await decide([idOf(messageSid)]);
      expect(await road.text(phone, 'see you at five', { messageSid, ...marked })).toBe(200);
      const contact = await road.contactOf(phone);
      const send = { kind: 'message', program: 'updates', purpose: 'informational' } as const;
      const gate = createGate({ store: road.store });
      const verdict = await gate.check(scratch.workspace, contact, send, SENDER);
      expect(verdict.reason).toBe('opt_out_waiting');
      await decide((await inboxFor(phone)).map(({ _id }) => _id));
      expect(await statusOf(phone)).toBe('opted_out');
      const page = { contact, limit: 10 };
      const { data } = await road.store.messages.list(scratch.workspace, page);
      expect(data.map(({ body }) => body)).toEqual(['see you at five']);
    },
  );

  test('that brings it is found by two processes at once and kept once', async () => {
    const phone = newPhone();
    const messageSid = randomSid('SM');
    expect(await road.text(phone, 'see you', { messageSid })).toBe(200);
    const copies = [road, other, road, other].map((ingress) =>
      ingress.text(phone, 'see you', { messageSid, ...marked }),
    );
    expect(new Set(await Promise.all(copies))).toEqual(new Set([200]));
    expect(await inboxFor(phone)).toHaveLength(2);
  });

  test('that lacks the opt-out takes nothing away', async () => {
    const phone = newPhone();
    const messageSid = randomSid('SM');
    expect(await road.text(phone, 'see you', { messageSid, ...marked })).toBe(200);
    expect(await road.text(phone, 'see you', { messageSid })).toBe(200);
    const events = await inboxFor(phone);
    expect(events).toMatchObject([{ intent: 'opt_out', fence: true }]);
    await decide(events.map(({ _id }) => _id));
    expect(await statusOf(phone)).toBe('opted_out');
  });
});

test.each([
  ['STOP', 'opted_out', 'provider.stop'],
  ['START', 'opted_in', 'provider.start'],
] as const)(
  'a word that only the provider reads as %s is %s by its rule',
  async (said, status, rule) => {
    const phone = newPhone();
    expect(await road.text(phone, 'abracadabra', { optOutType: said })).toBe(200);
    expect(await inboxFor(phone)).toMatchObject([{ fence: said === 'STOP' }]);
    await decide((await inboxFor(phone)).map(({ _id }) => _id));
    expect(await statusOf(phone)).toBe(status);
    const contact = await road.contactOf(phone);
    const rows = await road.store.ledger.entries(scratch.workspace, contact, {
      limit: 9,
      after: 0,
    });
    expect(rows.map(({ core }) => JSON.parse(core).source.rule)).toEqual([rule]);
  },
);

/** Every order of these. */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

describe('invariant 8: acts a minute apart', () => {
  const STORIES: readonly { said: readonly string[]; end: string }[] = [
    { said: ['START', 'STOP'], end: 'opted_out' },
    { said: ['STOP', 'START'], end: 'opted_in' },
    { said: ['START', 'STOP', 'START'], end: 'opted_in' },
    { said: ['STOP', 'START', 'STOP'], end: 'opted_out' },
    { said: ['START', 'START', 'STOP', 'START'], end: 'opted_in' },
  ];

  test.each(STORIES)('$said end $end in every order of deciding', async ({ said, end }) => {
    for (const order of permutations([...said.keys()])) {
      const phone = newPhone();
      const ids = await say(phone, said);
      for (const [index, id] of ids.entries()) {
        await moveBack(road, id, 60 * (said.length - index));
      }
      for (const index of order) await decide([ids[index] ?? '']);
      expect(await statusOf(phone), `decided in the order ${order}`).toBe(end);
    }
    await expectWholeLedger();
  });

  test.each(STORIES)('$said end $end in one batch', async ({ said, end }) => {
    const phone = newPhone();
    const ids = await say(phone, said);
    for (const [index, id] of ids.entries()) await moveBack(road, id, 60 * (9 - index));
    await decide(ids);
    expect(await statusOf(phone)).toBe(end);
  });
});

describe('acts within half a minute', () => {
  test.each([
    ['START', 'STOP'],
    ['STOP', 'START'],
  ])('%s and %s, both undecided, end out in both orders', async (...said) => {
    for (const order of permutations([0, 1])) {
      const phone = newPhone();
      const ids = await say(phone, said);
      for (const index of order) await decide([ids[index] ?? '']);
      expect(await statusOf(phone), `decided in the order ${order}`).toBe('opted_out');
    }
    const together = newPhone();
    await decide(await say(together, said));
    expect(await statusOf(together)).toBe('opted_out');
  });

  test('a START counts when the STOP was decided before it came', async () => {
    const phone = newPhone();
    await decide(await say(phone, ['STOP']));
    await decide(await say(phone, ['START']));
    expect(await statusOf(phone)).toBe('opted_in');
  });
});

test('jobs queued the wrong way round end right in a worker process', async () => {
  const phones = Array.from({ length: 20 }, newPhone);
  const ids = (await Promise.all(phones.map((phone) => say(phone, ['START', 'STOP'])))).flat();
  const { queues, store } = road;
  await queues.inbound.drain();
  for (const id of [...ids].reverse()) await queues.addInbound([id], store.clock.iso());
  const worker = await startRoadWorker(scratch, {}, ['consent']);
  await untilDecided(road);
  expect(await worker.stop()).toBe(0);
  for (const phone of phones) expect(await statusOf(phone)).toBe('opted_out');
  await expectWholeLedger();
});

describe('two worker processes under a storm', () => {
  const CONTACTS = 300;
  const SAID = ['START', 'STOP', 'START', 'STOP', 'STOP', 'START'];
  const phones = Array.from({ length: CONTACTS }, newPhone);

  beforeAll(async () => {
    const workers = await Promise.all([1, 2].map(() => startRoadWorker(scratch, {}, ['consent'])));
    const posts = phones.map(async (phone, index) => {
      const ingress = index % 2 === 0 ? road : other;
      const bodies = index % 3 === 0 ? [...SAID].reverse() : SAID;
      if (index % 5 !== 0) return Promise.all(bodies.map((body) => ingress.text(phone, body)));
      const answers: number[] = [];
      for (const body of bodies) answers.push(await ingress.text(phone, body));
      return answers;
    });
    expect(new Set((await Promise.all(posts)).flat())).toEqual(new Set([200]));
    await untilDecided(road);
    const inboxHints = async () => (await road.queues.inbound.getActiveCount()) === 0;
    await until('no job to be under way', inboxHints);
    for (const worker of workers) expect(await worker.stop()).toBe(0);
  });

  test('leaves whole chains and heads that are their fold (invariants 1, 2, 3, 17)', async () => {
    await expectWholeLedger();
    for (const phone of phones) expect(await entriesOf(phone)).toHaveLength(SAID.length);
  });

  test('gives every act a stamp of its own, rising in the order of answers', async () => {
    const entries = await documentsOf<RawEntry>(road.store.connection, 'ledger');
    const stamps = entries.map((entry) => coreOf(entry).source.stamp);
    expect(new Set(stamps).size).toBe(stamps.length);
    for (const phone of phones.filter((_, index) => index % 5 === 0)) {
      const acts = await actsOf(phone);
      const bodies = phones.indexOf(phone) % 3 === 0 ? [...SAID].reverse() : SAID;
      expect(acts.map(({ act }) => act)).toEqual(bodies.map(actNamed));
    }
  });

  test('ends with the last act by stamp, or out where that is contested', async () => {
    const wrong: string[] = [];
    for (const phone of phones) {
      const ends = possibleEnds(await actsOf(phone));
      const status = await statusOf(phone);
      if (!ends.has(status)) wrong.push(`${phone} is ${status}, wanted ${[...ends].join(' or ')}`);
    }
    expect(wrong).toEqual([]);
  });
});

interface Said {
  readonly act: 'in' | 'out';
  readonly stamp: string;
  readonly receivedAt: string;
  readonly recordedAt: string;
}

const actNamed = (body: string) => (body === 'START' ? 'in' : 'out');

/** What a contact said, in the order of stamps, read from the hashed bytes. */
async function actsOf(phone: string): Promise<Said[]> {
  const cores = (await entriesOf(phone)).map(coreOf);
  return cores
    .map(
      (core): Said => ({
        act: core.kind === 'opted_out' || core.act === 'opt_out' ? 'out' : 'in',
        stamp: core.source.stamp,
        receivedAt: core.occurredAt,
        recordedAt: core.recordedAt,
      }),
    )
    .sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
}

/**
 * Design, section 4: the later act wins; a START within 30 s of a STOP that was still undecided
 * when it came leaves the contact out. With several STOPs the latest one before the START is what
 * counts, and an older undecided one leaves both ends possible.
 */
function possibleEnds(acts: readonly Said[]): Set<string> {
  const lastStop = acts.findLastIndex(({ act }) => act === 'out');
  const after = acts.slice(lastStop + 1);
  if (after.length === 0) return new Set(['opted_out']);
  const stops = acts.filter(({ act }) => act === 'out');
  const contests = (stop: Said | undefined, start: Said) =>
    stop !== undefined &&
    Number(start.stamp.slice(0, 10)) - Number(stop.stamp.slice(0, 10)) <= 30 &&
    stop.recordedAt >= start.receivedAt;
  if (after.every((start) => contests(acts[lastStop], start))) return new Set(['opted_out']);
  const free = after.some((start) => !stops.some((stop) => contests(stop, start)));
  return new Set(free ? ['opted_in'] : ['opted_in', 'opted_out']);
}
