// Counters against abuse: exact under concurrency, and one tenant's own.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Limit } from '../../src/store/limits.js';
import { openStore, type Store } from '../../src/store/store.js';
import { startProcess } from '../support/processes.js';
import { useScratch } from '../support/scratch.js';

const scratch = useScratch();
const MINUTE: Limit = { name: 'minute', max: 5, seconds: 60 };
const DAY: Limit = { name: 'day', max: 8, seconds: 86_400 };

let store: Store;
let other: Store;
let subject = '';
let subjects = 0;

beforeAll(async () => {
  const open = () => openStore({ uri: scratch.mongodbUri, secret: scratch.secret });
  [store, other] = await Promise.all([open(), open()]);
  await store.ensureIndexes();
});
afterAll(() => Promise.all([store?.close(), other?.close()]));
beforeEach(() => {
  subjects += 1;
  subject = `test/${subjects}`;
});

const counters = () => store.connection.collection('limits');

/** As if so much time had passed since everything that was counted. */
async function later(seconds: number): Promise<void> {
  const earlier = (field: string) => ({ $subtract: [`$${field}`, seconds * 1_000] });
  await counters().updateMany({ 'windows.minute': { $exists: true } }, [
    { $set: { 'windows.minute.from': earlier('windows.minute.from') } },
  ]);
  await counters().updateMany({ 'windows.day': { $exists: true } }, [
    { $set: { 'windows.day.from': earlier('windows.day.from') } },
  ]);
}

async function takeMany(times: number, limits: readonly Limit[] = [MINUTE]): Promise<number> {
  const taken = await Promise.all(
    Array.from({ length: times }, (_, n) =>
      (n % 2 ? store : other).limits.take(scratch.workspace, subject, limits),
    ),
  );
  return taken.filter(({ allowed }) => allowed).length;
}

describe('a counter', () => {
  test('lets exactly its limit through when fifty ask two processes at once', async () => {
    expect(await takeMany(50)).toBe(MINUTE.max);
  });

  test('and no more when they are processes of their own', async () => {
    const dist = new URL('../../dist/src/store/store.js', import.meta.url).href;
    const code = `
      import { openStore } from ${JSON.stringify(dist)};
      const { MONGODB_URI: uri, ASSENT_SECRET: secret, TAKEN: taken } = process.env;
      const { workspace, subject, limit } = JSON.parse(taken);
      const store = await openStore({ uri, secret });
      const all = Array.from({ length: 60 }, () => store.limits.take(workspace, subject, [limit]));
      const through = (await Promise.all(all)).filter(({ allowed }) => allowed).length;
      await store.close();
      console.log('let through ' + through);`;
    const limit: Limit = { name: 'minute', max: 40, seconds: 60 };
    const taken = JSON.stringify({ workspace: scratch.workspace, subject, limit });
    const { environment } = scratch;
    const processes = await Promise.all(
      [1, 2].map(() =>
        startProcess(['--input-type=module', '--eval', code], {
          program: [process.execPath],
          environment: { ...environment, TAKEN: taken },
        }),
      ),
    );
    expect(await Promise.all(processes.map((one) => one.ended()))).toEqual([0, 0]);
    const through = processes.map((one) => Number(/let through (\d+)/.exec(one.output())?.[1]));
    expect(through.reduce((sum, one) => sum + one, 0)).toBe(limit.max);
  });

  test('says how long to wait, and lets through again after that', async () => {
    await takeMany(5);
    const refused = await store.limits.take(scratch.workspace, subject, [MINUTE]);
    expect(refused).toMatchObject({ allowed: false, limit: 'minute' });
    expect('retryAfterSeconds' in refused && refused.retryAfterSeconds).toBeGreaterThan(50);
    expect('retryAfterSeconds' in refused && refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    await later(61);
    expect(await takeMany(50)).toBe(MINUTE.max);
  });

  test('counts nothing of what it refuses: a flood uses up no longer limit', async () => {
    const limits = [MINUTE, DAY];
    expect(await takeMany(40, limits)).toBe(MINUTE.max);
    await later(61);
    expect(await takeMany(40, limits)).toBe(DAY.max - MINUTE.max);
    await later(61);
    const refused = await store.limits.take(scratch.workspace, subject, limits);
    expect(refused).toMatchObject({ allowed: false, limit: 'day' });
    await later(86_400);
    expect(await takeMany(40, limits)).toBe(MINUTE.max);
  });

  test('is one workspace’s own', async () => {
    await takeMany(50);
    const elsewhere = await store.limits.take(`${scratch.workspace}-b`, subject, [MINUTE]);
    expect(elsewhere).toEqual({ allowed: true });
  });

  test('takes nothing for a thing that it let through before', async () => {
    const take = (as: string) =>
      store.limits.take(scratch.workspace, subject, [MINUTE], { as: `$${as}` });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const first = await Promise.all(names.map(take));
    expect(first.filter(({ allowed }) => allowed)).toHaveLength(MINUTE.max);
    expect(await Promise.all(names.map(take))).toEqual(first);
  });

  test('keeps neither an address nor a number as it is, and goes by itself', async () => {
    const ip = '203.0.113.77';
    await store.limits.take(scratch.workspace, `confirm/ip/${ip}`, [MINUTE]);
    const all = await counters().find().toArray();
    expect(JSON.stringify(all)).not.toContain(ip);
    const indexes = await counters().indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }),
    );
    const ends = all.map(({ expiresAt }) => Number(expiresAt));
    expect(Math.min(...ends)).toBeGreaterThan(0);
  });
});
