// The e-mailed form, sent off: consent where the typed number can be trusted to be the person's.
// It never lifts a stop, and without trust it only leaves the handset to be asked for a START.
import { heldBack, isRenewal, recorded, supersededOptIn, textEffect } from './drafts.js';
import { standingOf, wouldLiftStop } from './standing.js';
import type { Decision, Effect, EmailConfirmed, EntrySource, Head, Policy } from './types.js';

/**
 * Trusted, the form is consent in writing (47 CFR 64.1200(f)(9); the disclosure is on the form) and
 * confirmed by text. Anything else is `confirming`: nothing is texted to the typed number, and the
 * page asks for START from that phone. A mailbox proves nothing about a handset that said stop.
 */
export function onEmailConfirmed(head: Head, event: EmailConfirmed, policy: Policy): Decision {
  const { program } = event.request;
  const standing = standingOf(head, program);
  const against = wouldLiftStop(head, program, event.stamp)
    ? 'email.after_opt_out'
    : heldBack(head, program, { stamp: event.stamp, fromHandset: false });
  if (against) {
    const basis = event.trusted ? ('express_written' as const) : undefined;
    const source = emailSource(event, against);
    const optIn = { program, occurredAt: event.receivedAt, source, basis };
    return supersededOptIn(head, optIn, [waitForHandset(event)]);
  }
  if (!event.trusted) return waiting(head, event);
  const adds = standing.basis !== 'express_written';
  return recorded(
    {
      kind: adds ? 'opted_in' : 'opt_in_renewed',
      program,
      status: 'opted_in',
      basis: 'express_written',
      occurredAt: event.receivedAt,
      source: emailSource(event, 'email.confirmed'),
    },
    [
      ...(isRenewal(head, policy, program)
        ? []
        : [textEffect('opt_in_confirmation', program, event)]),
      { kind: 'request', request: event.request.id, outcome: 'completed' },
    ],
  );
}

function waiting(head: Head, event: EmailConfirmed): Decision {
  const { program } = event.request;
  const { status } = standingOf(head, program);
  return recorded(
    {
      kind: 'opt_in_pending',
      program,
      status: status === 'none' ? 'pending' : status,
      occurredAt: event.receivedAt,
      source: emailSource(event, 'email.untrusted'),
    },
    [waitForHandset(event)],
  );
}

function waitForHandset({ request }: EmailConfirmed): Effect {
  return { kind: 'request', request: request.id, outcome: 'confirming' };
}

function emailSource(event: EmailConfirmed, rule: string): EntrySource {
  const { id, stamp, sender, request } = event;
  return { channel: 'email', event: id, stamp, rule, sender, request: request.id };
}
