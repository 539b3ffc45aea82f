// `assent classify`: reads one message a line, writes one JSON object a line. Needs no database.
// What a text means is decided in src/consent; here is only the stream around it.
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { classify } from '../consent/classify.js';
import { UsageFault } from './usage-fault.js';

export interface ClassifyOptions {
  /** Each input line is a JSON string, so that a text may hold line breaks. */
  readonly jsonLines: boolean;
}

export async function runClassify(
  { jsonLines }: ClassifyOptions,
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  // Whoever reads may have had enough, as `head` has; that is no fault.
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  let position = 0;
  for await (const lines of linesOf(input)) {
    let answers = '';
    for (const line of lines) {
      position += 1;
      answers += `${answer(jsonLines ? parse(line, position) : line)}\n`;
    }
    // Written once a chunk, and waited for: input may be endless, memory is not.
    if (!output.write(answers)) await once(output, 'drain');
  }
}

/** The lines that each chunk completes; a last line needs no line break. */
async function* linesOf(input: Readable): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

function parse(line: string, position: number): string {
  try {
    const text: unknown = JSON.parse(line);
    if (typeof text === 'string') return text;
  } catch {
    // Said below, together with JSON that is no string.
  }
  throw new UsageFault(`line ${position} is no JSON string; wanted one like "please stop"`);
}

/** Written by hand where only our own words stand: most of the time went into quoting those. */
function answer(text: string): string {
  const { intent, rule, confidence, token } = classify(text);
  const last = token === undefined ? '' : `,"token":"${token}"`;
  const words = `"intent":"${intent}","rule":"${rule}","confidence":"${confidence}"${last}`;
  return `{"text":${JSON.stringify(text)},${words}}`;
}
