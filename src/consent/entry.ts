// The hashed part of a ledger entry as bytes: RFC 8785 canonical JSON, written once and kept.
// Hashing, sealing and storing belong to the store.
import canonicalizeModule from 'canonicalize';
import type { EntryCore } from './types.js';

// The package's types promise an ES default export, but at run time it is the function itself.
const canonicalize = canonicalizeModule as unknown as (input: unknown) => string | undefined;

/**
 * The canonical bytes of an entry's core, as a string.
 * Throws a TypeError that names the place for what canonical JSON cannot say and a driver would
 * change on the way: `undefined`, numbers without a finite value, lone surrogates.
 */
export function coreBytes(core: EntryCore): string {
  return canonicalBytes(core, 'core');
}

/** The same of anything; `name` is what errors call it. */
export function canonicalBytes(value: unknown, name: string): string {
  refuseUnspeakable(value, name);
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new TypeError(`${name} has no canonical form`);
  return bytes;
}

/** Reads stored bytes back. Throws a TypeError when they are not the core of an entry. */
export function parseCore(bytes: string): EntryCore {
  const core: unknown = JSON.parse(bytes);
  if (typeof core !== 'object' || core === null || !('v' in core) || core.v !== 1) {
    throw new TypeError('these bytes are not a ledger entry of version 1');
  }
  return core as EntryCore;
}

function refuseUnspeakable(value: unknown, place: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return refuseLoneSurrogate(value, place);
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object') throw new TypeError(`${place} holds a ${typeof value}`);
  for (const [key, inner] of Object.entries(value)) {
    refuseLoneSurrogate(key, `a key of ${place}`);
    refuseUnspeakable(inner, `${place}.${key}`);
  }
}

function refuseLoneSurrogate(text: string, place: string): void {
  if (!text.isWellFormed()) throw new TypeError(`${place} holds a lone surrogate`);
}
