// Reading many documents by their ids: one plan that is known beforehand, and one round trip.
import type { mongo } from 'mongoose';

/**
 * The documents of these ids that fit the filter, in no order.
 * The plan is told, because an index on what the filter names may look better to mongod and then
 * walks all that waits; and all of them are one batch, because a cursor's first holds 101.
 */
export function findByIds<T extends { readonly _id: string }>(
  collection: mongo.Collection<T>,
  ids: readonly string[],
  filter: Partial<T> = {},
): Promise<T[]> {
  if (ids.length === 0) return Promise.resolve([]);
  const wanted = { ...filter, _id: { $in: [...ids] } } as unknown as mongo.Filter<T>;
  const cursor = collection.find(wanted, { hint: { _id: 1 }, batchSize: ids.length + 1 });
  return cursor.toArray() as unknown as Promise<T[]>;
}
