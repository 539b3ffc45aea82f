// Keys and people: made, shown once, changed and ended, over the API of real processes.
import mongoose from 'mongoose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/store/access.js';
import { isApiKey } from '../../src/store/api-key.js';
import { runAssent } from '../support/command.js';
import { type IngressProcess, startIngress } from '../support/ingress.js';
import { until } from '../support/until.js';
import { setUp, useApi } from './api-fixture.js';

const api = useApi();
type Json = Record<string, unknown>;

/** Calls as somebody else than the file's own key. */
const as = (key: unknown, method: string, path: string, body?: unknown, headers: object = {}) =>
  api.call(method, `/v1${path}`, body, { authorization: `Bearer ${String(key)}`, ...headers });
const admin = (method: string, path: string, body?: unknown, headers?: object) =>
  as(api.key, method, path, body, headers);
const make = async (body: Json) => (await admin('POST', '/keys', body)).body;
const status = async (key: unknown) => (await as(key, 'GET', '/workspace')).status;

describe('a key', () => {
  test('is shown once and does what it was made for', async () => {
    const made = await admin('POST', '/keys', { label: 'CRM', scopes: ['settings:read'] });
    expect(made.status).toBe(201);
    const { key, ...rest } = made.body;
    expect(made.headers['location']).toBe(`/v1/keys/${String(rest['id'])}`);
    expect(rest).toMatchObject({ label: 'CRM', mode: 'test', scopes: ['settings:read'] });
    expect(String(key)).toMatch(new RegExp(`^${String(rest['prefix'])}`));
    expect(await status(key)).toBe(200);
    expect((await as(key, 'GET', '/records')).body).toMatchObject({ code: 'scope_missing' });
    const shown = await admin('GET', `/keys/${String(rest['id'])}`);
    expect(shown.body).toMatchObject({ label: 'CRM', prefix: rest['prefix'], revokedAt: null });
    expect(shown.text).not.toContain(String(key));
    expect((await admin('GET', '/keys')).text).not.toContain(String(key));
  });

  test('of a role may do what the role may', async () => {
    const { key } = await make({ role: 'auditor' });
    expect((await as(key, 'GET', '/keys')).status).toBe(200);
    expect((await as(key, 'POST', '/keys', { role: 'auditor' })).status).toBe(403);
  });

  test.each([
    ['neither scopes nor role', {}, 422, 'invalid_setting'],
    ['both', { role: 'agent', scopes: ['records:read'] }, 422, 'invalid_setting'],
    ['a scope that is none', { scopes: ['everything'] }, 400, 'invalid_request'],
    ['an end that has passed', { role: 'agent', expiresAt: '2001-01-01T00:00:00Z' }, 422, ''],
    ['a live one, asked for by a test key', { role: 'agent', mode: 'live' }, 403, 'scope_missing'],
  ])('is not made with %s', async (_name, body, wanted, code) => {
    const answer = await admin('POST', '/keys', body);
    expect(answer.status).toBe(wanted);
    if (code) expect(answer.body).toMatchObject({ code });
  });

  test('hands on no more than it has', async () => {
    const scopes: Scope[] = ['access:read', 'access:write', 'records:read'];
    const { key } = await api.newKey(scopes);
    const more = await as(key, 'POST', '/keys', { scopes: ['records:read', 'records:write'] });
    expect(more.status).toBe(403);
    expect(more.body['detail']).toContain('records:write');
    expect((await as(key, 'POST', '/keys', { scopes: ['records:read'] })).status).toBe(201);
    const strong = await api.newKey();
    const widened = await as(key, 'PATCH', `/keys/${strong.id}`, { scopes: ['messages:write'] });
    expect(widened.status).toBe(403);
    expect((await as(key, 'POST', `/keys/${strong.id}/rotate`, {})).status).toBe(403);
    expect((await as(key, 'POST', '/users', { email: 'x@a.example', role: 'admin' })).status).toBe(
      403,
    );
  });

  test('works until it expires', async () => {
    const { id, key } = await make({ scopes: ['settings:read'] });
    const path = `/keys/${String(id)}`;
    const soon = new Date(api.store.clock.now().getTime() + 1_500).toISOString();
    expect((await admin('PATCH', path, { expiresAt: soon })).body).toMatchObject({
      expiresAt: soon,
    });
    expect(await status(key)).toBe(200);
    await until('it to expire', async () => (await status(key)) === 401, { timeoutMs: 4_000 });
    expect((await admin('PATCH', path, { expiresAt: null })).status).toBe(200);
    await until('it to work again', async () => (await status(key)) === 200, { timeoutMs: 2_000 });
  });

  test('is noted as used once a minute at most', async () => {
    const { key, id } = await api.newKey();
    const used = async () =>
      (await admin('GET', `/keys/${id}`)).body['lastUsedAt'] as string | null;
    expect(await used()).toBeNull();
    await status(key);
    await until('its use to be noted', async () => (await used()) !== null);
    const first = await used();
    for (let call = 0; call < 5; call += 1) await status(key);
    expect(await used()).toBe(first);
    const stored = api.store.connection.collection<{ _id: string }>('api_keys');
    const found = await stored.findOne({ _id: id });
    expect(found).toMatchObject({ lastUsedAt: new Date(String(first)) });
  });

  test('is rotated: two work side by side, a third is refused', async () => {
    const old = await make({ label: 'CRM', scopes: ['settings:read'] });
    const rotate = (id: unknown, body: Json = {}) =>
      admin('POST', `/keys/${String(id)}/rotate`, body);
    const next = (await rotate(old['id'])).body;
    expect(next).toMatchObject({ label: 'CRM', scopes: ['settings:read'], replaces: old['id'] });
    expect([await status(old['key']), await status(next['key'])]).toEqual([200, 200]);
    expect((await rotate(old['id'])).status).toBe(409);
    expect((await rotate(next['id'])).status).toBe(409);
    const shown = (await admin('GET', `/keys/${String(old['id'])}`)).body;
    expect(shown).toMatchObject({ replacedBy: next['id'], expiresAt: expect.any(String) });
    await admin('POST', `/keys/${String(old['id'])}/revoke`);
    const after = await rotate(next['id'], { overlapHours: 0 });
    expect(after.status).toBe(201);
    await until('the rotated one to end', async () => (await status(next['key'])) === 401);
    expect(await status(after.body['key'])).toBe(200);
  });

  test('gets one successor, however many ask at once', async () => {
    const { id } = await make({ scopes: ['settings:read'] });
    const all = await Promise.all(
      Array.from({ length: 6 }, () => admin('POST', `/keys/${String(id)}/rotate`, {})),
    );
    expect(all.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 5 }, () => 409),
    ]);
    const { data } = (await admin('GET', '/keys?limit=100')).body as { data: Json[] };
    expect(data.filter((one) => one['replaces'] === id)).toHaveLength(1);
  });

  test('is made once under an Idempotency-Key, and shown again to who repeats it', async () => {
    const headers = { 'idempotency-key': 'make-1' };
    const ask = () => admin('POST', '/keys', { scopes: ['settings:read'], label: 'x' }, headers);
    const first = await ask();
    const again = await ask();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.text).toBe(first.text);
    // The first call died before it kept its answer: the second makes the same key anew.
    const kept = api.store.connection.collection<{ _id: string }>('idempotency_keys');
    await kept.updateOne(
      { _id: `${api.scratch.workspace}/make-1` },
      { $unset: { answer: '' }, $set: { startedAt: new Date(0) } },
    );
    const others = await Promise.all(Array.from({ length: 8 }, ask));
    const made = others.filter(({ status: got }) => got === 201);
    // One takes it over; the others wait for it, or come late enough for its answer.
    expect(
      made.filter(({ headers: got }) => got['idempotency-replayed'] === undefined),
    ).toHaveLength(1);
    expect(new Set(made.map(({ body }) => body['id']))).toEqual(new Set([first.body['id']]));
    expect(others.filter(({ status: got }) => ![201, 409].includes(got))).toEqual([]);
    expect(await status(made[0]?.body['key'])).toBe(200);
  });

  test('is made by one of two calls that come at once under one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'make-2' };
    const calls = Array.from({ length: 8 }, (_, at) => ({
      scopes: ['settings:read'],
      label: `${at % 2}`,
    }));
    const all = await Promise.all(calls.map((body) => admin('POST', '/keys', body, headers)));
    const ids = all.filter(({ status: got }) => got === 201).map(({ body }) => body['id']);
    expect(new Set(ids).size).toBe(1);
    // Those who ask for something else are told so, and make nothing.
    expect(all.filter(({ body }) => body['code'] === 'idempotency_key_reused')).toHaveLength(4);
  });

  test('stands in no collection, whole or readable', async () => {
    const db = api.store.connection.db ?? expect.fail('not connected');
    const names = (await db.listCollections().toArray()).map(({ name }) => name);
    const found: string[] = [];
    for (const name of names) {
      found.push(...keysIn(await db.collection(name).find({}).toArray()));
    }
    expect(names).toContain('idempotency_keys');
    expect(found).toEqual([]);
    // It would see one.
    const bytes = new mongoose.mongo.Binary(Buffer.from(api.key));
    expect(keysIn([{ text: api.key }, { deep: { bytes } }])).toEqual([api.key, api.key]);
  });
});

/** Every key that stands in documents, as text or in the bytes of a binary field. */
function keysIn(documents: object[]): string[] {
  const text = JSON.stringify(documents, function (this: Json, name, value: unknown) {
    const own = this[name];
    return own instanceof mongoose.mongo.Binary
      ? Buffer.from(own.buffer).toString('latin1')
      : value;
  });
  return (text.match(/ask_(?:live|test)_[0-9A-Za-z]{36}/g) ?? []).filter(isApiKey);
}

describe('in every process', () => {
  const both: IngressProcess[] = [];
  beforeAll(async () => {
    const environment = { ...api.scratch.environment, LOG_LEVEL: 'warn' };
    const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'a@acme.example' };
    both.push(await startIngress(environment));
    both.push(await startIngress({ ...environment, ...mail, CARRIER: 'twilio' }));
  });
  const ask = async (at: IngressProcess | undefined, key: unknown) => {
    const authorization = `Bearer ${String(key)}`;
    const answer = await fetch(`${at?.url}/v1/workspace`, { headers: { authorization } });
    return { status: answer.status, code: ((await answer.json()) as Json)['code'] };
  };

  test('a revoked key works no longer than a second', async () => {
    const made = await api.store.accounts.addKey(api.scratch.workspace, { test: false });
    const key = made.plaintext;
    for (const at of both) expect((await ask(at, key)).status).toBe(200);
    const revoked = await admin('POST', `/keys/${made.key._id}/revoke`);
    expect(revoked.body).toMatchObject({ revokedAt: expect.any(String) });
    const revokedAt = performance.now();
    let lastUse = 0;
    const refused = new Set<IngressProcess>();
    await until('both to refuse it', async () => {
      for (const at of both) {
        const askedAt = performance.now() - revokedAt;
        if ((await ask(at, key)).status === 401) refused.add(at);
        else lastUse = Math.max(lastUse, askedAt);
      }
      return refused.size === 2;
    });
    expect(lastUse).toBeLessThan(1_000);
  });

  test('a test key is refused where texts reach real handsets', async () => {
    const { key } = await make({ scopes: ['settings:read'] });
    expect(await ask(both[1], key)).toEqual({ status: 403, code: 'test_key_refused' });
    expect(await ask(both[0], key)).toMatchObject({ status: 200 });
  });
});

describe('people', () => {
  const invite = (body: Json) => admin('POST', '/users', body);

  test('are let in with a password that is shown once, and are never forgotten', async () => {
    const { status: made, body } = await invite({ email: 'Dana@A.example', role: 'agent' });
    expect(made).toBe(201);
    expect(body).toMatchObject({ email: 'dana@a.example', role: 'agent', disabled: false });
    const { accounts } = api.store;
    const password = String(body['password']);
    expect((await accounts.verifyUser('dana@a.example', password))?._id).toBe(body['id']);
    const path = `/users/${String(body['id'])}`;
    expect((await admin('GET', path)).text).not.toContain('password');
    expect((await invite({ email: 'dana@a.example', role: 'admin' })).status).toBe(409);
    expect((await admin('PATCH', path, { disabled: true })).body).toMatchObject({ disabled: true });
    expect(await accounts.verifyUser('dana@a.example', password)).toBeNull();
    const back = { disabled: false, role: 'operator', password: 'a longer password' };
    expect((await admin('PATCH', path, back)).body).toMatchObject({ role: 'operator' });
    expect(await accounts.verifyUser('dana@a.example', 'a longer password')).not.toBeNull();
    expect((await admin('GET', '/users')).body['data']).toContainEqual(
      expect.objectContaining({ id: body['id'], disabled: false }),
    );
  });

  test('who are disabled are signed out with their next click', async () => {
    const { body } = await invite({ email: 'out@a.example', role: 'agent' });
    const { user, cookie } = await signIn('out@a.example', String(body['password']));
    expect(user).toBe(303);
    const open = () => api.app.inject({ url: '/console', headers: { cookie } });
    expect((await open()).statusCode).toBe(200);
    await admin('PATCH', `/users/${String(body['id'])}`, { disabled: true });
    const next = await open();
    expect([next.statusCode, next.headers.location]).toEqual([
      303,
      expect.stringContaining('/console/login'),
    ]);
  });

  test('of another workspace are neither taken over nor changed', async () => {
    await setUp(api.store, 'elsewhere', '+16025550109');
    const theirs = await api.newKey(undefined, 'elsewhere');
    const { body } = await invite({ email: 'ours@a.example', role: 'agent' });
    const taken = { email: 'ours@a.example', role: 'admin' };
    expect((await as(theirs.key, 'POST', '/users', taken)).status).toBe(409);
    const path = `/users/${String(body['id'])}`;
    expect((await as(theirs.key, 'PATCH', path, { disabled: true })).status).toBe(404);
    const command = ['users', 'add', 'elsewhere', 'ours@a.example'];
    expect(await runAssent(command, api.scratch.environment)).toMatchObject({ code: 1 });
    expect((await admin('GET', path)).body).toMatchObject({ role: 'agent', disabled: false });
  });

  test('always leave an admin', async () => {
    const one = (await invite({ email: 'one@a.example', role: 'admin' })).body;
    const path = `/users/${String(one['id'])}`;
    expect((await admin('PATCH', path, { disabled: true })).status).toBe(409);
    expect((await admin('PATCH', path, { role: 'agent' })).status).toBe(409);
    await invite({ email: 'two@a.example', role: 'admin' });
    expect((await admin('PATCH', path, { role: 'agent' })).status).toBe(200);
  });
});

async function signIn(email: string, password: string) {
  const page = await api.app.inject({ url: '/console/login' });
  const [, csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(page.body) ?? [];
  const jar = cookiesOf(page.headers['set-cookie']);
  const answer = await api.app.inject({
    ...{ method: 'POST', url: '/console/login' },
    headers: { cookie: jar, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: csrf, email, password }).toString(),
  });
  return { user: answer.statusCode, cookie: cookiesOf(answer.headers['set-cookie']) };
}

const cookiesOf = (header: string | string[] | undefined) =>
  [header ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ');

test('the command line makes, lists, rotates and revokes keys, and lists people', async () => {
  const { workspace, environment } = api.scratch;
  const assent = (...command: string[]) =>
    runAssent(command, { ...environment, LOG_LEVEL: 'silent' });
  const made = await assent('keys', 'create', workspace, '--role', 'agent', '--label', 'Shop');
  const key = made.stdout.trim();
  expect(isApiKey(key)).toBe(true);
  const list = async () => {
    const { stdout } = await assent('keys', 'list', workspace, '--json');
    return JSON.parse(stdout) as Json[];
  };
  const mine = (await list()).find((one) => one['label'] === 'Shop');
  const id = String(mine?.['_id']);
  const rotated = await assent('keys', 'rotate', workspace, id, '--overlap-hours', '1', '--json');
  expect(JSON.parse(rotated.stdout)).toMatchObject({ replaces: id, label: 'Shop' });
  expect(await assent('keys', 'revoke', workspace, id)).toMatchObject({ code: 0 });
  expect(await assent('keys', 'revoke', workspace, id)).toMatchObject({ code: 1 });
  expect((await list()).find((one) => one['_id'] === id)).toMatchObject({
    revokedAt: expect.any(String),
  });
  await assent('users', 'add', workspace, 'cli@a.example', '--role', 'auditor');
  await assent('users', 'disable', workspace, 'CLI@a.example');
  const { stdout } = await assent('users', 'list', workspace);
  expect(stdout).toMatch(/cli@a\.example {2}auditor {2}disabled/);
});
