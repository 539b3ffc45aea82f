// What came of posting events: every try with what was answered, a test, and posting once more.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { IngressRoomDeps } from '../deps.js';
import { endpointOf, redeliver, testEndpoint } from '../furnishing/endpoints.js';
import { requirePlace } from './going-on.js';
import { PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';
import {
  DeliveryId,
  DeliveryStatusName,
  DeliveryView,
  EndpointParams,
  viewDelivery,
} from './webhook-shapes.js';

const tags = ['Webhooks'];
const writing = { scope: 'webhooks:write' } as const;

export const deliveries: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;

  app.post(
    '/webhook-endpoints/:id/test',
    {
      config: writing,
      schema: {
        operationId: 'testWebhookEndpoint',
        tags,
        summary: 'Post a test event (`webhook.test`) there, signed like any other.',
        params: EndpointParams,
        response: { 202: DeliveryView, ...refusals(400, 404, 409) },
      },
    },
    async ({ workspace, params: { id: endpoint }, idempotency }, reply) => {
      const id = idempotency?.mint.replace(/^idem_/, 'dl_');
      reply.code(202);
      return viewDelivery(await testEndpoint(deps, workspace, { endpoint, id }));
    },
  );

  app.get(
    '/webhook-endpoints/:id/deliveries',
    {
      config: { scope: 'webhooks:read' },
      schema: {
        operationId: 'listDeliveries',
        tags,
        summary: 'What was posted there in the last 30 days and what it answered, newest first.',
        params: EndpointParams,
        querystring: Type.Object(
          { ...PageQuery, status: Type.Optional(DeliveryStatusName) },
          strict,
        ),
        response: { 200: pageOf(DeliveryView), ...refusals(400, 404) },
      },
    },
    async ({ workspace, params: { id: endpoint }, query }) => {
      const page = { limit: PAGE_LIMIT, ...query, endpoint };
      const found = await store.deliveries.list(workspace, page);
      // Those of a deleted endpoint can still be read.
      if (found.data.length === 0) await endpointOf(deps, workspace, endpoint);
      await requirePlace(found, query, (id) => store.deliveries.get(workspace, id));
      return { data: found.data.map(viewDelivery), hasMore: found.hasMore };
    },
  );

  app.post(
    '/deliveries/:id/redeliver',
    {
      config: writing,
      schema: {
        operationId: 'redeliver',
        tags,
        summary: 'Post an event once more, with the id that it had.',
        params: Type.Object({ id: DeliveryId }),
        response: { 202: DeliveryView, ...refusals(400, 404, 409) },
      },
    },
    async ({ workspace, params: { id: delivery }, idempotency }, reply) => {
      const id = idempotency?.mint.replace(/^idem_/, 'dl_');
      reply.code(202);
      return viewDelivery(await redeliver(deps, workspace, { delivery, id }));
    },
  );
};
