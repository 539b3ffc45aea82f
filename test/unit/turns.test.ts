// Turns of passes: one at a time, in the order in which they were asked for.
import { expect, test } from 'vitest';
import { createTurn } from '../../workers/consent/turns.js';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a turn begins when the one before is over, in the order of asking', async () => {
  const turn = createTurn();
  const begun: string[] = [];
  const take = async (name: string) => {
    const end = await turn.take();
    begun.push(name);
    return end;
  };
  const [a, b, c] = [take('a'), take('b'), take('c')];
  await settled();
  expect(begun).toEqual(['a']);
  (await a)();
  await settled();
  expect(begun).toEqual(['a', 'b']);
  (await b)();
  expect(await c).toBeTypeOf('function');
  expect(begun).toEqual(['a', 'b', 'c']);
});
