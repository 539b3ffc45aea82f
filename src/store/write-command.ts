// A write as one plain command: the driver's bulk builder measures every document before it sends
// it, and its retryable updates make mongod keep a record of each. What is written here may be
// written twice, and whoever sees it fail tries again.
import { type Model, mongo } from 'mongoose';
import { databaseOf } from './database-of.js';

/** What is needed of a model: its connection and its collection's name. */
export type Target = Pick<Model<never>, 'db' | 'collection'>;

/** How one document of a command failed. */
export interface WriteFailure {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

interface WriteAnswer {
  readonly writeErrors?: readonly WriteFailure[];
  readonly writeConcernError?: { readonly errmsg: string };
}

/** Said here again, because a plain command inherits nothing from its connection. */
const WRITE_CONCERN = { w: 'majority', j: true } as const;

/**
 * @param write the command without its collection: `{ documents }` or `{ updates }`.
 * @returns the failures of single documents; all others are durable at a majority.
 * @throws when nothing is known to be durable at a majority, or the server did not answer.
 */
export async function writeCommand(
  model: Target,
  name: 'insert' | 'update',
  write: mongo.Document,
): Promise<readonly WriteFailure[]> {
  const answer = (await databaseOf(model.db).command({
    [name]: model.collection.collectionName,
    ...write,
    ordered: false,
    writeConcern: WRITE_CONCERN,
  })) as WriteAnswer;
  if (answer.writeConcernError) throw new mongo.MongoServerError(answer.writeConcernError);
  return answer.writeErrors ?? [];
}
