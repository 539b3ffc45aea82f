// Group commit: who shares a run, who learns what, and that a hung run cannot fill the memory.
import { describe, expect, test } from 'vitest';
import {
  BatcherFull,
  type BatcherOptions,
  createBatcher,
  type HandOver,
} from '../../src/batcher.js';
import { until } from '../support/until.js';

interface Run {
  readonly items: readonly string[];
  readonly handOver: HandOver;
  finish(outcomes: readonly string[]): void;
  fail(error: Error): void;
}

type Limits = Partial<
  Pick<BatcherOptions<string, string>, 'itemsMax' | 'heldMax' | 'bytesMax' | 'crowd' | 'sweep'>
>;

/** A batcher whose runs end when the test says so. */
function manual(limits: Limits = {}) {
  const runs: Run[] = [];
  const batcher = createBatcher<string, string>({
    run: (items, handOver) =>
      new Promise((finish, fail) => {
        runs.push({ items, handOver, finish, fail });
      }),
    itemsMax: limits.itemsMax ?? 100,
    heldMax: limits.heldMax ?? 100,
    bytesMax: limits.bytesMax ?? 1_000,
    bytesOf: (item) => item.length,
    ...(limits.crowd && { crowd: limits.crowd }),
    ...(limits.sweep && { sweep: limits.sweep }),
  });
  return { batcher, runs };
}

/** A batcher that answers every item with itself, and writes down its batches. */
function echoing(itemsMax: number) {
  const batches: (readonly string[])[] = [];
  const batcher = createBatcher<string, string>({
    run: async (items) => {
      batches.push(items);
      return items.map((item) => `${item}!`);
    },
    itemsMax,
    heldMax: 100,
    bytesMax: 1_000,
    bytesOf: (item) => item.length,
  });
  return { batcher, batches };
}

/** Lets everything happen that is due already. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('sharing', () => {
  test('items of one tick share a run, each learns its own outcome', async () => {
    const { batcher, batches } = echoing(100);
    const outcomes = await Promise.all(['a', 'b', 'c'].map((item) => batcher.add(item)));
    expect(outcomes).toEqual(['a!', 'b!', 'c!']);
    expect(batches).toEqual([['a', 'b', 'c']]);
  });

  test('one run at a time: what comes meanwhile is gathered for the next', async () => {
    const { batcher, runs } = manual();
    const first = batcher.add('a');
    await settled();
    const [second, third] = [batcher.add('b'), batcher.add('c')];
    await settled();
    expect(runs.map(({ items }) => items)).toEqual([['a']]);
    runs[0]?.finish(['A']);
    await first;
    await settled();
    expect(runs.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    runs[1]?.finish(['B', 'C']);
    expect(await Promise.all([second, third])).toEqual(['B', 'C']);
  });

  test('in a crowd, those who were just answered share the next run with those who wait', async () => {
    const { batcher, runs } = manual({ crowd: { items: 2, gatherMs: 1 } });
    const first = [batcher.add('a'), batcher.add('b')];
    await settled();
    const waited = batcher.add('c');
    runs[0]?.finish(['A', 'B']);
    await Promise.all(first);
    const again = batcher.add('d');
    await until('the next run', async () => runs.length === 2);
    expect(runs[1]?.items).toEqual(['c', 'd']);
    runs[1]?.finish(['C', 'D']);
    expect(await Promise.all([waited, again])).toEqual(['C', 'D']);
  });

  test('a sweep goes on while each turn brings somebody, and ends when it is full', async () => {
    const { batcher, runs } = manual({ sweep: { upTo: 3 } });
    void batcher.add('a');
    // Asked for before the batcher asks for its own, so it comes first in the same turn.
    setImmediate(() => void batcher.add('b'));
    await until('the first run', () => runs.length === 1);
    expect(runs[0]?.items).toEqual(['a', 'b']);
    runs[0]?.handOver();
    for (const item of ['c', 'd', 'e']) void batcher.add(item);
    await Promise.resolve();
    await until('the second run', () => runs.length === 2);
    expect(runs[1]?.items).toEqual(['c', 'd', 'e']);
  });

  test('a run takes no more than its share, the rest follow in their order', async () => {
    const { batcher, batches } = echoing(2);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((item) => batcher.add(item)));
    expect(batches).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('items count by their weight, and one that is too heavy travels alone', async () => {
    const batches: (readonly string[])[] = [];
    const batcher = createBatcher<string, string>({
      run: async (items) => {
        batches.push(items);
        return items;
      },
      itemsMax: 4,
      weightOf: (item) => item.length,
      heldMax: 100,
      bytesMax: 1_000,
      bytesOf: () => 0,
    });
    await Promise.all(['aa', 'bb', 'c', 'dddddd', 'e'].map((item) => batcher.add(item)));
    expect(batches).toEqual([['aa', 'bb'], ['c'], ['dddddd'], ['e']]);
  });
});

describe('handing over', () => {
  test('the next run starts when the one before says so, and both are held', async () => {
    const { batcher, runs } = manual();
    const first = batcher.add('a');
    await settled();
    const second = batcher.add('b');
    runs[0]?.handOver();
    await settled();
    expect(runs.map(({ items }) => items)).toEqual([['a'], ['b']]);
    expect(batcher.held).toBe(2);
    runs[1]?.finish(['B']);
    expect(await second).toBe('B');
    runs[0]?.finish(['A']);
    expect(await first).toBe('A');
    expect(batcher.held).toBe(0);
  });

  test('a run that handed over and then ends lets nobody start early', async () => {
    const { batcher, runs } = manual();
    const first = batcher.add('a');
    await settled();
    runs[0]?.handOver();
    const second = batcher.add('b');
    await settled();
    const third = batcher.add('c');
    runs[0]?.finish(['A']);
    await first;
    runs[0]?.handOver();
    await settled();
    expect(runs.map(({ items }) => items)).toEqual([['a'], ['b']]);
    runs[1]?.finish(['B']);
    await second;
    await settled();
    runs[2]?.finish(['C']);
    expect(await third).toBe('C');
  });

  test('a run that fails after it handed over fails its own items only', async () => {
    const { batcher, runs } = manual();
    const first = batcher.add('a');
    await settled();
    runs[0]?.handOver();
    const second = batcher.add('b');
    await settled();
    runs[0]?.fail(new Error('what follows could not be stored'));
    await expect(first).rejects.toThrow('what follows');
    runs[1]?.finish(['B']);
    expect(await second).toBe('B');
  });
});

describe('failing', () => {
  test('an error is everybody’s of that batch and of no other', async () => {
    const { batcher, runs } = manual({ itemsMax: 2 });
    const all = Promise.allSettled(['a', 'b', 'c'].map((item) => batcher.add(item)));
    await settled();
    runs[0]?.fail(new Error('the database is away'));
    await settled();
    runs[1]?.finish(['C']);
    const [a, b, c] = await all;
    expect([a?.status, b?.status]).toEqual(['rejected', 'rejected']);
    expect(c).toEqual({ status: 'fulfilled', value: 'C' });
    expect(batcher.held).toBe(0);
  });

  test('a run that throws before it returns fails its batch and nothing after it', async () => {
    let broken = true;
    const batcher = createBatcher<string, string>({
      run: (items) => {
        if (broken) throw new Error('it broke at once');
        return Promise.resolve(items);
      },
      itemsMax: 10,
      heldMax: 10,
      bytesMax: 10,
      bytesOf: () => 1,
    });
    await expect(batcher.add('a')).rejects.toThrow('it broke at once');
    broken = false;
    await expect(batcher.add('b')).resolves.toBe('b');
  });
});

describe('a run that hangs', () => {
  test('refuses at once what goes over the number of items, and keeps nothing of it', async () => {
    const { batcher, runs } = manual({ heldMax: 3 });
    const held = ['a', 'b', 'c'].map((item) => batcher.add(item));
    await settled();
    await expect(batcher.add('d')).rejects.toBeInstanceOf(BatcherFull);
    expect(batcher.held).toBe(3);
    runs[0]?.finish(['A', 'B', 'C']);
    await Promise.all(held);
    expect(runs).toHaveLength(1);
  });

  test('counts the items under way too, not only those that wait', async () => {
    const { batcher, runs } = manual({ heldMax: 2 });
    const first = batcher.add('a');
    await settled();
    expect(runs[0]?.items).toEqual(['a']);
    const second = batcher.add('b');
    await expect(batcher.add('c')).rejects.toBeInstanceOf(BatcherFull);
    runs[0]?.finish(['A']);
    await first;
    await settled();
    runs[1]?.finish(['B']);
    await second;
  });

  test('refuses at once what goes over the bytes', async () => {
    const { batcher, runs } = manual({ bytesMax: 10 });
    const held = batcher.add('12345678');
    await expect(batcher.add('901')).rejects.toBeInstanceOf(BatcherFull);
    const small = batcher.add('90');
    runs[0]?.finish(['x']);
    expect(await held).toBe('x');
    await settled();
    runs[1]?.finish(['y']);
    expect(await small).toBe('y');
  });

  test('holds nothing once it is over: items and bytes are back at zero', async () => {
    const { batcher, runs } = manual({ heldMax: 2, bytesMax: 10 });
    const failing = Promise.allSettled([batcher.add('12345'), batcher.add('67890')]);
    await settled();
    runs[0]?.fail(new Error('the database is away'));
    await failing;
    await settled();
    expect(batcher.held).toBe(0);
    const whole = batcher.add('1234567890');
    await settled();
    runs[1]?.finish(['kept']);
    expect(await whole).toBe('kept');
    await settled();
    expect(batcher.held).toBe(0);
  });
});
