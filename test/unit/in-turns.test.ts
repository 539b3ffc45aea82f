// Long work in turns: everything is done, in order, and others get to run in between.
import { expect, it } from 'vitest';
import { mapInTurns } from '../../src/in-turns.js';

it('lets others have their turn after every fifty items', async () => {
  const items = Array.from({ length: 151 }, (_, index) => index);
  let others = 0;
  const other = () => {
    others += 1;
    if (others < 100) setImmediate(other);
  };
  setImmediate(other);
  const seen = await mapInTurns(items, (item, index) => ({ item, index, others }));
  expect(seen.map(({ item }) => item)).toEqual(items);
  expect(seen.map(({ index }) => index)).toEqual(items);
  const [first, second, last] = [seen[49]?.others, seen[50]?.others, seen[150]?.others];
  expect([first, second]).toEqual([0, 1]);
  expect(last).toBeGreaterThanOrEqual(3);
});
