// Inserting many documents at once where each one's outcome counts: one command, one round trip.
import { mongo } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';
import { type Target, writeCommand } from './write-command.js';

/** `there`: a document with this key was there before, and stayed as it was. */
export type InsertOutcome = 'inserted' | 'there' | Error;

/** The server's answer to a command beyond 16 MB; the driver itself refuses still larger ones. */
const TOO_LARGE = 10_334;

/**
 * What is too much for one command goes in halves; what cannot be written at all fails alone.
 * @returns one outcome per document, in order; one document's failure is no other's.
 * @throws when nothing is known to be durable at a majority, or the server did not answer.
 */
export async function insertEach(
  model: Target,
  documents: readonly { readonly _id: string }[],
): Promise<InsertOutcome[]> {
  if (documents.length === 0) return [];
  try {
    return await insertTogether(model, documents);
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    if (documents.length === 1) return [error as Error];
    const half = documents.length >> 1;
    const first = await insertEach(model, documents.slice(0, half));
    return [...first, ...(await insertEach(model, documents.slice(half)))];
  }
}

async function insertTogether(
  model: Target,
  documents: readonly { readonly _id: string }[],
): Promise<InsertOutcome[]> {
  const outcomes: InsertOutcome[] = documents.map(() => 'inserted');
  for (const failure of await writeCommand(model, 'insert', { documents })) {
    outcomes[failure.index] = isDuplicateKey(failure)
      ? 'there'
      : new mongo.MongoServerError(failure);
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

/** Errors of size, and of the driver's own serialiser where BSON has no such shape. */
function isUnwritable(error: unknown): boolean {
  return (
    error instanceof mongo.MongoInvalidArgumentError ||
    (error instanceof mongo.MongoServerError && error.code === TOO_LARGE) ||
    (error instanceof Error && (error.name === 'BSONError' || error instanceof RangeError))
  );
}
