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

/** Why a word cannot be an own word: where it stands, and what is wrong with it. */
export interface OwnWordFault {
  readonly list: keyof OwnWords;
  readonly index: number;
  readonly code: 'empty' | 'too_long' | 'reserved' | 'twice';
  readonly detail: string;
}

const OWN_WORD_LENGTH_MAX = 40;

const INTENTS = [
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
  for (const [list, intent, rule] of INTENTS) {
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

/** What is wrong with words that somebody wants to configure; empty when they can be used. */
export function faultsOfOwnWords(own: OwnWords): readonly OwnWordFault[] {
  const seen = new Set<string>();
  const faults: OwnWordFault[] = [];
  for (const [list, intent] of INTENTS) {
    for (const [index, word] of (own[list] ?? []).entries()) {
      const text = folded(word);
      const fault = faultOf(word, text, intent, seen);
      if (fault) faults.push({ list, index, ...fault });
      seen.add(text);
    }
  }
  return faults;
}

function faultOf(
  word: string,
  text: string,
  intent: Keyword['intent'],
  seen: ReadonlySet<string>,
): Pick<OwnWordFault, 'code' | 'detail'> | undefined {
  if (text === '') return { code: 'empty', detail: 'holds no letter and no digit' };
  if (word.length > OWN_WORD_LENGTH_MAX) {
    return { code: 'too_long', detail: `is longer than ${OWN_WORD_LENGTH_MAX} signs` };
  }
  const built = KEYWORDS.get(text);
  if (built && built.intent !== intent) {
    return { code: 'reserved', detail: `already means ${built.intent} (${built.rule})` };
  }
  if (seen.has(text)) return { code: 'twice', detail: 'stands in the lists twice' };
  return undefined;
}

const folded = (word: string) => wordsOf(foldText(word)).join(' ');
