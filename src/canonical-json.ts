// One value, one string: RFC 8785 canonical JSON, for what is hashed, compared or kept as evidence.
// Entries of the ledger are written by consent/entry.ts, which also refuses what JSON would change.
import canonicalizeModule from 'canonicalize';

// The package's types promise an ES default export, but at run time it is the function itself.
const canonicalize = canonicalizeModule as unknown as (input: unknown) => string | undefined;

/** @throws TypeError for what JSON cannot say at all, as a function or `undefined` itself. */
export function canonicalJson(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError(`${typeof value} has no canonical form`);
  return json;
}
