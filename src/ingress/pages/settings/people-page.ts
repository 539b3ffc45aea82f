// /console/settings/people: who signs in to the console, and as what. A password that is made here
// is shown once. Nobody is deleted, for evidence names who acted.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { newId } from '../../../ids.js';
import { ROLES, type Role } from '../../../store/access.js';
import type { User } from '../../../store/users.js';
import { callerOf } from '../../api/caller.js';
import { UserBody, UserChange } from '../../api/users.js';
import type { IngressRoomDeps } from '../../deps.js';
import { changeUser, inviteUser, newPassword, userOf } from '../../furnishing/users.js';
import { Problem } from '../../problems.js';
import { sayWhen } from '../spoken-time.js';
import { type Faults, type Field, shown } from './fields.js';
import { type FormRequest, goOn, type Sent, tryForm, valuesOf } from './forms.js';
import { showPage } from './room.js';

const reading = { config: { scope: 'access:read' } } as const;
const writing = { config: { scope: 'access:write' } } as const;
const LIST = '/console/settings/people';
const BACK = { href: LIST, label: 'People' };
const PEOPLE_MAX = 100;
const ID = /^usr_[0-9a-f]{32}$/;

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  agent: 'Agent: asks people, texts them, looks at settings',
  operator: 'Operator: keeps things running, pauses and redrives',
  auditor: 'Auditor: sees everything, changes nothing',
  admin: 'Admin: everything',
};
const ROLE: Field = {
  ...{ name: 'role', label: 'Role', kind: 'select' },
  options: [...ROLES].reverse().map((role) => [role, ROLE_WORDS[role]] as const),
};
const FIELDS: readonly Field[] = [
  {
    ...{ name: 'email', label: 'E-mail address', kind: 'email' },
    hint: 'They sign in with it; nothing is sent there.',
  },
  ROLE,
];

interface Refused {
  readonly faults: Faults;
  readonly status: number;
}

type ShowList = (
  request: FormRequest,
  reply: FastifyReply,
  refused?: Refused,
) => Promise<FastifyReply>;

export function peoplePages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;

  scope.get('/settings/people', reading, async (request: FormRequest, reply) =>
    showList(request, reply),
  );

  /** @param refused what was refused, at the person that it was refused for. */
  async function showList(request: FormRequest, reply: FastifyReply, refused?: Refused) {
    const people = await store.accounts.listUsers(request.workspace, { limit: PEOPLE_MAX });
    const now = store.clock.now();
    return showPage(deps, request, reply, [
      'people',
      {
        ...{ title: 'People', tab: 'people', change: 'access:write', ...refused },
        lead: 'Who signs in here. What each of them does is kept with their name.',
        act: { href: `${LIST}/new`, label: 'Invite somebody' },
        people: people.map((user) => ({
          ...{ email: user.email, role: user.role, href: `${LIST}/${user._id}` },
          since: sayWhen(user.createdAt, now, undefined),
          self: user._id === request.user?._id,
          off: user.disabledAt ? sayWhen(user.disabledAt, now, undefined) : undefined,
          roles: ROLE.options ?? [],
        })),
      },
    ]);
  }

  const showNew = (request: FormRequest, reply: FastifyReply, { values, faults, status }: Sent) =>
    showPage(deps, request, reply, [
      'person',
      {
        ...{ title: 'Invite somebody', tab: 'people', change: 'access:write', back: BACK },
        ...{ deeper: true, mint: newId('usr'), fields: shown(FIELDS, values, faults) },
        ...(status !== undefined && { status }),
        ...(faults && { faults }),
      },
    ]);

  scope.get('/settings/people/new', writing, async (request: FormRequest, reply) =>
    showNew(request, reply, { values: { role: 'agent' } }),
  );

  scope.post('/settings/people/new', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const { email = '', role = '', mint = '' } = values;
    const form = { fields: FIELDS, schema: UserBody, body: { email: email.trim(), role } };
    const tried = await tryForm(request, form, async (wish) => {
      await requireFresh(request.workspace, mint);
      return inviteUser(store, request.workspace, { giver: callerOf(request), wish, id: mint });
    });
    if ('faults' in tried) return showNew(request, reply, { values, ...tried });
    const { user, password = '' } = tried.done;
    return showOnce(deps, request, reply, { user, password });
  });

  /** A page that is loaded again must not set another password than the one that was copied. */
  async function requireFresh(workspace: string, mint: string): Promise<void> {
    if (ID.test(mint) && !(await store.accounts.getUser(workspace, mint))) return;
    const detail =
      'This person was invited already, and the password cannot be shown again. Make a new one ' +
      'in the list.';
    throw new Problem('conflict', detail);
  }

  personActs(scope, deps, showList);
}

/** What is done with somebody; what keeps them out is asked once. */
function personActs(scope: FastifyInstance, deps: IngressRoomDeps, showList: ShowList): void {
  const { store } = deps;
  const idOf = ({ params }: FormRequest) => params['id'] ?? '';

  scope.post('/settings/people/:id', writing, async (request: FormRequest, reply) => {
    const body = { role: valuesOf(request)['role'] ?? '' };
    return change(request, reply, { body, done: 'saved' });
  });

  scope.get('/settings/people/:id/disable', writing, async (request: FormRequest, reply) => {
    const user = await userOf(store, request.workspace, idOf(request));
    return ask(request, reply, {
      title: `Disable ${user.email}?`,
      text: 'They are signed out with their next click and cannot come back until somebody enables them. What they did stays in the evidence.',
      ...{ action: `${LIST}/${user._id}/disable`, button: 'Disable', danger: true, back: LIST },
    });
  });

  scope.post('/settings/people/:id/disable', writing, async (request: FormRequest, reply) =>
    change(request, reply, { body: { disabled: true }, done: 'disabled' }),
  );

  scope.post('/settings/people/:id/enable', writing, async (request: FormRequest, reply) =>
    change(request, reply, { body: { disabled: false }, done: 'enabled' }),
  );

  scope.get('/settings/people/:id/password', writing, async (request: FormRequest, reply) => {
    const user = await userOf(store, request.workspace, idOf(request));
    return ask(request, reply, {
      title: `Make a new password for ${user.email}?`,
      text: 'The one before stops working at once. The new one is shown to you, once.',
      ...{ action: `${LIST}/${user._id}/password`, button: 'Make a new password', back: LIST },
    });
  });

  scope.post('/settings/people/:id/password', writing, async (request: FormRequest, reply) => {
    const password = newPassword();
    const form = { fields: [ROLE], schema: UserChange, body: { password } };
    const tried = await tryForm(request, form, (wish) =>
      changeUser(store, request.workspace, idOf(request), { giver: callerOf(request), wish }),
    );
    if ('faults' in tried) return showList(request, reply, tried);
    return showOnce(deps, request, reply, { user: tried.done, password });
  });

  const ask = (request: FormRequest, reply: FastifyReply, asked: object) =>
    showPage(deps, request, reply, [
      'confirm',
      {
        ...{ title: 'People', tab: 'people', change: 'access:write', deeper: true },
        ...{ asking: true, ask: asked },
      },
    ]);

  async function change(
    request: FormRequest,
    reply: FastifyReply,
    { body, done }: { readonly body: object; readonly done: string },
  ) {
    const form = { fields: [ROLE], schema: UserChange, body };
    const tried = await tryForm(request, form, (wish) =>
      changeUser(store, request.workspace, idOf(request), { giver: callerOf(request), wish }),
    );
    if ('faults' in tried) return showList(request, reply, tried);
    return goOn(reply, LIST, done);
  }
}

const showOnce = (
  deps: IngressRoomDeps,
  request: FormRequest,
  reply: FastifyReply,
  { user, password }: { readonly user: User; readonly password: string },
) =>
  showPage(deps, request, reply, [
    'once',
    {
      ...{ title: 'Their password', tab: 'people', change: 'access:write', deeper: true },
      once: {
        ...{ secret: password, next: LIST },
        text: `Give it to ${user.email}, who signs in with it as ${user.role}.`,
      },
    },
  ]);
