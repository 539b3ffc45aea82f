// CSV as we write it: RFC 4180, and no cell that a spreadsheet would run as a formula. The same
// mark is taken away again where such a file is read, so that what was written comes back as it
// was.
import { stringify } from 'csv-stringify/sync';
import { isWrittenInFull } from './phone.js';

/** What a spreadsheet may take for a formula, also in full width; quotes of ours come before it. */
const FORMULA = /^'*[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;

/**
 * The cell with a quote before it when it begins as a formula does. A phone number and nothing else
 * is left: read as a formula it is only itself, and it has to stay readable.
 */
export const guarded = (cell: string): string =>
  FORMULA.test(cell) && !isWrittenInFull(cell) ? `'${cell}` : cell;

/** The cell without the quote that `guarded` gives it. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** Lines of CSV, each ending in CR LF; absent cells are empty. */
export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => guarded(String(cell ?? ''))));
  // It quotes its own line ends by itself; every other one is left to us.
  return stringify(cells, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}
