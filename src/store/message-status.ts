// How far a message has come: its statuses, which of them gives way to which, and the step from one
// to the next. Pure; messages are stored in messages.ts.
import type { Verdict } from '../consent/types.js';

export type MessageStatus =
  | 'queued'
  | 'held'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'blocked'
  | 'unknown'
  | 'received';

/** A status never gives way to one of lower rank; equal ranks keep the first. */
export const RANK: Readonly<Record<MessageStatus, number>> = {
  queued: 0,
  held: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  blocked: 9,
  failed: 9,
  undelivered: 9,
  delivered: 9,
  received: 9,
};

/** What the gate said of a message, when, and which rule and entry it relied on. */
export type MessageDecision = Pick<Verdict, 'allowed' | 'reason' | 'rule' | 'entry' | 'retryAt'> & {
  readonly at: Date;
};

/** The gate's word as it is kept with the message that it is about. */
export function decisionOf(verdict: Verdict, at: Date): MessageDecision {
  const { allowed, reason, rule, entry, retryAt } = verdict;
  return {
    ...{ at, allowed, rule },
    ...(reason !== undefined && { reason }),
    ...(entry !== undefined && { entry }),
    ...(retryAt !== undefined && { retryAt }),
  };
}

/** A message waits for days at most; what it was told before is kept as far as this. */
export const DECISIONS_MAX = 20;

/** Statuses after which the provider still has something to say. */
const ON_ITS_WAY: readonly MessageStatus[] = ['sending', 'sent'];
/** Twilio: a text that is neither delivered nor undelivered after 12 hours is to be asked about. */
const ASK_AFTER_MS = 12 * 3_600_000;

/** True when the provider has nothing more to say about a message of this status. */
export const isFinal = (status: MessageStatus): boolean => RANK[status] >= RANK.delivered;

/** What else a step changes; a reason that is left out is over with the status before. */
interface StepDetails {
  readonly reason?: string;
  readonly decision?: MessageDecision;
  readonly errorCode?: string;
  readonly providerSid?: string;
  readonly refusedAt?: Date;
}

/** The update to a status; only ever for a message of lower rank. */
export function stepTo(status: MessageStatus, now: Date, details: StepDetails) {
  const { decision, ...fields } = details;
  const onItsWay = ON_ITS_WAY.includes(status);
  const statusDueAt = onItsWay && { statusDueAt: new Date(now.getTime() + ASK_AFTER_MS) };
  const kept = decision && {
    $push: { decisions: { $each: [decision], $slice: -DECISIONS_MAX } },
  };
  return {
    $set: { status, rank: RANK[status], updatedAt: now, ...fields, ...statusDueAt },
    $unset: {
      retryAt: '',
      ...(fields.reason === undefined && { reason: '' }),
      ...(!onItsWay && { statusDueAt: '' }),
    },
    ...kept,
  };
}
