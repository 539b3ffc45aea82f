// Reading free words: asks the phrase rules of all languages and weighs what they found.
// The rules are data in the `phrases-*.ts` files.
import type { Finding } from './classify.js';
import type { Folded } from './folding.js';
import { type CompiledRule, compileRule, matchesAt, type PhraseRule } from './phrase-rule.js';
import { ENGLISH_DOUBTS, RETREATS } from './phrases-english-doubt.js';
import { ENGLISH_REFUSALS } from './phrases-english-refuse.js';
import { ENGLISH_STOPS } from './phrases-english-stop.js';
import { MORE_RULES } from './phrases-more-languages.js';
import { ROMANCE, ROMANCE_RULES } from './phrases-romance.js';
import { ENGLISH } from './words-english.js';

const CLEAR_RULES = [...ENGLISH_STOPS, ...ENGLISH_REFUSALS, ...ROMANCE_RULES, ...MORE_RULES];

/** Every phrase rule, for the tests that run their examples and for lists of what is understood. */
export const PHRASE_RULES: readonly PhraseRule[] = [...CLEAR_RULES, ...ENGLISH_DOUBTS, ...RETREATS];

/** The rules that can begin at a word, split by what a match means. */
interface Candidates {
  readonly clear: CompiledRule[];
  readonly doubts: CompiledRule[];
}

type Strength = keyof Candidates;

const BY_WORD = new Map<string, Candidates>();
/** Rules whose first word goes on freely, by the letters that they share with every such word. */
const BY_PREFIX = new Map<string, Candidates>();
const PREFIX_LENGTH = 4;
const ANYWHERE: CompiledRule[] = [];
const RETREAT_RULES = RETREATS.map((rule) => compileRule(rule, ENGLISH));
const WORDS_WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

for (const rule of CLEAR_RULES) addRule(rule, 'clear');
for (const rule of ENGLISH_DOUBTS) addRule(rule, 'doubts');

function addRule(rule: PhraseRule, strength: Strength): void {
  const compiled = compileRule(rule, { ...ENGLISH, ...ROMANCE });
  if (!compiled.first) ANYWHERE.push(compiled);
  for (const word of compiled.first?.words ?? []) add(BY_WORD, word, compiled, strength);
  for (const prefix of compiled.first?.prefixes ?? []) {
    add(BY_PREFIX, prefix.slice(0, PREFIX_LENGTH), compiled, strength);
  }
}

function add(
  index: Map<string, Candidates>,
  key: string,
  rule: CompiledRule,
  strength: Strength,
): void {
  const candidates = index.get(key) ?? { clear: [], doubts: [] };
  if (!candidates[strength].includes(rule)) candidates[strength].push(rule);
  index.set(key, candidates);
}

/** What the phrase rules find in a text; `undefined` when none matches. */
export function matchPhrases({ phrase, words, starts, ascii }: Folded): Finding | undefined {
  let doubt: CompiledRule | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const at = starts[index] ?? 0;
    for (const candidates of [BY_WORD.get(word), BY_PREFIX.get(word.slice(0, PREFIX_LENGTH))]) {
      const clear = candidates?.clear.find((rule) => matchesAt(rule, phrase, at));
      if (clear) return unlessTakenBack(clear, phrase);
      doubt ??= candidates?.doubts.find((rule) => matchesAt(rule, phrase, at));
    }
  }
  const spaceless = !ascii && WORDS_WITHOUT_SPACES.test(phrase);
  const inside = spaceless ? ANYWHERE.find(({ pattern }) => pattern.test(phrase)) : undefined;
  return inside ? unlessTakenBack(inside, phrase) : doubtful(doubt);
}

function unlessTakenBack({ rule }: CompiledRule, phrase: string): Finding {
  const retreat = RETREAT_RULES.find((each) => matchesSomewhere(each, phrase));
  return doubtful(retreat) ?? { intent: 'opt_out', rule: rule.name, confidence: 'phrase' };
}

function doubtful(found: CompiledRule | undefined): Finding | undefined {
  return found && { intent: 'review', rule: found.rule.name, confidence: 'doubtful' };
}

/** Asked only where a stop was found, so every word, and every end of a clause, may be tried. */
function matchesSomewhere(rule: CompiledRule, phrase: string): boolean {
  for (let at = 1; at > 0; at = phrase.indexOf(' ', at) + 1) {
    if (matchesAt(rule, phrase, at)) return true;
  }
  return false;
}
