// Consent that was collected elsewhere and is vouched for by the workspace.
// It can never lift what the person has ended by an own act.
import { apiSource, heldBack, recorded, supersededOptIn } from './drafts.js';
import { isOver } from './expiring.js';
import { standingOf, wouldLiftStop } from './standing.js';
import type { Basis, ConsentAttested, Decision, Head, Policy } from './types.js';

/** A clock that is a little fast is no reason to refuse; anything more would date an act ahead. */
const AHEAD_MAX_MS = 60_000;

/** Whether an act that somebody tells us of can have happened: false for a time that is none. */
export const canHaveHappened = (time: Date, now: Date): boolean =>
  time.getTime() <= now.getTime() + AHEAD_MAX_MS;

/**
 * Records attested consent. After a person's own opt-out it is kept as `superseded`, whatever time
 * it claims, and so is one that is too old for its program already. No text confirms it: an import
 * of thousands must not turn into thousands of texts.
 */
export function onAttestation(head: Head, event: ConsentAttested, policy: Policy): Decision {
  const { program, basis, occurredAt } = event;
  const standing = standingOf(head, program);
  const against = whyNot(head, event, policy);
  if (against) {
    const source = apiSource(event, against);
    return supersededOptIn(head, { program, occurredAt, source, basis });
  }
  const adds = standing.status !== 'opted_in' || strengthens(standing.basis, basis);
  const source = apiSource(event, `attested.${event.method}`);
  const kind = adds ? 'opted_in' : 'opt_in_renewed';
  return recorded({ kind, program, status: 'opted_in', basis, occurredAt, source });
}

function whyNot(head: Head, event: ConsentAttested, policy: Policy): string | undefined {
  const { program, occurredAt, stamp, receivedAt: now } = event;
  if (wouldLiftStop(head, program, stamp)) return 'attested.after_opt_out';
  if (isOver(occurredAt, program, { policy, now })) return 'attested.too_old';
  return heldBack(head, program, { stamp, fromHandset: false });
}

function strengthens(before: string | undefined, now: string): boolean {
  return before !== 'express_written' && now === 'express_written';
}

/**
 * What attested consent rests on: the words that the person was shown make it written, unless it
 * was only spoken (47 CFR 64.1200(f)(9): a written agreement).
 */
export function basisOfAttestation(method: string, wording: unknown): Basis {
  const shown = typeof wording === 'string' && wording.trim() !== '';
  return method !== 'verbal' && shown ? 'express_written' : 'express';
}
