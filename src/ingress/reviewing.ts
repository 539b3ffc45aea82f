// A person's decision about a doubtful text, said over the API or in the console: an act like any
// other, which counts where the text lies.
import type { ReviewDecided } from '../consent/types.js';
import type { ToldBy } from '../store/act-events.js';
import type { LedgerRow } from '../store/ledger.js';
import { stampOf } from '../store/stamps.js';
import type { Store } from '../store/store.js';
import type { Acts } from './acts.js';
import { doubtsOf } from './message-doubts.js';
import { Problem } from './problems.js';

export interface ReviewingDeps {
  readonly store: Pick<Store, 'inbox' | 'ledger' | 'messages'>;
  readonly acts: Acts;
}

export interface ReviewSaid {
  readonly decision: ReviewDecided['decision'];
  readonly note?: string;
  readonly by: ToldBy;
}

/**
 * `opt_out` may be said of any text that a person sent, `none` only of one that waits. The same
 * decision again gets the same entry.
 * @returns null when the workspace has no such text of a person.
 * @throws Problem 409 when there is no doubt to be lifted, 503 when it is kept and not yet decided.
 */
export async function decideReview(
  { store, acts }: ReviewingDeps,
  workspace: string,
  message: string,
  { decision, note, by }: ReviewSaid,
): Promise<{ contact: string; entry: LedgerRow | null } | null> {
  const text = await store.messages.eventOf(workspace, message);
  if (!text) return null;
  const { contact } = text;
  const reviewed = await reviewedText(store, workspace, text, decision);
  const entry = await acts.submit({
    ...{ workspace, contact, type: 'review' },
    intent: decision === 'opt_out' ? 'opt_out' : 'none',
    origin: `review/${message}/${decision}`,
    told: { message, reviewed, decision, ...(note !== undefined && { note }), by },
  });
  return { contact, entry };
}

/** The text as it lies among the acts. */
async function reviewedText(
  { ledger, inbox }: Pick<Store, 'ledger' | 'inbox'>,
  workspace: string,
  { event, contact, sender }: { event: string; contact: string; sender: string },
  decision: ReviewDecided['decision'],
): Promise<ReviewDecided['reviewed']> {
  const doubt = (await doubtsOf({ ledger }, workspace, [{ event, contact }])).get(event);
  if (doubt) {
    const { source, occurredAt: receivedAt } = doubt;
    return { event: source.event, stamp: source.stamp, receivedAt, sender };
  }
  if (decision === 'none') {
    const detail = 'This text raised no doubt. What it meant is in the contact’s ledger.';
    throw new Problem('not_in_review', detail);
  }
  const entry = await inbox.get(event);
  if (!entry) throw new Error(`the inbox has lost ${event}`);
  return { event, stamp: stampOf(entry.stamp), receivedAt: entry.receivedAt.toISOString(), sender };
}
