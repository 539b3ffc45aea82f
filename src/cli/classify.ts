// `assent classify`: reads one message a line, writes one JSON object a line. Needs no database.
// What a text means is decided in src/consent; here is only the stream around it.
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { classify } from '../consent/classify.js';
import { endWithReader, lineChunksOf } from './lines.js';
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
  endWithReader(output);
  let position = 0;
  for await (const lines of lineChunksOf(input)) {
    let answers = '';
    for (const line of lines) {
      position += 1;
      answers += `${answer(jsonLines ? parse(line, position) : line)}\n`;
    }
    // Written once a chunk, and waited for: input may be endless, memory is not.
    if (!output.write(answers)) await once(output, 'drain');
  }
}

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
