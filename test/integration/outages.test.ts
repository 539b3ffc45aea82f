// Redis flushed, hung or killed, MongoDB hung, slow or cut off: what was answered 200 is done once
// and never lost, what cannot be kept is refused in time, and nothing needs a restart.
import { execFileSync } from 'node:child_process';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { JOBS_MAX } from '../../src/queues/queues.js';
import { createMongoClock } from '../../src/store/clock.js';
import { connect } from '../../src/store/connection.js';
import { startRelay } from '../../workers/relay.js';
import { prepareBurst } from '../support/burst.js';
import { checkLedger } from '../support/ledger-check.js';
import {
  type Answer,
  type IngressProcess,
  postText,
  startIngress,
  type Text,
} from '../support/ingress.js';
import { useOwnServers } from '../support/own-servers.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { inFrontOf } from '../support/proxied.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { untilIdle } from '../support/road-worker.js';
import { openSending, type Sending } from '../support/sending.js';
import type { Fault } from '../support/tcp-proxy.js';
import { randomSid } from '../support/twilio-request.js';
import { holds, until } from '../support/until.js';

/** Every answer of the ingress leaves within this time, whatever the servers do. */
const ANSWER_MS = 3_000;
/** All due work is queued again within this time; how soon it is done, is the machine's. */
const QUEUED_AGAIN = { timeoutMs: 30_000 };
const HEALED = { timeoutMs: 60_000 };
const WORKSPACE = 'own';
const BURST = 2_500;
/** Webhooks that may be under way; more are refused at once, sooner than any deadline passes. */
const UNDER_WAY_MAX = 2_000;
const AT_ONCE_MS = 1_900;

const servers = useOwnServers();
let sending: Sending;
let ingress: IngressProcess;
let worker: RunningProcess;
let people = 0;

/** Everything that was ever answered 200; the last test looks for each of them. */
const kept: Answer[] = [];

const newTexts = (count: number, body = 'START'): Text[] =>
  Array.from({ length: count }, () => {
    people += 1;
    return { from: `+1602${5_550_000 + people}`, messageSid: randomSid('SM'), body };
  });

async function post(text: Text, to = ingress): Promise<Answer> {
  const answer = await postText(to, text);
  if (answer.status === 200) kept.push(answer);
  return answer;
}

const postAll = (texts: readonly Text[], to?: IngressProcess) =>
  Promise.all(texts.map((text) => post(text, to)));

const slowest = (answers: readonly Answer[]) => Math.max(...answers.map(({ ms }) => ms));

const statuses = (answers: readonly Answer[]) => [...new Set(answers.map(({ status }) => status))];

/** Comes again with what was refused, as the provider does, until everything is kept. */
async function untilKept(texts: readonly Text[], to?: IngressProcess): Promise<void> {
  let left = texts;
  const comeAgain = async () => {
    const answers = await postAll(left.slice(0, 500), to);
    left = [...answers.filter(({ status }) => status !== 200), ...left.slice(500)];
    return left.length === 0;
  };
  await until('everything to be kept', comeAgain, HEALED);
}

const allDone = () => untilIdle(sending.road, HEALED);

beforeAll(async () => {
  const { mongodbUri, redisUrl, environment } = servers;
  const { REDIS_PREFIX: redisPrefix = '', ASSENT_SECRET: secret = '' } = environment;
  const place = { mongodbUri, redisUrl, redisPrefix, secret, environment };
  sending = await openSending({ name: WORKSPACE, workspace: WORKSPACE, ...place });
  const settings = { ...environment, CARRIER_URL: sending.carrier.url, LOG_LEVEL: 'warn' };
  ingress = await startIngress(settings);
  worker = await startWorker(sending.environment);
});

afterEach(() => {
  servers.thaw('redis');
  servers.thaw('mongodb');
});

afterAll(async () => {
  await worker?.stop();
  await ingress?.stop();
  await sending?.close();
});

/** Nothing that is due waits for a job that was queued before this moment. */
async function isQueuedSince(moment: Date): Promise<boolean> {
  const { connection, clock } = sending.road.store;
  const [events, effects] = await Promise.all([
    connection.collection('inbox').countDocuments({ state: 'open', queuedAt: { $lt: moment } }),
    connection
      .collection('effects')
      .countDocuments({ dueAt: { $lte: clock.now() }, hintedAt: { $lt: moment } }),
  ]);
  return events + effects === 0;
}

describe('Redis', () => {
  test('invariant 10: after FLUSHALL everything that waited is done, without a restart', async () => {
    const known = newTexts(40);
    expect(statuses(await postAll(known))).toEqual([200]);
    await allDone();
    worker.freeze();
    expect(statuses(await postAll(newTexts(200)))).toEqual([200]);
    await Promise.all(known.map(({ from }) => sending.submit(from, 'It is flushed')));
    const { inbound, sms, connection } = sending.road.queues;
    const waiting = async () => Promise.all([inbound.count(), sms.count()]);
    await until('jobs of both kinds', async () => (await waiting()).every((count) => count > 0));
    await connection.flushall();
    const flushedAt = sending.road.store.clock.now();
    worker.thaw();
    await until('all due work to be queued again', () => isQueuedSince(flushedAt), QUEUED_AGAIN);
    await allDone();
    for (const { from } of known) {
      expect((await sending.received(from)).map(({ body }) => body).slice(1)).toEqual([
        'It is flushed',
      ]);
    }
  });

  test('invariants 4, 12: hung, texts are answered 200 in time and done once it is back', async () => {
    servers.freeze('redis');
    const answers = await postAll(newTexts(100));
    expect(statuses(answers)).toEqual([200]);
    expect(slowest(answers)).toBeLessThan(ANSWER_MS);
    servers.thaw('redis');
    await allDone();
  });

  test('invariants 4, 12: killed, texts are answered 200 in time and done once it is back', async () => {
    await servers.kill('redis');
    const answers = await postAll(newTexts(100));
    expect(statuses(answers)).toEqual([200]);
    expect(slowest(answers)).toBeLessThan(ANSWER_MS);
    await servers.revive('redis');
    await allDone();
  });
});

describe('MongoDB', () => {
  const megabytesOf = ({ pid }: RunningProcess) =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;

  test('invariants 4, 12: hung, every webhook is answered 503 in time, and kept when it comes again', async () => {
    const texts = newTexts(20);
    servers.freeze('mongodb');
    const refused = await postAll(texts);
    expect(statuses(refused)).toEqual([503]);
    expect(slowest(refused)).toBeLessThan(ANSWER_MS);
    servers.thaw('mongodb');
    await untilKept(texts);
    await allDone();
  });

  test('invariant 12: hung, a burst is refused in time and does not pile up in memory', async () => {
    const usual = await (await prepareBurst(ingress, newTexts(BURST, 'Good morning'))).send();
    await untilKept(usual);
    const burst = await prepareBurst(ingress, newTexts(BURST, 'See you at five'));
    const before = megabytesOf(ingress);
    servers.freeze('mongodb');
    // By the time of its answer everything that the process remembers of the database is stale.
    expect(statuses(await postAll(newTexts(1)))).toEqual([503]);
    const refused = await burst.send();
    expect(statuses(refused)).toEqual([503]);
    // A machine that is busy with something else is late with every answer; a sound one is not.
    expect(slowest(refused)).toBeLessThan(Math.max(ANSWER_MS, 2 * slowest(usual)));
    const atOnce = refused.filter(({ ms }) => ms < Math.max(AT_ONCE_MS, slowest(usual)));
    expect(atOnce.length).toBeGreaterThanOrEqual(BURST - UNDER_WAY_MAX);
    expect(megabytesOf(ingress) - before).toBeLessThan(100);
    servers.thaw('mongodb');
    await untilKept(refused);
    await allDone();
  });

  test('invariants 4, 12: slow or cut off, an answer leaves in time and a 200 keeps its word', async () => {
    const { url, proxy } = await inFrontOf(servers.mongodbUri);
    const distant = await startIngress({ ...servers.environment, MONGODB_URI: url });
    const faults: Fault[] = [{ latencyMs: 150 }, 'reset', { latencyMs: 1_500 }, 'hang'];
    for (const fault of faults) {
      const texts = newTexts(20);
      proxy.set(fault);
      const first = await postAll(texts, distant);
      expect(statuses(first).filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(slowest(first)).toBeLessThan(ANSWER_MS);
      proxy.set('pass');
      await untilKept(texts, distant);
    }
    await allDone();
    await distant.stop();
  });

  test('invariant 9: a reading of its time that it answered late is not believed', async () => {
    const { url, proxy } = await inFrontOf(servers.mongodbUri);
    const connection = await connect(url);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const clock = await createMongoClock(connection);
    const before = clock.now().getTime() - performance.now();
    proxy.set('hang');
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    const drift = () => Math.abs(clock.now().getTime() - performance.now() - before);
    const asleep = performance.now();
    await holds('the time goes on', () => drift() < 5, 1_500);
    proxy.set('pass');
    await connection.db?.admin().ping();
    await holds('the late answer changes nothing', () => drift() < 5, 500);
    expect(performance.now() - asleep).toBeGreaterThan(1_500);
    clock.stop();
    await connection.close();
  });
});

test('invariant 4: nothing that was answered 200 is lost, and nothing is done twice', async () => {
  await allDone();
  const inbox = sending.road.store.connection.collection<{ _id: string; state: string }>('inbox');
  const states = new Map((await inbox.find().toArray()).map(({ _id, state }) => [_id, state]));
  const idOf = ({ messageSid }: Text) => `${WORKSPACE}/twilio/${ACCOUNT.accountSid}/${messageSid}`;
  expect(kept.filter((text) => states.get(idOf(text)) !== 'done')).toEqual([]);
  const report = await checkLedger(servers.mongodbUri);
  expect(report.faults).toEqual([]);
  const starts = new Set(kept.flatMap(({ body, from }) => (body === 'START' ? [from] : [])));
  // A text that was refused may have been stored all the same; it is then one entry, too.
  expect(report.entries).toBe(report.chains);
  expect(report.entries).toBeGreaterThanOrEqual(starts.size);
  for (const from of [...starts].slice(-20)) expect(await sending.received(from)).toHaveLength(1);
});

describe('invariant 20: the relay with nobody at work', () => {
  const WAITING = 3_000;
  const MORE_MAX = 2_000;

  test('never queues much more than there is room for, however often it sweeps', async () => {
    await worker.stop();
    const { store, queues } = sending.road;
    const contact = await sending.road.contactOf('+16025559999');
    const receivedAt = new Date(store.clock.now().getTime() - 60_000);
    const numbers = Array.from({ length: WAITING }, (_, index) => index);
    const event = { workspace: WORKSPACE, contact, type: 'text', intent: 'none' } as const;
    await store.inbox.insert(
      numbers.map((number) => ({
        ...event,
        ...{ _id: `${WORKSPACE}/waiting/${number}`, fence: number % 10 === 0, sender: SENDER },
        ...{ raw: '', digest: '', receivedAt },
      })),
    );
    const text = { kind: 'reply', template: 'help', asked: '', askedAt: '' } as const;
    await store.effects.record(
      numbers.map((number) => ({
        ...{ _id: `fx_${number}`, channel: 'sms' as const, workspace: WORKSPACE },
        ...{ contact, sender: SENDER },
        ...{ program: 'updates', text, message: `msg_${number}`, dueAt: receivedAt },
      })),
    );
    const long = { hintedAt: receivedAt, createdAt: receivedAt };
    await store.connection.collection('effects').updateMany({ dueAt: receivedAt }, { $set: long });

    const relay = startRelay({
      ...{ store, queues, schedules: [], holder: 'test' },
      log: pino({ level: 'silent' }),
    });
    const bounded = async () => {
      await relay.sweep();
      const events = (await queues.inbound.getJobs(['wait', 'prioritized'])).flatMap(
        ({ data }) => data.ids,
      );
      const texts = await queues.sms.count();
      return events.length <= WAITING + MORE_MAX && texts <= MORE_MAX;
    };
    // Longer than the relay's grace, so that what it queued itself grows old, too.
    await holds('jobs to be bounded', bounded, 8_000);
    await relay.stop();
    const jobs = await queues.inbound.getJobs(['wait', 'prioritized']);
    expect(new Set(jobs.flatMap(({ data }) => data.ids)).size).toBe(WAITING);
    expect(await queues.sms.count()).toBeGreaterThan(0);
  });

  test('is left what can wait while a channel has enough to do, and nothing urgent', async () => {
    const { store, queues } = sending.road;
    const enough = Array.from({ length: JOBS_MAX }, (_, index) => ({
      ...{ channel: 'sms' as const, workspace: WORKSPACE },
      ...{ id: `fx_enough_${index}`, urgent: false },
    }));
    await queues.addEffects(enough, store.clock.iso());
    const hint = { channel: 'sms', workspace: WORKSPACE } as const;
    const waiting = await queues.sms.count();
    await queues.hintEffects(
      [
        { ...hint, id: 'fx_can_wait', urgent: false },
        { ...hint, id: 'fx_cannot_wait', urgent: true },
      ],
      store.clock.iso(),
    );
    expect(await queues.sms.count()).toBe(waiting + 1);
    expect(await queues.sms.getJob('fx_cannot_wait-0')).toBeDefined();
  });
});
