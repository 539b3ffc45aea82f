// The one place where MongoDB's duplicate key (11000) becomes an answer: "somebody was there
// before". What that means (a repeat, a lost race, a taken name) is for the caller to say.

const DUPLICATE_KEY = 11_000;

/**
 * True for the driver's duplicate key errors, whole (`insertOne`) or one of many (`writeErrors`).
 * @param indexName counts only collisions on this index, for collections with several unique ones.
 */
export function isDuplicateKey(error: unknown, indexName?: string): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errmsg } = error as { code?: unknown; message?: string; errmsg?: string };
  if (code !== DUPLICATE_KEY) return false;
  return !indexName || `${message ?? ''} ${errmsg ?? ''}`.includes(`index: ${indexName} `);
}
