// A worker that has lost its way to Redis without an error: it calls itself running and takes no
// jobs. It is replaced, and when that does not help, its process ends to be started anew.
import { hostname } from 'node:os';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWorkers } from '../../workers/start.js';
import { inFrontOf, type Proxied } from '../support/proxied.js';
import { startProcess } from '../support/processes.js';
import { openRoad, type Road } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { holds, until } from '../support/until.js';

const QUICK = { lookEveryMs: 200, quietMs: 1_000, busyQuietMs: 60_000 };
const scratch = useScratch();
let road: Road;
let redis: Proxied;
let workers: Awaited<ReturnType<typeof startWorkers>>;
const given: string[] = [];
const lines: string[] = [];
let people = 0;

beforeAll(async () => {
  road = await openRoad(scratch);
  redis = await inFrontOf(scratch.redisUrl);
  const { store } = road;
  const config = { ...road.config, workerPort: 0 };
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  workers = await startWorkers({
    ...{ config, store, redisUrl: redis.url, log, names: ['consent'], watchdog: QUICK },
    onGivenUp: (worker) => given.push(worker),
  });
});
afterEach(() => freeStranded());
afterAll(async () => {
  await workers?.close();
  await road?.close();
});

/** What was held back is lost: only a new connection helps. */
function freeStranded(): void {
  redis.proxy.set('refuse');
  redis.proxy.set('pass');
}

const replacements = () => lines.filter((line) => line.includes('takes no jobs')).length;
const textStart = () => road.text(`+1602558${String(1_000 + (people += 1))}`, 'START');
/** Acts are decided by the worker, and not by the relay that hands them to it. */
const decided = () =>
  until('the act to be decided', async () => (await road.store.inbox.counts()).open === 0, {
    timeoutMs: 20_000,
  });

describe('the probe of a worker process', () => {
  const probe = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${workers.probePort}${path}`);
    return { status: answer.status, body: (await answer.json()) as object };
  };

  test('is ready when a canary went round, and says which worker none came back from', async () => {
    expect(await probe('/readyz')).toEqual({
      status: 200,
      body: { status: 'ok', parts: { mongodb: 'ok', consent: 'ok' } },
    });
    redis.proxy.set('hang');
    const hung = await until('the round before to be forgotten', async () => {
      const answer = await probe('/readyz');
      return answer.status === 503 ? answer.body : undefined;
    });
    expect(hung).toMatchObject({ status: 'unavailable', parts: { consent: 'no answer' } });
    expect((await probe('/livez')).status).toBe(200);
    expect((await probe('/elsewhere')).status).toBe(404);
  });
});

describe('a worker is left alone', () => {
  test('while there is nothing to do, or it does it', async () => {
    await textStart();
    await decided();
    await holds('nothing to be replaced', () => replacements() === 0, 2_000);
  });

  test('while Redis hangs, and goes on by itself afterwards', async () => {
    redis.proxy.set('hang');
    await textStart();
    await holds('nothing to be replaced', () => replacements() === 0, 2_500);
    redis.proxy.set('pass');
    await decided();
  });
});

describe('a worker whose connections lead nowhere', () => {
  test('is replaced while Redis answers, and what waited is done', async () => {
    await textStart();
    await decided();
    const before = replacements();
    redis.proxy.set({ strand: 'assent-consent' });
    await textStart();
    await until('the worker to be replaced', () => replacements() > before);
    freeStranded();
    await decided();
    const [alert] = await road.store.alerts.standing();
    expect(alert).toMatchObject({ kind: 'worker_stuck', subject: `${hostname()}/consent` });
    expect(given).toEqual([]);
  });

  test('ends its process when replacing it twice did not help', async () => {
    const before = replacements();
    redis.proxy.set({ strand: 'assent-consent' });
    await textStart();
    await until('the process to be given up', () => given.length > 0);
    expect(given[0]).toBe('consent');
    expect(replacements() - before).toBeGreaterThanOrEqual(2);
  });
});

test('a process that was given up ends with 1, so that a supervisor starts it again', async () => {
  const script = `
    const { closeOnEnd } = await import(process.argv[1]);
    const log = { info() {}, fatal() {} };
    closeOnEnd(log, async () => {})('a worker takes no jobs', 'failed');
    setInterval(() => {}, 1000);`;
  const lifecycle = new URL('../../dist/src/cli/lifecycle.js', import.meta.url).href;
  const ended = await startProcess([lifecycle], {
    environment: {},
    program: [process.execPath, '--input-type=module', '-e', script],
  });
  expect(await ended.ended()).toBe(1);
});
