// What a text from a handset means for consent. Pure and total: any string has a reading.
// The rules are data beside this file; here is only the order in which they are asked.
import { withoutCourtesy } from './courtesy.js';
import { decodeBody } from './encoded-body.js';
import { type Folded, foldText, wordsOf } from './folding.js';
import { KEYWORDS, type Keyword, PROVIDER_WORDS } from './keywords.js';
import { misspeltStop } from './misspelling.js';
import { matchPhrases } from './phrases.js';
import { NO_OWN_WORDS, OWN_RULE, type OwnKeywords } from './own-words.js';
import { ownWords } from './quoted.js';
import type { Intent, Reading } from './types.js';

/** What a single rule found, before it is said about the whole text. */
export type Finding = Pick<Reading, 'intent' | 'rule' | 'confidence' | 'token' | 'program'>;

const NONE: Finding = { intent: 'none', rule: 'none', confidence: 'exact' };

/** A short code after an opt-in word: a letter first and a digit in it, so it can be no word. */
const TOKEN = /^(?=[a-z0-9]*\d)[a-z][a-z0-9]{3,7}$/;
/** Longer texts are no keyword. Signs of scripts without spaces count as a word each. */
const KEYWORD_WORDS_MAX = 5;
const KEYWORD_SIGNS_MAX = 12;
const PROVIDER_WORD_LENGTH_MAX = 11;
const STRETCHED = /(\p{L})\1{2,}/gu;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]/gu;
const STOP_SIGN_WORDS_MAX = 3;
const STOP_SIGNS = /[🛑🚫⛔✋📵🔇🖕]/u;

/**
 * Reads a text. Opting in needs an exact keyword (the built-in ones or a program's own),
 * optionally with a short code; opting out is read generously; doubt becomes `review`.
 * Never throws, whatever the string holds; linear in its length.
 * @param own a sender's own words, compiled once by `compileOwnWords`.
 */
export function classify(text: string, own: OwnKeywords = NO_OWN_WORDS): Reading {
  return { ...find(ownWords(decodeBody(text)), own), bare: isProviderWord(text) };
}

/** Opting in is the least strict: it counts where both readings find it. */
const STRICTNESS: readonly Intent[] = ['opt_in', 'none', 'help', 'review', 'opt_out'];

/** The stricter of two readings; the first where they are equally strict. */
export function stricter(a: Reading, b: Reading): Reading {
  return STRICTNESS.indexOf(b.intent) > STRICTNESS.indexOf(a.intent) ? b : a;
}

function find(body: string, own: OwnKeywords): Finding {
  const folded = foldText(body);
  if (folded.length === 0) return wordless(body);
  const keyword = findKeyword(folded, body, own);
  // A word that somebody configured never hides what reads as a stop without it.
  if (keyword && !keyword.rule.startsWith(OWN_RULE)) return keyword;
  const phrase = matchPhrases(folded);
  if (keyword) return phrase?.intent === 'opt_out' ? phrase : keyword;
  return (
    phrase ??
    findCoreKeyword(folded) ??
    findMisspelling(folded) ??
    findStopWithCode(body) ??
    findStopSign(folded, body) ??
    NONE
  );
}

/** `pls 🛑`: a stop sign beside a word or two. */
function findStopSign({ length }: Folded, body: string): Finding | undefined {
  return length <= STOP_SIGN_WORDS_MAX && /[🛑⛔🖕]/u.test(body) ? wordless(body) : undefined;
}

function wordless(body: string): Finding {
  return STOP_SIGNS.test(body)
    ? { intent: 'review', rule: 'doubt.stop_sign', confidence: 'doubtful' }
    : NONE;
}

function findKeyword(folded: Folded, body: string, own: OwnKeywords): Finding | undefined {
  if (folded.length > (folded.ascii ? KEYWORD_WORDS_MAX : KEYWORD_SIGNS_MAX)) return undefined;
  const words = wordsOf(folded);
  const text = words.join(' ');
  const keyword =
    KEYWORDS.get(text) ?? KEYWORDS.get(text.replace(STRETCHED, '$1')) ?? lastLetterTwice(text);
  // An own word never takes a built-in opt-out away: `compileOwnWords` has left such words out.
  const found = keyword?.intent === 'opt_out' ? keyword : (own.get(text) ?? keyword);
  if (found) return isOtherWord(body, found) ? undefined : exact(found);
  const [first, token, ...more] = words;
  if (!first || !token || more.length > 0 || !TOKEN.test(token)) return undefined;
  const start = own.get(first) ?? KEYWORDS.get(first);
  return start?.takesToken ? { ...exact(start), token: token.toUpperCase() } : undefined;
}

const LAST_TWICE = /^([a-z]{3,}([a-z]))\2$/;

/** `paree` and `sairr`: a key that was struck twice. Only towards opting out. */
function lastLetterTwice(text: string): Keyword | undefined {
  const [, word = ''] = LAST_TWICE.exec(text) ?? [];
  const keyword = KEYWORDS.get(word);
  return keyword?.intent === 'opt_out' ? keyword : undefined;
}

/** Shorter words mean too much else as soon as other words stand beside them. */
const CORE_LENGTH_MIN = 4;

/** `basta, por favor` and `durdur lütfen`: a word that opts out, and courtesies around it. */
function findCoreKeyword({ tokens, length }: Folded): Finding | undefined {
  if (length > KEYWORD_WORDS_MAX) return undefined;
  const core = withoutCourtesy(tokens)?.join(' ');
  if (core === undefined || core.length < CORE_LENGTH_MIN) return undefined;
  const keyword = KEYWORDS.get(core);
  return keyword?.intent === 'opt_out'
    ? { intent: 'opt_out', rule: keyword.rule, confidence: 'phrase' }
    : undefined;
}

/** `Đúng` is Vietnamese for right, and folds to what `dừng`, stop, folds to. */
function isOtherWord(body: string, { otherWords }: Keyword): boolean {
  if (!otherWords) return false;
  const written = body.normalize('NFC').toLowerCase().replace(NEITHER_LETTER_NOR_DIGIT, '');
  return otherWords.includes(written);
}

function exact({ intent, rule, program }: Keyword): Finding {
  const confidence = intent === 'review' ? 'doubtful' : 'exact';
  return { intent, rule, confidence, ...(program !== undefined && { program }) };
}

/** What may stand around a misspelt word without making it another text. */
const AROUND = new Set(['please', 'thanks', 'now', 'ok', 'all', 'me', 'this', 'it']);
const MISSPELT_WORDS_MAX = 4;

/** Only where the misspelt word is all that is said, with or without a please. */
function findMisspelling(folded: Folded): Finding | undefined {
  if (folded.length > MISSPELT_WORDS_MAX) return undefined;
  const said = wordsOf(folded).filter((word) => !AROUND.has(word));
  const [word] = said;
  if (said.length !== 1 || word === undefined) return undefined;
  const meant = misspeltStop(word.replace(STRETCHED, '$1'));
  if (!meant) return undefined;
  return { intent: 'opt_out', rule: `misspelling.${meant}`, confidence: 'phrase' };
}

/** `STOP ACME`, as many programs ask for; written small it is any sentence (`stop drilling`). */
const STOP_WITH_CODE = /^\s*(?:[Ss]top|STOP|END|QUIT|CANCEL)[\s-]+(?!\w*ING\b)[A-Z0-9]{3,14}\W*$/;
/** `STOPALERTS`, but not `STOPPED`. */
const STOP_AND_CODE = /^\s*STOP(?!PED|PING|GAP)[A-Z0-9]{3,14}\W*$/;

function findStopWithCode(body: string): Finding | undefined {
  return STOP_WITH_CODE.test(body) || STOP_AND_CODE.test(body)
    ? { intent: 'review', rule: 'doubt.stop_with_code', confidence: 'doubtful' }
    : undefined;
}

/** True when the whole text is one word of the provider's own lists, letter case aside. */
function isProviderWord(text: string): boolean {
  if (text.length > 64) return false;
  const word = text.trim();
  return (
    word.length <= PROVIDER_WORD_LENGTH_MAX && Object.hasOwn(PROVIDER_WORDS, word.toUpperCase())
  );
}
