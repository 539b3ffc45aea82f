// Invariant 14, for every route that there is: nobody comes in without what the route asks for, a
// role does what it may and no more, and another workspace's ids lead to nothing.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role, type Scope, scopesOf, SCOPES } from '../../src/store/access.js';
import { Visitor } from '../support/visitor.js';
import { setUp, useApi } from './api-fixture.js';
import {
  API_ROUTES,
  type ApiRoute,
  DASHBOARD,
  type Ids,
  NOTHING,
  OPEN_ROUTES,
  ROOM_ROUTES,
  SIGNED_ROUTES,
  TOKEN_ROUTES,
} from './routes-table.js';

/** Every route as Fastify registers it: `GET /v1/records` → the scope that it declares. */
const declared = new Map<string, Scope | undefined>();
const noteRoutes = (message: unknown) => {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
    for (const one of [method].flat().filter((name) => name !== 'HEAD')) {
      declared.set(`${one} ${url.replace(/(.)\/$/, '$1')}`, config?.scope);
    }
  });
};
subscribe('fastify.initialization', noteRoutes);
afterAll(() => unsubscribe('fastify.initialization', noteRoutes));

const api = useApi();
const VICTIM = { phone: '+16025550777', name: 'Marked Nora', email: 'marked@a.example' };
/** What a stranger must never be told. */
// A tagged PDF says of itself that it is "Marked true".
const MARKS = /Marked(?! true)|5550777|marked@|Secret club|You agree, marked/;
const here = () => API_ROUTE_NAMES.filter((name) => declared.has(name));
const API_ROUTE_NAMES = Object.keys(API_ROUTES);
/** The record whose pages are opened; the API's is one whose name strangers may use, too. */
const ROOM_RECORD = 'marked/2';
let ids: Ids;
let stranger: string;
const keys = new Map<Role, string>();

beforeAll(async () => {
  const { store, scratch } = api;
  await setUp(store, 'stranger', '+16025550109');
  stranger = (await api.newKey(undefined, 'stranger')).key;
  for (const role of ROLES) keys.set(role, (await api.newKey(scopesOf(role))).key);
  ids = await furnish();
  for (const [workspace, prefix] of [
    [scratch.workspace, 'own'],
    ['stranger', 'other'],
  ] as const) {
    for (const role of ROLES) {
      const email = `${prefix}-${role}@a.example`;
      await store.accounts.addUser(workspace, { email, password: 'correct horse', role });
    }
  }
});

/** One of everything, in the workspace of this file. */
async function furnish(): Promise<Ids> {
  const post = async (path: string, body: object) =>
    (await api.call('POST', `/v1${path}`, body)).body;
  const program = {
    ...{ id: 'secret', name: 'Secret club', topic: 'secrets', purpose: 'informational' },
    ...{ frequency: 'About 4 msgs a month', frequencySpoken: 'about four texts a month' },
    keywords: { optIn: ['SECRET'] },
  };
  await post('/programs', program);
  const record = 'marked/1';
  await api.call('PUT', `/v1/records/${encodeURIComponent(record)}`, VICTIM);
  // Open, for nobody knows its number.
  const open = { externalId: ROOM_RECORD, name: 'Marked Omar' };
  const asked = await post('/opt-in-requests', { record: open, method: 'qr' });
  const contact = await api.text(VICTIM.phone, 'Marked: please stop, I am moving to Reno');
  await api.text(VICTIM.phone, 'START');
  const messages = await api.call('GET', `/v1/messages?contact=${contact}`);
  const [message] = messages.body['data'] as { id: string }[];
  const [sender] = (await api.call('GET', '/v1/senders')).body['data'] as { id: string }[];
  const proof = await api.call('GET', `/v1/contacts/${contact}/proof`);
  const [wording] = proof.body['wordings'] as { hash: string }[];
  const key = await post('/keys', { scopes: ['records:read'], label: 'Marked key' });
  const user = await post('/users', { email: VICTIM.email, role: 'agent' });
  const endpoint = declared.has('POST /v1/webhook-endpoints')
    ? await post('/webhook-endpoints', { url: 'https://marked.example.com/hook' })
    : { id: NOTHING.endpoint };
  const file = await api.call(
    'POST',
    '/v1/imports',
    `phone,status,Marked\n${VICTIM.phone},out,x\n`,
    {
      'content-type': 'text/csv',
    },
  );
  return {
    import: String(file.body['id']),
    ...{ record, contact, program: 'secret', delivery: NOTHING.delivery },
    wording: String(wording?.hash),
    ...{ request: String(asked['id']), message: String(message?.id), sender: String(sender?.id) },
    ...{ key: String(key['id']), user: String(user['id']), endpoint: String(endpoint['id']) },
  };
}

const route = (name: string): ApiRoute => API_ROUTES[name] ?? expect.fail(`no row for ${name}`);

/** What somebody shows at the door: a key, or the cookies and the token of a signed-in browser. */
type Shown = Readonly<Record<string, string>>;
const bearer = (key: string | undefined): Shown =>
  key === undefined ? {} : { authorization: `Bearer ${key}` };
const session = async (visitor: Visitor): Promise<Shown> => {
  const token = await visitor.token('/console');
  return { cookie: visitor.cookie, 'x-csrf-token': token, 'sec-fetch-site': 'same-origin' };
};

/** Calls a route with ids of somebody's things. */
async function call(name: string, headers: Shown, whose: Ids, body?: object) {
  const [method = '', pattern = ''] = name.split(' ');
  const { names, query, endless } = route(name);
  const path = pattern
    .replace('/:name', '/sms')
    .replace(/:[A-Za-z]+/, () => encodeURIComponent(names ? whose[names] : 'x'));
  const answer = await api.app.inject({
    ...{ method: method as 'GET', url: path + (query?.(whose) ?? '') },
    headers,
    ...(body !== undefined && { payload: body }),
    payloadAsStream: true,
  });
  const stream = answer.stream();
  if (endless && answer.statusCode === 200) {
    stream.destroy();
    return { status: 200, text: '' };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
  return { status: answer.statusCode, text: Buffer.concat(chunks).toString('latin1') };
}

/** Every document of this file's workspace, but for when its keys were last used. */
async function ownDocuments(): Promise<string> {
  const db = api.store.connection.db ?? expect.fail('not connected');
  const collections = await db.collections();
  const all = await Promise.all(
    collections.map(async (one) => {
      const documents = await one.find({}, { sort: { _id: 1 } }).toArray();
      const texts = documents.map(({ lastUsedAt: _at, ...rest }) => JSON.stringify(rest));
      const own = texts.filter((text) => text.includes(api.scratch.workspace));
      return [one.collectionName, own] as const;
    }),
  );
  const some = all.filter(([, texts]) => texts.length > 0);
  return JSON.stringify(
    some.sort(([a], [b]) => (a < b ? -1 : 1)),
    null,
    1,
  );
}

test('every route has its row', () => {
  const open = (name: string) =>
    OPEN_ROUTES.some((one) => (typeof one === 'string' ? one === name : one.test(name)));
  const rows = [API_ROUTES, ROOM_ROUTES].flatMap(Object.keys);
  const known = new Set([...rows, ...TOKEN_ROUTES, ...SIGNED_ROUTES]);
  const dashboard = new RegExp(`^[A-Z]+ ${DASHBOARD.prefix}(/|$)`);
  const uncovered = [...declared.keys()].filter(
    (name) => !known.has(name) && !open(name) && !dashboard.test(name),
  );
  expect(uncovered.map((name) => `${name}: say in routes-table.ts who may call it`)).toEqual([]);
  expect(declared.size).toBeGreaterThan(90);
  const unscoped = here().filter((name) => declared.get(name) === undefined);
  expect(unscoped).toEqual([]);
  for (const [name, { scope }] of Object.entries(ROOM_ROUTES)) {
    expect([name, declared.get(name)]).toEqual([name, scope]);
  }
});

describe('without what it asks for', () => {
  test('no call of the API is let in', async () => {
    const revoked = await api.newKey();
    await api.store.accounts.revokeKey(api.scratch.workspace, revoked.id);
    const left = await signIn('own-admin');
    const signedOut = await session(left);
    await left.submit('/console', '/console/logout');
    const forged = { ...signedOut, cookie: signedOut['cookie']?.replace(/\.[^;]*/, '.A') ?? '' };
    const doors = [{}, bearer('nonsense'), bearer(revoked.key), signedOut, forged];
    for (const name of here()) {
      for (const shown of doors) {
        const { status, text } = await call(name, shown, ids);
        expect([name, status, JSON.parse(text).status]).toEqual([name, 401, 401]);
      }
    }
  });

  test('no call of a signed-in browser does anything that no page of ours has sent', async () => {
    const shown = await session(await signedIn('own-admin'));
    const { 'x-csrf-token': token = '', ...bare } = shown;
    const before = await ownDocuments();
    for (const name of here().filter((one) => !one.startsWith('GET'))) {
      const body = route(name).body?.(ids);
      for (const [headers, status] of [
        [bare, 403],
        [{ ...bare, 'x-csrf-token': `${token}x` }, 403],
        [{ ...shown, 'sec-fetch-site': 'cross-site' }, 401],
      ] as const) {
        expect([name, (await call(name, headers, ids, body)).status]).toEqual([name, status]);
      }
    }
    expect(await ownDocuments()).toBe(before);
  });

  test('no page behind the login is shown', async () => {
    for (const name of [...declared.keys()].filter((one) => isRoom(one))) {
      const answer = await page(name, undefined, ids);
      expect([name, answer.statusCode]).toEqual([name, expect.toSatisfy(isRefusal)]);
      expect(answer.body).not.toMatch(MARKS);
    }
  });

  test('no made-up token and no unsigned webhook does anything', async () => {
    const before = await ownDocuments();
    for (const name of [...TOKEN_ROUTES, ...SIGNED_ROUTES]) {
      const [method = '', pattern = ''] = name.split(' ');
      const url = pattern.replace(':token', 'A'.repeat(22)).replace(':act', `a_${'0'.repeat(32)}`);
      const answer = await api.app.inject({ method: method as 'GET', url });
      expect([name, answer.statusCode]).toEqual([name, expect.toSatisfy(isRefusal)]);
      expect(answer.body).not.toMatch(MARKS);
    }
    expect(await ownDocuments()).toBe(before);
  });
});

describe('every role', () => {
  test.each(
    ROLES.flatMap((role) => [
      { role, door: 'a key' },
      { role, door: 'a session' },
    ]),
  )('$role with $door: does over the API what its scopes say', async ({ role, door }) => {
    const visitor = door === 'a session' && (await signedIn(`own-${role}`));
    const shown = visitor ? await session(visitor) : bearer(keys.get(role));
    const before = await ownDocuments();
    for (const name of here()) {
      const scope = declared.get(name);
      const may = scope !== undefined && scopesOf(role).includes(scope);
      // Ids of nothing and a body that is none: whoever is let in is refused for that.
      const body = /^(?:GET|DELETE)/.test(name) ? undefined : { unknown: 1 };
      const { status } = await call(name, shown, NOTHING, body);
      const right = may ? ![401, 403].includes(status) && status < 500 : status === 403;
      expect([role, name, status, right]).toEqual([role, name, status, true]);
    }
    expect(await ownDocuments()).toBe(before);
  });

  test.each(ROLES)('%s: opens the pages that its row says', async (role) => {
    const visitor = await signedIn(`own-${role}`);
    for (const name of [...declared.keys()].filter((one) => isRoom(one))) {
      const isBoard = name.split(' ')[1]?.startsWith(DASHBOARD.prefix);
      const scope = isBoard ? DASHBOARD.scope : ROOM_ROUTES[name]?.scope;
      if (scope === undefined || scopesOf(role).includes(scope)) continue;
      const answer = await page(name, visitor, ids);
      expect([name, answer.statusCode]).toEqual([name, 403]);
      expect(answer.body).toContain(`signed in as ${role}`);
    }
    expect((await visitor.get('/console')).statusCode).toBe(200);
  });
});

test('one scope less than a route asks for is not enough', async () => {
  const lesser = new Map<Scope | undefined, string>();
  for (const scope of SCOPES) {
    lesser.set(scope, (await api.newKey(SCOPES.filter((one) => one !== scope))).key);
  }
  const before = await ownDocuments();
  for (const [scope, key] of lesser) {
    for (const name of here().filter((one) => declared.get(one) === scope)) {
      const body = route(name).body?.(ids);
      expect([name, (await call(name, bearer(key), ids, body)).status]).toEqual([name, 403]);
    }
  }
  expect(await ownDocuments()).toBe(before);
});

describe('with another workspace’s ids', () => {
  test('its own key finds what they name', async () => {
    for (const name of here().filter((one) => one.startsWith('GET') && route(one).names)) {
      if (route(name).names === 'delivery') continue;
      expect([name, (await call(name, bearer(api.key), ids)).status]).toEqual([name, 200]);
    }
  });

  test('no call finds, changes or tells anything', async () => {
    const key = bearer(stranger);
    const browser = await session(await signedIn('other-admin'));
    for (const name of here()) {
      const { names, ownNames, body } = route(name);
      const before = await ownDocuments();
      // Without an id in its address, a route has nothing that a second door could lead to.
      for (const shown of names ? [key, browser] : [key]) {
        const { status, text } = await call(name, shown, ids, body?.(ids));
        if (names && !ownNames) expect([name, status]).toEqual([name, 404]);
        expect([name, MARKS.exec(text)?.[0]]).toEqual([name, undefined]);
        expect(text).not.toContain(api.scratch.workspace);
      }
      expect(await ownDocuments()).toBe(before);
    }
  });

  test('no list goes on from them, and no request takes their contact', async () => {
    const asked = { record: { externalId: 'mine', name: 'Mine' }, method: 'text_to_join' };
    const authorization = `Bearer ${stranger}`;
    const mine = await api.call('POST', '/v1/opt-in-requests', asked, { authorization });
    const path = `/v1/opt-in-requests/${String(mine.body['id'])}/match`;
    const { contact } = ids;
    const match = await api.call('POST', path, { contact }, { authorization });
    expect(match.status).toBe(409);
    for (const [list, after] of [
      ['records', ids.record],
      ['opt-in-requests', ids.request],
      ['contacts', ids.contact],
      ['keys', ids.key],
      ['users', ids.user],
    ] as const) {
      const url = `/v1/${list}?startingAfter=${encodeURIComponent(after)}`;
      const answer = await api.call('GET', url, undefined, { authorization });
      expect([list, answer.status < 500, MARKS.exec(answer.text)]).toEqual([list, true, null]);
    }
  });

  test('the dashboard of the queues, which all share, is closed', async () => {
    const admin = await signedIn('other-admin');
    for (const url of ['/queues', '/queues/api/queues', '/queues/api/queues/inbound/x']) {
      const answer = await admin.get(url);
      expect([url, answer.statusCode]).toEqual([url, 403]);
      expect(answer.body).toContain('several workspaces');
    }
  });

  test('no page of the console shows or changes anything', async () => {
    const visitor = await signedIn('other-admin');
    const before = await ownDocuments();
    for (const [name, { absent }] of Object.entries(ROOM_ROUTES)) {
      const answer = await page(name, visitor, ids);
      expect([name, answer.statusCode]).toEqual([name, absent]);
      expect(answer.body).not.toMatch(MARKS);
    }
    expect(await ownDocuments()).toBe(before);
    const own = await signedIn('own-admin');
    const url = `/console/records/${encodeURIComponent(ROOM_RECORD)}`;
    expect((await own.get(url)).body).toMatch(MARKS);
  });
});

const isRefusal = (status: number) => status >= 300 && status < 500;
const isRoom = (name: string) =>
  name in ROOM_ROUTES || (name.split(' ')[1] ?? '').startsWith(DASHBOARD.prefix);

/** Everybody signs in once: the login counts tries. */
const visitors = new Map<string, Promise<Visitor>>();
function signedIn(name: string): Promise<Visitor> {
  const known = visitors.get(name) ?? signIn(name);
  visitors.set(name, known);
  return known;
}

async function signIn(name: string): Promise<Visitor> {
  const visitor = new Visitor(api.app);
  const fields = { email: `${name}@a.example`, password: 'correct horse' };
  const answer = await visitor.submit('/console/login', '/console/login', fields);
  expect(answer.statusCode).toBe(303);
  return visitor;
}

/** Opens a page, or sends a form to it with the token that belongs to the session. */
async function page(name: string, visitor: Visitor | undefined, whose: Ids) {
  const [method = '', pattern = ''] = name.split(' ');
  const { names } = ROOM_ROUTES[name] ?? {};
  const url = pattern
    .replace(':externalId', encodeURIComponent(ROOM_RECORD))
    .replace(':request', whose.request)
    .replace(/:(?:id|program)\b/, names ? whose[names] : 'inbound')
    .replace(/:[A-Za-z]+/g, 'inbound')
    .replace('*', 'x');
  const somebody = visitor ?? new Visitor(api.app);
  if (method === 'GET') return somebody.get(url);
  if (method === 'POST' && visitor) return visitor.submit('/console', url);
  return somebody.send(method, url);
}
