// Phrase rules: what one is, and how it is asked whether a text says it.
// The rules themselves are data in `languages/`, each with the examples that are its tests.
import {
  type Needed,
  neededLetters,
  parsePattern,
  sourceOf,
  type Vocabulary,
  type WordGroups,
} from './word-pattern.js';

/** A rule for texts in free words. */
export interface PhraseRule {
  /** What the rule recognises, e.g. `stop_contacting`; results name it `phrase.en.stop_contacting`. */
  readonly name: string;
  /** `opt_out` where the words leave no doubt, else `review`. */
  readonly intent: 'opt_out' | 'review';
  /** Patterns, one of which the text must hold. The notation is explained in docs/classifier.md. */
  readonly says: readonly string[];
  /** Words right before the match, in the same clause, that turn it into something else. */
  readonly unlessAfter?: string;
  /** Words right behind the match that turn it into something else. */
  readonly unlessBefore?: string;
  /** Words anywhere in the text that make it about something else. */
  readonly unlessWith?: string;
  /** In texts of so many words and more, the rule only asks for a person. */
  readonly reviewFrom?: number;
  /** Texts of more words are left to other rules. */
  readonly upTo?: number;
  /** Texts that the rule reads as its intent. */
  readonly examples: readonly string[];
  /** Texts that look alike and are no opt-out. */
  readonly nearMisses: readonly string[];
}

/** One language's words and rules. */
export interface Language {
  /** ISO 639-1, as rule names have it. */
  readonly code: string;
  readonly name: string;
  readonly groups: WordGroups;
  readonly rules: readonly PhraseRule[];
  /** What takes a clear opt-out elsewhere in the text back, so that a person has to read it. */
  readonly retreats?: readonly PhraseRule[];
}

export interface CompiledRule {
  readonly intent: PhraseRule['intent'];
  /** The name that results carry. */
  readonly name: string;
  readonly reviewFrom: number;
  readonly upTo: number;
  /** A text that holds this is about something else. */
  readonly otherThing?: RegExp;
  /** A text that holds what none of these needs does not match. */
  readonly needed: readonly Needed[];
  /** Over the letters of a text. */
  readonly pattern: RegExp;
}

/**
 * First step for all rules of all languages: learns their words, for a stem stands for every word
 * of every rule that begins so. The second step, which this gives back, compiles the rule.
 * @throws TypeError for a pattern that is none, or a guard that would silence the rule.
 */
export function readRule(
  rule: PhraseRule,
  language: Pick<Language, 'code' | 'groups'>,
  words: Vocabulary,
): () => CompiledRule {
  const parse = (pattern: string) => parsePattern(pattern, language.groups, words);
  const says = rule.says.map(parse);
  const after = rule.unlessAfter === undefined ? undefined : parse(rule.unlessAfter);
  const before = rule.unlessBefore === undefined ? undefined : parse(rule.unlessBefore);
  const other = rule.unlessWith === undefined ? undefined : parse(rule.unlessWith);
  return () => {
    const guard = (sign: string, part: typeof after) => {
      if (part === undefined) return '';
      const source = sourceOf(part, words);
      if (new RegExp(`^(?:${source})`).test('')) {
        throw new TypeError(`a guard of ${rule.name} (${language.code}) holds everywhere`);
      }
      return `(?${sign}(?:${source}))`;
    };
    const main = says.map((part) => sourceOf(part, words)).join('|');
    // The look-ahead with its back reference keeps the match from being tried again in a shorter
    // form, which would step around `unlessBefore`.
    const source = `(?=(${main}))${guard('<!', after)}\\1${guard('!', before)}`;
    const kind = rule.intent === 'opt_out' ? 'phrase' : 'doubt';
    return {
      intent: rule.intent,
      name: `${kind}.${language.code}.${rule.name}`,
      reviewFrom: rule.reviewFrom ?? Number.POSITIVE_INFINITY,
      upTo: rule.upTo ?? Number.POSITIVE_INFINITY,
      needed: says.map((part) => neededLetters(part, words)),
      pattern: new RegExp(source),
      ...(other && { otherThing: new RegExp(sourceOf(other, words)) }),
    };
  };
}
