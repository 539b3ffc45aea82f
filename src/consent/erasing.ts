// Erasure: what is kept of a person goes, and consent goes with it, for nobody could prove it any
// more. Whoever said stop stays refused: suppression is what erasure must not touch.
import { NOTHING, apiSource, recorded } from './drafts.js';
import { statusOf } from './standing.js';
import { type Decision, type ErasureRequested, EVERY_PROGRAM, type Head } from './types.js';

/**
 * Ends every consent, as time does, and no opt-out (GDPR art. 17(3)(b) and (e): what the law asks
 * to be kept, and claims; 47 CFR 64.1200(a)(12) keeps a stop for as long as nobody takes it back).
 * A number without a ledger has nothing to end.
 */
export function onErasure(head: Head, event: ErasureRequested): Decision {
  if (head.seq === 0) return NOTHING;
  const isOut = Object.keys(head.programs).some((id) => statusOf(head, id) === 'opted_out');
  return recorded({
    kind: 'erased',
    program: EVERY_PROGRAM,
    status: isOut ? 'opted_out' : 'none',
    occurredAt: event.receivedAt,
    source: apiSource(event, `erasure.${event.mode}`),
  });
}
