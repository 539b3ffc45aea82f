// /v1/programs: what the workspace texts about, and every wording that it ever showed for it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Program } from '../../store/workspaces.js';
import { workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { planProgram, type ProgramWish } from '../furnishing/program-plan.js';
import { Problem } from '../problems.js';
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
  const { store, config } = deps;

  app.get(
    '/programs',
    {
      config: reading,
      schema: {
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
        ...{ tags, summary: 'One program.', params: ProgramParams },
        response: { 200: ProgramView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => programOf(workspace, params.program),
  );

  app.get(
    '/programs/:program/disclosures',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Every version of its wording, newest first. None ever changes.',
        params: ProgramParams,
        response: { 200: pageOf(DisclosureVersion), ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => {
      const program = await programOf(workspace, params.program);
      const past = await store.disclosures.list(workspace, program.id);
      return { data: viewDisclosures(program, past), hasMore: false };
    },
  );

  app.post(
    '/programs',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Add a program.', body: ProgramBody },
        response: { 201: ProgramView, ...refusals(400, 409, 422) },
      },
    },
    async ({ workspace, body: { id, ...wish } }, reply) => {
      await save(workspace, id, wish, (there) => {
        if (there) throw new Problem('conflict', `There is a program ${JSON.stringify(id)}.`);
      });
      reply.code(201).header('location', `/v1/programs/${id}`);
      return programOf(workspace, id);
    },
  );

  app.patch(
    '/programs/:program',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change a program. Other words of its disclosure are its next version.',
        params: ProgramParams,
        body: ProgramChange,
        response: { 200: ProgramView, ...refusals(400, 404, 422) },
      },
    },
    async ({ workspace, params, body }) => {
      await save(workspace, params.program, body, (there) => {
        if (!there) throw unknownProgram(params.program);
      });
      return programOf(workspace, params.program);
    },
  );

  async function save(
    workspace: string,
    id: string,
    wish: ProgramWish,
    check: (there: boolean) => void,
  ): Promise<void> {
    const place = { publicUrl: config.publicUrl, workspace };
    await store.workspaces.change(workspace, (found) => {
      check(Object.hasOwn(found.programs, id));
      return { programs: [planProgram(place, found, id, wish)] };
    });
  }

  async function programOf(workspace: string, id: string): Promise<Program> {
    const found = await workspaceOf(store, workspace);
    const program = Object.hasOwn(found.programs, id) ? found.programs[id] : undefined;
    if (!program) throw unknownProgram(id);
    return program;
  }
};

const unknownProgram = (id: string) =>
  new Problem('not_found', `There is no program ${JSON.stringify(id)}.`);
