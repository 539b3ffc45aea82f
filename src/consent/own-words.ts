// A program's own keywords: words that its sender's numbers answer to beside the built-in ones.
// Adding is possible, taking away is not: STOP stays STOP whatever is configured.
import { foldText, wordsOf } from './folding.js';
import { KEYWORDS, type Keyword } from './keywords.js';

/** Words that a program, or a sender, adds. Whole texts; letter case and accents do not count. */
export interface OwnWords {
  readonly optIn?: readonly string[];
  readonly optOut?: readonly string[];
  readonly help?: readonly string[];
}

/** The own words of one program. */
export interface ProgramWords extends OwnWords {
  /** What its opt-in words opt in to; left out: what a START means. */
  readonly program?: string;
}

/** Own words made ready for `classify`: folded text → what it means. */
export type OwnKeywords = ReadonlyMap<string, Keyword>;

/** What the names of all their rules begin with. */
export const OWN_RULE = 'keyword.own.';

export const NO_OWN_WORDS: OwnKeywords = new Map();

/** The lists, the stricter first, with what their words come to mean. */
export const OWN_WORD_LISTS = [
  ['optOut', 'opt_out', `${OWN_RULE}opt_out`],
  ['help', 'help', `${OWN_RULE}help`],
  ['optIn', 'opt_in', `${OWN_RULE}opt_in`],
] as const;

/**
 * Makes the words of all programs of a workspace ready to be asked. Where one word stands in
 * several lists the stricter meaning counts, of two programs the first, and a built-in opt-out word
 * stays one.
 */
export function compileOwnWords(...programs: readonly ProgramWords[]): OwnKeywords {
  const keywords = new Map<string, Keyword>();
  for (const [list, intent, rule] of OWN_WORD_LISTS) {
    for (const { program, [list]: words = [] } of programs) {
      for (const text of words.map(folded)) {
        if (text === '' || keywords.has(text) || KEYWORDS.get(text)?.intent === 'opt_out') continue;
        const optsIn = intent === 'opt_in';
        const means = optsIn && program !== undefined ? { program } : {};
        keywords.set(text, { intent, rule, takesToken: optsIn, ...means });
      }
    }
  }
  return keywords;
}

/** A word as texts are compared with it. */
export const folded = (word: string) => wordsOf(foldText(word)).join(' ');
