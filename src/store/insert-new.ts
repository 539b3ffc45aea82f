// Writing what may be there already: many documents, each under an id that says what it is.
// The one place where a repeat of a whole write counts as success.
import { mongo } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

/**
 * Inserts the documents that are not there yet; those that are stay as they were.
 * @throws when any write failed for another reason than being a repeat.
 */
export async function insertNew<T extends { _id: string }>(
  collection: mongo.Collection<T>,
  documents: readonly T[],
): Promise<void> {
  if (documents.length === 0) return;
  try {
    await collection.insertMany(documents as unknown as mongo.OptionalUnlessRequiredId<T>[], {
      ordered: false,
    });
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const onlyRepeats = [error.writeErrors].flat().every((failure) => isDuplicateKey(failure));
    if (!onlyRepeats || error.result?.getWriteConcernError()) throw error;
  }
}
