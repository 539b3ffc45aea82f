// Folding with eyes open: an entry only moves a head when its bytes, its copies and its place in
// the chain are right. What rests on whole chains (verifying, writing heads anew) folds here.
import { evolve } from '../../consent/fold.js';
import type { EntryCore, Head } from '../../consent/types.js';
import { entryOf, type LedgerRow } from '../ledger.js';
import { type ChainRow, readEntry } from './entry-faults.js';

/** An entry that was found right, and the head after it. */
export interface WholeStep {
  readonly bytes: ChainRow;
  readonly core: EntryCore;
  readonly head: Head;
}

/** @returns the head after the row, or in words the first thing that is wrong with the row. */
export function foldWhole(head: Head, row: LedgerRow): WholeStep | string {
  try {
    const bytes = toChainRow(row);
    const core = readEntry(bytes, head);
    if (typeof core === 'string') return core;
    return { bytes, core, head: evolve(head, entryOf(row)) };
  } catch (error) {
    // Whatever lies where bytes, dates or fields belong.
    return `it is not laid out as an entry is (${(error as Error).message})`;
  }
}

/** A row's bytes and all that is told twice of them. */
function toChainRow(row: LedgerRow): ChainRow {
  const { _id: id, core, hash, evidence, workspace, contact, seq, kind, program, status } = row;
  const recordedAt = row.recordedAt.toISOString();
  return {
    id,
    core,
    hash,
    evidence: evidence ? Buffer.from(evidence.buffer) : null,
    copies: { workspace, contact, seq, kind, program, status, recordedAt },
  };
}
