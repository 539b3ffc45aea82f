// Indexes that the store declares, made by `assent migrate` and watched by readiness: what happens
// when one is missing, was changed by a hand, or is somebody else's.
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { probes } from '../../src/ingress/probes.js';
import { openQueues } from '../../src/queues/queues.js';
import { inspectIndexes, makeIndexes } from '../../src/store/indexes.js';
import { openStore, type Store } from '../../src/store/store.js';
import { runAssent } from '../support/command.js';
import { useScratch } from '../support/scratch.js';

const scratch = useScratch();
let store: Store;
beforeAll(async () => {
  store = await openStore({ uri: scratch.mongodbUri, secret: scratch.secret });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.ensureIndexes({ replace: true });
});

const drop = (collection: string, name: string) =>
  store.connection.collection(collection).dropIndex(name);

const migrate = async (...options: string[]) => {
  const { code, stdout, stderr } = await runAssent(['migrate', ...options], scratch.environment);
  return { code, output: stdout + stderr };
};

describe('assent migrate', () => {
  test('makes a missing index and says which', async () => {
    await drop('inbox', 'fences');
    const { code, output } = await migrate();
    expect(output).toContain('made index fences of inbox');
    expect(code).toBe(0);
    expect(await inspectIndexes(store.connection)).toEqual([]);
  });

  test('has nothing to do a second time', async () => {
    const { code, output } = await migrate('--json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({ indexes: [] });
  });

  test('replaces an index that a hand has changed', async () => {
    await drop('inbox', 'fences');
    await store.connection.collection('inbox').createIndex({ workspace: 1 }, { name: 'fences' });
    const [step] = await makeIndexes(store.connection);
    expect(step).toMatchObject({ collection: 'inbox', name: 'fences', state: 'replaced' });
    expect(await inspectIndexes(store.connection)).toEqual([]);
  });

  test('replaces a guard only when it is told that nothing else runs (invariant 1)', async () => {
    await drop('ledger', 'chain');
    const keys = { workspace: 1, contact: 1, seq: 1 } as const;
    await store.connection.collection('ledger').createIndex(keys, { name: 'chain' });
    const refused = await migrate();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('index chain of ledger');
    expect(refused.output).toContain('--replace');
    const replaced = await migrate('--replace');
    expect(replaced.output).toContain('replaced index chain of ledger');
    expect(await inspectIndexes(store.connection)).toEqual([]);
  });

  test('leaves an index alone that is none of ours', async () => {
    await store.connection.collection('heads').createIndex({ seq: 1 }, { name: 'by_hand' });
    const { code, output } = await migrate();
    expect(output).toContain('left alone: index by_hand of heads');
    expect(code).toBe(0);
    await drop('heads', 'by_hand');
  });

  test('says in words why a guard cannot be made over a forked chain (invariant 1)', async () => {
    await drop('ledger', 'chain');
    const ledger = store.connection.collection('ledger');
    const fork = { workspace: 'w', contact: 'ct_fork', seq: 1 };
    await ledger.insertMany([fork, fork].map((one) => ({ ...one })));
    const { code, output } = await migrate();
    expect(code).toBe(1);
    expect(output).toContain('index chain of ledger cannot be made');
    expect(output).not.toContain('    at ');
    await ledger.deleteMany({ contact: 'ct_fork' });
  });
});

test('a worker does not start without the guard of the chains (invariant 1)', async () => {
  await drop('ledger', 'chain');
  const { code, stderr } = await runAssent(['worker'], scratch.environment);
  expect(stderr).toContain('index chain of ledger is missing: run assent migrate');
  expect(code).toBe(1);
});

describe('readiness', () => {
  async function readyz() {
    const queues = openQueues({ redisUrl: scratch.redisUrl, prefix: scratch.redisPrefix });
    const app = Fastify();
    await app.register(probes, { store, queues });
    const answer = await app.inject({ method: 'GET', url: '/readyz' });
    await app.close();
    await queues.close();
    return { status: answer.statusCode, parts: answer.json().parts as { mongodb: string } };
  }

  test('is given when every index is there, and one of somebody else changes nothing', async () => {
    await store.connection.collection('heads').createIndex({ seq: 1 }, { name: 'by_hand' });
    expect(await readyz()).toMatchObject({ status: 200, parts: { mongodb: 'ok' } });
    await drop('heads', 'by_hand');
  });

  test('is refused while one is missing, naming it and the command', async () => {
    await drop('inbox', 'fences');
    const { status, parts } = await readyz();
    expect(status).toBe(503);
    expect(parts.mongodb).toBe('index fences of inbox is missing: run assent migrate');
  });

  test('is refused while a guard does not guard', async () => {
    await drop('ledger', 'chain');
    const keys = { workspace: 1, contact: 1, seq: 1 } as const;
    await store.connection.collection('ledger').createIndex(keys, { name: 'chain' });
    const { status, parts } = await readyz();
    expect(status).toBe(503);
    expect(parts.mongodb).toContain('index chain of ledger is changed');
  });
});
