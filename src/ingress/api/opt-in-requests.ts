// /v1/opt-in-requests: somebody is asked for consent. Asking changes no consent; the answer does.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { REQUEST_METHODS } from '../../consent/request-status.js';
import type { IngressRoomDeps } from '../deps.js';
import { ask } from '../asking.js';
import { callerOf } from './caller.js';
import { EXAMPLES } from './examples.js';
import { InlineRecord, toInput } from './record-shapes.js';
import {
  RequestPage,
  RequestParams,
  RequestView,
  unknownRequest,
  requestViewer,
} from './request-view.js';
import { ExternalId, PAGE_LIMIT, PageQuery, refusals, Slug, strict } from './schemas.js';

const AskBody = Type.Object(
  {
    record: InlineRecord,
    method: Type.Enum([...REQUEST_METHODS]),
    program: Type.Optional(Slug),
  },
  {
    ...{ ...strict, title: 'OptInRequestInput' },
    examples: [{ record: { externalId: EXAMPLES.record }, method: 'qr', program: 'updates' }],
  },
);
const tags = ['Opt-in requests'];

export const optInRequests: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;
  const view = requestViewer(deps);
  app.post(
    '/opt-in-requests',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'createOptInRequest',
        tags,
        summary: 'Ask for consent. While one of the method is open for the record, it is returned.',
        body: AskBody,
        response: { 200: RequestView, 201: RequestView, ...refusals(400, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { workspace, body } = request;
      const { method, program } = body;
      const record = toInput(body.record, '/record');
      const by = callerOf(request).who;
      const asking = { record, method, by, ...(program && { program }) };
      const asked = await ask(deps, workspace, asking);
      reply.code(asked.created ? 201 : 200);
      reply.header('location', `/v1/opt-in-requests/${asked.request._id}`);
      return view(asked.request);
    },
  );

  app.get(
    '/opt-in-requests',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'listOptInRequests',
        tags,
        summary: 'Requests, newest first.',
        querystring: Type.Object(
          {
            ...PageQuery,
            record: Type.Optional(ExternalId),
            status: Type.Optional(RequestView.properties.status),
            method: Type.Optional(RequestView.properties.method),
          },
          strict,
        ),
        response: { 200: RequestPage, ...refusals(400) },
      },
    },
    async ({ workspace, query }) => {
      const page = await store.requests.list(workspace, { limit: PAGE_LIMIT, ...query });
      const ids = page.data.map(({ _id }) => _id);
      const scans = await store.scans.of(workspace, ids);
      const data = page.data.map((request) => view(request, scans.get(request._id)));
      return { data, hasMore: page.hasMore };
    },
  );

  app.get(
    '/opt-in-requests/:id',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'getOptInRequest',
        tags,
        summary: 'One request.',
        params: RequestParams,
        response: { 200: RequestView, ...refusals(404) },
      },
    },
    async ({ workspace, params }) => {
      const [request, scans] = await Promise.all([
        store.requests.get(workspace, params.id),
        store.scans.of(workspace, [params.id]),
      ]);
      if (!request) throw unknownRequest();
      return view(request, scans.get(params.id));
    },
  );
};
