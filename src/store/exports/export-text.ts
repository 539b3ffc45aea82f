// Exports as text, a piece at a time: CSV that no spreadsheet runs, or one JSON object a line. The
// whole ledger as NDJSON is the file that `assent verify` reads.
import { csvOf } from '../../csv.js';
import { inBatches } from '../in-batches.js';
import { exportLedger } from '../verification/exported-ledger.js';
import {
  EXPORT_COLUMNS,
  type ExportFilter,
  type ExportKind,
  type ExportRow,
  exportRows,
  type ExportStore,
} from './export-rows.js';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface Export {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly workspace: string;
  readonly filter: ExportFilter;
}

/** Rows that are written as one piece: a reader that is slow leaves so many in memory. */
const PIECE_ROWS = 200;

/** Whoever stops early ends the reading of the database. */
export async function* exportText(
  store: ExportStore,
  { kind, format, workspace, filter }: Export,
): AsyncGenerator<string> {
  const columns = EXPORT_COLUMNS[kind];
  if (format === 'csv') yield csvOf([columns]);
  const rows = isWholeLedger({ kind, format, filter })
    ? exportLedger(store.ledger.walk({ workspace }))
    : exportRows(store, kind, workspace, filter);
  const write = format === 'csv' ? csvLines(columns) : jsonLines;
  for await (const batch of inBatches<object>(rows, PIECE_ROWS)) yield write(batch);
}

/** What `assent verify` reads: every entry of whatever is walked, and as it was hashed. */
export const isWholeLedger = ({ kind, format, filter }: Omit<Export, 'workspace'>): boolean =>
  kind === 'ledger' &&
  format === 'ndjson' &&
  Object.values(filter).every((wanted) => wanted === undefined);

const csvLines = (columns: readonly string[]) => (rows: readonly object[]) =>
  csvOf(rows.map((row) => columns.map((column) => (row as ExportRow)[column])));

const jsonLines = (rows: readonly object[]) =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
