// The box below a conversation: open, open with a text that will wait, or closed with the reason
// and the way out; program by program. Pure: the gate's answers come in.
import type { GateReason, Place, Verdict } from '../../../consent/types.js';
import { measureText, type TextSize } from '../../../consent/text-size.js';
import type { Program } from '../../../store/workspaces.js';
import type { MessageWarning } from '../../message-warnings.js';
import {
  closedWords,
  type ClosedWords,
  isWaiting,
  type OwnReason,
  type SpokenOf,
  waitingWords,
} from './gate-words.js';
import { momentsOf } from './moments.js';

/** What somebody wrote and has not sent. */
export interface Draft {
  /** Made once for each draft: a text that is handed in twice with it leaves once. */
  readonly key: string;
  readonly body: string;
  readonly program?: string;
  /** Why it was not taken. */
  readonly fault?: string;
  /** Shown when it was asked for: counted, with what carriers may refuse in it. */
  readonly warnings?: readonly MessageWarning[];
}

export interface ProgramChoice {
  readonly id: string;
  readonly name: string;
  /** A person's first text has to say how to stop, unless the service adds it. */
  readonly reminds: boolean;
  /** Why nothing of this program may be written. */
  readonly closed?: ClosedWords;
  /** Why a text of it will wait. */
  readonly notice?: ClosedWords;
}

export interface ComposerView {
  readonly choices: readonly ProgramChoice[];
  /** Of the program that is chosen; absent when nobody may write at all. */
  readonly chosen?: string;
  readonly closed?: ClosedWords;
  readonly reason?: GateReason | OwnReason;
  readonly draft: Draft;
  readonly size: TextSize;
}

export interface ComposerInput {
  readonly programs: readonly Program[];
  /** The sender's own first. */
  readonly defaultProgram: string | undefined;
  /** By program. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly of: Omit<SpokenOf, 'program'>;
  readonly places: readonly Place[];
  readonly now: Date;
  readonly draft: Draft;
  /** Set where the gate need not be asked. */
  readonly barred?: OwnReason;
}

export function composerOf(input: ComposerInput): ComposerView {
  const { programs, defaultProgram, of, draft, barred } = input;
  const shared = { draft, size: measureText(draft.body) };
  const [first] = programs;
  if (barred !== undefined) {
    const closed = closedWords(barred, { ...of, program: first?.name ?? '' });
    return { ...shared, choices: [], closed, reason: barred };
  }
  const choices = programs.map((program) => choiceOf(program, input));
  const wanted = [draft.program, defaultProgram].flatMap(
    (id) => choices.find((one) => one.id === id) ?? [],
  );
  const all = [...wanted, ...choices];
  const chosen = all.find(({ closed }) => !closed) ?? all[0];
  const closed = chosen?.closed;
  const reason = closed && input.verdicts.get(chosen?.id ?? '')?.reason;
  return {
    ...{ ...shared, choices },
    ...(chosen && { chosen: chosen.id }),
    ...(closed && { closed }),
    ...(reason !== undefined && { reason }),
  };
}

function choiceOf(
  { id, name, optOutReminder }: Program,
  { verdicts, of, places, now }: ComposerInput,
): ProgramChoice {
  const choice = { id, name, reminds: optOutReminder === true };
  const verdict = verdicts.get(id);
  const reason = verdict?.reason;
  if (!verdict || verdict.allowed || reason === undefined) return choice;
  const spoken = { ...of, program: name };
  if (!isWaiting(reason)) return { ...choice, closed: closedWords(reason, spoken) };
  const { retryAt } = verdict;
  const moments = retryAt === undefined ? undefined : momentsOf(places, now, new Date(retryAt));
  return { ...choice, notice: waitingWords(reason, spoken, moments) };
}
