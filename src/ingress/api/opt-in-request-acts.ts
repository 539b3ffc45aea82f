// What people do with an opt-in request that stands: take it back, or say whose act it was.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { IngressRoomDeps } from '../deps.js';
import { inviteAgain } from '../inviting.js';
import { matchRequest, noneOfThem } from '../matching.js';
import { Problem } from '../problems.js';
import { callerOf } from './caller.js';
import { RequestParams, RequestView, unknownRequest, requestViewer } from './request-view.js';
import { ContactId, refusals, strict } from './schemas.js';

const tags = ['Opt-in requests'];
const UseNumber = Type.Boolean({
  description:
    'The record has this number from now on, instead of its own. A record without one gets it anyway.',
});

const Match = Type.Object(
  { contact: ContactId, useNumber: Type.Optional(UseNumber) },
  { ...strict, title: 'Match' },
);

export const optInRequestActs: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;
  const view = requestViewer(deps);
  app.post(
    '/opt-in-requests/:id/cancel',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'cancelOptInRequest',
        tags,
        summary: 'Take a request back. Consent that was given stays.',
        params: RequestParams,
        response: { 200: RequestView, ...refusals(404, 409) },
      },
    },
    async (request) => {
      const { workspace, params } = request;
      const standing = await store.requests.get(workspace, params.id);
      if (!standing) throw unknownRequest();
      const cancelled = await noneOfThem(store, standing, callerOf(request).who);
      if (cancelled) return view(cancelled);
      const now = (await store.requests.get(workspace, params.id)) ?? standing;
      if (now.status === 'cancelled') return view(now);
      throw new Problem('conflict', `The request is ${now.status} and can be cancelled no more.`);
    },
  );

  app.post(
    '/opt-in-requests/:id/resend',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'resendOptInRequest',
        tags,
        summary: 'Send the e-mail of an open request once more; a few times a day at most.',
        params: RequestParams,
        response: { 200: RequestView, ...refusals(404, 409, 422, 429) },
      },
    },
    async ({ workspace, params }) => {
      const standing = await store.requests.get(workspace, params.id);
      if (!standing) throw unknownRequest();
      return view(await inviteAgain(deps, standing));
    },
  );

  app.post(
    '/opt-in-requests/:id/match',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'matchOptInRequest',
        tags,
        summary: 'Say that an act from another number was this record’s person.',
        params: RequestParams,
        body: Match,
        response: { 200: RequestView, ...refusals(400, 404, 409) },
      },
    },
    async (request) => {
      const { workspace, params, body } = request;
      const match = { ...body, by: callerOf(request).who };
      const matched = await matchRequest(store, workspace, params.id, match);
      if (matched) return view(matched);
      if (!(await store.requests.get(workspace, params.id))) throw unknownRequest();
      throw new Problem(
        'conflict',
        'This request does not wait for a match with that contact. `candidates` lists those that it does.',
      );
    },
  );
};
