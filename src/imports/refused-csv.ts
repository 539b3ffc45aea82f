// Refused rows as a file: why, and then the row as it stood. Mended, it can be imported as it is:
// the columns that say why mean nothing to an import.
import { csvOf, unguarded } from '../csv.js';

/** What is said of each row, before its own cells. */
const REFUSED_COLUMNS = ['refused_line', 'refused_code', 'refused_because'] as const;
/** Rows that are written as one piece. */
const PIECE_ROWS = 200;

export interface RefusedCells {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly cells: readonly string[];
}

/** @param header of the file that was imported. */
export async function* refusedCsv(
  header: readonly string[],
  rows: AsyncIterable<RefusedCells>,
): AsyncGenerator<string> {
  let piece: (string | number)[][] = [[...REFUSED_COLUMNS, ...header]];
  for await (const { line, code, detail, cells } of rows) {
    // A mark from an earlier file is made anew, and not twice.
    piece.push([line, code, detail, ...cells.map(unguarded)]);
    if (piece.length < PIECE_ROWS) continue;
    yield csvOf(piece);
    piece = [];
  }
  if (piece.length > 0) yield csvOf(piece);
}
