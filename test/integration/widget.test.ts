// What <assent-opt-in> calls: what its token opens and what it does not, from which sites, and that
// the console's session and the token lead to the same.
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { WidgetState } from '../../src/ingress/widget/state-shape.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { type Answer, setUp, useApi } from './api-fixture.js';

const CRM = 'https://crm.example.com';
const OWN_PHONE = '+16025550161';
const OTHER_PHONE = '+16025550162';
const api = useApi();

beforeAll(async () => {
  await setUp(api.store, 'stranger', '+16025550109');
  for (const [id, more] of [
    ['omar', { name: 'Omar Haddad', phone: OWN_PHONE, email: 'omar@example.com' }],
    ['nora', { name: 'Nora Beck' }],
  ] as const) {
    await api.call('PUT', `/v1/records/${id}`, more);
  }
  await api.call('PATCH', '/v1/workspace', { widgetOrigins: [CRM] });
});

async function mint(body: object = { record: 'omar' }, key?: string): Promise<string> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const answer = await api.call('POST', '/v1/widget-tokens', body, headers);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return String(answer.body['token']);
}

interface How {
  readonly token: string;
  readonly record?: string;
  readonly body?: object;
  readonly origin?: string;
}

/** A call as a browser on the CRM's page makes it. */
function call(path: string, { token, record = 'omar', body, origin = CRM }: How): Promise<Answer> {
  const method = body === undefined ? 'GET' : 'POST';
  const workspace = /^wgt_([^.]+)/.exec(token)?.[1] ?? '';
  const url = `/v1/widget/records/${record}${path}?workspace=${workspace}`;
  return api.call(method, url, body, { authorization: `Bearer ${token}`, origin });
}

const stateOf = ({ body }: Answer) => body as unknown as WidgetState;

describe('a token', () => {
  test('opens its record, and says nothing of it to whoever reads it', async () => {
    const token = await mint({ record: 'omar', agent: 'maya' });
    const { status, body, headers } = await call('', { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      record: { id: 'omar', first: 'Omar', email: 'omar@example.com' },
      icon: { state: 'none', word: 'No consent yet' },
      mayAct: true,
      ways: [{ method: 'text_to_join' }, { method: 'qr' }, { method: 'email' }],
    });
    expect(headers['cache-control']).toBe('no-store');
    const bytes = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('latin1');
    expect(token + bytes).not.toMatch(/omar|maya|Haddad/i);
  });

  test('is worth nothing for another record, route, workspace or way of asking', async () => {
    const token = await mint({ record: 'omar', methods: ['text_to_join', 'email'] });
    expect((await call('', { token, record: 'nora' })).status).toBe(404);
    expect((await call('/mail', { token, record: 'nora' })).status).toBe(404);
    const authorization = `Bearer ${token}`;
    for (const path of ['/v1/records/omar', '/v1/contacts', '/v1/opt-in-requests']) {
      const answer = await api.call('GET', path, undefined, { authorization });
      expect([path, answer.status, answer.body['code']]).toEqual([path, 403, 'scope_missing']);
    }
    const again = await api.call(
      'POST',
      '/v1/widget-tokens',
      { record: 'nora' },
      { authorization },
    );
    expect(again.status).toBe(403);
    const moved = token.replace(api.scratch.workspace, 'stranger');
    expect((await call('', { token: moved })).status).toBe(401);
    const code = await call('/ask', { token, body: { method: 'qr' } });
    expect([code.status, code.body['code']]).toEqual([422, 'method_not_available']);
    const ways = stateOf(await call('', { token })).ways.map(({ method }) => method);
    expect(ways).toEqual(['text_to_join', 'email']);
    const elsewhere = await api.call('POST', '/v1/opt-in-requests', {
      record: { externalId: 'nora' },
      method: 'text_to_join',
    });
    const request = String(elsewhere.body['id']);
    for (const path of ['/cancel', '/resend', '/answer']) {
      expect([path, (await call(path, { token, body: { request } })).status]).toEqual([path, 404]);
    }
  });

  test('ends: with its time, with what made it, and when it was changed', async () => {
    const { workspace } = api.scratch;
    const { store } = api;
    const after = (seconds: number) => new Date(store.clock.now().getTime() + seconds * 1_000);
    const made = await api.newKey(['consents:read', 'consents:write']);
    const by = { kind: 'api_key', id: made.id } as const;
    const over = store.widgetTokens.seal({ workspace, record: 'omar', by, expiresAt: after(-1) });
    const late = await call('', { token: over });
    expect([late.status, late.body['code']]).toEqual([401, 'widget_token_expired']);
    // The page can read why, and asks its server for another one.
    expect(late.headers['access-control-allow-origin']).toBe(CRM);

    const token = await mint({ record: 'omar' }, made.key);
    expect((await call('', { token })).status).toBe(200);
    const changed = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    for (const forged of [changed, 'wgt_x', `wgt_${workspace}.${'A'.repeat(80)}`, `${token}A`]) {
      const { status, body } = await call('', { token: forged });
      expect([forged, status, body['code']]).toEqual([forged, 401, 'unknown_key']);
    }
    await store.accounts.revokeKey(workspace, made.id);
    const gone = await call('', { token });
    expect([gone.status, gone.body['code']]).toEqual([401, 'unknown_key']);
  });

  test('allows no more than what made it', async () => {
    const { workspace } = api.scratch;
    const { store } = api;
    const reader = await store.accounts.addUser(workspace, {
      ...{ email: 'auditor@w.example', password: 'correct horse', role: 'auditor' },
    });
    const token = store.widgetTokens.seal({
      ...{ workspace, record: 'omar', by: { kind: 'user', id: reader._id } },
      expiresAt: new Date(store.clock.now().getTime() + 60_000),
    });
    expect(stateOf(await call('', { token })).mayAct).toBe(false);
    const asked = await call('/ask', { token, body: { method: 'text_to_join' } });
    expect([asked.status, asked.body['code']]).toEqual([403, 'scope_missing']);
    await store.accounts.changeUser(workspace, reader._id, { disabled: true });
    expect((await call('', { token })).status).toBe(401);
  });

  test.each([
    [{ record: 'nobody' }, 422],
    [{ record: 'omar', ttl: 30 }, 400],
    [{ record: 'omar', ttl: 999_999 }, 400],
    [{ record: 'omar', methods: ['fax'] }, 400],
    [{ record: 'omar', methods: [] }, 400],
    [{ record: 'omar', agent: 'Maya Lindqvist' }, 400],
  ])('is not made of %j', async (body, status) => {
    expect((await api.call('POST', '/v1/widget-tokens', body)).status).toBe(status);
  });
});

describe('a page of another site', () => {
  const preflight = (origin: string, workspace: string) =>
    api.app.inject({
      method: 'OPTIONS',
      url: `/v1/widget/records/omar/ask?workspace=${workspace}`,
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('is answered by its name where the workspace lists it, and never by a wildcard', async () => {
    const { workspace } = api.scratch;
    const allowed = await preflight(CRM, workspace);
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers).toMatchObject({
      ...{ 'access-control-allow-origin': CRM, vary: 'origin' },
      'access-control-allow-headers': 'authorization, content-type',
    });
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
    for (const [origin, where] of [
      ['https://evil.example', workspace],
      ['https://crm.example.com.evil.example', workspace],
      ['null', workspace],
      [CRM, 'stranger'],
      [CRM, 'nowhere'],
    ] as const) {
      const answer = await preflight(origin, where);
      const { code } = answer.json<{ code: string }>();
      const said = [origin, where, code, answer.headers['access-control-allow-origin']];
      expect(said).toEqual([origin, where, 'origin_not_allowed', undefined]);
    }
  });

  test('does nothing with a token that it should not have', async () => {
    const token = await mint();
    const origin = 'https://evil.example';
    const { status, body, headers } = await call('', { token, origin });
    expect([status, body['code']]).toEqual([403, 'origin_not_allowed']);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    const asked = await call('/ask', { token, origin, body: { method: 'qr' } });
    expect(asked.status).toBe(403);
    expect(stateOf(await call('', { token })).asked).toEqual([]);
    const own = await call('', { token, origin: 'http://127.0.0.1:3000' });
    expect(own.status).toBe(200);
  });

  test.each([
    ['crm.example.com', 'is no site'],
    ['http://crm.example.com', 'https://'],
    ['https://*.example.com', '*'],
    ['https://crm.example.com/app', 'wanted https://crm.example.com'],
    ['*', 'is no site'],
  ])('is not listed as %s', async (origin, why) => {
    const body = { widgetOrigins: [CRM, origin] };
    const { status, text } = await api.call('PATCH', '/v1/workspace', body);
    expect([status, text]).toEqual([422, expect.stringContaining(why)]);
    expect(text).toContain('/widgetOrigins/1');
  });
});

test('an agent asks, somebody else’s phone answers, and the agent says whose it was', async () => {
  const token = await mint({ record: 'omar', agent: 'maya' });
  const asked = stateOf(await call('/ask', { token, body: { method: 'text_to_join' } }));
  const [request] = asked.asked;
  expect(request).toMatchObject({
    method: 'text_to_join',
    script: { version: expect.any(Number) },
  });
  expect(asked.icon.state).toBe('wait');
  const kept = await api.call('GET', `/v1/opt-in-requests/${request?.id}`);
  expect(kept.body['askedBy']).toMatchObject({ kind: 'api_key', agent: 'maya' });

  await api.text(OTHER_PHONE, `START ${request?.token}`);
  const asking = stateOf(await call('', { token }));
  expect(asking.shown).not.toBe(asked.shown);
  const [question] = asking.questions;
  const contact = question?.candidates[0]?.contact;
  expect(question).toMatchObject({ candidates: [{ phone: '(•••) •••-0162' }] });
  const body = { request: question?.request, contact, useNumber: true };
  const answered = await call('/answer', { token, body });
  expect(stateOf(answered)).toMatchObject({
    record: { phone: '(602) 555-0162' },
    icon: { state: 'ok' },
    cause: { by: 'sms', words: 'by text' },
    questions: [],
  });
  const late = await call('/answer', { token, body: { ...body, contact: null } });
  expect(late.status).toBe(409);

  await api.text(OTHER_PHONE, 'STOP');
  const stopped = stateOf(await call('', { token }));
  expect(stopped).toMatchObject({ icon: { state: 'stop' }, cause: { words: 'texted STOP' } });
});

test('an address that an agent edits is kept, and asks for the handset', async () => {
  const token = await mint({ record: 'nora' });
  const how = { token, record: 'nora' };
  const without = await call('/ask', { ...how, body: { method: 'email' } });
  expect([without.status, without.body['code']]).toEqual([422, 'email_required']);
  const body = { method: 'email', email: 'nora@example.com' };
  const asked = stateOf(await call('/ask', { ...how, body }));
  expect(asked.asked.find(({ method }) => method === 'email')?.mail?.to).toMatch(/^n…@/);
  const record = await api.store.records.get(api.scratch.workspace, 'nora');
  expect(record).toMatchObject({ email: 'nora@example.com', emailChangedAt: expect.any(Date) });
  const preview = await call('/mail', how);
  expect(preview.body).toMatchObject({ subject: 'May Brightside Windows text you?' });
  expect(preview.text).not.toMatch(/\/confirm\/|\/unsubscribe\//);
});

test('somebody who is signed in needs no token, and the same element tells them the same', async () => {
  const { workspace } = api.scratch;
  await api.store.accounts.addUser(workspace, {
    ...{ email: 'agent@w.example', password: 'correct horse', role: 'agent' },
  });
  const visitor = new Visitor(api.app);
  const login = { email: 'agent@w.example', password: 'correct horse' };
  await visitor.submit('/console/login', '/console/login', login);
  const answer = await visitor.get('/v1/widget/records/nora');
  expect([answer.statusCode, answer.json().record.id]).toEqual([200, 'nora']);
});

test('its stream says that something changed, and ends', async () => {
  const token = await mint({ record: 'nora' });
  const { shown } = stateOf(await call('', { token, record: 'nora' }));
  const answer = await api.app.inject({
    method: 'GET',
    url: `/v1/widget/records/nora/stream?workspace=${api.scratch.workspace}&shown=${shown}`,
    headers: { authorization: `Bearer ${token}`, origin: CRM },
    payloadAsStream: true,
  });
  expect(answer.headers['access-control-allow-origin']).toBe(CRM);
  let heard = '';
  let ended = false;
  const stream = answer.stream();
  stream.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  stream.on('end', () => (ended = true));
  await until('the stream to begin', async () => heard.includes('retry'));
  await call('/ask', { token, record: 'nora', body: { method: 'qr' } });
  await until('the stream to end', async () => ended);
  expect(heard).toContain('event: changed');
});

test('the script is kept by browsers until it is another one', async () => {
  const first = await api.app.inject('/widget.js');
  expect(first.statusCode).toBe(200);
  expect(first.headers).toMatchObject({
    ...{ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
    'content-type': 'text/javascript; charset=utf-8',
  });
  expect(gzipSync(first.rawPayload).byteLength).toBeLessThan(25_000);
  const etag = String(first.headers['etag']);
  const again = await api.app.inject({ url: '/widget.js', headers: { 'if-none-match': etag } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const fixed = await api.app.inject(`/widget-${etag.replaceAll('"', '')}.js`);
  expect(fixed.headers['cache-control']).toContain('immutable');
  expect(fixed.body).toBe(first.body);
});
