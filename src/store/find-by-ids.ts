// Reading many documents by their ids: one plan that is known beforehand, and one round trip.
import type { mongo } from 'mongoose';
import { databaseOf } from './database-of.js';
import type { Target } from './write-command.js';

interface FindAnswer<T> {
  readonly cursor: { readonly id: mongo.Long | number; readonly firstBatch: T[] };
}

/** Said here again, because a plain command inherits nothing from its connection. */
const READ_CONCERN = { level: 'majority' } as const;

/** What is asked for beside the filter. */
interface Asked {
  readonly projection: Readonly<Record<string, 0 | 1>>;
  readonly hint?: Readonly<Record<string, 1>>;
  /** Most documents of one answer. */
  readonly batchSize: number;
}

/**
 * Everything that fits, as one answer; `null` when it is more than one answer holds. A plain
 * command, because the driver's cursor costs as much as some dozens of documents.
 */
export async function findAtOnce<T>(
  model: Target,
  filter: Readonly<Record<string, unknown>>,
  asked: Asked,
): Promise<T[] | null> {
  const { cursor } = (await databaseOf(model.db).command({
    ...{ find: model.collection.collectionName, filter, ...asked },
    readConcern: READ_CONCERN,
  })) as FindAnswer<T>;
  // An answer holds 16 MB; a cursor that is left open says that there was more.
  return Number(cursor.id) === 0 ? cursor.firstBatch : null;
}

/**
 * The documents of these ids that fit the filter, in no order, without what is projected away.
 * The plan is told, because an index on what the filter names may look better to mongod and then
 * walks all that waits; and all of them are one batch, because a cursor's first holds 101.
 */
export async function findByIds<T extends { readonly _id: string }>(
  model: Target,
  ids: readonly string[],
  filter: Partial<T> = {},
  projection: Partial<Record<keyof T & string, 0>> = {},
): Promise<T[]> {
  if (ids.length === 0) return [];
  const hint = { _id: 1 } as const;
  const asked = { hint, projection: projection as Asked['projection'], batchSize: ids.length + 1 };
  const found = await findAtOnce<T>(model, { ...filter, _id: { $in: ids } }, asked);
  if (found) return found;
  const half = ids.length >> 1;
  const [first, second] = [ids.slice(0, half), ids.slice(half)];
  return [
    ...(await findByIds<T>(model, first, filter, projection)),
    ...(await findByIds(model, second, filter, projection)),
  ];
}
