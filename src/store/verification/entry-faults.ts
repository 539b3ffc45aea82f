// What can be wrong with an entry, looked at by itself and in its place in the chain. Works on
// bytes alone, from the store or from a file: no database, no clock.
import { coreBytes } from '../../consent/entry.js';
import type { EntryCore } from '../../consent/types.js';
import { sha256 } from '../../digest.js';
import { open, type SealingKey } from '../keyring.js';
import { entryIdOf } from '../ledger.js';

/** An entry wherever it comes from: the hashed bytes, their hash, and what lies beside them. */
export interface ChainRow {
  readonly id: string;
  readonly core: string;
  readonly hash: string;
  /** Sealed bytes; `null` where an entry has none. */
  readonly evidence: Buffer | null;
  /** Fields that are told twice, in the bytes and beside them. */
  readonly copies: Readonly<Partial<Record<CopiedField, unknown>>>;
}

export type CopiedField = Exclude<keyof EntryCore, 'source' | 'v' | 'prevHash'>;

/** Where a chain stands before the next entry. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string | null;
}

export const CHAIN_START: ChainEnd = { seq: 0, hash: null };

/** The only version of entries that this program can read the meaning of. */
const VERSION = 1;

/**
 * @returns what the entry says, or in words the first thing that is wrong with it.
 */
export function readEntry(row: ChainRow, before: ChainEnd): EntryCore | string {
  if (sha256(row.core) !== row.hash) return 'its hash is not the SHA-256 of its bytes';
  const core = parse(row.core);
  if (typeof core === 'string') return core;
  return (
    copyFault(row, core) ?? placeFault(core, before) ?? digestFault(row.evidence, core) ?? core
  );
}

/** Whether the seal was made with this key for this entry, around something that can be read. */
export function sealFault(
  { id, evidence }: Pick<ChainRow, 'id' | 'evidence'>,
  key: SealingKey,
): string | undefined {
  if (evidence === null) return undefined;
  try {
    JSON.parse(open(key, id, evidence).toString());
    return undefined;
  } catch {
    return "its evidence does not open with the contact's key";
  }
}

function parse(bytes: string): EntryCore | string {
  let core: unknown;
  try {
    core = JSON.parse(bytes);
  } catch {
    return 'its bytes are no JSON';
  }
  if (typeof core !== 'object' || core === null || !('v' in core)) return 'its bytes are no entry';
  if (!isCanonical(core as EntryCore, bytes)) return 'its bytes are not in canonical form';
  if (core.v !== VERSION) {
    return `it was written by another version (v ${String(core.v)}); verify it with that one`;
  }
  return core as EntryCore;
}

function isCanonical(core: EntryCore, bytes: string): boolean {
  try {
    return coreBytes(core) === bytes;
  } catch {
    return false;
  }
}

function copyFault({ id, copies }: ChainRow, core: EntryCore): string | undefined {
  for (const [field, copy] of Object.entries(copies)) {
    const said = core[field as CopiedField];
    if (copy !== said) return `its copy of ${field} says ${show(copy)}, its bytes ${show(said)}`;
  }
  // An entry's id is made of its act, so that no act can have a second entry.
  const event = (core.source as { event?: unknown } | undefined)?.event;
  if (id !== entryIdOf(core.workspace, core.contact, String(event))) {
    return 'its id is not that of its act';
  }
  return undefined;
}

function placeFault(core: EntryCore, before: ChainEnd): string | undefined {
  if (core.seq !== before.seq + 1) {
    return `it says that it is entry ${core.seq}, where entry ${before.seq + 1} belongs`;
  }
  if (core.prevHash !== before.hash) return 'it does not carry the hash of the entry before it';
  return undefined;
}

function digestFault(evidence: Buffer | null, { evidenceDigest }: EntryCore): string | undefined {
  if (evidence === null) {
    return evidenceDigest === null ? undefined : 'its sealed evidence is missing';
  }
  if (evidenceDigest === null) return 'it has sealed evidence that its bytes know nothing of';
  if (sha256(evidence) === evidenceDigest) return undefined;
  return 'its evidence digest is not the SHA-256 of its sealed evidence';
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
