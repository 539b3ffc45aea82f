// /v1/webhook-endpoints: where events are posted to. Posting is a worker's; here it is set up.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { IngressRoomDeps } from '../deps.js';
import {
  addEndpoint,
  changeEndpoint,
  endpointOf,
  removeEndpoint,
  rotateSecret,
  SECRET_OVERLAP_HOURS,
} from '../furnishing/endpoints.js';
import { pageOf, refusals, strict } from './schemas.js';
import {
  EndpointBody,
  EndpointChange,
  EndpointParams,
  EndpointView,
  MadeEndpointView,
  viewEndpoint,
} from './webhook-shapes.js';

const tags = ['Webhooks'];
const reading = { scope: 'webhooks:read' } as const;
const writing = { scope: 'webhooks:write' } as const;
export const RotateSecretBody = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: 24 * 7, default: SECRET_OVERLAP_HOURS },
        description: 'How long the old secret still signs beside the new one.',
      }),
    ),
  },
  { ...strict, title: 'SecretRotation', examples: [{ overlapHours: 24 }] },
);

export const webhookEndpoints: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { webhookEndpoints: endpoints } = deps.store;

  app.post(
    '/webhook-endpoints',
    {
      config: writing,
      schema: {
        operationId: 'createWebhookEndpoint',
        tags,
        summary: 'Have events posted to an address. The secret is shown in this answer only.',
        body: EndpointBody,
        response: { 201: MadeEndpointView, ...refusals(400, 409, 422) },
      },
    },
    async ({ workspace, body: wish, idempotency }, reply) => {
      // The key's own id makes the endpoint's, so that a call taken over makes no second one.
      const id = idempotency?.mint.replace(/^idem_/, 'whe_');
      const { endpoint, secret } = await addEndpoint(deps, workspace, { wish, id });
      reply.code(201).header('location', `/v1/webhook-endpoints/${endpoint._id}`);
      return { ...viewEndpoint(endpoint), secret };
    },
  );

  app.get(
    '/webhook-endpoints',
    {
      config: reading,
      schema: {
        operationId: 'listWebhookEndpoints',
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
        operationId: 'getWebhookEndpoint',
        tags,
        summary: 'One endpoint.',
        params: EndpointParams,
        response: { 200: EndpointView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => viewEndpoint(await endpointOf(deps, workspace, params.id)),
  );

  app.patch(
    '/webhook-endpoints/:id',
    {
      config: writing,
      schema: {
        operationId: 'updateWebhookEndpoint',
        tags,
        summary: 'Change an endpoint, turn it off or on again.',
        params: EndpointParams,
        body: EndpointChange,
        response: { 200: EndpointView, ...refusals(400, 404, 422) },
      },
    },
    async ({ workspace, params, body: wish }) =>
      viewEndpoint(await changeEndpoint(deps, workspace, { id: params.id, wish })),
  );

  app.post(
    '/webhook-endpoints/:id/rotate-secret',
    {
      config: writing,
      schema: {
        operationId: 'rotateWebhookSecret',
        tags,
        summary: 'A new secret, shown in this answer only; both sign while receivers change over.',
        params: EndpointParams,
        body: RotateSecretBody,
        response: { 200: MadeEndpointView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params, body: { overlapHours }, idempotency }) => {
      const change = { id: params.id, overlapHours, by: idempotency?.mint };
      const { endpoint, secret } = await rotateSecret(deps, workspace, change);
      return { ...viewEndpoint(endpoint), secret };
    },
  );

  app.delete(
    '/webhook-endpoints/:id',
    {
      config: writing,
      schema: {
        operationId: 'deleteWebhookEndpoint',
        tags,
        summary: 'Post nothing there any more; what waits for it is given up.',
        params: EndpointParams,
        response: { 204: Type.Null(), ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }, reply) => {
      await removeEndpoint(deps, workspace, params.id);
      return reply.code(204).send(null);
    },
  );
};
