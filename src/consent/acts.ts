// Order of acts: stamps, the window in which order cannot be trusted, and which act came later.
// Nothing here knows what an act means for consent; that is in standing.ts.
import type { Act, IsoTime, Stamp } from './types.js';

/**
 * Opposite acts closer together than this have no order that can be trusted: webhooks carry no
 * time, and a START that the provider retried may be older than its arrival (design, section 4).
 */
const CONTESTED_SECONDS = 30;

/** Seconds since the epoch of a stamp, by MongoDB's clock. */
function secondsOf(stamp: Stamp): number {
  return Number(stamp.slice(0, 10));
}

/** True when the two stamps lie within the window in which their order is not trusted. */
export function tooCloseToOrder(a: Stamp, b: Stamp): boolean {
  return Math.abs(secondsOf(a) - secondsOf(b)) <= CONTESTED_SECONDS;
}

/**
 * The later of two acts. Equal stamps are told apart by entry id, so that folding has one answer.
 */
export function laterAct(a: Act | undefined, b: Act | undefined): Act | undefined {
  if (!a || !b) return a ?? b;
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return a.entry >= b.entry ? a : b;
}

/** True when the act exists and lies after the other; on a tie the other (the opt-out) wins. */
export function outlasts(act: Act | undefined, other: Act | undefined): act is Act {
  return act !== undefined && (other === undefined || act.stamp > other.stamp);
}

/**
 * A place in the order of acts right behind a stamp and before every later one: where a START lies
 * of which the provider says that it came after the opt-out.
 */
export function justAfter(stamp: Stamp): Stamp {
  return `${stamp}+`;
}

/**
 * The same behind an opt-out that was found long after it was sent. What was posted in between
 * cannot be ordered by it: a stop that is decided later counts there, and wins.
 */
export function justAfterFound(stamp: Stamp): Stamp {
  return `${stamp}-`;
}

/** True for a place that `justAfterFound` made. */
export function isAfterFound(stamp: Stamp): boolean {
  return stamp.endsWith('-');
}

/** Before every act: where an opt-in lies of which nothing is known but that it was sent. */
export const FIRST_STAMP: Stamp = '0000000000.0000000000';

/** How far MongoDB's clock and a provider's may be apart before anybody would have noticed. */
const CLOCKS_DIFFER_SECONDS = 3 * 3_600;

/** True when the one may have been sent after the other, which was found and seems the later. */
const mayFollow = (one: Act, other: Act) =>
  other.foundAt !== undefined && mayBeLater(one, other.foundAt);

/** True unless the act arrived so long before the provider's time that no clock explains it. */
export function mayBeLater(act: Act, at: IsoTime): boolean {
  return secondsOf(act.stamp) >= Date.parse(at) / 1000 - CLOCKS_DIFFER_SECONDS;
}

/** The later of two stamps. */
export function laterStamp(a: Stamp, b: Stamp): Stamp {
  return a > b ? a : b;
}

/**
 * The later of two opt-outs. Where they lie so close that a START near one is near the other, it
 * is marked, and counts as decided when both were: a START that came before that is contested.
 */
export function laterOptOut(a: Act | undefined, b: Act | undefined): Act | undefined {
  const later = laterAct(a, b);
  if (!a || !b || !later) return later;
  const close = Math.abs(secondsOf(a.stamp) - secondsOf(b.stamp)) <= 2 * CONTESTED_SECONDS;
  if (!close && !mayFollow(a, b) && !mayFollow(b, a)) return later;
  const recordedAt = a.recordedAt > b.recordedAt ? a.recordedAt : b.recordedAt;
  return { ...later, recordedAt, crowded: true };
}

/** Whole seconds from a stamp to a time; negative when the time lies before the stamp. */
export function secondsSince(stamp: Stamp, now: IsoTime): number {
  return Math.floor(Date.parse(now) / 1000) - secondsOf(stamp);
}
