// What a text from a handset means for consent. Pure and total: any string has a reading.
// The rules are data beside this file; here is only the order in which they are asked.
import { decodeBody } from './encoded-body.js';
import { type Folded, foldLetters, foldText } from './folding.js';
import { KEYWORD_RULES, PROVIDER_WORDS } from './keywords.js';
import { misspeltStop } from './misspelling.js';
import { matchPhrases } from './phrases.js';
import { bareStop } from './politeness.js';
import type { Intent, Reading } from './types.js';

/** What a single rule found, before it is said about the whole text. */
export type Finding = Pick<Reading, 'intent' | 'rule' | 'confidence' | 'token'>;

const NONE: Finding = { intent: 'none', rule: 'none', confidence: 'exact' };

/** A short code after an opt-in word: a letter first and a digit in it, so it can be no word. */
const TOKEN = /^(?=[a-z0-9]*\d)[a-z][a-z0-9]{3,7}$/;
const KEYWORD_WORDS_MAX = 4;
const PROVIDER_WORD_LENGTH_MAX = 11;
const STRETCHED = /(\p{L})\1{2,}/gu;
/** A handset's reaction quotes our own words, `STOP` among them; it is not the person's text. */
const REACTION =
  /^\s*(?:[a-z]+|laughed at|reacted \S{1,12} to|removed an? \w+ from)\s+(?:["“„«]|an? )/i;
const REACTION_WORDS = new Set([
  ...['liked', 'loved', 'disliked', 'laughed', 'emphasized', 'emphasised', 'questioned'],
  ...['reacted', 'removed'],
]);
const STOP_SIGNS = /[🛑🚫⛔✋📵🔇🖕]/u;

interface Keyword {
  readonly intent: Intent;
  readonly rule: string;
  readonly takesToken: boolean;
}

/** The first rule that has a word names it: STOP is English, though German `stopp` folds to it. */
const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  KEYWORD_RULES.flatMap(({ name, intent, texts, takesToken }) =>
    texts.map((text): [string, Keyword] => [
      foldText(text).words.join(' '),
      { intent, rule: name, takesToken: takesToken === true },
    ]),
  ).toReversed(),
);

/**
 * Reads a text. Opting in needs an exact keyword (the built-in ones or `options.keywords`),
 * optionally with a short code; opting out is read generously; doubt becomes `review`.
 * Never throws, whatever the string holds; linear in its length.
 */
export function classify(text: string, options: { keywords?: readonly string[] } = {}): Reading {
  const body = decodeBody(text);
  const finding = find(body, options.keywords ?? []);
  return { ...finding, bare: isProviderWord(text) };
}

const STRICTNESS: readonly Intent[] = ['none', 'opt_in', 'help', 'review', 'opt_out'];

/** The stricter of two readings; the first where they are equally strict. */
export function stricter(a: Reading, b: Reading): Reading {
  return STRICTNESS.indexOf(b.intent) > STRICTNESS.indexOf(a.intent) ? b : a;
}

function find(body: string, configured: readonly string[]): Finding {
  const folded = foldText(body);
  if (folded.words.length === 0) return wordless(body);
  return (
    findKeyword(folded, configured) ??
    (isReaction(folded, body) ? NONE : undefined) ??
    findBareStop(folded) ??
    matchPhrases(folded) ??
    findMisspelling(folded) ??
    NONE
  );
}

function isReaction({ words }: Folded, body: string): boolean {
  return REACTION_WORDS.has(words[0] ?? '') && REACTION.test(body);
}

function wordless(body: string): Finding {
  return STOP_SIGNS.test(body)
    ? { intent: 'review', rule: 'doubt.stop_sign', confidence: 'doubtful' }
    : NONE;
}

function findKeyword({ words }: Folded, configured: readonly string[]): Finding | undefined {
  if (words.length > KEYWORD_WORDS_MAX) return undefined;
  const text = words.join(' ');
  const keyword = KEYWORDS.get(text) ?? KEYWORDS.get(text.replace(STRETCHED, '$1'));
  if (keyword) return exact(keyword);
  const [first, token, ...more] = words;
  if (isConfigured(text, configured)) return exact(CONFIGURED);
  if (!first || !token || more.length > 0 || !TOKEN.test(token)) return undefined;
  const start = isConfigured(first, configured) ? CONFIGURED : KEYWORDS.get(first);
  return start?.takesToken ? { ...exact(start), token: token.toUpperCase() } : undefined;
}

const CONFIGURED: Keyword = { intent: 'opt_in', rule: 'keyword.configured', takesToken: true };

function isConfigured(text: string, configured: readonly string[]): boolean {
  return configured.some((keyword) => foldLetters(keyword.trim()) === text);
}

function exact({ intent, rule }: Keyword): Finding {
  return { intent, rule, confidence: intent === 'review' ? 'doubtful' : 'exact' };
}

function findBareStop(folded: Folded): Finding | undefined {
  const found = bareStop(folded);
  if (!found) return undefined;
  return found === 'clear'
    ? { intent: 'opt_out', rule: 'phrase.bare_stop', confidence: 'phrase' }
    : { intent: 'review', rule: 'doubt.stop_among_others', confidence: 'doubtful' };
}

/** Only where the misspelt word is all that is said, with or without a please. */
function findMisspelling({ words }: Folded): Finding | undefined {
  if (words.length > KEYWORD_WORDS_MAX) return undefined;
  const said = words.filter((word) => word !== 'please' && word !== 'thanks' && word !== 'now');
  const [word] = said;
  if (said.length !== 1 || word === undefined) return undefined;
  const plain = word.replace(STRETCHED, '$1');
  const meant = misspeltStop(plain);
  if (!meant) return undefined;
  return { intent: 'opt_out', rule: `misspelling.${meant}`, confidence: 'phrase' };
}

/** True when the whole text is one word of the provider's own lists, letter case aside. */
function isProviderWord(text: string): boolean {
  if (text.length > 64) return false;
  const word = text.trim();
  return (
    word.length <= PROVIDER_WORD_LENGTH_MAX && Object.hasOwn(PROVIDER_WORDS, word.toUpperCase())
  );
}
