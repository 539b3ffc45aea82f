// How many texts a second `classify` reads in one process, against the naive way in the same run:
// an exact keyword list and a handful of regular expressions, as others have it.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { classify } from '../src/consent/classify.js';
import { report } from './report.js';

const ROUNDS = 5;
const ROUND_MS = 1_000;

const { values } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });

/** The labelled texts of the tests: two in five say stop, which is far more than ever arrive. */
function texts(): readonly string[] {
  const file = new URL('../../test/unit/consent/texts.tsv', import.meta.url);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => line.split('\t')[2] ?? '');
}

const WORDS = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout']);
const PHRASES = [
  /\bstop (?:texting|messaging|contacting|sending|calling)\b/i,
  /\b(?:do not|don'?t) (?:text|message|contact|call) (?:me|us)\b/i,
  /\b(?:take|remove) (?:me|my number) (?:off|from)\b/i,
  /\bno more (?:texts|messages)\b/i,
  /\bopt(?:ing)? ?-?out\b/i,
  /\bwrong number\b/i,
  /\bleave me alone\b/i,
  /\b(?:please )?unsubscribe\b/i,
];

function naive(text: string): boolean {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+$/, '');
  return WORDS.has(word) || PHRASES.some((phrase) => phrase.test(text));
}

/** Texts read in a second of processor time, which other programs do not take away. */
function measure(read: (text: string) => unknown, all: readonly string[]): number {
  const before = process.cpuUsage();
  let count = 0;
  let tookMs = 0;
  while (tookMs < ROUND_MS) {
    for (const text of all) read(text);
    count += all.length;
    const { user, system } = process.cpuUsage(before);
    tookMs = (user + system) / 1000;
  }
  return (count * 1000) / tookMs;
}

const all = texts();
measure(classify, all);
measure(naive, all);
const ours: number[] = [];
const baseline: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  ours.push(measure(classify, all));
  baseline.push(measure(naive, all));
}
await report(
  { benchmark: 'classify', unit: 'texts/s of CPU', ours, baseline, details: { texts: all.length } },
  values.json,
);
