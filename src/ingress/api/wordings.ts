// GET /v1/wordings/{hash}: a text that evidence names by its hash, years after it was shown.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { EXAMPLES } from './examples.js';
import { idLike, refusals, Time } from './schemas.js';

const Params = Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const WordingView = Type.Object(
  {
    hash: idLike(EXAMPLES.hash),
    kind: Type.Enum(['disclosure', 'terms', 'privacy', 'invitation']),
    version: Type.Integer({ examples: [3] }),
    text: idLike(EXAMPLES.disclosure),
    keptAt: Time,
  },
  { title: 'Wording' },
);

export const wordings: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  app.get(
    '/wordings/:hash',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'getWording',
        tags: ['Contacts'],
        summary: 'A text that was shown or in force, as evidence names it.',
        description:
          'Disclosures, hosted terms and privacy policies, and invitations with names in braces ' +
          'where something personal stood. `hash` is the SHA-256 of `text`.',
        params: Params,
        response: { 200: WordingView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => {
      const [found] = await store.wordings.many(workspace, [params.hash]);
      if (!found) throw new Problem('not_found', 'No text of this hash was ever shown.');
      return { ...found, keptAt: found.keptAt.toISOString() };
    },
  );
};
