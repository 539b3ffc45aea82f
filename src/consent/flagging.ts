// What others know about a number: blocks, landlines, numbers out of reach or passed to somebody
// else. A flag holds back what we would send and is never an opt-out.
import { NOTHING, recorded } from './drafts.js';
import { flagKey } from './fold.js';
import { overallStatus, ownValue } from './standing.js';
import type { Decision, FlagReported, Head, ProviderBlocked } from './types.js';
import { EVERY_PROGRAM } from './types.js';

/** The provider holds a block of its own. It stops one sender and is no opt-out. */
export function onProviderBlock(head: Head, event: ProviderBlocked): Decision {
  if (ownValue(head.flags, flagKey('provider_block', event.sender))) return NOTHING;
  return flagged(head, event, 'provider_block', 'flagged');
}

/**
 * A report is recorded unless a later one says the same already; one that takes an earlier report
 * back is always recorded, for the earlier one may come late.
 */
export function onFlagReport(head: Head, event: FlagReported): Decision {
  const known = ownValue(head.flags, event.flag);
  if (event.raised && known && known.stamp >= event.stamp) return NOTHING;
  return flagged(head, event, event.flag, event.raised ? 'flagged' : 'unflagged');
}

function flagged(
  head: Head,
  event: ProviderBlocked | FlagReported,
  flag: 'provider_block' | FlagReported['flag'],
  kind: 'flagged' | 'unflagged',
): Decision {
  const { id, stamp, sender, code } = event;
  return recorded({
    kind,
    program: EVERY_PROGRAM,
    status: overallStatus(head),
    flag,
    occurredAt: event.receivedAt,
    source: {
      channel: 'provider',
      event: id,
      stamp,
      rule: `provider.${code}`,
      ...(sender !== undefined && { sender }),
    },
  });
}
