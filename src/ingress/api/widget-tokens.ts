// POST /v1/widget-tokens: a short-lived token for <assent-opt-in>, made by the CRM's server for one
// record and given to the page that one of its people has open.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { REQUEST_METHODS } from '../../consent/request-status.js';
import type { IngressRoomDeps } from '../deps.js';
import { fieldProblem } from '../problems.js';
import { callerOf } from './caller.js';
import { EXAMPLES } from './examples.js';
import { ExternalId, idLike, refusals, strict, Time } from './schemas.js';

/** A page that stays open longer asks its server for another one. */
const TTL_SECONDS = { least: 60, usual: 900, most: 8 * 3_600 } as const;

const TokenBody = Type.Object(
  {
    record: ExternalId,
    methods: Type.Optional(
      Type.Array(Type.Enum([...REQUEST_METHODS]), {
        ...{ minItems: 1, uniqueItems: true },
        description: 'Ways of asking that it allows. Left out: all.',
      }),
    ),
    ttl: Type.Optional(
      Type.Integer({
        minimum: TTL_SECONDS.least,
        maximum: TTL_SECONDS.most,
        description: `Seconds; ${TTL_SECONDS.usual} if left out.`,
      }),
    ),
    agent: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 64, pattern: '^[\\w.:@-]+$' },
        description: 'Which of its people it is for, by the CRM’s id: part of the evidence.',
      }),
    ),
  },
  {
    ...{ ...strict, title: 'WidgetTokenInput' },
    examples: [{ record: EXAMPLES.record, methods: ['text_to_join', 'email'] }],
  },
);
const TokenView = Type.Object(
  { token: idLike('wgt_brightside.AXf4…'), expiresAt: Time },
  { title: 'WidgetToken' },
);

export const widgetTokens: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  app.post(
    '/widget-tokens',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'createWidgetToken',
        tags: ['Widget'],
        summary: 'A token for <assent-opt-in>: one record, some ways of asking, some minutes.',
        description: 'It ends early with the key or person that made it.',
        body: TokenBody,
        response: { 201: TokenView, ...refusals(400, 'unknown_record') },
      },
    },
    async (request, reply) => {
      const { workspace, body } = request;
      const { record, methods, ttl = TTL_SECONDS.usual, agent } = body;
      if (!(await store.records.get(workspace, record))) {
        const detail = 'There is no such record. Tell us of it with PUT /v1/records/{externalId}.';
        throw fieldProblem('unknown_record', '/record', detail);
      }
      const expiresAt = new Date(store.clock.now().getTime() + ttl * 1_000);
      const { who } = callerOf(request);
      const token = store.widgetTokens.seal({
        ...{ workspace, record, expiresAt },
        ...(methods && { methods }),
        by: agent === undefined ? who : { ...who, agent },
      });
      reply.code(201).header('cache-control', 'no-store');
      return { token, expiresAt: expiresAt.toISOString() };
    },
  );
};
