// Two texts so close together that their arrival proves nothing: the person is out, the provider is
// asked when it got each, and its answer is an act on the one road.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionEffectDocument } from '../../src/store/effects.js';
import { checkLedger } from '../support/ledger-check.js';
import { openedEvidence } from '../support/evidence.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { until } from '../support/until.js';

const PATIENCE = { timeoutMs: 40_000 };
const scratch = useScratch();
let sending: Sending;
const running: RunningProcess[] = [];

beforeAll(async () => {
  sending = await openSending(scratch);
});

afterEach(async () => {
  await sending.faults({});
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

afterAll(() => sending?.close());

async function work(names: readonly string[] = [], more: Record<string, string> = {}) {
  const worker = await startWorker({ ...sending.environment, ...more }, names);
  running.push(worker);
  return worker;
}

let people = 0;
const somebody = () => `+1602557${String((people += 1)).padStart(4, '0')}`;

/** The person presses send; the carrier stamps it. Whole seconds, so each gets one of its own. */
async function press(phone: string, body: string): Promise<string> {
  const second = () => Math.floor(Date.now() / 1_000);
  const started = second();
  await until('the next second', () => second() > started, { stepMs: 20 });
  const answer = await fetch(
    `${sending.carrier.url}/phones/${encodeURIComponent(phone)}/messages`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: SENDER, body }),
    },
  );
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { sid: string }).sid;
}

/** Both texts as they were pressed, and delivered to us the other way round. */
async function crossed(phone: string, first: string, second: string): Promise<void> {
  const [early, late] = [await press(phone, first), await press(phone, second)];
  expect(await sending.road.text(phone, second, { messageSid: late })).toBe(200);
  expect(await sending.road.text(phone, first, { messageSid: early })).toBe(200);
}

const reasonFor = async (phone: string) => (await sending.check(phone)).reason;

async function questionsOf(phone: string): Promise<QuestionEffectDocument[]> {
  const contact = await sending.road.contactOf(phone);
  const { connection } = sending.road.store;
  const effects = connection.collection<QuestionEffectDocument>('effects');
  return effects.find({ contact, channel: 'questions' }).toArray();
}

const answered = (phone: string) =>
  until(
    'the question to be settled',
    async () => (await questionsOf(phone)).find(({ state }) => state === 'settled'),
    PATIENCE,
  );

async function entriesOf(phone: string) {
  const contact = await sending.road.contactOf(phone);
  const { ledger } = sending.road.store;
  const rows = await ledger.entries(scratch.workspace, contact, { limit: 50 });
  return rows.map(({ kind, core }) => ({
    kind,
    rule: (JSON.parse(core) as { source: { rule: string } }).source.rule,
  }));
}

const quiet = () =>
  until(
    'nothing to wait',
    async () => {
      const { inbox, effects } = sending.road.store;
      return (await inbox.counts()).open + (await effects.countWaiting()) === 0;
    },
    PATIENCE,
  );

describe('a contested pair', () => {
  test('STOP, then START, delivered the other way round: the provider says START, and they are in', async () => {
    const phone = somebody();
    await crossed(phone, 'STOP', 'START');
    await work();
    expect((await answered(phone)).outcome).toEqual({ result: 'answered' });
    await until(
      'the person to be in',
      async () => (await reasonFor(phone)) === undefined,
      PATIENCE,
    );
    await quiet();
    expect((await entriesOf(phone)).at(-1)).toEqual({
      kind: 'opted_in',
      rule: 'order.start_was_later',
    });
    const contact = await sending.road.contactOf(phone);
    const seq = (await entriesOf(phone)).length;
    const evidence = await openedEvidence(sending.road.store, scratch.workspace, contact, seq);
    const { optIn, optOut } = evidence as Record<'optIn' | 'optOut', { at: string }>;
    expect(Date.parse(optIn.at)).toBeGreaterThan(Date.parse(optOut.at));
  });

  test('START, then STOP, delivered the other way round: the person stays out', async () => {
    const phone = somebody();
    await crossed(phone, 'START', 'STOP');
    await work();
    await answered(phone);
    await quiet();
    expect(await reasonFor(phone)).toBe('opted_out');
    expect((await entriesOf(phone)).at(-1)).toEqual({
      kind: 'superseded',
      rule: 'order.stop_was_later',
    });
    const confirmations = (await sending.received(phone)).map(({ body }) => body);
    expect(
      confirmations.filter((body) => body.includes('you’re in') || body.includes("you're in")),
    ).toEqual([]);
  });

  test('of which the provider knows only one text leaves the person out', async () => {
    const phone = somebody();
    const start = await press(phone, 'START');
    await sending.road.text(phone, 'START', { messageSid: start });
    await sending.road.text(phone, 'STOP');
    await work();
    await answered(phone);
    await quiet();
    expect(await reasonFor(phone)).toBe('opted_out');
    expect((await entriesOf(phone)).map(({ rule }) => rule)).not.toContain('order.unknown');
  });
});

describe('a provider that does not answer', () => {
  test('is asked again later, and the person is out meanwhile', async () => {
    const phone = somebody();
    await crossed(phone, 'STOP', 'START');
    await sending.faults({ errorRate: 1 });
    await work();
    const [question] = await until(
      'the question to be put off',
      async () => {
        const [one] = await questionsOf(phone);
        return one?.claim && one.state === 'open' ? [one] : undefined;
      },
      PATIENCE,
    );
    expect(await reasonFor(phone)).toBe('opted_out');
    expect(question?.dueAt?.getTime()).toBeGreaterThan(sending.road.store.clock.now().getTime());
    await sending.faults({});
    await sending.makeDue(question?._id ?? '');
    await answered(phone);
    await until(
      'the person to be in',
      async () => (await reasonFor(phone)) === undefined,
      PATIENCE,
    );
  });

  test('for a day is not asked any more, and the person stays out', async () => {
    const phone = somebody();
    await crossed(phone, 'STOP', 'START');
    await sending.faults({ errorRate: 1 });
    await work(['consent']);
    const [question] = await until('the question', async () => {
      const found = await questionsOf(phone);
      return found.length > 0 ? found : undefined;
    });
    const effects = sending.road.store.connection.collection('effects');
    const createdAt = new Date(sending.road.store.clock.now().getTime() - 25 * 3_600_000);
    await effects.updateOne({ _id: question?._id as never }, { $set: { createdAt } });
    await work(['questions']);
    expect((await answered(phone)).outcome).toMatchObject({ result: 'failed' });
    expect(await reasonFor(phone)).toBe('opted_out');
  });
});

describe('a kill', () => {
  test.each(['questions.asked', 'questions.fed'])(
    'at %s asks again and counts once',
    async (step) => {
      const phone = somebody();
      await crossed(phone, 'STOP', 'START');
      await work(['consent']);
      await until('the question', async () => (await questionsOf(phone)).length > 0, PATIENCE);
      const dying = await work(['questions'], { FAULT_POINT: step });
      await dying.ended(40_000);
      running.splice(running.indexOf(dying), 1);
      const [question] = await questionsOf(phone);
      expect(question?.state).toBe('claimed');
      await sending.makeDue(question?._id ?? '');
      await work(['questions']);
      await answered(phone);
      const isIn = async () => (await reasonFor(phone)) === undefined;
      await until('the person to be in', isIn, PATIENCE);
      const rules = (await entriesOf(phone)).map(({ rule }) => rule);
      expect(rules.filter((rule) => rule === 'order.start_was_later')).toHaveLength(1);
    },
  );
});

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
});
