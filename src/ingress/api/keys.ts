// /v1/keys: API keys of the workspace. A key is shown once, in the answer that makes it; two of one
// kind work side by side while callers change over.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ROLES, SCOPES } from '../../store/access.js';
import type { ApiKey, MadeKey, RotationRefusal } from '../../store/api-keys.js';
import type { IngressRoomDeps } from '../deps.js';
import { requireOwn, scopesToGive } from '../handing-on.js';
import { fieldProblem, Problem } from '../problems.js';
import { callerOf } from './caller.js';
import { PAGE_LIMIT, PageQuery, pageOf, refusals, strict, Time } from './schemas.js';

const Scopes = Type.Array(Type.Enum([...SCOPES]), { minItems: 1, uniqueItems: true });
const Label = Type.String({ maxLength: 80, description: 'What you call it, e.g. "CRM, staging".' });
const Mode = Type.Enum(['live', 'test'], {
  description: 'A test key works only where texts go to the simulated carrier.',
});
const Moment = Type.Union([Time, Type.Null()]);
const KeyFields = {
  id: Type.String(),
  label: Type.String(),
  mode: Mode,
  scopes: Type.Array(Type.String()),
  prefix: Type.String({ description: 'How the key begins.' }),
  createdAt: Time,
  expiresAt: Moment,
  lastUsedAt: Type.Union([Time, Type.Null()], { description: 'To the minute.' }),
  revokedAt: Moment,
  replaces: Type.Union([Type.String(), Type.Null()]),
  replacedBy: Type.Union([Type.String(), Type.Null()]),
};
const KeyView = Type.Object(KeyFields);
const MadeKeyView = Type.Object({
  ...KeyFields,
  key: Type.String({ description: 'The key itself. It cannot be shown again.' }),
});
const KeyBody = Type.Object(
  {
    label: Type.Optional(Label),
    mode: Type.Optional(Mode),
    scopes: Type.Optional(Scopes),
    role: Type.Optional(
      Type.Enum([...ROLES], { description: 'Instead of scopes: all that this role has.' }),
    ),
    expiresAt: Type.Optional(Time),
  },
  { ...strict, examples: [{ label: 'CRM', role: 'agent' }] },
);
const KeyChange = Type.Object(
  { label: Type.Optional(Label), scopes: Type.Optional(Scopes), expiresAt: Type.Optional(Moment) },
  { ...strict, minProperties: 1, examples: [{ label: 'CRM, until June' }] },
);
const OVERLAP_HOURS = 24;
const RotateBody = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: 24 * 30, default: OVERLAP_HOURS },
        description: 'How long the old key still works beside the new one.',
      }),
    ),
  },
  { ...strict, examples: [{ overlapHours: 48 }] },
);
const Params = Type.Object({ id: Type.String({ pattern: '^key_[0-9a-f]{32}$' }) });
const HOUR_MS = 3_600_000;
const tags = ['Access'];
const reading = { scope: 'access:read' } as const;
const writing = { scope: 'access:write' } as const;

export const keys: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  const { accounts, clock } = store;

  app.get(
    '/keys',
    {
      config: reading,
      schema: {
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
        tags,
        summary: 'One API key.',
        params: Params,
        response: { 200: KeyView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) =>
      viewKey((await accounts.getKey(workspace, params.id)) ?? gone()),
  );

  app.post(
    '/keys',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Make an API key. It is shown in this answer only.',
        description: 'Name `scopes` or a `role`; neither may hold more than the calling key has.',
        body: KeyBody,
        response: { 201: MadeKeyView, ...refusals(400, 409, 422) },
      },
    },
    async (request, reply) => {
      const { workspace, body } = request;
      const caller = callerOf(request);
      const mode = body.mode ?? caller.mode;
      if (caller.mode === 'test' && mode === 'live') {
        throw new Problem('scope_missing', 'A test key makes test keys only.');
      }
      const made = await accounts.addKey(workspace, {
        scopes: scopesToGive(caller.scopes, body),
        test: mode === 'test',
        label: body.label,
        expiresAt: expiryOf(body.expiresAt, clock.now()) ?? undefined,
        id: request.idempotency?.mint.replace(/^idem_/, 'key_'),
      });
      reply.code(201).header('location', `/v1/keys/${made.key._id}`);
      return viewMade(made);
    },
  );

  app.patch(
    '/keys/:id',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change what a key is called, what it may do, or until when it works.',
        params: Params,
        body: KeyChange,
        response: { 200: KeyView, ...refusals(400, 404, 422) },
      },
    },
    async (request) => {
      const { workspace, params, body } = request;
      const { label, scopes, expiresAt } = body;
      if (scopes) requireOwn(callerOf(request).scopes, scopes);
      const changed = await accounts.changeKey(workspace, params.id, {
        ...(label !== undefined && { label }),
        ...(scopes !== undefined && { scopes }),
        ...(expiresAt !== undefined && { expiresAt: expiryOf(expiresAt, clock.now()) }),
      });
      return viewKey(changed ?? gone());
    },
  );

  app.post(
    '/keys/:id/rotate',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Make the key that follows this one. Both work for a while.',
        params: Params,
        body: RotateBody,
        response: { 201: MadeKeyView, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const { workspace, params, body } = request;
      const old = (await accounts.getKey(workspace, params.id)) ?? gone();
      requireOwn(callerOf(request).scopes, old.scopes);
      const made = await accounts.rotateKey(workspace, params.id, {
        overlapMs: (body.overlapHours ?? OVERLAP_HOURS) * HOUR_MS,
        newKeyId: request.idempotency?.mint.replace(/^idem_/, 'key_'),
      });
      if (typeof made === 'string') throw notRotated(made);
      reply.code(201).header('location', `/v1/keys/${made.key._id}`);
      return viewMade(made);
    },
  );

  app.post(
    '/keys/:id/revoke',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Revoke a key: within a second it works nowhere any more.',
        params: Params,
        response: { 200: KeyView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => {
      await accounts.revokeKey(workspace, params.id);
      return viewKey((await accounts.getKey(workspace, params.id)) ?? gone());
    },
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

/** @throws Problem 422 for a moment that has passed: the key would never have worked. */
function expiryOf(given: string | null | undefined, now: Date): Date | null {
  if (given === undefined || given === null) return null;
  const at = new Date(given);
  if (at > now) return at;
  const detail = '/expiresAt has passed. To end a key now, revoke it.';
  throw fieldProblem('invalid_setting', '/expiresAt', detail);
}

function gone(): never {
  throw new Problem('not_found', 'There is no key of this id that could be shown or changed.');
}

const NOT_ROTATED: Readonly<Record<RotationRefusal, string>> = {
  unknown: 'This key does not work any more. Make a new one.',
  has_successor: 'It has a successor that works. Revoke one of the two first.',
  has_predecessor: 'The key that it follows still works. Revoke that one first.',
};

const notRotated = (why: RotationRefusal) => new Problem('conflict', NOT_ROTATED[why]);
