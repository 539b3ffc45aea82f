// How far a message has come: its statuses, which of them gives way to which, and the step from one
// to the next. Pure; messages are stored in messages.ts.

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

/** Statuses after which the provider still has something to say. */
const ON_ITS_WAY: readonly MessageStatus[] = ['sending', 'sent'];
/** Twilio: a text that is neither delivered nor undelivered after 12 hours is to be asked about. */
const ASK_AFTER_MS = 12 * 3_600_000;

/** True when the provider has nothing more to say about a message of this status. */
export const isFinal = (status: MessageStatus): boolean => RANK[status] >= RANK.delivered;

/** The update to a status; only ever for a message of lower rank. */
export function stepTo(status: MessageStatus, now: Date, details: object) {
  const statusDueAt = new Date(now.getTime() + ASK_AFTER_MS);
  const $set = { status, rank: RANK[status], updatedAt: now, ...details };
  return ON_ITS_WAY.includes(status)
    ? { $set: { ...$set, statusDueAt } }
    : { $set, $unset: { statusDueAt: '' } };
}
