// A conversation as it is drawn: days with bubbles, what became of ours under them, and what a
// doubtful text of theirs waits for. Pure.
import type { LedgerEntry } from '../../../store/ledger.js';
import type { Message } from '../../../store/messages.js';
import type { Doubted } from '../../message-doubts.js';
import { type SpokenTime, sayClock, sayWhen, sayWholeDay } from '../spoken-time.js';
import { type StateWords, stateWords } from './message-state.js';

export interface Attachment {
  readonly url: string;
  readonly label: string;
}

/** A text that somebody has to read, or has read. */
export interface ReviewView {
  readonly waiting: boolean;
  /** Name of the rule for people, and as it stands in the ledger. */
  readonly rule: string;
  readonly code: string;
}

export interface Bubble {
  readonly id: string;
  readonly ours: boolean;
  /** True of what the service itself answers: confirmations and help. */
  readonly automatic: boolean;
  /** Empty when there are only attachments, or the person was erased. */
  readonly body: string;
  readonly media: readonly Attachment[];
  readonly time: SpokenTime;
  readonly state?: StateWords;
  readonly review?: ReviewView;
}

export interface Day {
  readonly iso: string;
  readonly said: string;
  readonly bubbles: readonly Bubble[];
}

export interface ThreadInput {
  /** Newest first, as they are listed. */
  readonly messages: readonly Message[];
  readonly doubted: ReadonlyMap<string, Doubted>;
  readonly now: Date;
  /** Where the person is at home; their clock is the conversation's. */
  readonly timeZone: string | undefined;
}

/** Oldest first, as it is read. */
export function threadOf({ messages, doubted, now, timeZone }: ThreadInput): readonly Day[] {
  const lastOurs = messages.find(({ direction }) => direction === 'outbound')?.id;
  const days = new Map<string, { iso: string; bubbles: Bubble[] }>();
  for (const message of messages.toReversed()) {
    const { createdAt, event } = message;
    const said = sayWholeDay(createdAt, now, timeZone);
    const day = days.get(said) ?? { iso: createdAt.toISOString(), bubbles: [] };
    const doubt = event === undefined ? undefined : doubted.get(event);
    const say = (at: Date) => sayWhen(at, now, timeZone).said;
    const state = stateWords(message, say);
    const ours = message.direction === 'outbound';
    const shown =
      ours && (message.id === lastOurs || state.tone === 'wait' || state.tone === 'bad');
    day.bubbles.push({
      ...bubbleOf(message, { iso: createdAt.toISOString(), said: sayClock(createdAt, timeZone) }),
      ...(shown && { state }),
      ...(doubt && { review: reviewOf(doubt) }),
    });
    days.set(said, day);
  }
  return [...days].map(([said, day]) => ({ said, ...day }));
}

function bubbleOf(
  { id, direction, body, appended, media = [], purpose }: Message,
  time: SpokenTime,
): Bubble {
  return {
    ...{ id, time, ours: direction === 'outbound' },
    automatic: direction === 'outbound' && purpose === undefined,
    body: appended === undefined ? body : `${body}\n${appended}`,
    // Links only: the browser asks the provider for them when somebody follows one.
    media: media.map(({ url, contentType }, index) => ({
      url,
      label: `Attachment ${index + 1} of ${media.length}, ${contentType}`,
    })),
  };
}

const reviewOf = ({ mark, doubt }: Doubted): ReviewView => ({
  waiting: mark === 'waiting',
  ...ruleOf(doubt),
});

/** `phrase.en.begins_with_stop` is “begins with stop”. */
function ruleOf({ source: { rule } }: Pick<LedgerEntry, 'source'>) {
  const last = rule.slice(rule.lastIndexOf('.') + 1);
  return { code: rule, rule: last.replaceAll('_', ' ') };
}
