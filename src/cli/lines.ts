// Lines of text in and out of a process: as they come, and no faster than the other side takes
// them.
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The lines that each chunk completes; a last line needs no line break. */
export async function* lineChunksOf(input: Readable): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** The same, one by one. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  for await (const lines of lineChunksOf(input)) yield* lines;
}

/** Writes text as it is and waits while the other side is slow. */
export async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}

/** Whoever reads may have had enough, as `head` has; that is no fault. */
export function endWithReader(output: Writable): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
