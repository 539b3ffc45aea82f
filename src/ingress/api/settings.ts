// /v1/workspace, /v1/programs, /v1/senders: what the workspace has set up. Read only; `assent`
// changes it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { Disclosure, Purpose, pageOf } from './schemas.js';

const WorkspaceView = Type.Object({
  id: Type.String(),
  brand: Type.Object({
    name: Type.String(),
    legalName: Type.String(),
    postalAddress: Type.String(),
    supportPhone: Type.String(),
    supportEmail: Type.String(),
    locale: Type.Optional(Type.String()),
    termsUrl: Type.Optional(Type.String()),
    privacyUrl: Type.Optional(Type.String()),
  }),
});
const Words = Type.Optional(Type.Immutable(Type.Array(Type.String())));
const ProgramView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  purpose: Purpose,
  topic: Type.String(),
  frequency: Type.String(),
  frequencySpoken: Type.String(),
  validForDays: Type.Optional(Type.Integer()),
  perDayMax: Type.Optional(Type.Integer()),
  perMonthMax: Type.Optional(Type.Integer()),
  optOutReminder: Type.Optional(Type.Boolean()),
  keywords: Type.Optional(
    Type.Object(
      { optIn: Words, optOut: Words, help: Words },
      { description: 'Words of its own, beside the built-in ones.' },
    ),
  ),
  disclosure: Disclosure,
});
const SenderView = Type.Object({
  number: Type.String(),
  provider: Type.String(),
  keywordReplies: Type.Enum(['provider', 'service']),
  defaultProgram: Type.String(),
  messagesPerSecond: Type.Number(),
});
const tags = ['Settings'];
const config = { scope: 'settings:read' } as const;

export const settings: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  app.get(
    '/workspace',
    { config, schema: { tags, summary: 'The workspace.', response: { 200: WorkspaceView } } },
    async ({ workspace }) => workspaceOf(store, workspace),
  );
  app.get(
    '/programs',
    { config, schema: { tags, summary: 'Its programs.', response: { 200: pageOf(ProgramView) } } },
    async ({ workspace }) => {
      const { programs } = await workspaceOf(store, workspace);
      return { data: Object.values(programs), hasMore: false };
    },
  );
  app.get(
    '/senders',
    { config, schema: { tags, summary: 'Its senders.', response: { 200: pageOf(SenderView) } } },
    async ({ workspace }) => {
      const { senders } = await workspaceOf(store, workspace);
      return { data: Object.values(senders), hasMore: false };
    },
  );
};
