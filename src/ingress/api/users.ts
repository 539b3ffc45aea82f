// /v1/users: people who sign in to the console. A password that we made is shown once; nobody is
// deleted, for evidence names who acted.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ROLES } from '../../store/access.js';
import type { User } from '../../store/users.js';
import type { IngressRoomDeps } from '../deps.js';
import { changeUser, inviteUser, userOf } from '../furnishing/users.js';
import { callerOf } from './caller.js';
import { EXAMPLES } from './examples.js';
import { idLike, PAGE_LIMIT, PageQuery, pageOf, refusals, strict, Time } from './schemas.js';

const RoleName = Type.Enum([...ROLES], { title: 'Role', examples: ['agent'] });
const Password = Type.String({ minLength: 12, maxLength: 200 });
const UserFields = {
  id: idLike(EXAMPLES.user),
  email: idLike('dana@brightside.example'),
  role: RoleName,
  disabled: Type.Boolean({ examples: [false] }),
  createdAt: Time,
};
const UserView = Type.Object(UserFields, { title: 'User' });
const NewUserView = Type.Object(
  {
    ...UserFields,
    password: Type.Optional(
      idLike('Wq3-9dLw0Zt1Xb8r', 'The one that was made; it cannot be shown again.'),
    ),
  },
  { title: 'NewUser' },
);
export const UserBody = Type.Object(
  {
    email: Type.String({ format: 'email', maxLength: 254 }),
    role: RoleName,
    password: Type.Optional(Password),
  },
  {
    ...{ ...strict, title: 'UserInput' },
    examples: [{ email: 'dana@brightside.example', role: 'agent' }],
  },
);
export const UserChange = Type.Object(
  {
    role: Type.Optional(RoleName),
    disabled: Type.Optional(
      Type.Boolean({ description: 'Signs them out at once and keeps them out.' }),
    ),
    password: Type.Optional(Password),
  },
  { ...strict, minProperties: 1, title: 'UserChange', examples: [{ disabled: true }] },
);
const Params = Type.Object({ id: Type.String({ pattern: '^usr_[0-9a-f]{32}$' }) });
const tags = ['Access'];
const reading = { scope: 'access:read' } as const;
const writing = { scope: 'access:write' } as const;

export const users: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  const { accounts } = store;

  app.get(
    '/users',
    {
      config: reading,
      schema: {
        operationId: 'listUsers',
        tags,
        summary: 'People who sign in, newest first.',
        querystring: Type.Object(PageQuery, strict),
        response: { 200: pageOf(UserView), ...refusals(400) },
      },
    },
    async ({ workspace, query: { limit = PAGE_LIMIT, startingAfter } }) => {
      const found = await accounts.listUsers(workspace, { limit: limit + 1, startingAfter });
      return { data: found.slice(0, limit).map(viewUser), hasMore: found.length > limit };
    },
  );

  app.get(
    '/users/:id',
    {
      config: reading,
      schema: {
        operationId: 'getUser',
        tags,
        summary: 'One of them.',
        params: Params,
        response: { 200: UserView, ...refusals(400, 404) },
      },
    },
    async ({ workspace, params }) => viewUser(await userOf(store, workspace, params.id)),
  );

  app.post(
    '/users',
    {
      config: writing,
      schema: {
        operationId: 'createUser',
        tags,
        summary: 'Let somebody sign in. A password that is made here is shown in this answer only.',
        description: 'The role may hold no more than the calling key has.',
        body: UserBody,
        response: { 201: NewUserView, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const { workspace, body: wish } = request;
      const id = request.idempotency?.mint.replace(/^idem_/, 'usr_');
      const made = await inviteUser(store, workspace, { giver: callerOf(request), wish, id });
      const { user, password } = made;
      reply.code(201).header('location', `/v1/users/${user._id}`);
      return { ...viewUser(user), ...(password !== undefined && { password }) };
    },
  );

  app.patch(
    '/users/:id',
    {
      config: writing,
      schema: {
        operationId: 'updateUser',
        tags,
        summary: 'Give somebody another role or password, or disable them.',
        params: Params,
        body: UserChange,
        response: { 200: UserView, ...refusals(400, 404, 409) },
      },
    },
    async (request) => {
      const { workspace, params, body: wish } = request;
      const change = { giver: callerOf(request), wish };
      return viewUser(await changeUser(store, workspace, params.id, change));
    },
  );
};

function viewUser({ _id, workspace: _workspace, createdAt, disabledAt, ...user }: User) {
  return { ...user, id: _id, disabled: disabledAt !== null, createdAt: createdAt.toISOString() };
}
