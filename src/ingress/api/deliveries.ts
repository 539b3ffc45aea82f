// What came of posting events: every try with what was answered, a test, and posting once more.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { canFail } from '../../can-fail.js';
import { newId } from '../../ids.js';
import { effectOfDelivery, type NewDelivery } from '../../store/deliveries.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';
import {
  DeliveryId,
  DeliveryStatusName,
  DeliveryView,
  EndpointParams,
  unknownEndpoint,
  viewDelivery,
} from './webhook-shapes.js';

const tags = ['Webhooks'];
const writing = { scope: 'webhooks:write' } as const;

export const deliveries: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store, queues, log } = deps;

  /** The delivery first and the effect after it: what is worked on can be seen. */
  async function queue(delivery: NewDelivery) {
    const { _id, workspace, endpoint: sender, event } = delivery;
    const id = effectOfDelivery(_id);
    await store.deliveries.add([delivery]);
    const dueAt = store.clock.now();
    await store.effects.record([{ _id: id, channel: 'webhooks', workspace, sender, event, dueAt }]);
    const hint = { channel: 'webhooks', workspace, id, urgent: false } as const;
    const hinted = queues.addEffects([hint], store.clock.iso());
    await canFail(hinted, 'a delivery waits for the relay', log);
    const made = await store.deliveries.get(workspace, _id);
    if (!made) throw new Error('a delivery is gone that was just made');
    return viewDelivery(made);
  }

  async function requireEnabled(workspace: string, id: string): Promise<void> {
    const endpoint = await store.webhookEndpoints.get(workspace, id);
    if (!endpoint) throw unknownEndpoint();
    if (endpoint.status === 'enabled') return;
    const detail = 'The endpoint is disabled. Turn it on with PATCH and {"status": "enabled"}.';
    throw new Problem('conflict', detail);
  }

  app.post(
    '/webhook-endpoints/:id/test',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Post a test event (`webhook.test`) there, signed like any other.',
        params: EndpointParams,
        response: { 202: DeliveryView, ...refusals(400, 404, 409) },
      },
    },
    async ({ workspace, params: { id: endpoint }, idempotency }, reply) => {
      await requireEnabled(workspace, endpoint);
      const _id = idempotency?.mint.replace(/^idem_/, 'dl_') ?? newId('dl');
      const event = _id.replace(/^dl_/, 'test_');
      reply.code(202);
      return queue({ _id, workspace, endpoint, event, type: 'webhook.test' });
    },
  );

  app.get(
    '/webhook-endpoints/:id/deliveries',
    {
      config: { scope: 'webhooks:read' },
      schema: {
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
      if (found.data.length === 0 && !(await store.webhookEndpoints.get(workspace, endpoint))) {
        throw unknownEndpoint();
      }
      return { data: found.data.map(viewDelivery), hasMore: found.hasMore };
    },
  );

  app.post(
    '/deliveries/:id/redeliver',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Post an event once more, with the id that it had.',
        params: Type.Object({ id: DeliveryId }),
        response: { 202: DeliveryView, ...refusals(400, 404, 409) },
      },
    },
    async ({ workspace, params, idempotency }, reply) => {
      const before = await store.deliveries.get(workspace, params.id);
      if (!before) throw new Problem('not_found', 'There is no delivery of this id.');
      const { endpoint, event, type } = before;
      await requireEnabled(workspace, endpoint);
      const _id = idempotency?.mint.replace(/^idem_/, 'dl_') ?? newId('dl');
      reply.code(202);
      return queue({ _id, workspace, endpoint, event, type, redeliveryOf: params.id });
    },
  );
};
