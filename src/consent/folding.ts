// Folding: a text as a person typed it becomes plain words, so that rules see words and not styles.
// No word is judged here; `spellings.ts` says which spellings stand for which word.
import { SPELLINGS } from './spellings.js';

/** A text made comparable. */
export interface Folded {
  /** The words of the whole text, folded. */
  readonly words: readonly string[];
  /** Where each word begins in `phrase`. */
  readonly starts: readonly number[];
  /** The words with ` | ` where a sentence or clause ends, one space at each end. */
  readonly phrase: string;
  /** True when the folded text is plain ASCII, as most are: other scripts need not be asked for. */
  readonly ascii: boolean;
}

/** Letters that Unicode does not decompose although people type them for one another. */
const ALIKE: Readonly<Record<string, string>> = {
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ـ: '',
};

/** Cyrillic and Greek letters that look Latin, for words that mix alphabets to slip through. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ѕ: 's',
  і: 'i',
  ј: 'j',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  ν: 'v',
  α: 'a',
  ε: 'e',
};

const PRINTABLE_ASCII = /^[\t\n\r -~]*$/;
const ALIKE_LETTERS = /[ıłđøßæœـ]/gu;
const WORD_OR_PAUSE = /[\p{L}\p{N}]+|[.!?;:,\n|…。！？、，؟،]+/gu;
const ASCII_WORD_OR_PAUSE = /[a-z0-9]+|[.!?;:,\n|]+/g;
const APOSTROPHES = /(?<=\p{L})['’‘`´ʼ](?=\p{L})/gu;
const ASCII_APOSTROPHES = /(?<=[a-z])['`](?=[a-z])/g;
const MIXED = /^(?=.*[a-z])(?=.*[\u0370-\u04ff])/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Lower case without accents, styles, invisible characters and look-alike digits of other scripts.
 * Linear in the length of the text; lone surrogates pass through and match nothing.
 */
export function foldLetters(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\ufe00-\ufe0f]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(ALIKE_LETTERS, (letter) => ALIKE[letter] ?? letter);
}

/** Splits a text into folded words and clauses. */
export function foldText(text: string): Folded {
  const letters = foldLetters(text);
  const ascii = PRINTABLE_ASCII.test(letters);
  const joined = letters.replace(ascii ? ASCII_APOSTROPHES : APOSTROPHES, '');
  const tokens = joined.match(ascii ? ASCII_WORD_OR_PAUSE : WORD_OR_PAUSE) ?? [];
  const words: string[] = [];
  const starts: number[] = [];
  let phrase = ' ';
  for (const token of tokens) {
    if (ascii ? !isAsciiWord(token) : !LETTER_OR_DIGIT.test(token)) phrase += '| ';
    else {
      const latin = ascii ? token : toLatin(token);
      const word = SPELLINGS.get(latin) ?? latin;
      words.push(word);
      starts.push(phrase.length);
      phrase += `${word} `;
    }
  }
  return spelledOut(words) ?? { words, starts, phrase, ascii };
}

function isAsciiWord(token: string): boolean {
  const first = token.charCodeAt(0);
  return (first >= 97 && first <= 122) || (first >= 48 && first <= 57);
}

function toLatin(word: string): string {
  if (!MIXED.test(word)) return word;
  return Array.from(word, (letter) => LOOK_ALIKES[letter] ?? letter).join('');
}

/** `S.T.O.P` and `s t o p` are one word that was typed letter by letter. */
function spelledOut(words: readonly string[]): Folded | undefined {
  if (words.length < 3 || words.length > 12) return undefined;
  if (words.some((word) => word.length !== 1)) return undefined;
  const word = words.join('');
  return { words: [word], starts: [1], phrase: ` ${word} `, ascii: PRINTABLE_ASCII.test(word) };
}
