// Where a list goes on: behind the last item that the caller has.
import { Problem } from '../problems.js';

/**
 * Behind an id that is not there is nothing, which would look like the end of the list.
 * @param find by the id in `startingAfter`; asked only when the page is empty.
 * @throws Problem 404.
 */
export async function requirePlace(
  { data }: { readonly data: readonly unknown[] },
  { startingAfter }: { readonly startingAfter?: string },
  find: (id: string) => Promise<unknown>,
): Promise<void> {
  if (data.length > 0 || startingAfter === undefined || (await find(startingAfter))) return;
  const detail = 'There is nothing of the id in startingAfter to go on from. Begin at the start.';
  throw new Problem('not_found', detail);
}
