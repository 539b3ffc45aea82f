// Reading free words: asks the phrase rules of all languages and weighs what they found.
// The rules are data in `languages/`.
import type { Finding } from './classify.js';
import { correctWords } from './corrections.js';
import { withoutCourtesy } from './courtesy.js';
import type { Folded } from './folding.js';
import { LANGUAGES } from './languages/all.js';
import { type CompiledRule, readRule } from './phrase-rule.js';
import { PAUSE_CODE, Vocabulary } from './word-pattern.js';

const WORDS = new Vocabulary();

// Two steps: a stem stands for all words of all rules that begin so, hence all are read first.
const READ_RULES = LANGUAGES.flatMap((language) =>
  language.rules.map((rule) => readRule(rule, language, WORDS)),
);
const READ_RETREATS = LANGUAGES.flatMap((language) =>
  (language.retreats ?? []).map((rule) => readRule(rule, language, WORDS)),
);

const clearFirst = (a: CompiledRule, b: CompiledRule) =>
  Number(b.intent === 'opt_out') - Number(a.intent === 'opt_out');
const RULES = READ_RULES.map((compile) => compile()).sort(clearFirst);
const RETREATS = READ_RETREATS.map((compile) => compile());

/** A rule is asked when both needs of one of its patterns are met. */
const FIRST_NEED = 1;
const SECOND_NEED = 2;
const BOTH_NEEDS = 3;

/** All patterns of all rules in their order, each as the position in `RULES` of its rule. */
const PATTERNS = RULES.flatMap(({ needed }, index) => needed.map(() => index));

/** Code of a letter → what it is needed for: places in `PATTERNS`, each with the need it meets. */
const NEEDING: (number[] | undefined)[] = [];
for (const [index, { letters, also }] of RULES.flatMap(({ needed }) => needed).entries()) {
  const meets = (one: ReadonlySet<string>, need: number) => {
    for (const letter of one) (NEEDING[letter.charCodeAt(0)] ??= []).push(index * 4 + need);
  };
  meets(letters, also ? FIRST_NEED : BOTH_NEEDS);
  if (also) meets(also, SECOND_NEED);
}

/** Longer texts say more than one thing in other ways; a typing error in them is left alone. */
const CORRECTED_WORDS_MAX = 10;

/** What the phrase rules find in a text; `undefined` when none matches. */
export function matchPhrases(folded: Folded): Finding | undefined {
  const { length } = folded;
  const tokens = withoutListCommas(folded.tokens);
  const whole = weigh(tokens, length);
  if (whole?.intent === 'opt_out') return whole;
  // Where no pattern has its words in the whole text, none has them in a part of it.
  const parts = whole === null ? null : (weighCore(tokens) ?? weighChopped(tokens, length));
  const found = parts ?? whole ?? undefined;
  if (found?.intent === 'opt_out' || length > CORRECTED_WORDS_MAX) return found;
  const corrected = correctWords(tokens, WORDS);
  const mended = corrected && weigh(corrected, corrected.length);
  return mended ?? (corrected && weighCore(corrected)) ?? found;
}

const LISTED = new Set(
  (
    'call text email message contact calls texts emails messages calling texting emailing ' +
    'messaging contacting'
  ).split(' '),
);
const LINKS = new Set(['or', 'and', 'nor']);

/** `do not call, text, or email me`: the commas of a list end no clause. */
function withoutListCommas(tokens: readonly string[]): readonly string[] {
  const listed = (at: number) => LISTED.has(tokens[at] ?? '');
  const linked = (at: number) => LINKS.has(tokens[at] ?? '') && listed(at + 1);
  const inList = (token: string, at: number) =>
    token === '|' &&
    listed(at - 1) &&
    (linked(at + 1) || (listed(at + 1) && (linked(at + 3) || linked(at + 2))));
  return tokens.some(inList) ? tokens.filter((token, at) => !inList(token, at)) : tokens;
}

/** What stands before and behind it hides no clear revocation, and makes none. */
function weighCore(tokens: readonly string[]): Finding | undefined {
  const core = withoutCourtesy(tokens);
  const found = core && weigh(core, core.length);
  // A doubt about the core is one only where the whole text leaves one: see `matchPhrases`.
  return found?.intent === 'opt_out' ? found : undefined;
}

/** `Quit. texting. me.` is one sentence: nothing but clauses of a word or two. */
function weighChopped(tokens: readonly string[], length: number): Finding | undefined | null {
  if (length > CORRECTED_WORDS_MAX) return undefined;
  const words = tokens.filter((token) => token !== '|');
  if (tokens.length - words.length < 2) return undefined;
  const clauses = tokens.join(' ').split(' | ');
  if (clauses.some((clause) => clause.split(' ').length > 2)) return undefined;
  return weigh(words, length);
}

/**
 * The first clear rule that matches and is not taken back; else the first doubt. `null` where no
 * pattern has the words that it cannot do without.
 */
function weigh(tokens: readonly string[], length: number): Finding | undefined | null {
  const codes: number[] = [];
  let asked: Uint8Array | undefined;
  for (const token of tokens) {
    const code = token === '|' ? PAUSE_CODE : WORDS.codeOf(token);
    codes.push(code);
    const needing = NEEDING[code];
    if (!needing) continue;
    asked ??= new Uint8Array(PATTERNS.length);
    for (const each of needing) {
      const pattern = each >> 2;
      asked[pattern] = (asked[pattern] ?? 0) | (each & BOTH_NEEDS);
    }
  }
  if (!asked?.includes(BOTH_NEEDS)) return null;
  return ask(asked, toLetters(codes), length);
}

/** So many arguments a function takes for certain. */
const ARGUMENTS_MAX = 4_096;

function toLetters(codes: readonly number[]): string {
  let letters = '';
  for (let at = 0; at < codes.length; at += ARGUMENTS_MAX) {
    letters += String.fromCharCode(...codes.slice(at, at + ARGUMENTS_MAX));
  }
  return letters;
}

function ask(asked: Uint8Array, letters: string, length: number): Finding | undefined {
  let last = -1;
  const next = (from: number) => asked.indexOf(BOTH_NEEDS, from);
  for (let at = next(0); at !== -1; at = next(at + 1)) {
    const index = PATTERNS[at] ?? last;
    if (index === last) continue;
    last = index;
    const rule = RULES[index];
    if (!rule || length > rule.upTo || !rule.pattern.test(letters)) continue;
    if (rule.otherThing?.test(letters)) continue;
    const retreat =
      rule.intent === 'opt_out' ? RETREATS.find(({ pattern }) => pattern.test(letters)) : undefined;
    const clear = rule.intent === 'opt_out' && !retreat && length < rule.reviewFrom;
    return clear
      ? { intent: 'opt_out', rule: rule.name, confidence: 'phrase' }
      : { intent: 'review', rule: (retreat ?? rule).name, confidence: 'doubtful' };
  }
  return undefined;
}
