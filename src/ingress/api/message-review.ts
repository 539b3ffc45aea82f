// POST /v1/messages/{id}/review: somebody read a doubtful text and says what it means. The decision
// is an act like any other and counts where the text lies.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { ReviewDecided } from '../../consent/types.js';
import { stampOf } from '../../store/stamps.js';
import type { Store } from '../../store/store.js';
import { toldBy } from '../acts.js';
import type { IngressRoomDeps } from '../deps.js';
import { doubtsOf } from '../message-doubts.js';
import { Problem } from '../problems.js';
import { ActAnswer, answerWith } from './act-answer.js';
import { MessageParams, unknownMessage } from './message-shapes.js';
import { refusals, strict } from './schemas.js';

const ReviewBody = Type.Object(
  {
    decision: Type.Enum(['opt_out', 'none']),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
  },
  {
    ...{ ...strict, title: 'Review' },
    description: '`opt_out` ends every program; `none` lifts this doubt and every older one.',
    examples: [{ decision: 'opt_out', note: 'She meant every text, I called her.' }],
  },
);

export const messageReview: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (
  app,
  { store, acts },
) => {
  app.post(
    '/messages/:id/review',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'reviewMessage',
        tags: ['Messages'],
        summary: 'Say what a doubtful text means.',
        description:
          '`opt_out` may be said of any text that a person sent, `none` only of one that waits ' +
          'for a review. The same decision again gets the same entry.',
        params: MessageParams,
        body: ReviewBody,
        response: { 200: ActAnswer, ...refusals(400, 404, 409, 503) },
      },
    },
    async (request) => {
      const { workspace, params, body } = request;
      const { decision, note } = body;
      const message = await store.messages.eventOf(workspace, params.id);
      if (!message) throw unknownMessage();
      const { contact } = message;
      const reviewed = await reviewedText(store, workspace, message, decision);
      const entry = await acts.submit({
        ...{ workspace, contact, type: 'review' },
        intent: decision === 'opt_out' ? 'opt_out' : 'none',
        origin: `review/${params.id}/${decision}`,
        told: {
          ...{ message: params.id, reviewed, decision },
          ...(note !== undefined && { note }),
          by: toldBy(request),
        },
      });
      return answerWith(contact, entry);
    },
  );
};

/** The text as it lies among the acts. @throws Problem 409 when there is no doubt to be lifted. */
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
