// /console/settings/keys: what programs call the API with. A key is shown on the page that makes it
// and nowhere after.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { newId } from '../../../ids.js';
import { reachesHandsets } from '../../../senders/providers.js';
import { ROLES, SCOPES } from '../../../store/access.js';
import type { ApiKey, MadeKey } from '../../../store/api-keys.js';
import { callerOf } from '../../api/caller.js';
import { KeyBody, RotateBody } from '../../api/keys.js';
import type { IngressRoomDeps } from '../../deps.js';
import { keyOf, makeKey, revokeKey, rotateKey } from '../../furnishing/keys.js';
import { Problem } from '../../problems.js';
import { sayAgo, sayWhen } from '../spoken-time.js';
import { type Faults, type Field, numberOrNull, shown, type Values } from './fields.js';
import { type FormRequest, goOn, type Sent, tryForm, valuesOf } from './forms.js';
import { showPage } from './room.js';

const reading = { config: { scope: 'access:read' } } as const;
const writing = { config: { scope: 'access:write' } } as const;
const LIST = '/console/settings/keys';
const BACK = { href: LIST, label: 'API keys' };
const KEYS_MAX = 100;
const ID = /^key_[0-9a-f]{32}$/;

const FIELDS: readonly Field[] = [
  { ...{ name: 'label', label: 'What it is for', optional: true }, hint: '“CRM, production”.' },
  {
    ...{ name: 'mode', label: 'Kind', kind: 'select' },
    options: [
      ['live', 'Live: texts reach real handsets'],
      ['test', 'Test: works only with the simulated carrier'],
    ],
  },
  {
    ...{ name: 'role', label: 'What it may do', kind: 'select' },
    options: [
      ...ROLES.map((role) => [role, `Everything that the role ${role} may`] as const),
      ['', 'Only what is ticked below'] as const,
    ],
    hint: 'As little as the caller needs.',
  },
  {
    ...{ name: 'until', label: 'Works until the end of', kind: 'date', optional: true },
    hint: 'A day, in UTC. Empty: until it is revoked.',
  },
];
const FAULT_FIELDS: readonly Field[] = [
  ...FIELDS,
  { name: 'expiresAt', label: 'The day' },
  { name: 'scopes', label: 'What it may do' },
];
const OVERLAP: readonly Field[] = [
  {
    ...{ name: 'overlapHours', label: 'Hours that both keys work', kind: 'number' },
    hint: 'Long enough to change every caller over; 0 ends the old one at once.',
  },
];

export function keysPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store, config } = deps;

  scope.get('/settings/keys', reading, async (request: FormRequest, reply) => {
    const keys = await store.accounts.listKeys(request.workspace, { limit: KEYS_MAX });
    const now = store.clock.now();
    const all = keys.map((key) => viewOf(key, now));
    return showPage(deps, request, reply, [
      'keys',
      {
        ...{ title: 'API keys', tab: 'keys', change: 'access:write' },
        lead: 'What your CRM calls the API with. Only the beginning of a key is kept.',
        act: { href: `${LIST}/new`, label: 'Make a key' },
        working: all.filter(({ works }) => works),
        ended: all.filter(({ works }) => !works),
      },
    ]);
  });

  const showNew = (request: FormRequest, reply: FastifyReply, { values, faults, status }: Sent) =>
    showPage(deps, request, reply, [
      'key',
      {
        ...{ title: 'Make a key', tab: 'keys', change: 'access:write', back: BACK, deeper: true },
        ...(status !== undefined && { status }),
        ...(faults && { faults }),
        fields: shown(FIELDS, values, withDay(faults)),
        scopes: SCOPES.map((name) => ({ name, ticked: values[`scope.${name}`] === 'yes' })),
        scopesFault: faults?.fields['scopes'],
        mint: newId('key'),
      },
    ]);

  scope.get('/settings/keys/new', writing, async (request: FormRequest, reply) => {
    const mode = reachesHandsets(config) ? 'live' : 'test';
    return showNew(request, reply, { values: { mode, role: 'agent' } });
  });

  scope.post('/settings/keys/new', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const { mint = '' } = values;
    const form = { fields: FAULT_FIELDS, schema: KeyBody, body: bodyOf(values) };
    const tried = await tryForm(request, form, async (wish) => {
      await requireFresh(request.workspace, mint);
      const giver = callerOf(request);
      return makeKey(store, request.workspace, { giver, wish, id: mint });
    });
    if ('faults' in tried) return showNew(request, reply, { values, ...tried });
    return showOnce(deps, request, reply, tried.done);
  });

  /** A page that is loaded again must not make the key anew that was just copied from it. */
  async function requireFresh(workspace: string, mint: string): Promise<void> {
    if (ID.test(mint) && !(await store.accounts.getKey(workspace, mint))) return;
    const detail =
      'This key was made already and cannot be shown again. If nobody has it, revoke it in the ' +
      'list and make another one.';
    throw new Problem('conflict', detail);
  }

  keyActs(scope, deps);
}

/** Following a key and ending it, each asked once. */
function keyActs(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;

  async function askRotate(request: FormRequest, reply: FastifyReply, sent?: Sent) {
    const key = await keyOf(store, request.workspace, request.params['id'] ?? '');
    const values = sent?.values ?? { overlapHours: '24' };
    return showPage(deps, request, reply, [
      'confirm',
      {
        ...{ title: 'Rotate a key', tab: 'keys', change: 'access:write', deeper: true },
        ...{ asking: true, fields: shown(OVERLAP, values, sent?.faults) },
        ...(sent?.faults && { faults: sent.faults }),
        ...(sent?.status !== undefined && { status: sent.status }),
        ask: {
          title: `Make the key that follows ${nameOf(key)}?`,
          text: 'It may do the same. Both work side by side for a while, and then only the new one.',
          ...{ action: `${LIST}/${key._id}/rotate`, button: 'Make the new key', back: LIST },
        },
      },
    ]);
  }

  scope.get('/settings/keys/:id/rotate', writing, async (request: FormRequest, reply) =>
    askRotate(request, reply),
  );

  scope.post('/settings/keys/:id/rotate', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const body = { overlapHours: numberOrNull(values['overlapHours']) ?? '' };
    const form = { fields: OVERLAP, schema: RotateBody, body };
    const tried = await tryForm(request, form, ({ overlapHours }) => {
      const change = { giver: callerOf(request), overlapHours };
      return rotateKey(store, request.workspace, request.params['id'] ?? '', change);
    });
    if ('faults' in tried) return askRotate(request, reply, { values, ...tried });
    return showOnce(deps, request, reply, tried.done);
  });

  scope.get('/settings/keys/:id/revoke', writing, async (request: FormRequest, reply) => {
    const key = await keyOf(store, request.workspace, request.params['id'] ?? '');
    const used = key.lastUsedAt ? sayAgo(key.lastUsedAt, store.clock.now()) : undefined;
    return showPage(deps, request, reply, [
      'confirm',
      {
        ...{ title: 'Revoke a key', tab: 'keys', change: 'access:write', deeper: true },
        asking: true,
        ask: {
          title: `Revoke ${nameOf(key)}?`,
          text: `Within a second it works nowhere any more, for good. ${used ? `It was last used ${used}.` : 'It was never used.'}`,
          ...{ action: `${LIST}/${key._id}/revoke`, button: 'Revoke', danger: true, back: LIST },
        },
      },
    ]);
  });

  scope.post('/settings/keys/:id/revoke', writing, async (request: FormRequest, reply) => {
    await revokeKey(store, request.workspace, request.params['id'] ?? '');
    return goOn(reply, LIST, 'revoked');
  });
}

const showOnce = (
  deps: IngressRoomDeps,
  request: FormRequest,
  reply: FastifyReply,
  { plaintext, key }: MadeKey,
) =>
  showPage(deps, request, reply, [
    'once',
    {
      ...{ title: 'Your new key', tab: 'keys', change: 'access:write', deeper: true },
      once: {
        ...{ secret: plaintext, next: LIST },
        text: 'Copy it now and give it to the caller.',
        details: [
          ['Called', key.label || 'nothing'],
          ['May', key.scopes.join(', ')],
          ['Works until', key.expiresAt?.toISOString().slice(0, 10) ?? 'it is revoked'],
        ],
      },
    },
  ]);

const nameOf = ({ label, prefix }: ApiKey) => (label ? `“${label}”` : `${prefix}…`);

function bodyOf(values: Values) {
  const { label, mode = '', role, until } = values;
  const scopes = SCOPES.filter((name) => values[`scope.${name}`] === 'yes');
  return {
    ...(label?.trim() && { label: label.trim() }),
    mode,
    ...(role ? { role } : { scopes }),
    ...(until && { expiresAt: /^\d{4}-\d\d-\d\d$/.test(until) ? `${until}T23:59:59Z` : until }),
  };
}

/** What is wrong with the moment is wrong with the day that was typed. */
function withDay(faults: Faults | undefined): Faults | undefined {
  const { expiresAt, ...fields } = faults?.fields ?? {};
  return faults && { ...faults, fields: { ...fields, ...(expiresAt && { until: expiresAt }) } };
}

function viewOf(key: ApiKey, now: Date) {
  const { _id, label, prefix, mode, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const works = revokedAt === null && (expiresAt === null || expiresAt > now);
  return {
    ...{ prefix, label, mode, works, href: `${LIST}/${_id}` },
    all: scopes.length === SCOPES.length,
    scopes: scopes.join(', '),
    made: sayWhen(createdAt, now, undefined),
    used: lastUsedAt ? sayAgo(lastUsedAt, now) : undefined,
    until: expiresAt && !revokedAt ? sayWhen(expiresAt, now, undefined) : undefined,
    revoked: revokedAt ? sayWhen(revokedAt, now, undefined) : undefined,
    replaced: key.replacedBy !== null,
  };
}
