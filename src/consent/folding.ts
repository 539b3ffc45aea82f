// Folding: a text as a person typed it becomes plain words, so that rules see words and not styles.
// No word is judged here; `spellings.ts` says which spellings stand for which word.
import { LOOK_ALIKES, readFlagLetters, STYLED } from './look-alikes.js';
import { SPELLINGS } from './spellings.js';

/** A text made comparable. */
export interface Folded {
  /**
   * The words, folded, with `|` where a sentence or clause ends; none at either end. Signs of
   * scripts without spaces are a word each.
   */
  readonly tokens: readonly string[];
  /** How many words they are, pauses not counted. */
  readonly length: number;
  /** True when the folded text is plain ASCII, as most are: other scripts need not be asked for. */
  readonly ascii: boolean;
}

/** One sign of a script that is written without spaces, or, as Korean, with spaces at will. */
export const SPACELESS =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー]';

const PRINTABLE_ASCII = /^[\t\n\r -~]*$/;
const WORD_OR_PAUSE = new RegExp(
  `${SPACELESS}|(?:(?!${SPACELESS})[\\p{L}\\p{M}\\p{N}])+|[.!?;:,\\n|()[\\]…。！？、，؟،؛।—–]+|(?<=\\s)-+(?=\\s)`,
  'gu',
);
const ASCII_WORD_OR_PAUSE = /[a-z0-9]+|[.!?;:,\n|()[\]]+|(?<=\s)-+(?=\s)/g;
const APOSTROPHES = /(?<=\p{L})['’‘`´ʼ′](?=\p{L})/gu;
const ASCII_APOSTROPHES = /(?<=[a-z])['`](?=[a-z])/g;
const MIXED = /^(?=.*[a-z])(?=.*[\u0370-\u04ff])/u;
const WORD_START = /^[\p{L}\p{N}]/u;
/** `(602) 555-0199` is one number in one clause. */
const AREA_CODE = /\((\d{3})\)/g;
/** `wrong #` and `remove this # please`, but not `#5` and not `#hashtag`. */
const NUMBER_SIGN = /#(?![\p{L}\p{N}])/gu;

/**
 * Lower case without accents, styles, invisible characters and look-alike digits of other scripts.
 * Linear in the length of the text; lone surrogates pass through and match nothing.
 */
export function foldLetters(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase();
  return readFlagLetters(text.replace(LAUGHING, ' haha '))
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\ufe00-\ufe0f]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(STYLED_LETTERS, (letter) => STYLED.get(letter) ?? letter);
}

const LAUGHING = /[😂🤣😹😆]/gu;

const STYLED_LETTERS = new RegExp(`[${[...STYLED.keys()].join('')}]`, 'gu');

/** `don t`: some senders lose the apostrophe and leave a space. */
const APART_FROM_T = new Set(
  'don can won didn doesn isn aren wasn couldn wouldn shouldn haven hasn'.split(' '),
);

/** Splits a text into folded words and clauses. */
export function foldText(text: string): Folded {
  const letters = foldLetters(text);
  const ascii = PRINTABLE_ASCII.test(letters);
  const numbered = letters.includes('#') ? letters.replace(NUMBER_SIGN, ' number ') : letters;
  const plain = numbered.includes('(') ? numbered.replace(AREA_CODE, ' $1 ') : numbered;
  const spoken = plain.includes('*') ? uncensored(plain) : plain;
  const joined = ascii ? withoutAsciiApostrophes(spoken) : spoken.replace(APOSTROPHES, '');
  const found = joined.match(ascii ? ASCII_WORD_OR_PAUSE : WORD_OR_PAUSE) ?? [];
  const tokens: string[] = [];
  let length = 0;
  let paused = true;
  let run = '';
  let runAt = 0;
  for (const token of found) {
    if (ascii ? isAsciiWord(token) : WORD_START.test(token)) {
      const latin = ascii ? token : toLatin(token);
      if (latin === 't' && APART_FROM_T.has(tokens.at(-1) ?? '')) {
        tokens.push(`${tokens.pop()}t`);
        continue;
      }
      if (latin.length > 1) run = '';
      else if (run === '') runAt = tokens.length;
      tokens.push(SPELLINGS.get(latin) ?? latin);
      length += 1;
      paused = false;
      if (latin.length > 1) continue;
      run += latin;
      if (run.length < SPELLED_OUT_MIN || !TYPED_APART.has(run)) continue;
      tokens.splice(runAt, tokens.length, SPELLINGS.get(run) ?? run);
      length -= run.length - 1;
      run = '';
    } else if (!paused) {
      tokens.push('|');
      paused = true;
    }
  }
  if (tokens.at(-1) === '|') tokens.pop();
  const folded = { tokens, length, ascii };
  return spelledOut(folded) ?? folded;
}

/** `f*ck off`, `sh*t`, `f***ing`: curses with stars in them are curses. */
function uncensored(text: string): string {
  return text
    .replace(/\bf[*u]*\*+[uck*]*(ing|in|n|g)?\b/g, (_all, end?: string) =>
      end ? 'fucking' : 'fuck',
    )
    .replace(/\bs\*+[it]*|\bsh\*+t?/g, 'shit');
}

function withoutAsciiApostrophes(text: string): string {
  return text.includes("'") || text.includes('`') ? text.replace(ASCII_APOSTROPHES, '') : text;
}

function isAsciiWord(token: string): boolean {
  const first = token.charCodeAt(0);
  return (first >= 97 && first <= 122) || (first >= 48 && first <= 57);
}

function toLatin(word: string): string {
  if (!MIXED.test(word)) return word;
  return Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
}

const LETTER_ALONE = /^[a-z]$/;
/** Words that are read although a space slipped into them: `st op`, `un subscribe`. */
const TYPED_APART = new Set([
  'stop',
  'unsubscribe',
  'quit',
  'cancel',
  'optout',
  'unsub',
  'revoke',
  'remove',
]);

/** So many letters in a row, `s.t.o.p. now`, may be one word that was typed letter by letter. */
const SPELLED_OUT_MIN = 4;

/** `o p t o u t` and nothing else is one word that was typed letter by letter, `st op` one with a slip. */
function spelledOut(folded: Folded): Folded | undefined {
  if (folded.length < 2 || folded.length > 12) return undefined;
  if (folded.length > 3 && folded.tokens[0]?.length !== 1) return undefined;
  const words = wordsOf(folded);
  const letters = words.every((word) => LETTER_ALONE.test(word));
  if (!letters && words.length > 3) return undefined;
  const joined = words.join('');
  if (letters ? words.length < 3 : !TYPED_APART.has(joined)) return undefined;
  const word = SPELLINGS.get(joined) ?? joined;
  return { tokens: [word], length: 1, ascii: true };
}

/** The words alone. */
export function wordsOf({ tokens }: Folded): readonly string[] {
  return tokens.filter((token) => token !== '|');
}
