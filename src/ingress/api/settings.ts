// /v1/workspace, /v1/programs, /v1/senders: what the workspace has set up. A change is in force in
// every process a second later.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { addSender, changeSender } from '../furnishing/change-sender.js';
import { changeWorkspace } from '../furnishing/change-workspace.js';
import { changeOf } from './caller.js';
import { pageOf, refusals } from './schemas.js';
import {
  SenderBody,
  SenderChange,
  SenderParams,
  SenderView,
  viewSender,
  viewWorkspace,
  WorkspaceChange,
  WorkspaceView,
} from './setting-shapes.js';

const tags = ['Settings'];
const reading = { scope: 'settings:read' } as const;
const writing = { scope: 'settings:write' } as const;

export const settings: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;

  app.get(
    '/workspace',
    {
      config: reading,
      schema: {
        operationId: 'getWorkspace',
        tags,
        summary: 'The workspace.',
        response: { 200: WorkspaceView, ...refusals() },
      },
    },
    async ({ workspace }) => viewWorkspace(await workspaceOf(store, workspace)),
  );

  app.patch(
    '/workspace',
    {
      config: writing,
      schema: {
        operationId: 'updateWorkspace',
        tags,
        summary:
          'Change the brand, whether marketing rests on holidays, or who may embed the widget.',
        description: 'Another name makes new versions of disclosures that are made from it.',
        body: WorkspaceChange,
        response: { 200: WorkspaceView, ...refusals(400, 422) },
      },
    },
    async (request) => viewWorkspace(await changeWorkspace(deps, changeOf(request), request.body)),
  );

  app.get(
    '/senders',
    {
      config: reading,
      schema: {
        operationId: 'listSenders',
        ...{ tags, summary: 'Its senders.' },
        response: { 200: pageOf(SenderView), ...refusals() },
      },
    },
    async ({ workspace }) => {
      const { senders } = await workspaceOf(store, workspace);
      return { data: Object.values(senders).map(viewSender), hasMore: false };
    },
  );

  app.post(
    '/senders',
    {
      config: writing,
      schema: {
        operationId: 'createSender',
        tags,
        summary: 'Add a number that texts come from, with its account’s token.',
        description:
          'The provider is asked whether token and number are the account’s. An account belongs ' +
          'to one workspace; the operator can share one.',
        body: SenderBody,
        response: { 201: SenderView, ...refusals(400, 409, 422, 503) },
      },
    },
    async ({ workspace, body }, reply) => {
      const sender = await addSender(deps, workspace, body);
      reply.code(201);
      return viewSender(sender);
    },
  );

  app.patch(
    '/senders/:id',
    {
      config: writing,
      schema: {
        operationId: 'updateSender',
        tags,
        summary: 'Change a sender.',
        description: 'A new token counts for every sender of its account in this workspace.',
        params: SenderParams,
        body: SenderChange,
        response: { 200: SenderView, ...refusals(400, 404, 422, 503) },
      },
    },
    async ({ workspace, params, body: change }) =>
      viewSender(await changeSender(deps, workspace, { id: params.id, change })),
  );
};
