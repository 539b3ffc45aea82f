// /v1/programs: what the workspace texts about, and every wording that it ever showed for it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { addProgram, changeProgram, programOf } from '../furnishing/change-workspace.js';
import { changeOf } from './caller.js';
import { pageOf, refusals } from './schemas.js';
import {
  DisclosureVersion,
  ProgramBody,
  ProgramChange,
  ProgramParams,
  ProgramView,
  viewDisclosures,
} from './setting-shapes.js';

const tags = ['Settings'];
const reading = { scope: 'settings:read' } as const;
const writing = { scope: 'settings:write' } as const;

export const programs: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;

  app.get(
    '/programs',
    {
      config: reading,
      schema: {
        operationId: 'listPrograms',
        ...{ tags, summary: 'Its programs.' },
        response: { 200: pageOf(ProgramView), ...refusals() },
      },
    },
    async ({ workspace }) => {
      const found = await workspaceOf(store, workspace);
      return { data: Object.values(found.programs), hasMore: false };
    },
  );

  app.get(
    '/programs/:program',
    {
      config: reading,
      schema: {
        operationId: 'getProgram',
        ...{ tags, summary: 'One program.', params: ProgramParams },
        response: { 200: ProgramView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => programOf(deps, workspace, params.program),
  );

  app.get(
    '/programs/:program/disclosures',
    {
      config: reading,
      schema: {
        operationId: 'listDisclosures',
        tags,
        summary: 'Every version of its wording, newest first. None ever changes.',
        params: ProgramParams,
        response: { 200: pageOf(DisclosureVersion), ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => {
      const program = await programOf(deps, workspace, params.program);
      const past = await store.disclosures.list(workspace, program.id);
      return { data: viewDisclosures(program, past), hasMore: false };
    },
  );

  app.post(
    '/programs',
    {
      config: writing,
      schema: {
        operationId: 'createProgram',
        ...{ tags, summary: 'Add a program.', body: ProgramBody },
        response: { 201: ProgramView, ...refusals(400, 409, 422) },
      },
    },
    async (request, reply) => {
      const program = await addProgram(deps, changeOf(request), request.body);
      reply.code(201).header('location', `/v1/programs/${program.id}`);
      return program;
    },
  );

  app.patch(
    '/programs/:program',
    {
      config: writing,
      schema: {
        operationId: 'updateProgram',
        tags,
        summary: 'Change a program. Other words of its disclosure are its next version.',
        params: ProgramParams,
        body: ProgramChange,
        response: { 200: ProgramView, ...refusals(400, 404, 422) },
      },
    },
    async (request) => {
      const { params, body: wish } = request;
      return changeProgram(deps, changeOf(request), { id: params.program, wish });
    },
  );
};
