// The hashed part of a ledger entry as bytes: RFC 8785 canonical JSON, written once and kept.
// Hashing, sealing and storing belong to the store.
import type { EntryCore } from './types.js';

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
  switch (typeof value) {
    case 'string':
      return quoted(value, name);
    case 'boolean':
      return String(value);
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      throw new TypeError(`${name} holds ${value}`);
    case 'object':
      return value === null ? 'null' : bytesOfObject(value, name);
    default:
      throw new TypeError(`${name} holds a ${typeof value}`);
  }
}

function bytesOfObject(value: object, name: string): string {
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => canonicalBytes(item, `${name}.${index}`)).join()}]`;
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return canonicalBytes(value.toJSON(), name);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  let bytes = '';
  // Sorted by UTF-16 code units, which is what RFC 8785 asks for.
  for (const key of Object.keys(fields).sort()) {
    const separator = bytes === '' ? '' : ',';
    const field = canonicalBytes(fields[key], `${name}.${key}`);
    bytes += `${separator}${quoted(key, `a key of ${name}`)}:${field}`;
  }
  return `{${bytes}}`;
}

/** Texts that stand between quotes as they are: nearly all of them. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string, place: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError(`${place} holds a lone surrogate`);
  return JSON.stringify(text);
}

/** Reads stored bytes back. Throws a TypeError when they are not the core of an entry. */
export function parseCore(bytes: string): EntryCore {
  const core: unknown = JSON.parse(bytes);
  if (typeof core !== 'object' || core === null || !('v' in core) || core.v !== 1) {
    throw new TypeError('these bytes are not a ledger entry of version 1');
  }
  return core as EntryCore;
}
