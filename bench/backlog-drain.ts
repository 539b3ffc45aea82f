// A backlog drains: events lie in the inbox and in the queue, then a worker starts. Against the
// rate at which BullMQ runs jobs that do nothing, on the same Redis in the same run: one event, one
// job. And what an event costs where many people are known, against few.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { startEmbedded } from '../src/embedded/start-embedded.js';
import { killProcesses, startWorker } from '../test/support/processes.js';
import { until } from '../test/support/until.js';
import { NUMBERS_MAX } from './burst-texts.js';
import { watchCpu } from './cpu.js';
import { type KnownPeople, openKnownPeople } from './known-people.js';
import { report } from './report.js';

const PREFIX = 'bench';
const SECRET = 'a-secret-of-a-benchmark-and-of-nothing-else';
const DRAIN_TIMEOUT_MS = 300_000;
const POLL_MS = 20;
const NOOP_CONCURRENCY = 64;

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    few: { type: 'string', default: '10000' },
    contacts: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const events = Number(options.events);
const few = Number(options.few);
const many = Number(options.contacts);
if (many > NUMBERS_MAX || few > many) {
  throw new Error(`--few ${few} and --contacts ${many}: wanted few <= contacts <= ${NUMBERS_MAX}`);
}

interface Drain {
  readonly eventsPerSecond: number;
  /** CPU time of an event, all processes, in microseconds. */
  readonly cpuMicros: number;
}

/** The texts come from as many numbers each time, spread over all that are known. */
async function measureDrain(
  people: KnownPeople,
  known: number,
  environment: Readonly<Record<string, string>>,
): Promise<Drain> {
  const numbers = Math.min(few, 8_000);
  const stride = Math.floor(known / numbers);
  await people.queueTexts({ events, numbers, stride, seed: known });
  const worker = await startWorker(environment, ['consent']);
  const startedAt = performance.now();
  const cpu = watchCpu();
  const waiting = await people.countWaiting();
  await until('the backlog to be drained', async () => !(await people.isWaiting()), {
    timeoutMs: DRAIN_TIMEOUT_MS,
    stepMs: POLL_MS,
  });
  const tookMs = performance.now() - startedAt;
  const spent = Object.values(cpu()).reduce((sum, seconds) => sum + seconds, 0);
  await worker.stop();
  const drain = { eventsPerSecond: (waiting / tookMs) * 1_000, cpuMicros: (spent / waiting) * 1e6 };
  const figures = [drain.eventsPerSecond, drain.cpuMicros].map((value) => value.toFixed(0));
  console.log(`  ${known} contacts  ${figures[0]} events/s, CPU ${figures[1]} µs an event`);
  return drain;
}

/** Jobs of the same options as ours that carry an id and do nothing. */
async function measureNoop(redisUrl: string): Promise<number> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue('noop', { connection, prefix: PREFIX });
  try {
    const opts = { removeOnComplete: true, attempts: 5 };
    for (let start = 0; start < events; start += 1_000) {
      const length = Math.min(1_000, events - start);
      await queue.addBulk(
        Array.from({ length }, (_, at) => ({ name: 'noop', data: { id: start + at }, opts })),
      );
    }
    const concurrency = NOOP_CONCURRENCY;
    const settings = { connection, prefix: PREFIX, concurrency, autorun: false };
    const worker = new Worker('noop', async () => undefined, settings);
    await worker.waitUntilReady();
    const drained = new Promise<void>((resolve) => {
      let done = 0;
      worker.on('completed', () => {
        done += 1;
        if (done === events) resolve();
      });
    });
    const startedAt = performance.now();
    void worker.run();
    await drained;
    const tookMs = performance.now() - startedAt;
    await worker.close();
    return (events / tookMs) * 1_000;
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

async function measureRound(round: number) {
  const dataDir = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const servers = await startEmbedded({ dataDir, report: () => undefined });
  const { mongodbUri = '', redisUrl = '' } = servers;
  const environment = {
    ...{ MONGODB_URI: mongodbUri, REDIS_URL: redisUrl, REDIS_PREFIX: PREFIX },
    ...{ ASSENT_SECRET: SECRET, DATA_DIR: dataDir, NODE_ENV: 'production' },
  };
  const people = await openKnownPeople({ mongodbUri, redisUrl, secret: SECRET, prefix: PREFIX });
  try {
    console.log(`round ${round}`);
    await people.know(0, few);
    const atFew = await measureDrain(people, few, environment);
    await people.know(few, many);
    const atMany = await measureDrain(people, many, environment);
    const noop = await measureNoop(redisUrl);
    console.log(`  BullMQ alone  ${noop.toFixed(0)} no-op jobs/s`);
    return { atFew, atMany, noop };
  } finally {
    await people.close();
    await servers.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

try {
  console.log(`${events} events wait, ${few} and ${many} contacts are known`);
  const rounds = [];
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    rounds.push(await measureRound(round));
  }
  const dearer = rounds.map(({ atFew, atMany }) => atMany.cpuMicros / atFew.cpuMicros);
  await report(
    {
      benchmark: 'backlog drain against no-op jobs',
      unit: 'events/s',
      ours: rounds.map(({ atFew }) => atFew.eventsPerSecond),
      baseline: rounds.map(({ noop }) => noop),
      details: { events, few, many, rounds, costAtManyToFew: dearer },
    },
    options.json,
  );
  const cost = dearer.map((ratio) => ratio.toFixed(2)).join(', ');
  console.log(`  an event at ${many} contacts costs ${cost} of one at ${few}`);
} finally {
  await killProcesses();
}
