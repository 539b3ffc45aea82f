// Which words a pattern can begin with, so that only rules that can match are tried at a word.
// Reads the small part of pattern syntax that phrase rules use; knows nothing of what rules mean.

/** The words that a pattern can begin with; a prefix stands for every word that begins with it. */
export interface FirstWords {
  readonly words: ReadonlySet<string>;
  readonly prefixes: ReadonlySet<string>;
}

/**
 * What has been read of the first word: `open` while it may go on, `any` when it goes on freely.
 */
interface Start {
  readonly text: string;
  readonly state: 'open' | 'done' | 'any';
}

const EMPTY: readonly Start[] = [{ text: '', state: 'open' }];

/** Throws a TypeError for syntax that the rules do not use, so that no rule is silently dead. */
export function firstWords(pattern: string): FirstWords {
  const { starts, next } = readAlternatives(pattern, 0);
  if (next < pattern.length) throw new TypeError(`unbalanced pattern: ${pattern.slice(next)}`);
  const kept = (state: boolean) =>
    new Set(starts.filter((start) => (start.state === 'any') === state).map(({ text }) => text));
  const found = { words: kept(false), prefixes: kept(true) };
  if (found.words.has('') || found.prefixes.has('')) {
    throw new TypeError(`a pattern must begin with a word: ${pattern}`);
  }
  return found;
}

interface Read {
  readonly starts: readonly Start[];
  readonly next: number;
}

function readAlternatives(pattern: string, from: number): Read {
  const all: Start[] = [];
  let at = from;
  for (;;) {
    const { starts, next } = readSequence(pattern, at);
    all.push(...starts);
    if (pattern[next] !== '|') return { starts: unique(all), next };
    at = next + 1;
  }
}

function readSequence(pattern: string, from: number): Read {
  let starts = EMPTY;
  let at = from;
  while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
    const item = readItem(pattern, at);
    const { optional, next } = readQuantifier(pattern, item.next);
    const taken = optional ? [...item.starts, ...EMPTY] : item.starts;
    starts = unique(starts.flatMap((start) => continued(start, taken)));
    at = next;
  }
  return { starts, next: at };
}

function continued(start: Start, endings: readonly Start[]): Start[] {
  if (start.state !== 'open') return [start];
  return endings.map(({ text, state }) => ({ text: start.text + text, state }));
}

function readItem(pattern: string, at: number): Read {
  const sign = pattern[at] ?? '';
  if (sign === '(') return readGroup(pattern, at);
  if (sign === '[') return readClass(pattern, at);
  if (sign === '\\') return readEscape(pattern, at);
  if (sign === ' ') return { starts: [{ text: '', state: 'done' }], next: at + 1 };
  if (sign === '^' || sign === '$') return { starts: EMPTY, next: at + 1 };
  if (/[*+?{}.\]]/.test(sign)) throw new TypeError(`${sign} stands alone in ${pattern}`);
  return { starts: [{ text: sign, state: 'open' }], next: at + 1 };
}

/** Look-arounds take no words; what they ask for is checked when the pattern itself is matched. */
function readGroup(pattern: string, at: number): Read {
  if (!pattern.startsWith('(?', at)) throw new TypeError(`capturing group in ${pattern}`);
  if (!pattern.startsWith('(?:', at)) return { starts: EMPTY, next: endOfGroup(pattern, at) };
  const inner = readAlternatives(pattern, at + 3);
  if (pattern[inner.next] !== ')') throw new TypeError(`group without an end in ${pattern}`);
  return { starts: inner.starts, next: inner.next + 1 };
}

function endOfGroup(pattern: string, from: number): number {
  let depth = 0;
  for (let at = from; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === '(') depth += 1;
    else if (pattern[at] === ')' && depth === 1) return at + 1;
    else if (pattern[at] === ')') depth -= 1;
  }
  throw new TypeError(`group without an end in ${pattern}`);
}

function readClass(pattern: string, at: number): Read {
  const end = pattern.indexOf(']', at);
  const letters = Array.from(pattern.slice(at + 1, end));
  if (letters.includes('-')) throw new TypeError(`range in ${pattern}`);
  const starts = letters.map(
    (text): Start => (text === ' ' ? { text: '', state: 'done' } : { text, state: 'open' }),
  );
  return { starts, next: end + 1 };
}

function readEscape(pattern: string, at: number): Read {
  const sign = pattern[at + 1] ?? '';
  if (sign === 'S') return { starts: [{ text: '', state: 'any' }], next: at + 2 };
  if (sign === '|') return { starts: [{ text: '|', state: 'open' }], next: at + 2 };
  throw new TypeError(`\\${sign} in ${pattern}`);
}

function readQuantifier(pattern: string, at: number): { optional: boolean; next: number } {
  const found = /^(?:[?*+]|\{\d+(?:,\d+)?\})/.exec(pattern.slice(at, at + 8))?.[0] ?? '';
  const optional = found === '?' || found === '*' || found.startsWith('{0');
  return { optional, next: at + found.length };
}

function unique(starts: readonly Start[]): Start[] {
  return [...new Map(starts.map((start) => [`${start.state}/${start.text}`, start])).values()];
}
