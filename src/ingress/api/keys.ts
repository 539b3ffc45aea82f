// /v1/keys: API keys of the workspace. A key is shown once, in the answer that makes it; two of one
// kind work side by side while callers change over.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ROLES, SCOPES } from '../../store/access.js';
import type { ApiKey, MadeKey } from '../../store/api-keys.js';
import type { IngressRoomDeps } from '../deps.js';
import {
  changeKey,
  KEY_OVERLAP_HOURS,
  keyOf,
  makeKey,
  revokeKey,
  rotateKey,
} from '../furnishing/keys.js';
import { callerOf } from './caller.js';
import { EXAMPLES } from './examples.js';
import { idLike, PAGE_LIMIT, PageQuery, pageOf, refusals, strict, Time } from './schemas.js';

const ScopeName = Type.Enum([...SCOPES], { title: 'Scope' });
const Scopes = Type.Array(ScopeName, { minItems: 1, uniqueItems: true });
const Label = Type.String({ maxLength: 80, description: 'What you call it, e.g. "CRM, staging".' });
const Mode = Type.Enum(['live', 'test'], {
  description: 'A test key works only where texts go to the simulated carrier.',
});
const Moment = Type.Union([Time, Type.Null()], { examples: [null] });
const Other = Type.Union([Type.String(), Type.Null()], { examples: [null] });
const KeyFields = {
  id: idLike(EXAMPLES.key),
  label: idLike('CRM, staging'),
  mode: Mode,
  scopes: Type.Array(ScopeName),
  prefix: idLike('ask_live_4Qz9', 'How the key begins.'),
  createdAt: Time,
  expiresAt: Moment,
  lastUsedAt: Type.Union([Time, Type.Null()], { description: 'To the minute.' }),
  revokedAt: Moment,
  replaces: Other,
  replacedBy: Other,
};
const KeyView = Type.Object(KeyFields, { title: 'ApiKey' });
const MadeKeyView = Type.Object(
  { ...KeyFields, key: idLike('ask_live_4Qz9…', 'The key itself. It cannot be shown again.') },
  { title: 'MadeApiKey' },
);
export const KeyBody = Type.Object(
  {
    label: Type.Optional(Label),
    mode: Type.Optional(Mode),
    scopes: Type.Optional(Scopes),
    role: Type.Optional(
      Type.Enum([...ROLES], { description: 'Instead of scopes: all that this role has.' }),
    ),
    expiresAt: Type.Optional(Time),
  },
  { ...strict, title: 'ApiKeyInput', examples: [{ label: 'CRM', role: 'agent' }] },
);
const KeyChange = Type.Object(
  { label: Type.Optional(Label), scopes: Type.Optional(Scopes), expiresAt: Type.Optional(Moment) },
  {
    ...{ ...strict, minProperties: 1, title: 'ApiKeyChange' },
    examples: [{ label: 'CRM, until June' }],
  },
);
export const RotateBody = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: 24 * 30, default: KEY_OVERLAP_HOURS },
        description: 'How long the old key still works beside the new one.',
      }),
    ),
  },
  { ...strict, title: 'KeyRotation', examples: [{ overlapHours: 48 }] },
);
const Params = Type.Object({ id: Type.String({ pattern: '^key_[0-9a-f]{32}$' }) });
const tags = ['Access'];
const reading = { scope: 'access:read' } as const;
const writing = { scope: 'access:write' } as const;

export const keys: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  const { accounts } = store;

  app.get(
    '/keys',
    {
      config: reading,
      schema: {
        operationId: 'listKeys',
        tags,
        summary: 'API keys, newest first; revoked ones stay listed.',
        querystring: Type.Object(PageQuery, strict),
        response: { 200: pageOf(KeyView), ...refusals(400) },
      },
    },
    async ({ workspace, query: { limit = PAGE_LIMIT, startingAfter } }) => {
      const found = await accounts.listKeys(workspace, { limit: limit + 1, startingAfter });
      return { data: found.slice(0, limit).map(viewKey), hasMore: found.length > limit };
    },
  );

  app.get(
    '/keys/:id',
    {
      config: reading,
      schema: {
        operationId: 'getKey',
        tags,
        summary: 'One API key.',
        params: Params,
        response: { 200: KeyView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => viewKey(await keyOf(store, workspace, params.id)),
  );

  app.post(
    '/keys',
    {
      config: writing,
      schema: {
        operationId: 'createKey',
        tags,
        summary: 'Make an API key. It is shown in this answer only.',
        description: 'Name `scopes` or a `role`; neither may hold more than the calling key has.',
        body: KeyBody,
        response: { 201: MadeKeyView, ...refusals(400, 409, 422) },
      },
    },
    async (request, reply) => {
      const { workspace, body: wish } = request;
      const id = request.idempotency?.mint.replace(/^idem_/, 'key_');
      const made = await makeKey(store, workspace, { giver: callerOf(request), wish, id });
      reply.code(201).header('location', `/v1/keys/${made.key._id}`);
      return viewMade(made);
    },
  );

  app.patch(
    '/keys/:id',
    {
      config: writing,
      schema: {
        operationId: 'updateKey',
        tags,
        summary: 'Change what a key is called, what it may do, or until when it works.',
        params: Params,
        body: KeyChange,
        response: { 200: KeyView, ...refusals(400, 404, 422) },
      },
    },
    async (request) => {
      const { workspace, params, body: wish } = request;
      const change = { giver: callerOf(request), wish };
      return viewKey(await changeKey(store, workspace, params.id, change));
    },
  );

  app.post(
    '/keys/:id/rotate',
    {
      config: writing,
      schema: {
        operationId: 'rotateKey',
        tags,
        summary: 'Make the key that follows this one. Both work for a while.',
        params: Params,
        body: RotateBody,
        response: { 201: MadeKeyView, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const { workspace, params, body } = request;
      const made = await rotateKey(store, workspace, params.id, {
        giver: callerOf(request),
        overlapHours: body.overlapHours,
        newKeyId: request.idempotency?.mint.replace(/^idem_/, 'key_'),
      });
      reply.code(201).header('location', `/v1/keys/${made.key._id}`);
      return viewMade(made);
    },
  );

  app.post(
    '/keys/:id/revoke',
    {
      config: writing,
      schema: {
        operationId: 'revokeKey',
        tags,
        summary: 'Revoke a key: within a second it works nowhere any more.',
        params: Params,
        response: { 200: KeyView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => viewKey(await revokeKey(store, workspace, params.id)),
  );
};

function viewKey({ _id, workspace: _workspace, ...key }: ApiKey) {
  return {
    ...{ ...key, id: _id, scopes: [...key.scopes] },
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}

const viewMade = ({ key, plaintext }: MadeKey) => ({ ...viewKey(key), key: plaintext });
