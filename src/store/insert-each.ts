// Inserting many documents at once where each one's outcome counts. One command, one round trip;
// the driver's bulk builder measures every document before it sends it and costs as much as the
// rest.
import type { Model } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

/** `there`: a document with this key was there before, and stayed as it was. */
export type InsertOutcome = 'inserted' | 'there' | Error;

/** What is needed of a model: its connection and its collection's name. */
type Target = Pick<Model<never>, 'db' | 'collection'>;

interface InsertAnswer {
  readonly writeErrors?: readonly { index: number; code: number; errmsg: string }[];
  readonly writeConcernError?: { readonly errmsg: string };
}

/** Said here again, because a plain command inherits nothing from its connection. */
const WRITE_CONCERN = { w: 'majority', j: true } as const;

/**
 * @returns one outcome per document, in order; one document's failure is no other's.
 * @throws when nothing is known to be durable at a majority, or the server did not answer.
 */
export async function insertEach(
  model: Target,
  documents: readonly { readonly _id: string }[],
): Promise<InsertOutcome[]> {
  if (documents.length === 0) return [];
  const { db } = model.db;
  if (!db) throw new Error('MongoDB is not connected');
  const answer = (await db.command({
    insert: model.collection.collectionName,
    documents,
    ordered: false,
    writeConcern: WRITE_CONCERN,
  })) as InsertAnswer;
  if (answer.writeConcernError) throw new Error(answer.writeConcernError.errmsg);
  const outcomes: InsertOutcome[] = documents.map(() => 'inserted');
  for (const failure of answer.writeErrors ?? []) {
    outcomes[failure.index] = isDuplicateKey(failure) ? 'there' : new Error(failure.errmsg);
  }
  return outcomes;
}

/**
 * Inserts the documents that are not there yet.
 * @throws when any of them failed for another reason than being there.
 */
export async function insertNew(
  model: Target,
  documents: readonly { readonly _id: string }[],
): Promise<void> {
  const outcomes = await insertEach(model, documents);
  for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
}
