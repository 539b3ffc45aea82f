// The ledger as a file: one entry a line as JSON, chain by chain, and a last line that says how
// many there are, so that a file that was cut short shows. It holds no key: evidence stays sealed.
import type { LedgerRow } from '../ledger.js';
import { CHAIN_START, type ChainRow, type CopiedField, readEntry } from './entry-faults.js';
import { createTally, type VerificationReport } from './report.js';

interface ExportedEntry {
  readonly id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly seq: number;
  readonly hash: string;
  readonly core: string;
  /** Sealed bytes, base64. */
  readonly evidence: string | null;
}

/** The last line. */
interface ExportEnd {
  readonly end: { readonly entries: number; readonly chains: number };
}

/** @param rows in chain order. */
export async function* exportLedger(
  rows: AsyncIterable<LedgerRow>,
): AsyncGenerator<ExportedEntry | ExportEnd> {
  let [entries, chains] = [0, 0];
  let chain = '';
  for await (const { _id: id, workspace, contact, seq, hash, core, evidence } of rows) {
    if (chain !== contact) chains += 1;
    chain = contact;
    entries += 1;
    const sealed = evidence ? Buffer.from(evidence.buffer).toString('base64') : null;
    yield { id, workspace, contact, seq, hash, core, evidence: sealed };
  }
  yield { end: { entries, chains } };
}

const COPIED = ['workspace', 'contact', 'seq'] as const satisfies readonly CopiedField[];

/**
 * Verifies an exported ledger line by line; memory does not grow with the file.
 * @param lines of the file, without their line breaks.
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  onProgress: (lines: number) => void = () => {},
): Promise<VerificationReport> {
  const tally = createTally();
  let end: ExportEnd['end'] | undefined;
  let chain = { contact: '', at: CHAIN_START, broken: false };
  let position = 0;
  for await (const line of lines) {
    position += 1;
    onProgress(1);
    const found = readLine(line);
    if (found === undefined || end !== undefined) {
      const fault = end ? 'a line follows the last one' : 'it is no line of an exported ledger';
      tally.find({ workspace: '', fault: `line ${position}: ${fault}` });
      break;
    }
    if ('end' in found) {
      end = found.end;
      continue;
    }
    const { workspace, contact, seq, id } = found;
    if (contact !== chain.contact) {
      chain = { contact, at: CHAIN_START, broken: false };
      tally.counts.chains += 1;
    }
    tally.counts.entries += 1;
    const core = chain.broken ? undefined : readEntry(toRow(found), chain.at);
    if (typeof core === 'string') tally.find({ workspace, contact, entry: id, seq, fault: core });
    chain.broken ||= typeof core === 'string';
    if (typeof core === 'object') chain.at = { seq: core.seq, hash: found.hash };
  }
  const { entries, chains } = tally.counts;
  if (tally.counts.broken === 0 && (end?.entries !== entries || end.chains !== chains)) {
    const fault = end
      ? `its last line counts ${end.entries} entries of ${end.chains} chains, ` +
        `it holds ${entries} of ${chains}`
      : 'the file was cut short: its last line, which counts the others, is missing';
    tally.find({ workspace: '', fault });
  }
  return tally.report();
}

function readLine(line: string): ExportedEntry | ExportEnd | undefined {
  try {
    const value = JSON.parse(line) as Partial<ExportedEntry & ExportEnd> | null;
    if (typeof value?.end?.entries === 'number') return { end: value.end };
    const whole =
      typeof value?.core === 'string' &&
      typeof value.hash === 'string' &&
      typeof value.id === 'string' &&
      (value.evidence === null || isBase64(value.evidence));
    return whole ? (value as ExportedEntry) : undefined;
  } catch {
    return undefined;
  }
}

/** Exactly as we write it: what merely decodes to the same bytes was changed. */
const isBase64 = (value: unknown): boolean =>
  typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;

function toRow(line: ExportedEntry): ChainRow {
  return {
    id: line.id,
    core: line.core,
    hash: line.hash,
    evidence: line.evidence === null ? null : Buffer.from(line.evidence, 'base64'),
    copies: Object.fromEntries(COPIED.map((field) => [field, line[field]])),
  };
}
