// A CSV file as rows, in bounded memory: from its beginning, or from the byte at which somebody
// stopped. What a row means is in rows.ts.
import { pipeline, Readable } from 'node:stream';
import { type CsvError, type Info, type Parser, parse } from 'csv-parse';

export interface CsvRow {
  /** Counted from 1 behind the header; empty lines do not count. */
  readonly row: number;
  /** Line of the file on which it ends, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Byte behind it. */
  readonly end: number;
}

/** How far a file was read; the beginning lies behind its header. */
export interface CsvPlace {
  readonly bytes: number;
  readonly rows: number;
  readonly lines: number;
}

export interface CsvHeader extends CsvPlace {
  readonly names: readonly string[];
  readonly delimiter: string;
}

/** Nothing that could be read as CSV; the message is for whoever made the file. */
export class CsvFault extends Error {
  override readonly name = 'CsvFault' as const;
}

/** Longest row; a quote that is never closed would else swallow the rest of the file. */
const RECORD_BYTES_MAX = 32 * 1024;
const DELIMITERS = [',', ';', '\t'] as const;
/** As much of the file as its header may take. */
export const HEADER_BYTES_MAX = 2 * RECORD_BYTES_MAX;

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

const optionsOf = (delimiter: string) =>
  ({
    ...{ delimiter, relax_column_count: true, relax_quotes: true },
    ...{ skip_empty_lines: true, max_record_size: RECORD_BYTES_MAX },
    // Told, not guessed: a guess made in the middle of a file may differ from one at its beginning.
    record_delimiter: ['\r\n', '\n', '\r'] as string[],
  }) as const;

/**
 * The first row of a file.
 * @param beginning of the file, at least as long as its header.
 * @throws CsvFault when there is none.
 */
export async function readCsvHeader(beginning: Buffer): Promise<CsvHeader> {
  const [first = ''] = beginning.toString('utf8').split(/[\r\n]/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  const parser = parse({ ...optionsOf(delimiter), info: true, bom: true, to: 1 });
  for await (const { record, info } of parsedOf(Readable.from([beginning]), parser)) {
    const { bytes, lines } = info;
    return { names: record, delimiter, bytes, lines, rows: 0 };
  }
  throw new CsvFault('the file is empty');
}

/**
 * The rows behind a place, in their order, some at a time.
 * @param bytes of the file from that place on.
 * @param size of a batch; the last one may be smaller, none is empty.
 * @throws CsvFault where it is no CSV any more, naming the line; the rows before it were given.
 */
export async function* readCsvBatches(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter, from, size }: { delimiter: string; from: CsvPlace; size: number },
): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  let { rows } = from;
  // A parser that fails forgets the rows that it holds; one that skips gives them first.
  let fault: CsvError | undefined;
  const parser = parse({
    ...optionsOf(delimiter),
    skip_records_with_error: true,
    on_skip: (error) => {
      fault ??= error;
      return undefined;
    },
    // Rows are taken here: through the parser's stream each of them would cost as much again.
    on_record: (cells: string[], { lines, bytes: end }) => {
      if (fault) return null;
      rows += 1;
      batch.push({ row: rows, line: from.lines + lines, cells, end: from.bytes + end });
      return null;
    },
  });
  // Whoever writes hears of it.
  parser.on('error', () => undefined);
  try {
    for await (const chunk of bytes) {
      await write(parser, chunk);
      for (; batch.length >= size; batch = batch.slice(size)) yield batch.slice(0, size);
      if (fault) break;
    }
    if (!fault) await write(parser, null);
  } finally {
    parser.destroy();
  }
  if (batch.length > 0) yield batch;
  if (!fault) return;
  const line = from.lines + Number(fault['lines']);
  const detail = fault.message.replace(/ at line \d+$/, '');
  throw new CsvFault(`line ${line} is no CSV: ${detail}`, { cause: fault });
}

/** Resolves when the parser has read it; `null` is the end. */
function write(parser: Parser, chunk: Uint8Array | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    if (chunk === null) parser.end(done);
    else parser.write(chunk, done);
  });
}

/** Ends the source when the parser ends, and the other way round. */
function parsedOf(source: Readable, parser: ReturnType<typeof parse>): AsyncIterable<Parsed> {
  // How it ended is told by the iteration over the parser.
  pipeline(source, parser, () => undefined);
  return parser as AsyncIterable<Parsed>;
}
