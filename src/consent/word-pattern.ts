// Word patterns: a small notation for "these words in this order", in which rules are written. Each
// word that any rule knows becomes one letter, so that matching words is matching letters;
// docs/classifier.md explains the notation to those who write rules. No word is judged here.

import { foldLetters, SPACELESS } from './folding.js';

/** What a pattern is made of. */
type Part =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'special'; readonly source: string }
  | { readonly kind: 'content' }
  | { readonly kind: 'followed'; readonly by: Part }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number };

/** Names for alternatives, `stop: 'stop | quit | knock off'`; a group may use other groups. */
export type WordGroups = Readonly<Record<string, string>>;

/** Stands for a word that no rule knows. */
const UNKNOWN_CODE = 0x101;
/** Stands for a number in digits. */
const NUMBER_CODE = 0x102;
/** Stands where a sentence or clause ends. */
export const PAUSE_CODE = 0x103;
const NUMBER = String.fromCharCode(NUMBER_CODE);
const PAUSE = String.fromCharCode(PAUSE_CODE);
const FIRST_WORD = 0x0e00;
const REPEAT_MAX = 8;

/** Parts with a meaning of their own, as regular expressions. */
const SPECIALS: ReadonlyMap<string, string> = new Map([
  ['_', `[^${PAUSE}]`],
  ['#', NUMBER],
  [';', PAUSE],
  ['^', `(?<![^${PAUSE}])`],
  ['$', `(?![^${PAUSE}])`],
  ['^^', '(?<![^])'],
  ['$$', '$'],
]);

/** Signs of scripts without spaces are words of their own, in patterns as in texts. */
const TOKEN = new RegExp(
  `<\\w+>|\\{\\d,\\d\\}|\\^\\^|\\$\\$|[()|?;_#@^$>]|${SPACELESS}|[\\p{L}\\p{M}\\p{N}]+~?|\\S`,
  'gu',
);

/** Words of all rules, each with its letter. Filled while rules are parsed, then only read. */
export class Vocabulary {
  /** Word → code unit of its letter. */
  private readonly codes = new Map<string, number>();
  /** Stems by a number made of their first letters, longest first. */
  private readonly stems = new Map<number, string[]>();

  /** Gives a word of a pattern its letter; `word~` is the stem of words that begin so. */
  learn(word: string): void {
    if (this.codes.has(word)) return;
    this.codes.set(word, FIRST_WORD + this.codes.size);
    if (!word.endsWith('~')) return;
    if (word.length <= STEM_LENGTH_MIN) throw new TypeError(`the stem ${word} is too short`);
    const key = beginning(word);
    const stems = [...(this.stems.get(key) ?? []), word].sort((a, b) => b.length - a.length);
    this.stems.set(key, stems);
  }

  has(word: string): boolean {
    return this.codes.has(word);
  }

  words(): IterableIterator<string> {
    return this.codes.keys();
  }

  /** The code unit of the letter that a word of a text becomes. */
  codeOf(word: string): number {
    const code = this.codes.get(word);
    if (code !== undefined) return code;
    const stem = this.stems.get(beginning(word))?.find((each) => begins(word, each));
    if (stem !== undefined) return this.codes.get(stem) ?? UNKNOWN_CODE;
    const sign = word.charCodeAt(0);
    return sign >= 48 && sign <= 57 ? NUMBER_CODE : UNKNOWN_CODE;
  }

  /** The letters that a word of a pattern stands for: several where it is a stem. */
  lettersFor(word: string): string {
    const own = String.fromCharCode(this.codes.get(word) ?? UNKNOWN_CODE);
    return word.endsWith('~') ? (this.family().get(word) ?? own) : own;
  }

  private families: ReadonlyMap<string, string> | undefined;
  private familiesOf = 0;

  /** Stem → the letters of all words that begin so, itself among them. */
  private family(): ReadonlyMap<string, string> {
    if (this.families && this.familiesOf === this.codes.size) return this.families;
    const families = new Map<string, string>();
    for (const [word, code] of this.codes) {
      for (const stem of this.stems.get(beginning(word)) ?? []) {
        if (begins(word, stem))
          families.set(stem, (families.get(stem) ?? '') + String.fromCharCode(code));
      }
    }
    this.families = families;
    this.familiesOf = this.codes.size;
    return families;
  }
}

/** A number for the first letters of a word; words that share it need not begin alike. */
const beginning = (word: string) =>
  (word.charCodeAt(0) * 1021 + word.charCodeAt(1) * 61 + word.charCodeAt(2)) | 0;

/** Shorter stems would take in half a language. */
const STEM_LENGTH_MIN = 3;

const begins = (word: string, stem: string) =>
  word.length >= stem.length - 1 && word.startsWith(stem.slice(0, -1));

/**
 * Parses a pattern and learns its words.
 * @throws TypeError for a group that is not there, a repetition without a bound and the like, so
 *   that no rule is silently dead.
 */
export function parsePattern(text: string, groups: WordGroups, words: Vocabulary): Part {
  const tokens = foldLetters(text).match(TOKEN) ?? [];
  let at = 0;

  function choice(): Part {
    const parts = [sequence()];
    while (tokens[at] === '|') {
      at += 1;
      parts.push(sequence());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  }

  function sequence(): Part {
    const parts: Part[] = [];
    while (at < tokens.length && tokens[at] !== '|' && tokens[at] !== ')') parts.push(repeated());
    if (parts.length === 0) throw new TypeError(`an alternative is empty in: ${text}`);
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts };
  }

  function repeated(): Part {
    const part = single();
    const next = tokens[at] ?? '';
    const [, low, high] = /^\{(\d),(\d)\}$/.exec(next) ?? [];
    if (next !== '?' && low === undefined) return part;
    at += 1;
    const [min, max] = next === '?' ? [0, 1] : [Number(low), Number(high)];
    if (max > REPEAT_MAX || min > max) throw new TypeError(`${next} is no bound, in: ${text}`);
    return { kind: 'repeat', part, min, max };
  }

  function single(): Part {
    const token = tokens[at] ?? '';
    at += 1;
    if (token === '(') {
      const part = choice();
      if (tokens[at] !== ')') throw new TypeError(`a bracket is not closed in: ${text}`);
      at += 1;
      return part;
    }
    if (token === '@') return { kind: 'content' };
    if (token === '>') return { kind: 'followed', by: single() };
    const source = SPECIALS.get(token);
    if (source !== undefined) return { kind: 'special', source };
    if (token.startsWith('<') && token.length > 1) return group(token.slice(1, -1));
    if (!/^[\p{L}\p{M}\p{N}]+~?$/u.test(token)) {
      throw new TypeError(`${token} means nothing here: ${text}`);
    }
    words.learn(token);
    return { kind: 'word', word: token };
  }

  function group(name: string): Part {
    const inside = groups[name];
    if (inside === undefined) throw new TypeError(`no word group is called ${name}, in: ${text}`);
    return parsePattern(inside, groups, words);
  }

  const part = choice();
  if (at < tokens.length) throw new TypeError(`a bracket too many in: ${text}`);
  return part;
}

/** The regular expression over letters that a parsed pattern means. */
export function sourceOf(part: Part, words: Vocabulary): string {
  switch (part.kind) {
    case 'word':
      return oneOf(words.lettersFor(part.word));
    case 'special':
      return part.source;
    case 'content':
      return `[^${PAUSE}${SMALL_WORDS.map((word) => words.lettersFor(word)).join('')}]`;
    case 'followed':
      return `(?=${sourceOf(part.by, words)})`;
    case 'sequence':
      return part.parts.map((each) => sourceOf(each, words)).join('');
    case 'choice':
      return choiceOf(part.parts, words);
    case 'repeat':
      return `(?:${sourceOf(part.part, words)}){${part.min},${part.max}}`;
    default:
      return part satisfies never;
  }
}

/** Alternatives that are one word each are one set of letters, which is much the fastest to ask. */
function choiceOf(parts: readonly Part[], words: Vocabulary): string {
  const flat = parts.flatMap(alternatives);
  const single = flat.flatMap((part) => (part.kind === 'word' ? words.lettersFor(part.word) : []));
  const longer = flat.filter((part) => part.kind !== 'word').map((part) => sourceOf(part, words));
  const sets = single.length > 0 ? [oneOf(single.join(''))] : [];
  // Longer alternatives first: `me` must not keep `me and my wife` from being seen whole.
  return `(?:${[...longer, ...sets].join('|')})`;
}

function alternatives(part: Part): readonly Part[] {
  return part.kind === 'choice' ? part.parts.flatMap(alternatives) : [part];
}

const oneOf = (letters: string) => (letters.length === 1 ? letters : `[${letters}]`);

/** Words that only join others; `@` stands for any word but these. */
const SMALL_WORDS = (
  'i you he she it we they me him her us them my your his our their this that these those the a an ' +
  'and or but if so because of to in on at by for from with about as than not no dont do does did ' +
  'is are was were am im be been will would can could should wont cant cannot must may might have has had please ' +
  'stop who what when where why how just now again anymore'
).split(' ');

/** Words that many texts hold, whatever they are about, the commonest first: they tell little. */
const COMMON = (
  'i you to the a me and it in my is of for your that have on so are not but be at will can do if ' +
  'just get we with no ok im when how this call go what all now up out know good like then day got ' +
  'time come there am want only love from as send need was about one text home by back here he she ' +
  'they or has had who why where still see take phone number message sent please us thanks any off ' +
  'dont keep after more hi hello una que de la le les en por para se un el o e os com mais je ne pas ' +
  'ich sie die der das n y d l'
).split(' ');
/** The commonest words weigh as much as so many rare ones. */
const COMMON_WEIGHTS = new Map(COMMON.map((word, index) => [word, 3 * (COMMON.length - index)]));

interface Need {
  readonly letters: ReadonlySet<string>;
  /** How little it tells that a text holds one of them. */
  readonly weight: number;
}

/** What a text must hold so that a pattern can match: of each set a letter. */
export interface Needed {
  readonly letters: ReadonlySet<string>;
  /** For patterns of two parts that each need a word. */
  readonly also?: ReadonlySet<string>;
}

/**
 * The letters one of which every text holds that the pattern matches; the least common ones where
 * there is a choice, so that most rules need not be asked at all.
 * @throws TypeError where the pattern needs no word of its own.
 */
export function neededLetters(part: Part, words: Vocabulary): Needed {
  const [first, second] = needsOf(part, words);
  if (!first) throw new TypeError('a pattern must hold a word that it cannot do without');
  return { letters: first.letters, ...(second && { also: second.letters }) };
}

/** What each part of a pattern needs, what tells most first. */
function needsOf(part: Part, words: Vocabulary): readonly Need[] {
  if (part.kind !== 'sequence') return [needOf(part, words) ?? []].flat();
  return part.parts
    .flatMap((each) => needOf(each, words) ?? [])
    .sort((a, b) => a.weight - b.weight);
}

function needOf(part: Part, words: Vocabulary): Need | undefined {
  switch (part.kind) {
    case 'word':
      return needOfWord(part.word, words);
    case 'special':
    case 'content':
    case 'followed':
      return undefined;
    case 'sequence':
      return needsOf(part, words)[0];
    case 'choice':
      return either(part.parts.map((each) => needOf(each, words)));
    case 'repeat':
      return part.min === 0 ? undefined : needOf(part.part, words);
    default:
      return part satisfies never;
  }
}

function needOfWord(word: string, words: Vocabulary): Need {
  return {
    letters: new Set(words.lettersFor(word)),
    weight: COMMON_WEIGHTS.get(word) ?? 1,
  };
}

/** Whichever alternative matches, the text holds a letter of one of them. */
function either(needs: readonly (Need | undefined)[]): Need | undefined {
  const all = needs.flatMap((need) => need ?? []);
  if (all.length < needs.length) return undefined;
  return {
    letters: new Set(all.flatMap(({ letters }) => [...letters])),
    weight: all.reduce((sum, { weight }) => sum + weight, 0),
  };
}
