// A person's decision about a doubtful text. It counts where that text lies, so that it undoes
// nothing that was said since.
import { recorded, reviewSource } from './drafts.js';
import { overallStatus } from './standing.js';
import { onReviewedStop } from './stopping.js';
import type { Decision, Head, ReviewDecided } from './types.js';
import { EVERY_PROGRAM } from './types.js';

/**
 * `opt_out` makes the text the opt-out that it was (47 CFR 64.1200(a)(10): what a reasonable person
 * understands as one). `none` lifts this doubt and every older one: whoever read this text had the
 * older ones before him. A doubt that came later stands in either case.
 */
export function onReview(head: Head, event: ReviewDecided): Decision {
  if (event.decision === 'opt_out') return onReviewedStop(head, event);
  return recorded({
    kind: 'unflagged',
    program: EVERY_PROGRAM,
    status: overallStatus(head),
    flag: 'in_review',
    occurredAt: event.receivedAt,
    source: reviewSource(event, 'review.none'),
  });
}
