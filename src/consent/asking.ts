// Texts that change no consent by themselves: calls for help, doubtful words, everyday talk.
import {
  answeredByProvider,
  isStale,
  NOTHING,
  recorded,
  sentAt,
  textEffect,
  textSource,
} from './drafts.js';
import { overallStatus, ownValue } from './standing.js';
import type { Decision, Head, Policy, TextReceived } from './types.js';
import { EVERY_PROGRAM } from './types.js';

/** HELP gets help, from us or from the provider, never from both. */
export function onHelp(event: TextReceived, policy: Policy): Decision {
  if (answeredByProvider(event, policy) || isStale(event)) return NOTHING;
  const program = ownValue(policy.senders, event.sender)?.defaultProgram ?? EVERY_PROGRAM;
  return { effects: [textEffect('help', program, event)] };
}

/**
 * Words that may mean stop: nothing but replies leaves until a person has decided. Every doubtful
 * text has its entry, also where the flag is up already, for its fence falls only with an entry.
 */
export function onDoubt(head: Head, event: TextReceived): Decision {
  return recorded(
    {
      kind: 'flagged',
      program: EVERY_PROGRAM,
      status: overallStatus(head),
      flag: 'in_review',
      occurredAt: sentAt(event),
      source: textSource(event, event.reading.rule),
    },
    [{ kind: 'review' }],
  );
}

/**
 * A text without an entry of its own still proves that the handset can text: where a report says
 * that it cannot, it is recorded and ends the report.
 */
export function hearing(head: Head, event: TextReceived, decision: Decision): Decision {
  if (decision.entry) return decision;
  const flag = (['unreachable', 'landline'] as const).find((name) => {
    const raised = ownValue(head.flags, name);
    return raised !== undefined && raised.stamp < event.stamp;
  });
  if (!flag) return decision;
  return recorded(
    {
      kind: 'unflagged',
      program: EVERY_PROGRAM,
      status: overallStatus(head),
      flag,
      occurredAt: event.receivedAt,
      source: textSource(event, 'flag.texted_since'),
    },
    decision.effects,
  );
}
