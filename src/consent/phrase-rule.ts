// Phrase rules: their shape, the word groups they are written with, and how they become patterns.
// The rules themselves are data in the `phrases-*.ts` files, each with examples that run as tests.
import { type FirstWords, firstWords } from './first-words.js';
import { foldLetters } from './folding.js';

/** A rule for texts in free words. */
export interface PhraseRule {
  readonly name: string;
  readonly intent: 'opt_out' | 'review';
  /**
   * Matched from a word on, against folded words with single spaces and `|` where a clause ends.
   * `<name>` stands for a group of words. Repetition of words is bounded everywhere, so that
   * matching stays linear.
   */
  readonly pattern: string;
  /** Words right before the match that turn it into something else, as a pattern. */
  readonly unlessAfter?: string;
  /** True for scripts that put no spaces between words. */
  readonly anywhere?: true;
  readonly examples: readonly string[];
  /** Texts that look alike and must not read as this rule's intent. */
  readonly others?: readonly string[];
}

export interface CompiledRule {
  readonly rule: PhraseRule;
  readonly pattern: RegExp;
  readonly unlessAfter: RegExp | undefined;
  /** Absent where the pattern may match in the middle of a word. */
  readonly first: FirstWords | undefined;
}

/** Compiles a rule with the word groups of its language. */
export function compileRule(
  rule: PhraseRule,
  groups: Readonly<Record<string, string>>,
): CompiledRule {
  const source = expand(rule.pattern, groups);
  const before = rule.unlessAfter ? expand(rule.unlessAfter, groups) : undefined;
  return {
    rule,
    pattern: rule.anywhere ? new RegExp(source, 'u') : new RegExp(`(?:${source})(?= )`, 'uy'),
    unlessAfter: before ? new RegExp(` (?:${before}) $`, 'u') : undefined,
    first: rule.anywhere ? undefined : firstWords(source),
  };
}

/** A few words are enough to see a negation; the cut keeps long texts linear. */
const BEFORE_LENGTH = 60;

/** True when the rule matches from this place on and nothing before it speaks against it. */
export function matchesAt({ pattern, unlessAfter }: CompiledRule, phrase: string, at: number) {
  pattern.lastIndex = at;
  if (!pattern.test(phrase)) return false;
  return !unlessAfter?.test(` ${phrase.slice(Math.max(0, at - BEFORE_LENGTH), at)}`);
}

/** Word groups may hold word groups; accents in patterns fold as they do in texts. */
function expand(pattern: string, groups: Readonly<Record<string, string>>): string {
  let source = foldPattern(pattern);
  for (let depth = 0; depth < 4 && source.includes('<'); depth += 1) {
    source = source.replace(/<(\w+)>/g, (_whole, name: string) => {
      const words = groups[name];
      if (words === undefined) throw new TypeError(`no word group is called ${name}`);
      return `(?:${foldPattern(words)})`;
    });
  }
  return source;
}

/** Folds letters only: pattern signs such as `\S` must keep their case. */
function foldPattern(pattern: string): string {
  return pattern
    .split(/(\\\w)/)
    .map((part, index) => (index % 2 === 0 ? foldLetters(part) : part))
    .join('');
}
