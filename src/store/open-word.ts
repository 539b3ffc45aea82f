// The word that anybody may text to agree to a program. Which words mean what is decided in
// `consent`; here is only looked up what the settings of a workspace make of it. Pure.
import { classify } from '../consent/classify.js';
import type { Sender } from './senders.js';
import type { Workspace } from './workspaces.js';

/** The word that opts in, on every sender. */
export const KEYWORD = 'START';

/** A word that anybody may text to agree to a program, and the sender that reads it so. */
export interface OpenWord {
  readonly sender: Sender;
  readonly keyword: string;
}

/**
 * The program's own keyword, which every sender knows; else START, where a sender takes it for this
 * program.
 * @returns undefined when no bare word means the program: then no sign can ask for it.
 */
export function openWordOf(
  { programs, senders, ownWords }: Pick<Workspace, 'programs' | 'senders' | 'ownWords'>,
  id: string,
): OpenWord | undefined {
  const all = Object.values(senders);
  // Of two programs with one word, it means only one.
  const means = (word: string) => classify(word, ownWords).program === id;
  const keyword = programs[id]?.keywords?.optIn?.find(means)?.toUpperCase();
  const own = all.find(({ defaultProgram }) => defaultProgram === id);
  const sender = own ?? (keyword === undefined ? undefined : all[0]);
  return sender && { sender, keyword: keyword ?? KEYWORD };
}
