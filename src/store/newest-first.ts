// Lists that people page through: by a date and then by id, newest first, on an index that ends in
// both. The place of a page is the id of the last document before it.
import type { mongo } from 'mongoose';

export interface Page {
  readonly limit: number;
  /** Id of the last document of the page before. */
  readonly startingAfter?: string | undefined;
}

/**
 * @param list.filter names the workspace first; `by` is the path of the date in a document.
 * @returns nothing after a document that is not there, or is not in the list any more.
 */
export async function newestFirst<T extends { readonly _id: string }>(
  collection: mongo.Collection<T>,
  list: {
    readonly filter: { readonly workspace: string } & mongo.Document;
    readonly by: string;
    readonly projection?: mongo.Document;
  },
  { limit, startingAfter }: Page,
): Promise<{ data: T[]; hasMore: boolean }> {
  const { by, projection } = list;
  const filter: mongo.Document = { ...list.filter };
  if (startingAfter !== undefined) {
    const own = { _id: startingAfter, workspace: list.filter.workspace };
    const date = dateIn(await collection.findOne(own as unknown as mongo.Filter<T>), by);
    if (date === undefined) return { data: [], hasMore: false };
    filter['$or'] = [{ [by]: { $lt: date } }, { [by]: date, _id: { $lt: startingAfter } }];
  }
  const found = await collection
    .find(filter as mongo.Filter<T>, {
      ...(projection && { projection }),
      sort: { [by]: -1, _id: -1 },
      limit: limit + 1,
    })
    .toArray();
  return { data: found.slice(0, limit) as unknown as T[], hasMore: found.length > limit };
}

const dateIn = (document: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => {
    return (inner as Record<string, unknown> | null | undefined)?.[name];
  }, document);
