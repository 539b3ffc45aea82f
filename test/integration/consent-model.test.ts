// The real store and the real worker function under crashes, two workers at once, repeats and late
// delivery: three hundred people, each with a story of their own, against a specification that only
// sorts their acts. What the pure rules keep in test/unit/consent/model.test.ts, this road keeps.
import * as fc from 'fast-check';
import { mongo } from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classify } from '../../src/consent/classify.js';
import { overallStatus, standingOf } from '../../src/consent/fold.js';
import type { ConsentEvent, Effect } from '../../src/consent/types.js';
import { sha256 } from '../../src/digest.js';
import { actEvent } from '../../src/store/act-events.js';
import type { InboxEvent } from '../../src/store/inbox.js';
import { stampOf } from '../../src/store/stamps.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { checkLedger } from '../support/ledger-check.js';
import { ACCOUNT, openRoad, type Road, SENDER } from '../support/road.js';
import {
  brokenPromises,
  coreOf,
  documentsOf,
  headsUnlikeTheirLedger,
  type RawEntry,
} from '../support/road-promises.js';
import { inboxOf } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { inboundForm, randomSid } from '../support/twilio-request.js';
import { until } from '../support/until.js';
import { isInReview, specify, type Told } from '../unit/consent/specification.js';

const PEOPLE = 300;
const ROUNDS = 25;
const SEED = Number(process.hrtime.bigint() % 1_000_000_007n);
const PROGRAMS = ['updates', 'offers'];
const DAY_MS = 86_400_000;

const scratch = useScratch();
const log = pino({ level: 'silent' });
const events = new Map<string, ConsentEvent>();
let road: Road;
let increment = 0;

/** What a person does next, and how many seconds after what they did before. */
interface Doing {
  readonly what: 'START' | 'OFFERS' | 'STOP' | 'leave me alone' | 'go away' | 'hi' | Other;
  readonly gap: number;
}
type Other = 'attested' | 'revoked' | 'revoked offers' | 'reviewed' | 'reassigned';

const story = fc.array(
  fc.record({
    what: fc.constantFrom<Doing['what']>(
      ...(['START', 'START', 'OFFERS', 'STOP', 'leave me alone', 'go away', 'hi'] as const),
      ...(['attested', 'revoked', 'revoked offers', 'reviewed', 'reassigned'] as const),
    ),
    gap: fc.constantFrom(1, 20, 40, 4_000),
  }),
  { minLength: 2, maxLength: 6 },
);

/** A worker process dies here: its job fails as a whole, and nothing of it is finished. */
class MongoNeverAnswers extends Error {
  override readonly name = 'MongoNeverAnswers';
}

/** A number from 0 to 1 that depends on the seed of this run alone. */
const chance = (() => {
  let state = SEED;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
})();

beforeAll(async () => {
  road = await openRoad(scratch);
  await road.store.workspaces.addProgram(scratch.workspace, {
    id: 'offers',
    name: 'Seasonal offers',
    purpose: 'marketing',
    topic: 'our seasonal offers',
    frequency: 'Up to 2 msgs a month',
    frequencySpoken: 'up to two texts a month',
    disclosure: 'By texting START you agree to get offers.',
  });
  await road.store.senders.add(scratch.workspace, {
    number: OFFERS,
    ...ACCOUNT,
    keywordReplies: 'service',
    defaultProgram: 'offers',
    messagesPerSecond: 100,
  });
});

afterAll(() => road?.close());

const OFFERS = '+16025550101';
const phoneOf = (person: number) => `+1602557${String(1000 + person)}`;

/** A person's acts as inbox events, with the places in time that the story gives them. */
async function actsOf(person: number, doings: readonly Doing[]): Promise<object[]> {
  const contact = await road.contactOf(phoneOf(person));
  let second = Math.floor((Date.now() - DAY_MS) / 1_000);
  const told: ConsentEvent[] = [];
  const documents: object[] = [];
  for (const [index, { what, gap }] of doings.entries()) {
    second += gap;
    const stamp = new mongo.Timestamp({ t: second, i: (increment += 1) });
    const receivedAt = new Date(second * 1_000);
    const base = { contact, stamp: stampOf(stamp), receivedAt: receivedAt.toISOString() };
    const made = make(what, { ...base, origin: `${person}/${index}`, person, told });
    if (!made) continue;
    const { stored, event } = made;
    told.push(event);
    events.set(stored._id, event);
    const state = { state: 'open', queuedAt: receivedAt, tries: 0, failures: 0 };
    documents.push({ ...stored, stamp, ...state });
  }
  return documents;
}

interface Circumstances {
  readonly contact: string;
  readonly stamp: string;
  readonly receivedAt: string;
  readonly origin: string;
  readonly person: number;
  /** What the person has done before. */
  readonly told: readonly ConsentEvent[];
}

function make(
  what: Doing['what'],
  at: Circumstances,
): { stored: InboxEvent; event: ConsentEvent } | undefined {
  const { contact, stamp, receivedAt, origin, person } = at;
  const { workspace } = scratch;
  const id = `${workspace}/${origin}`;
  const base = { id, contact, stamp, receivedAt };
  const draft = { workspace, contact, origin, receivedAt: new Date(receivedAt) };
  const by = { apiKey: 'key', ip: '192.0.2.1' };
  const number = { phone: phoneOf(person), phoneAsGiven: phoneOf(person) };
  const occurredAt = receivedAt;
  switch (what) {
    case 'revoked':
    case 'revoked offers': {
      const program = what === 'revoked' ? '*' : 'offers';
      const told = { ...number, method: 'phone', program, occurredAt, by };
      const event = { ...base, type: 'revocation_recorded', ...told } as const;
      return { stored: actEvent({ ...draft, type: 'revocation', intent: 'opt_out', told }), event };
    }
    case 'attested': {
      const evidence = { wording: 'I agree to get texts.' };
      const told = { ...number, method: 'paper', program: 'offers', occurredAt, evidence, by };
      const basis = 'express_written';
      const event = { ...base, type: 'consent_attested', ...told, basis } as const;
      return { stored: actEvent({ ...draft, type: 'attestation', intent: 'none', told }), event };
    }
    case 'reviewed': {
      const doubt = at.told.findLast(
        (one) => one.type === 'text_received' && one.reading.intent === 'review',
      );
      if (!doubt) return undefined;
      const { id: reviewedId, stamp: of, receivedAt: then } = doubt;
      const reviewed = { event: reviewedId, stamp: of, receivedAt: then, sender: SENDER };
      const decision = person % 2 === 0 ? 'opt_out' : 'none';
      const intent = decision === 'opt_out' ? 'opt_out' : 'none';
      const told = { reviewed, decision, message: 'msg_1', by } as const;
      const event = { ...base, type: 'review_decided', reviewed, decision } as const;
      return { stored: actEvent({ ...draft, type: 'review', intent, told }), event };
    }
    case 'reassigned': {
      const told = { flag: 'reassigned', raised: person % 3 > 0, code: 'rnd', origin } as const;
      const event = { ...base, type: 'flag_reported', ...told } as const;
      return { stored: actEvent({ ...draft, type: 'flag', intent: 'none', told }), event };
    }
    default:
      return aText(what, at, id);
  }
}

function aText(what: string, at: Circumstances, id: string) {
  const { contact, stamp, receivedAt, person } = at;
  const body = what === 'OFFERS' ? 'START' : what;
  const to = what === 'OFFERS' ? OFFERS : SENDER;
  const reading = classify(body);
  const { intent } = reading;
  const form = inboundForm({ ...ACCOUNT, from: phoneOf(person), to, body, messageSid: at.origin });
  const raw = new URLSearchParams(form).toString();
  const stored: InboxEvent = {
    ...{ _id: id, workspace: scratch.workspace, contact, type: 'text', sender: to, intent, raw },
    fence: intent === 'opt_out' || intent === 'review',
    digest: sha256(raw),
    receivedAt: new Date(receivedAt),
  };
  // The specification is told the program by the request; here the sender's default says it.
  const request = { id: 'none', program: 'offers', disclosureShown: false };
  const event = {
    ...{ id, contact, stamp, receivedAt, type: 'text_received' as const, sender: to, reading },
    ...(what === 'OFFERS' && { request }),
  };
  return { stored, event };
}

/** A worker of its own that dies at one step in `n`, wherever it stands. */
function mortalWorker(n: number) {
  const { store, queues } = road;
  const faultPoint = (step: string) => {
    if (chance() < 1 / n) throw new MongoNeverAnswers(step);
  };
  const decide = createConsentProcessor({ store, queues, log, faultPoint });
  return (ids: readonly string[]) => decide({ data: { ids, at: store.clock.iso() } });
}

const openIds = async () =>
  (await inboxOf(road)).filter(({ state }) => state === 'open').map(({ _id }) => _id);

const someOf = (ids: readonly string[]) =>
  ids
    .filter(() => chance() < 0.3)
    .map((id) => ({ id, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ id }) => id);

/** Two workers take what they like, both die now and then; returns how often one died. */
async function live(rounds: number): Promise<number> {
  let deaths = 0;
  for (let round = 0; round < rounds; round += 1) {
    const ids = await openIds();
    const workers = [mortalWorker(8), mortalWorker(8)];
    const passes = await Promise.allSettled(workers.map((worker) => worker(someOf(ids))));
    deaths += passes.filter(({ status }) => status === 'rejected').length;
    if (round % 5 === 0) expect(await brokenPromises(road.store.connection)).toEqual([]);
  }
  await mortalWorker(Number.POSITIVE_INFINITY)(await openIds());
  return deaths;
}

async function toldByContact(): Promise<Map<string, Told[]>> {
  const entries = await documentsOf<RawEntry>(road.store.connection, 'ledger');
  const byEvent = new Map(entries.map((entry) => [coreOf(entry).source.event, coreOf(entry)]));
  const told = new Map<string, Told[]>();
  for (const [id, event] of events) {
    const core = byEvent.get(id);
    const isAnswer = event.type === 'order_reported' && core?.kind !== 'superseded';
    const act: Told = {
      event,
      ...(core && { recordedAt: core.recordedAt }),
      ...(isAnswer && { countsAt: core?.source.countsAt }),
    };
    told.set(event.contact, [...(told.get(event.contact) ?? []), act]);
  }
  return told;
}

/** One sentence for each person who is not where the specification says. */
async function unlikeTheSpecification(): Promise<string[]> {
  const told = await toldByContact();
  const heads = await road.store.heads.many(scratch.workspace, [...told.keys()]);
  return [...told].flatMap(([contact, acts]) => {
    const head = heads.get(contact);
    const wrong = PROGRAMS.flatMap((program) => {
      const wanted = specify(acts, program);
      const found = head ? standingOf(head, program).status : 'none';
      const mayDiffer = wanted.contested && found !== 'opted_in';
      return found === wanted.status || mayDiffer
        ? []
        : [`${program} is ${found}: ${wanted.status}`];
    });
    const inReview = Object.hasOwn(head?.flags ?? {}, 'in_review');
    if (inReview !== isInReview(acts)) wrong.push(`in review is ${inReview}`);
    return wrong.map((fault) => `${contact}: ${fault} (seed ${SEED})`);
  });
}

describe('three hundred stories, two workers that die', () => {
  beforeAll(async () => {
    const stories = fc.sample(story, { numRuns: PEOPLE, seed: SEED });
    const documents = (await Promise.all(stories.map((one, person) => actsOf(person, one)))).flat();
    const poison = {
      ...(await actsOf(PEOPLE, [{ what: 'hi', gap: 1 }]))[0],
      _id: 'poison',
      raw: 'no form at all',
    };
    events.delete(`${scratch.workspace}/${PEOPLE}/0`);
    await road.store.connection.collection('inbox').insertMany([...documents, poison] as never);
  });

  test('keep invariants 1, 2, 3, 5, 7 and 17 after every death, and 8 in the end', async () => {
    expect(await live(ROUNDS)).toBeGreaterThan(5);
    expect(await brokenPromises(road.store.connection)).toEqual([]);
    expect(await headsUnlikeTheirLedger(road.store.connection)).toEqual([]);
    expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
    expect(await unlikeTheSpecification()).toEqual([]);
  }, 240_000);

  test('13: what could not be read was set aside alone', async () => {
    for (let failure = 0; failure < 6; failure += 1) {
      await mortalWorker(Number.POSITIVE_INFINITY)(['poison']);
    }
    const aside = (await inboxOf(road)).filter(({ state }) => state !== 'done');
    expect(aside.map(({ _id, state }) => [_id, state])).toEqual([['poison', 'set_aside']]);
  });

  test('8: the provider’s answers, decided late, twice and under deaths, count once', async () => {
    const entries = await documentsOf<RawEntry>(road.store.connection, 'ledger');
    const questions = entries.flatMap(({ contact, follows }) =>
      follows
        .filter((effect): effect is Ask => effect.kind === 'ask_order')
        .map((question) => ({ contact, question })),
    );
    expect(questions.length).toBeGreaterThan(10);
    const before = await statuses(questions.map(({ contact }) => contact));
    const answers = questions.map(({ contact, question }, index) =>
      answerTo(contact, question, index),
    );
    await road.store.connection.collection('inbox').insertMany(answers);
    await live(10);
    expect(await brokenPromises(road.store.connection)).toEqual([]);
    expect(await headsUnlikeTheirLedger(road.store.connection)).toEqual([]);
    expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
    expect(await unlikeTheSpecification()).toEqual([]);
    const after = await statuses(questions.map(({ contact }) => contact));
    expect(after.filter((status, index) => status !== before[index]).length).toBeGreaterThan(0);
  }, 120_000);
});

test.each(['late', 'lost'])('passes that append while heads before them are %s', async (how) => {
  const { store, queues } = road;
  const phones = Array.from({ length: 10 }, (_, at) => `+160256${how.length}${1_000 + at}`);
  const say = async (body: string) => {
    const sids = phones.map(() => randomSid('SM'));
    await Promise.all(
      phones.map((phone, at) => road.text(phone, body, { messageSid: sids[at] ?? '' })),
    );
    return sids.map((sid) => `${scratch.workspace}/twilio/${ACCOUNT.accountSid}/${sid}`);
  };
  const [first, second] = [await say('START'), await say('STOP')];
  let [appends, advances] = [0, 0];
  const append: typeof store.ledger.append = async (rows) => {
    const outcomes = await store.ledger.append(rows);
    appends += 1;
    return outcomes;
  };
  const advance: typeof store.heads.advance = async (...heads) => {
    advances += 1;
    if (advances === 1) await until('the next pass to append', () => appends === 2);
    if (advances === 1 && how === 'lost') throw new mongo.MongoNetworkError('lost');
    await store.heads.advance(...heads);
  };
  const broken = {
    ...store,
    ledger: { ...store.ledger, append },
    heads: { ...store.heads, advance },
  };
  const decide = createConsentProcessor({ store: broken, queues, log, faultPoint: () => {} });
  const at = store.clock.iso();
  const passes = [decide({ data: { ids: first, at } })];
  await until('the first pass to append', () => appends === 1);
  passes.push(decide({ data: { ids: second, at } }));
  const [ended] = await Promise.allSettled(passes);
  expect(ended?.status).toBe(how === 'lost' ? 'rejected' : 'fulfilled');
  if (how === 'lost') await decide({ data: { ids: first, at } });
  const contacts = await Promise.all(phones.map((phone) => road.contactOf(phone)));
  expect(new Set(await statuses(contacts))).toEqual(new Set(['opted_out']));
  expect(await brokenPromises(store.connection)).toEqual([]);
  expect(await headsUnlikeTheirLedger(store.connection)).toEqual([]);
});

type Ask = Extract<Effect, { kind: 'ask_order' }>;

async function statuses(contacts: readonly string[]): Promise<string[]> {
  const heads = await road.store.heads.many(scratch.workspace, contacts);
  return contacts.map((contact) => {
    const head = heads.get(contact);
    return head ? overallStatus(head) : 'none';
  });
}

/** Every second time the START really was later. */
function answerTo(contact: string, { sender, optIn, optOut }: Ask, index: number): object {
  const second = Math.floor(Date.now() / 1_000) + index;
  const stamp = new mongo.Timestamp({ t: second, i: (increment += 1) });
  const receivedAt = new Date();
  const [start, stop] = index % 2 === 0 ? [9, 8] : [8, 9];
  const at = (seconds = 0) => new Date(seconds * 1_000).toISOString();
  const told = { sender, optIn: { ...optIn, at: at(start) }, optOut: { ...optOut, at: at(stop) } };
  const stored = actEvent({
    ...{ type: 'order', workspace: scratch.workspace, contact, origin: `order/${index}` },
    ...{ intent: 'none', sender, told, receivedAt },
  });
  events.set(stored._id, {
    ...{ type: 'order_reported', id: stored._id, contact, stamp: stampOf(stamp) },
    ...{ receivedAt: receivedAt.toISOString(), ...told },
  });
  return { ...stored, stamp, state: 'open', queuedAt: receivedAt, tries: 0, failures: 0 };
}
