// /v1/webhook-endpoints: where events are posted to. Posting is a worker's; here it is set up.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { newId } from '../../ids.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { pageOf, refusals, strict } from './schemas.js';
import {
  EndpointBody,
  EndpointChange,
  EndpointParams,
  EndpointView,
  MadeEndpointView,
  requireAddress,
  unknownEndpoint,
  viewEndpoint,
} from './webhook-shapes.js';

const HOUR_MS = 3_600_000;
const OVERLAP_HOURS = 24;
const tags = ['Webhooks'];
const reading = { scope: 'webhooks:read' } as const;
const writing = { scope: 'webhooks:write' } as const;
const RotateBody = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: 24 * 7, default: OVERLAP_HOURS },
        description: 'How long the old secret still signs beside the new one.',
      }),
    ),
  },
  { ...strict, examples: [{ overlapHours: 24 }] },
);

export const webhookEndpoints: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (
  app,
  { store, config },
) => {
  const { webhookEndpoints: endpoints } = store;
  const allowed = config.webhookPrivateAddresses;

  app.post(
    '/webhook-endpoints',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Have events posted to an address. The secret is shown in this answer only.',
        body: EndpointBody,
        response: { 201: MadeEndpointView, ...refusals(400, 409, 422) },
      },
    },
    async ({ workspace, body, idempotency }, reply) => {
      const { url, description = '', events = [], allowPrivateAddresses = false } = body;
      const choice = { url, description, events, allowPrivateAddresses };
      requireAddress(choice, allowed);
      // The key's own id makes the endpoint's, so that a call taken over makes no second one.
      const id = idempotency?.mint.replace(/^idem_/, 'whe_') ?? newId('whe');
      const made = await endpoints.add(workspace, id, choice);
      if (!made) throw new Problem('conflict', 'There are 20 endpoints; delete one first.');
      reply.code(201).header('location', `/v1/webhook-endpoints/${id}`);
      return { ...viewEndpoint(made), secret: endpoints.secret(made) };
    },
  );

  app.get(
    '/webhook-endpoints',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Every endpoint, newest first; there are twenty at most.',
        response: { 200: pageOf(EndpointView), ...refusals(400) },
      },
    },
    async ({ workspace }) => {
      return { data: (await endpoints.list(workspace)).map(viewEndpoint), hasMore: false };
    },
  );

  app.get(
    '/webhook-endpoints/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'One endpoint.',
        params: EndpointParams,
        response: { 200: EndpointView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => {
      const found = await endpoints.get(workspace, params.id);
      if (!found) throw unknownEndpoint();
      return viewEndpoint(found);
    },
  );

  app.patch(
    '/webhook-endpoints/:id',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change an endpoint, turn it off or on again.',
        params: EndpointParams,
        body: EndpointChange,
        response: { 200: EndpointView, ...refusals(400, 404, 422) },
      },
    },
    async ({ workspace, params, body }) => {
      const found = await endpoints.get(workspace, params.id);
      if (!found) throw unknownEndpoint();
      requireAddress({ ...found, ...body }, allowed);
      const changed = await endpoints.update(workspace, params.id, body);
      if (!changed) throw unknownEndpoint();
      return viewEndpoint(changed);
    },
  );

  app.post(
    '/webhook-endpoints/:id/rotate-secret',
    {
      config: writing,
      schema: {
        tags,
        summary: 'A new secret, shown in this answer only; both sign while receivers change over.',
        params: EndpointParams,
        body: RotateBody,
        response: { 200: MadeEndpointView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params, body: { overlapHours = OVERLAP_HOURS } }) => {
      const changed = await endpoints.rotate(workspace, params.id, overlapHours * HOUR_MS);
      if (!changed) throw unknownEndpoint();
      return { ...viewEndpoint(changed), secret: endpoints.secret(changed) };
    },
  );

  app.delete(
    '/webhook-endpoints/:id',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Post nothing there any more; what waits for it is given up.',
        params: EndpointParams,
        response: { 204: Type.Null(), ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }, reply) => {
      if (!(await endpoints.remove(workspace, params.id))) throw unknownEndpoint();
      return reply.code(204).send(null);
    },
  );
};
