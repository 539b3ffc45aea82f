// Expiry: consent that holds for a time and no longer, where a program says so (implied consent in
// Canada lapses after two years). It is no opt-out: who opts in again is in again.
import { laterAct, outlasts } from './acts.js';
import { NOTHING, recorded } from './drafts.js';
import { actsOf, ownValue, statusOf } from './standing.js';
import type { Act, ConsentExpired, Decision, Head, IsoTime, Policy } from './types.js';

const DAY_MS = 86_400_000;

/** When a program's consent ends by itself, and the entry of the act whose time is over then. */
export interface Expiry {
  readonly entry: string;
  readonly at: IsoTime;
}

/** @returns `undefined` where there is no consent, or none that ends. */
export function expiryOf(
  head: Head,
  program: string,
  policy: Pick<Policy, 'programs'>,
): Expiry | undefined {
  const days = daysOf(program, policy);
  const last = days === undefined ? undefined : lastConsent(head, program);
  return days !== undefined && last ? { entry: last.entry, at: endOf(last.at, days) } : undefined;
}

/** True when consent that was given then would be too old for the program by now. */
export function isOver(
  given: IsoTime,
  program: string,
  { policy, now }: { policy: Pick<Policy, 'programs'>; now: IsoTime },
): boolean {
  const days = daysOf(program, policy);
  return days !== undefined && endOf(given, days) <= now;
}

const daysOf = (program: string, { programs }: Pick<Policy, 'programs'>) =>
  ownValue(programs, program)?.validForDays;

const endOf = (given: IsoTime, days: number): IsoTime =>
  new Date(Date.parse(given) + days * DAY_MS).toISOString();

/** The act of consent that counts for a program's time, and the time from which it is counted. */
function lastConsent(head: Head, program: string): Pick<Act, 'entry' | 'at'> | undefined {
  const acts = actsOfConsent(head, program);
  const last = acts.reduce<Act | undefined>(laterAct, undefined);
  // What was attested may be older than its place in the order of acts.
  const at = acts.map((act) => act.at).reduce((a, b) => (a > b ? a : b), '');
  return last && { entry: last.entry, at };
}

/**
 * Ends consent only while the act that is named is still the last one, and only when its time is
 * over: an act that came in between, or one that turns up later, is as good as ever.
 */
export function onExpiry(head: Head, event: ConsentExpired, policy: Policy): Decision {
  const { program, id, stamp } = event;
  const expiry = expiryOf(head, program, policy);
  if (!expiry || expiry.entry !== event.entry || expiry.at > event.receivedAt) return NOTHING;
  const countsAt = actsOfConsent(head, program).find(({ entry }) => entry === expiry.entry)?.stamp;
  return recorded({
    kind: 'expired',
    program,
    status: 'none',
    occurredAt: expiry.at,
    source: {
      channel: 'system',
      event: id,
      stamp,
      rule: 'consent.expired',
      ...(countsAt !== undefined && { countsAt }),
    },
  });
}

/** The acts that the program's consent rests on. */
function actsOfConsent(head: Head, program: string): Act[] {
  if (statusOf(head, program) !== 'opted_in') return [];
  const { inAt, outAt, writtenAt, pendingAt, attestedAt } = actsOf(head, program);
  return [inAt, writtenAt, pendingAt, attestedAt].filter((act) => outlasts(act, outAt));
}
