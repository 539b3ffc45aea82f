// Reading free words: asks the phrase rules of all languages and weighs what they found.
// The rules are data in `languages/`.
import type { Finding } from './classify.js';
import { correctWords } from './corrections.js';
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

/** Code of a letter → positions in `RULES` of the rules that cannot match without one like it. */
const NEEDING: (number[] | undefined)[] = [];
for (const [index, { needed }] of RULES.entries()) {
  for (const letter of needed) (NEEDING[letter.charCodeAt(0)] ??= []).push(index);
}

/** Longer texts say more than one thing in other ways; a typing error in them is left alone. */
const CORRECTED_WORDS_MAX = 10;

/** What the phrase rules find in a text; `undefined` when none matches. */
export function matchPhrases({ tokens, length }: Folded): Finding | undefined {
  const whole = weigh(tokens, length);
  const found = whole?.intent === 'opt_out' ? whole : (weighChopped(tokens, length) ?? whole);
  if (found?.intent === 'opt_out' || length > CORRECTED_WORDS_MAX) return found;
  const corrected = correctWords(tokens, WORDS);
  return (corrected && weigh(corrected, corrected.length)) ?? found;
}

/** `Quit. texting. me.` is one sentence: nothing but clauses of a word or two. */
function weighChopped(tokens: readonly string[], length: number): Finding | undefined {
  if (length > CORRECTED_WORDS_MAX) return undefined;
  const words = tokens.filter((token) => token !== '|');
  if (tokens.length - words.length < 2) return undefined;
  const clauses = tokens.join(' ').split(' | ');
  if (clauses.some((clause) => clause.split(' ').length > 2)) return undefined;
  return weigh(words, length);
}

/** The first clear rule that matches and is not taken back; else the first doubt. */
function weigh(tokens: readonly string[], length: number): Finding | undefined {
  const codes: number[] = [];
  let asked: Uint8Array | undefined;
  for (const token of tokens) {
    const code = token === '|' ? PAUSE_CODE : WORDS.codeOf(token);
    codes.push(code);
    const needing = NEEDING[code];
    if (!needing) continue;
    asked ??= new Uint8Array(RULES.length);
    for (const index of needing) asked[index] = 1;
  }
  return asked && ask(asked, toLetters(codes), length);
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
  for (let index = asked.indexOf(1); index !== -1; index = asked.indexOf(1, index + 1)) {
    const rule = RULES[index];
    if (!rule?.pattern.test(letters)) continue;
    const retreat =
      rule.intent === 'opt_out' ? RETREATS.find(({ pattern }) => pattern.test(letters)) : undefined;
    const clear = rule.intent === 'opt_out' && !retreat && length < rule.reviewFrom;
    return clear
      ? { intent: 'opt_out', rule: rule.name, confidence: 'phrase' }
      : { intent: 'review', rule: (retreat ?? rule).name, confidence: 'doubtful' };
  }
  return undefined;
}
