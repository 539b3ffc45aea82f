// Killed between any two steps: whatever a worker process leaves behind, the next one completes it,
// and nothing is done twice. The points are read from the source, so a new one is tested by itself.
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCarrier } from '../../src/carrier/start.js';
import { startWorkers } from '../../workers/start.js';
import { receivedBy } from '../support/handset.js';
import { checkLedger } from '../support/ledger-check.js';
import { ACCOUNT, openRoad, type Road, SENDER } from '../support/road.js';
import { brokenPromises, documentsOf, headsUnlikeTheirLedger } from '../support/road-promises.js';
import { inboxOf, startRoadWorker, untilDecided, untilSettled } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { until } from '../support/until.js';

const source = ['consent/move.ts', 'consent.ts']
  .map((file) => readFileSync(new URL(`../../workers/${file}`, import.meta.url), 'utf8'))
  .join('\n');
const POINTS = [...source.matchAll(/faultPoint\('([\w.]+)'\)/g)].map((match) => match[1] ?? '');
/** After this one nothing is open any more, and no later worker comes to any point. */
const LAST = 'consent.marked';
/** Each schedule kills one worker after the other, then lets one live. */
const SCHEDULES = [
  ...POINTS.map((point) => [point]),
  [...POINTS.filter((point) => point !== LAST), LAST],
];

const OFFERS = '+16025550101';
const scratch = useScratch();
const log = pino({ level: 'silent' });
let road: Road;
let carrier: Awaited<ReturnType<typeof startCarrier>>;

/** One person: what they texted before, what they text now, and what must follow from that. */
interface Person {
  readonly role: string;
  readonly before?: { readonly body: string; readonly to?: string };
  readonly texts: readonly { readonly body: string; readonly to?: string }[];
  /** Ledger entries and effects that all their texts make, those from before included. */
  readonly entries: readonly string[];
  readonly effects: readonly string[];
  /** What may follow as well, where the order of deciding is free. */
  readonly or?: { readonly entries: readonly string[]; readonly effects: readonly string[] };
  /** Templates of what the handset has in the end, in any order. */
  readonly handset: readonly string[];
}

const IN = 'opt_in_confirmation';
const OUT = 'opt_out_confirmation';
const PEOPLE: readonly Person[] = [
  {
    role: 'starts',
    texts: [{ body: 'START' }],
    entries: ['opted_in'],
    effects: [IN],
    handset: [IN],
  },
  {
    role: 'stops',
    before: { body: 'START' },
    texts: [{ body: 'STOP' }],
    entries: ['opted_in', 'opted_out'],
    effects: [IN, OUT],
    handset: [IN, OUT],
  },
  {
    role: 'starts and stops at once',
    texts: [{ body: 'START' }, { body: 'STOP' }],
    entries: ['opted_in', 'opted_out'],
    effects: [IN, OUT],
    // Opt-outs travel in a job of their own, so the STOP may be decided before the older START.
    or: { entries: ['opted_out', 'superseded'], effects: [OUT] },
    handset: [OUT],
  },
  {
    role: 'agrees',
    before: { body: 'START', to: OFFERS },
    texts: [{ body: 'AGREE', to: OFFERS }],
    entries: ['opt_in_pending', 'opted_in'],
    effects: ['agreement', IN],
    handset: ['agreement', IN],
  },
  {
    role: 'is in doubt',
    texts: [{ body: "don't text me until Monday" }],
    entries: ['flagged'],
    effects: [],
    handset: [],
  },
  { role: 'asks', texts: [{ body: 'HELP' }], entries: [], effects: ['help'], handset: ['help'] },
  { role: 'chats', texts: [{ body: 'See you at 5' }], entries: [], effects: [], handset: [] },
];

const phoneOf = (schedule: number, person: number) => `+1602555${1000 + schedule * 20 + person}`;

beforeAll(async () => {
  const numbers = [SENDER, OFFERS].map((number) => ({
    number,
    friendlyName: 'Brightside Windows',
    smsUrl: '',
    keywordReplies: 'service' as const,
  }));
  carrier = await startCarrier({ port: 0, accounts: [{ ...ACCOUNT, numbers }], log });
  road = await openRoad(scratch, { CARRIER_URL: carrier.url });
  await addOffers(road);
  const { config, store } = road;
  const workers = await startWorkers({ config, store, redisUrl: scratch.redisUrl, log });
  await Promise.all(
    SCHEDULES.flatMap((_, schedule) =>
      PEOPLE.map(async ({ before }, person) => {
        if (before) expect(await say(phoneOf(schedule, person), before)).toBe(200);
      }),
    ),
  );
  await untilDecided(road);
  await untilSettled(road);
  await workers.close();
});

afterAll(async () => {
  await road?.close();
  await carrier?.close();
});

/** A marketing program and its sender: there, START is answered with the agreement. */
async function addOffers({ store }: Road): Promise<void> {
  await store.workspaces.addProgram(scratch.workspace, {
    id: 'offers',
    name: 'Seasonal offers',
    purpose: 'marketing',
    topic: 'our seasonal offers',
    frequency: 'Up to 2 msgs a month',
    frequencySpoken: 'up to two texts a month',
    disclosure: 'By texting START you agree to get offers.',
  });
  await store.senders.add(scratch.workspace, {
    number: OFFERS,
    ...ACCOUNT,
    keywordReplies: 'service',
    defaultProgram: 'offers',
    messagesPerSecond: 100,
  });
}

const say = (from: string, { body, to = SENDER }: { body: string; to?: string }) =>
  road.text(from, body, { to });

/** Everybody texts; whatever the webhook queued is put into one job, so that all share one pass. */
async function everybodyTexts(schedule: number): Promise<string[]> {
  await Promise.all(
    PEOPLE.map(async ({ texts }, person) => {
      for (const text of texts) expect(await say(phoneOf(schedule, person), text)).toBe(200);
    }),
  );
  const contacts = await contactsOf(schedule);
  const open = (await inboxOf(road)).filter(({ state }) => state === 'open');
  return open.filter(({ contact }) => contacts.includes(contact)).map(({ _id }) => _id);
}

const contactsOf = (schedule: number) =>
  Promise.all(PEOPLE.map((_, person) => road.contactOf(phoneOf(schedule, person))));

async function dieAt(point: string, ids: readonly string[], round: number): Promise<void> {
  const { queues, store } = road;
  await queues.inbound.drain();
  await queues.addInbound(ids, store.clock.iso(), round);
  const victim = await startRoadWorker(scratch, {
    CARRIER_URL: carrier.url,
    FAULT_POINT: point,
  });
  expect(await victim.ended()).toBe('SIGKILL');
}

const handsetOf = async (phone: string) => (await receivedBy(carrier, phone)).map(templateOf);

const templateOf = ({ body }: { body: string }) => {
  if (body.includes("you're in for")) return IN;
  if (body.includes("you're unsubscribed")) return OUT;
  return body.includes('reply AGREE') ? 'agreement' : 'help';
};

test('there are points to die at', () => {
  expect(POINTS.length).toBeGreaterThanOrEqual(5);
  expect(new Set(POINTS).size).toBe(POINTS.length);
  expect(POINTS).toContain(LAST);
});

test.each(SCHEDULES.map((points, schedule) => ({ points, schedule, name: points.join(', ') })))(
  'invariants 1, 2, 3, 4, 5, 7 and 17 after kill -9 at $name',
  async ({ points, schedule }) => {
    const ids = await everybodyTexts(schedule);
    expect(ids).toHaveLength(PEOPLE.flatMap(({ texts }) => texts).length);
    for (const [round, point] of points.entries()) {
      await dieAt(point, ids, 100 + round);
      // Nothing is lost or claimed too early at the moment of death either.
      expect(await brokenPromises(road.store.connection)).toEqual([]);
    }
    const survivor = await startRoadWorker(scratch, { CARRIER_URL: carrier.url });
    await untilDecided(road);
    await untilSettled(road);
    expect(await survivor.stop()).toBe(0);
    await expectDoneOnce(schedule);
    await expectWholeLedger();
  },
);

async function expectWholeLedger(): Promise<void> {
  const { connection } = road.store;
  expect(await brokenPromises(connection)).toEqual([]);
  expect(await headsUnlikeTheirLedger(connection)).toEqual([]);
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
}

async function expectDoneOnce(schedule: number): Promise<void> {
  const { connection } = road.store;
  expect((await inboxOf(road)).filter(({ state }) => state !== 'done')).toEqual([]);
  const ledger = await documentsOf<{ contact: string; kind: string; core: string }>(
    connection,
    'ledger',
  );
  const effects = await documentsOf<{ contact: string; text?: { template: string } }>(
    connection,
    'effects',
  );
  for (const [index, person] of PEOPLE.entries()) {
    const phone = phoneOf(schedule, index);
    const contact = await road.contactOf(phone);
    const own = (one: { contact: string }) => one.contact === contact;
    // The provider's answer on which text was later is an act of its own, whenever it comes.
    const ofTexts = ledger.filter(({ core }) => !core.includes('/order/'));
    const entries = ofTexts.filter(own).map(({ kind }) => kind);
    // A question to the provider is an effect too, and no text.
    const recorded = effects.filter(own).flatMap(({ text }) => text?.template ?? []);
    const wanted = [person, ...(person.or ? [person.or] : [])];
    expect(
      wanted.map((one) => `${sorted(one.entries)}; ${sorted(one.effects)}`),
      `entries and effects of the one who ${person.role}`,
    ).toContain(`${sorted(entries)}; ${sorted(recorded)}`);
    expect(sorted(await heardFrom(contact)), person.role).toBe(
      sorted([...(person.before ? [person.before] : []), ...person.texts].map(({ body }) => body)),
    );
    await until(`the texts of the one who ${person.role}`, async () => {
      return sorted(await handsetOf(phone)) === sorted(person.handset);
    });
  }
}

const sorted = (words: readonly string[]) => [...words].sort().join(', ');

/** What the conversation shows of the person's own texts. */
async function heardFrom(contact: string): Promise<string[]> {
  const page = { contact, limit: 100 };
  const { data } = await road.store.messages.list(scratch.workspace, page);
  return data.filter(({ direction }) => direction === 'inbound').map(({ body }) => body);
}
