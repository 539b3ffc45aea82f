// Lists: a page at a time when awaited, every item when walked.

/** What a list answers: newest first, and whether there is more behind it. */
export interface Page<T> {
  readonly data: T[];
  readonly hasMore: boolean;
}

/**
 * `await` it for one page, or walk all of it: `for await (const record of assent.records.list())`.
 * Pages are read as they are needed.
 */
export type List<T> = Promise<Page<T>> & AsyncIterable<T>;

/**
 * @param read a page: the first one, or the one behind an item.
 * @param cursorOf by what an item is named as the place to go on from.
 */
export function listOf<T>(
  read: (startingAfter?: string) => Promise<Page<T>>,
  cursorOf: (item: T) => string,
): List<T> {
  const first = read();
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      let page = await first;
      for (;;) {
        yield* page.data;
        const last = page.data.at(-1);
        if (!page.hasMore || last === undefined) return;
        page = await read(cursorOf(last));
      }
    },
  });
}
