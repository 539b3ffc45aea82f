// Reading free words: asks the phrase rules of all languages and weighs what they found.
// The rules are data in the `phrases-*.ts` files.
import type { Finding } from './classify.js';
import type { Folded } from './folding.js';
import { type CompiledRule, compileRule, matchesAt, type PhraseRule } from './phrase-rule.js';
import { ENGLISH_RULES } from './phrases-english.js';
import { ENGLISH_DOUBTS, RETREATS } from './phrases-english-doubt.js';
import { MORE_RULES } from './phrases-more-languages.js';
import { ROMANCE, ROMANCE_RULES } from './phrases-romance.js';
import { ENGLISH } from './words-english.js';

/** Every phrase rule, for the tests that run their examples and for lists of what is understood. */
export const PHRASE_RULES: readonly PhraseRule[] = [
  ...ENGLISH_RULES,
  ...ROMANCE_RULES,
  ...MORE_RULES,
  ...ENGLISH_DOUBTS,
  ...RETREATS,
];

/** Rules by the words that they can begin with. */
interface RuleIndex {
  readonly byWord: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly byPrefix: readonly (readonly [string, CompiledRule])[];
  readonly anywhere: readonly CompiledRule[];
}

const CLEAR = indexRules([...ENGLISH_RULES, ...ROMANCE_RULES, ...MORE_RULES]);
const DOUBTS = indexRules(ENGLISH_DOUBTS);
const TAKEN_BACK = indexRules(RETREATS);
const WORDS_WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What the phrase rules find in a text; `undefined` when none matches. */
export function matchPhrases({ phrase }: Folded): Finding | undefined {
  const clear = firstMatch(CLEAR, phrase);
  if (!clear) return doubtful(firstMatch(DOUBTS, phrase));
  const rule = clear.rule.name;
  return (
    doubtful(firstMatch(TAKEN_BACK, phrase)) ?? { intent: 'opt_out', rule, confidence: 'phrase' }
  );
}

function doubtful(found: CompiledRule | undefined): Finding | undefined {
  return found && { intent: 'review', rule: found.rule.name, confidence: 'doubtful' };
}

function indexRules(rules: readonly PhraseRule[]): RuleIndex {
  const byWord = new Map<string, CompiledRule[]>();
  const byPrefix: [string, CompiledRule][] = [];
  const anywhere: CompiledRule[] = [];
  for (const rule of rules.map((each) => compileRule(each, { ...ENGLISH, ...ROMANCE }))) {
    if (!rule.first) anywhere.push(rule);
    for (const word of rule.first?.words ?? []) {
      byWord.set(word, [...(byWord.get(word) ?? []), rule]);
    }
    for (const prefix of rule.first?.prefixes ?? []) byPrefix.push([prefix, rule]);
  }
  return { byWord, byPrefix, anywhere };
}

/** The first rule that matches, going through the text word by word. */
function firstMatch(rules: RuleIndex, phrase: string): CompiledRule | undefined {
  let at = 1;
  for (let end = phrase.indexOf(' ', at); end > 0; end = phrase.indexOf(' ', at)) {
    const word = phrase.slice(at, end);
    const found =
      rules.byWord.get(word)?.find((rule) => matchesAt(rule, phrase, at)) ??
      rules.byPrefix.find(([prefix, rule]) => startsAt(rule, prefix, word, phrase, at))?.[1];
    if (found) return found;
    at = end + 1;
  }
  if (rules.anywhere.length === 0 || !WORDS_WITHOUT_SPACES.test(phrase)) return undefined;
  return rules.anywhere.find(({ pattern }) => pattern.test(phrase));
}

function startsAt(rule: CompiledRule, prefix: string, word: string, phrase: string, at: number) {
  return word.startsWith(prefix) && matchesAt(rule, phrase, at);
}
