// From a text to the dark and light squares of a QR code, by one written rule. Knows no picture.
import { create } from 'qrcode';

/** Light squares that have to surround a code, on every side (ISO/IEC 18004). */
export const QUIET_ZONE = 4;

/** How much of a code may be unreadable: L 7 %, M 15 %, Q 25 %, H 30 %. */
type Level = 'L' | 'M' | 'Q' | 'H';
const LEVELS: readonly Level[] = ['L', 'M', 'Q', 'H'];

/** Where a code is met, and the least correction that it needs there. */
const LEAST_LEVEL = { screen: 'M', print: 'Q' } as const satisfies Record<string, Level>;
export type CodePlace = keyof typeof LEAST_LEVEL;

export interface QrMatrix {
  readonly content: string;
  /** 1 to 40; each one is four squares wider than the one before. */
  readonly version: number;
  readonly level: Level;
  /** Squares on a side, without the quiet zone. */
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

/** A code with more in it has squares so small that few phones read it. */
const CONTENT_BYTES_MAX = 600;

/**
 * The rule: correction M where a code is shown on a screen, Q where it is printed and gets wet or
 * scratched; the smallest version that holds the content at that level, for larger squares are read
 * from further away; then the highest level that this version still holds, for that costs nothing.
 * @throws RangeError when the content is longer than 600 bytes.
 */
export function qrMatrixOf(content: string, place: CodePlace = 'screen'): QrMatrix {
  if (content === '' || Buffer.byteLength(content) > CONTENT_BYTES_MAX) {
    throw new RangeError(`a code holds 1 to ${CONTENT_BYTES_MAX} bytes`);
  }
  const least = LEAST_LEVEL[place];
  const version = versionAt(content, least);
  const holds = (level: Level) => level === least || versionAt(content, level) === version;
  const level = LEVELS.findLast(holds) ?? least;
  const { modules } = create(content, { version, errorCorrectionLevel: level });
  const { size, data } = modules;
  const isDark = (row: number, column: number) => data[row * size + column] === 1;
  return { content, version, level, size, isDark };
}

/** The smallest that holds it. Any mask tells that; the best one costs eight tries. */
function versionAt(content: string, errorCorrectionLevel: Level): number {
  return create(content, { errorCorrectionLevel, maskPattern: 0 }).version;
}

/** A run of dark squares in one row. */
export interface DarkRun {
  readonly row: number;
  readonly column: number;
  readonly length: number;
}

/** All dark squares, as the longest runs: what a drawing needs, in few strokes. */
export function darkRunsOf({ size, isDark }: QrMatrix): DarkRun[] {
  const runs: DarkRun[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = column;
      while (column < size && isDark(row, column)) column += 1;
      if (column > from) runs.push({ row, column: from, length: column - from });
    }
  }
  return runs;
}
