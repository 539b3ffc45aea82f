// Texts that change no consent by themselves: calls for help, doubtful words, provider refusals.
import { answeredByProvider, NOTHING, recorded, textSource } from './drafts.js';
import { flagKey } from './fold.js';
import { overallStatus, ownValue } from './standing.js';
import type { Decision, Head, Policy, ProviderBlocked, TextReceived } from './types.js';
import { EVERY_PROGRAM } from './types.js';

/** HELP gets help, from us or from the provider, never from both. */
export function onHelp(event: TextReceived, policy: Policy): Decision {
  if (answeredByProvider(event, policy)) return NOTHING;
  const program = ownValue(policy.senders, event.sender)?.defaultProgram ?? EVERY_PROGRAM;
  return { effects: [{ kind: 'text', template: 'help', program }] };
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
      occurredAt: event.receivedAt,
      source: textSource(event, event.reading.rule),
    },
    [{ kind: 'review' }],
  );
}

/** The provider holds a block of its own. It stops one sender and is no opt-out. */
export function onProviderBlock(head: Head, event: ProviderBlocked): Decision {
  if (ownValue(head.flags, flagKey('provider_block', event.sender))) return NOTHING;
  const { id, stamp, sender, code } = event;
  return recorded({
    kind: 'flagged',
    program: EVERY_PROGRAM,
    status: overallStatus(head),
    flag: 'provider_block',
    occurredAt: event.receivedAt,
    source: { channel: 'provider', event: id, stamp, rule: `provider.${code}`, sender },
  });
}
