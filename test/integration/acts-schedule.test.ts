// Tasks that run again and again: what stands keeps its place in time, and what a flush took away
// comes back by itself.
import { type Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUEUE_NAMES } from '../../src/queues/queues.js';
import { startRelay } from '../../workers/relay.js';
import { createScheduleProcessor } from '../../workers/schedule.js';
import { openRoad, type Road } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { holds, until } from '../support/until.js';

const scratch = useScratch();
const log = pino({ level: 'silent' });
let road: Road;
let redis: Redis;
let worker: Worker;
let queue: Queue;
const runs = { often: 0, seldom: 0 };
const tasks = [
  { name: 'often', everyMs: 200, run: async () => void (runs.often += 1) },
  { name: 'seldom', everyMs: 3_600_000, run: async () => void (runs.seldom += 1) },
];

beforeAll(async () => {
  road = await openRoad(scratch);
  queue = road.queues.all.find(({ name }) => name === QUEUE_NAMES.schedule) as Queue;
  redis = new Redis(scratch.redisUrl, { maxRetriesPerRequest: null });
  worker = new Worker(QUEUE_NAMES.schedule, createScheduleProcessor({ tasks, log }), {
    connection: redis,
    prefix: scratch.redisPrefix,
  });
  await worker.waitUntilReady();
});

afterAll(async () => {
  await worker?.close();
  redis?.disconnect();
  await road?.close();
});

const relayOf = (remindEveryMs: number) =>
  startRelay({
    ...{ store: road.store, queues: road.queues, log, holder: 'test' },
    ...{ schedules: tasks, remindEveryMs },
  });

test('a schedule that is said again and again runs as often as it says, not as it is said', async () => {
  for (let round = 0; round < 20; round += 1) await road.queues.keepSchedules(tasks);
  await until('both to run', () => runs.often >= 3 && runs.seldom >= 1);
  for (let round = 0; round < 20; round += 1) await road.queues.keepSchedules(tasks);
  await holds('the seldom one to have run once', () => runs.seldom === 1, 500);
  // One job a task waits for its time, however often it was said.
  expect(await queue.getJobCountByTypes()).toBeLessThanOrEqual(2 * tasks.length);
});

test('invariant 10: a flush forgets it, and the relay reminds Redis without a restart', async () => {
  const relay = relayOf(1_000);
  const keys = await redis.keys(`${scratch.redisPrefix}:${QUEUE_NAMES.schedule}:*`);
  await redis.unlink(...keys);
  const before = { ...runs };
  const ranAgain = () => runs.often > before.often && runs.seldom > before.seldom;
  await until('both to run again', ranAgain, { timeoutMs: 15_000 });
  await relay.stop();
});

test('a task of another version is left to that version', async () => {
  await road.queues.keepSchedules([{ name: 'of-tomorrow', everyMs: 3_600_000 }]);
  const before = runs.often;
  await until('the others to go on', () => runs.often > before + 2);
  await queue.removeJobScheduler('of-tomorrow');
  expect(await queue.getFailedCount()).toBe(0);
});
