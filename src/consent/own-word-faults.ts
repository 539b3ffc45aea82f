// Which words a program cannot have as its own, and why: said when they are configured, so that no
// word ever means two things. What own words do once they are there is in own-words.ts.
import { classify } from './classify.js';
import { KEYWORDS, PROVIDER_WORDS } from './keywords.js';
import { folded, OWN_WORD_LISTS, type OwnWords, type ProgramWords } from './own-words.js';
import type { Intent } from './types.js';

/** Why a word cannot be an own word: where it stands, and what is wrong with it. */
export interface OwnWordFault {
  readonly list: keyof OwnWords;
  readonly index: number;
  readonly code: 'empty' | 'too_long' | 'reserved' | 'reads_as_stop' | 'twice' | 'taken';
  readonly detail: string;
}

const OWN_WORD_LENGTH_MAX = 40;

/**
 * What is wrong with words that somebody wants to configure; empty when they can be used.
 * @param others the words of the other programs: all of them listen on the same numbers.
 */
export function faultsOfOwnWords(
  own: OwnWords,
  others: readonly ProgramWords[] = [],
): readonly OwnWordFault[] {
  const seen = new Set<string>();
  const faults: OwnWordFault[] = [];
  for (const [list, intent] of OWN_WORD_LISTS) {
    for (const [index, word] of (own[list] ?? []).entries()) {
      const text = folded(word);
      const fault = faultOf(word, text, intent) ?? clashOf(text, list, seen, others);
      if (fault) faults.push({ list, index, ...fault });
      seen.add(text);
    }
  }
  return faults;
}

type Fault = Pick<OwnWordFault, 'code' | 'detail'>;

function faultOf(word: string, text: string, intent: Intent): Fault | undefined {
  if (text === '') return { code: 'empty', detail: 'holds no letter and no digit' };
  if (word.length > OWN_WORD_LENGTH_MAX) {
    return { code: 'too_long', detail: `is longer than ${OWN_WORD_LENGTH_MAX} signs` };
  }
  const provider = PROVIDER_WORDS[text.toUpperCase()];
  if (provider) {
    const detail = `already means ${provider}: carriers act on it themselves, on every number`;
    return { code: 'reserved', detail };
  }
  const built = KEYWORDS.get(text);
  if (built && built.intent !== intent) {
    return { code: 'reserved', detail: `already means ${built.intent} (${built.rule})` };
  }
  if (intent === 'opt_out') return undefined;
  const reading = classify(word);
  if (reading.intent === 'opt_out' || reading.intent === 'review') {
    const detail = `reads as ${reading.intent} (${reading.rule}), and that would go first`;
    return { code: 'reads_as_stop', detail };
  }
  if (reading.token !== undefined) {
    return { code: 'reserved', detail: 'reads as START with the code of a request' };
  }
  return undefined;
}

/** One word, one meaning: on all numbers of a workspace, whichever program it belongs to. */
function clashOf(
  text: string,
  list: keyof OwnWords,
  seen: ReadonlySet<string>,
  others: readonly ProgramWords[],
): Fault | undefined {
  if (seen.has(text)) return { code: 'twice', detail: 'stands in the lists twice' };
  for (const other of others) {
    for (const [theirs] of OWN_WORD_LISTS) {
      // Several programs may share a word that ends or explains: it means the same in each.
      if (theirs === list && list !== 'optIn') continue;
      if ((other[theirs] ?? []).some((word) => folded(word) === text)) {
        const whose = other.program === undefined ? 'another program' : `program ${other.program}`;
        return { code: 'taken', detail: `is a word of ${whose} already` };
      }
    }
  }
  return undefined;
}
