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
  const gathered = new Gathering();
  for (const token of found) {
    if (ascii ? isAsciiWord(token) : WORD_START.test(token)) {
      gathered.word(ascii ? token : toLatin(token));
    } else {
      gathered.pause();
    }
  }
  return gathered.folded(ascii);
}

/** Gathers the words of a text in their order, and joins those that were typed apart. */
class Gathering {
  private readonly tokens: string[] = [];
  private length = 0;
  /** The word before, as it was typed; empty behind a pause. */
  private before = '';
  /** The letters that stood alone before, and where they began. */
  private run = '';
  private runAt = 0;

  word(word: string): void {
    const joined = this.joinedWith(word);
    if (joined !== undefined) this.tokens.pop();
    else this.length += 1;
    const whole = joined ?? word;
    if (whole.length > 1) this.run = '';
    else if (this.run === '') this.runAt = this.tokens.length;
    this.tokens.push(SPELLINGS.get(whole) ?? whole);
    this.before = whole;
    if (whole.length === 1) this.letter(whole);
  }

  pause(): void {
    if (this.tokens.length > 0 && this.tokens.at(-1) !== '|') this.tokens.push('|');
    this.before = '';
  }

  folded(ascii: boolean): Folded {
    if (this.tokens.at(-1) === '|') this.tokens.pop();
    const { tokens, length, run } = this;
    // A text of nothing but letters that stand alone is one word, whichever it is.
    if (length > 2 && run.length === length && LETTERS.test(run)) {
      return { tokens: [SPELLINGS.get(run) ?? run], length: 1, ascii: true };
    }
    const folded = { tokens, length, ascii };
    return typedApart(folded) ?? folded;
  }

  private joinedWith(word: string): string | undefined {
    if (word === 't') return APART_FROM_T.has(this.before) ? `${this.before}t` : undefined;
    if (!APART_STARTS.has(this.before)) return undefined;
    const joined = this.before + word;
    return TYPED_APART.has(joined) ? joined : undefined;
  }

  private letter(letter: string): void {
    this.run += letter;
    if (this.run.length < SPELLED_OUT_MIN || !TYPED_APART.has(this.run)) return;
    this.tokens.splice(this.runAt, this.tokens.length, SPELLINGS.get(this.run) ?? this.run);
    this.length -= this.run.length - 1;
    this.before = this.run;
    this.run = '';
  }
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

const LETTERS = /^[a-z]+$/;
/** Words that are read although a space slipped into them: `st op`, `un subscribe`. */
const TYPED_APART = new Set(
  'stop unsubscribe quit cancel optout unsub revoke remove unsubscribed stopall'.split(' '),
);
/** How such a word may begin; other short words stand too often before others. */
const APART_STARTS = new Set(['st', 'sto', 'un', 're', 'rem', 'qu', 'can', 'unsub']);

/** So many letters in a row, `s.t.o.p. now`, may be one word that was typed letter by letter. */
const SPELLED_OUT_MIN = 4;
const APART_WORDS_MAX = 3;

/** `s top`, `o pt out`: a text of nothing but such a word. */
function typedApart(folded: Folded): Folded | undefined {
  if (folded.length < 2 || folded.length > APART_WORDS_MAX) return undefined;
  const joined = wordsOf(folded).join('');
  if (!TYPED_APART.has(joined)) return undefined;
  return { tokens: [SPELLINGS.get(joined) ?? joined], length: 1, ascii: true };
}

/** The words alone. */
export function wordsOf({ tokens }: Folded): readonly string[] {
  return tokens.filter((token) => token !== '|');
}
