// POST /v1/messages/{id}/review: somebody read a doubtful text and says what it means. The decision
// is an act like any other and counts where the text lies.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { toldBy } from '../acts.js';
import type { IngressRoomDeps } from '../deps.js';
import { decideReview } from '../reviewing.js';
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

export const messageReview: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
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
      const by = toldBy(request);
      const reviewed = await decideReview(deps, workspace, params.id, { ...body, by });
      if (!reviewed) throw unknownMessage();
      return answerWith(reviewed.contact, reviewed.entry);
    },
  );
};
