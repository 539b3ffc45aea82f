// The one decision function: an event on a contact's head gives an entry and effects, or nothing.
// It only chooses the command family; the rules are in the files named after what people do.
import { hearing, onDoubt, onHelp } from './asking.js';
import { onAttestation } from './attesting.js';
import { onEmailConfirmed } from './confirming.js';
import { NOTHING } from './drafts.js';
import { onErasure } from './erasing.js';
import { onExpiry } from './expiring.js';
import { onFlagReport, onProviderBlock } from './flagging.js';
import { onOrderReported } from './ordering.js';
import { withProvider } from './provider-reading.js';
import { onReview } from './reviewing.js';
import { AGREE_RULE, onAgree, onStart, onYes, YES_RULE } from './starting.js';
import { onRevocation, onStop } from './stopping.js';
import type { ConsentEvent, Decision, Head, Policy, TextReceived } from './types.js';

/**
 * What follows from an event. Pure and total: every event on every head has an outcome, and an
 * event that raised a fence (an opt-out, a doubtful text, a review) always has an entry.
 */
export function decide(head: Head, event: ConsentEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'text_received':
      return onText(head, event, policy);
    case 'email_confirmed':
      return onEmailConfirmed(head, event, policy);
    case 'revocation_recorded':
      return onRevocation(head, event);
    case 'consent_attested':
      return onAttestation(head, event, policy);
    case 'review_decided':
      return onReview(head, event);
    case 'order_reported':
      return onOrderReported(head, event);
    case 'consent_expired':
      return onExpiry(head, event, policy);
    case 'erasure_requested':
      return onErasure(head, event);
    case 'flag_reported':
      return onFlagReport(head, event);
    case 'provider_blocked':
      return onProviderBlock(head, event);
    default:
      return unknown(event);
  }
}

function onText(head: Head, event: TextReceived, policy: Policy): Decision {
  const reading = withProvider(event.reading, event.optOutType);
  return hearing(head, event, decideText(head, { ...event, reading }, policy));
}

function decideText(head: Head, event: TextReceived, policy: Policy): Decision {
  const { intent, rule } = event.reading;
  switch (intent) {
    case 'opt_out':
      return onStop(head, event, policy);
    case 'review':
      return onDoubt(head, event);
    case 'help':
      return onHelp(event, policy);
    case 'opt_in':
      if (rule === AGREE_RULE) return onAgree(head, event, policy);
      return rule === YES_RULE ? onYes(head, event, policy) : onStart(head, event, policy);
    case 'none':
      return NOTHING;
    default:
      return unknown(intent);
  }
}

function unknown(value: never): never {
  throw new TypeError(`no rule for ${JSON.stringify(value)}`);
}
