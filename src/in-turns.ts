// Long work cut into turns, so that whoever else waits for this process gets an answer in between.
import { setImmediate } from 'node:timers/promises';

/** Items that are worked through before others get their turn. */
const TURN_ITEMS = 50;

/** `items.map`, with the event loop let go on after every so many of them. */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % TURN_ITEMS === 0) await setImmediate();
    results.push(work(item, index));
  }
  return results;
}
