// Bad input of every kind: each gets the problem+json of its own kind, and changes nothing.
import { describe, expect, test } from 'vitest';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const PROBLEM = 'application/problem+json';

describe('keys', () => {
  test.each([
    ['none', undefined, 'missing_key'],
    ['not one', 'Bearer nonsense', 'unknown_key'],
    ['a well-formed one that nobody has', `Bearer ask_test_${'a'.repeat(36)}`, 'unknown_key'],
    ['basic credentials', 'Basic YTpi', 'missing_key'],
  ])('%s is 401', async (_name, authorization, code) => {
    const answer = await api.app.inject({
      url: '/v1/workspace',
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toBe(PROBLEM);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.json()).toMatchObject({ status: 401, code });
  });

  test('without the scope are 403', async () => {
    const { key } = await api.newKey(['records:read']);
    const headers = { authorization: `Bearer ${key}` };
    const answer = await api.call('PUT', '/v1/records/x', { name: 'A' }, headers);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'scope_missing' });
  });

  test('that are revoked work no longer than a second', async () => {
    const { key, id } = await api.newKey();
    const headers = { authorization: `Bearer ${key}` };
    const ask = () => api.call('GET', '/v1/workspace', undefined, headers);
    expect((await ask()).status).toBe(200);
    await api.store.accounts.revokeKey(api.scratch.workspace, id);
    await until('the key to be refused', async () => (await ask()).status === 401, {
      timeoutMs: 1_000,
    });
  });

  test('are stored nowhere in clear', async () => {
    const documents = await api.store.connection.collection('api_keys').find({}).toArray();
    expect(JSON.stringify(documents)).not.toContain(api.key.slice(9, 39));
  });
});

describe('bodies', () => {
  const post = (payload: string, type = 'application/json') =>
    api.call('POST', '/v1/opt-in-requests', payload, { 'content-type': type });

  test('that are no JSON are 400', async () => {
    const answer = await post('{"record": ');
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe(PROBLEM);
    expect(answer.body).toMatchObject({ code: 'malformed_json', status: 400 });
    expect((await post('')).body).toMatchObject({ code: 'malformed_json' });
    expect((await post('{"__proto__": {"a": 1}}')).body).toMatchObject({ status: 400 });
  });

  test('with unknown, missing and wrong fields name each one', async () => {
    const { status, body } = await api.call('PUT', '/v1/records/x', {
      nmae: 'A',
      location: { lat: '1', lng: 2 },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', title: expect.any(String) });
    expect(body['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/nmae', code: 'unknown_field' }),
        expect.objectContaining({ pointer: '/name', code: 'required' }),
        expect.objectContaining({ pointer: '/location/lat', code: 'type' }),
      ]),
    );
    expect((await api.call('GET', '/v1/records/x')).status).toBe(404);
  });

  test('of another type are 415', async () => {
    const latin = 'application/json; charset=iso-8859-1';
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonx',
      latin,
    ]) {
      const answer = await post('{}', type);
      expect([type, answer.status]).toEqual([type, 415]);
      expect(answer.body).toMatchObject({ code: 'unsupported_media_type' });
    }
  });

  test('in another writing than UTF-8 are refused, however that shows', async () => {
    const type = { 'content-type': 'application/json' };
    const bytes = Buffer.from('{"name": "M\u00e1rquez"}', 'latin1');
    const wrong = await api.call('PUT', '/v1/records/x', bytes, type);
    expect(wrong.body).toMatchObject({ status: 400, code: 'malformed_json' });
    const packed = { ...type, 'content-encoding': 'gzip' };
    expect((await api.call('PUT', '/v1/records/x', '{}', packed)).status).toBe(415);
  });

  test('over 64 KB are 413', async () => {
    const answer = await post(JSON.stringify({ name: 'x'.repeat(65 * 1_024) }));
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ code: 'body_too_large' });
  });

  test('with a number that is none are 422 and say how to mend it', async () => {
    const record = await api.call('PUT', '/v1/records/x', { name: 'A', phone: '12' });
    expect(record.status).toBe(422);
    expect(record.body).toMatchObject({ code: 'invalid_phone', errors: [{ pointer: '/phone' }] });
    const inline = { record: { externalId: 'x', name: 'A', phone: 'x' }, method: 'text_to_join' };
    const asked = await api.call('POST', '/v1/opt-in-requests', inline);
    expect(asked.body).toMatchObject({ errors: [{ pointer: '/record/phone' }] });
    const many = await api.call('POST', '/v1/consents/check', { phones: ['+16025550142', '1'] });
    expect(many.body).toMatchObject({ errors: [{ pointer: '/phones/1' }] });
    expect(many.text).toContain('+1 602 555 0142');
  });

  test.each(['" \\u0000 "', '"A\\ud83d"', '"  "'])('with the text %s are 422', async (text) => {
    const raw = `{"to": "+16025550142", "body": ${text}}`;
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await api.call('POST', '/v1/messages', raw, headers);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid_text', errors: [{ pointer: '/body' }] });
  });

  test('never carry half a character into the store', async () => {
    const raw = '{"name": "A\\ud83d"}';
    const headers = { 'content-type': 'application/json' };
    const { body } = await api.call('PUT', '/v1/records/half', raw, headers);
    expect(body['name']).toBe('A\ufffd');
  });
});

describe('addresses', () => {
  test('that do not exist are 404 with the request id', async () => {
    const answer = await api.call('GET', '/v1/nothing', undefined, { 'x-request-id': 'crm-000-1' });
    expect(answer.status).toBe(404);
    expect(answer.headers['x-request-id']).toBe('crm-000-1');
    expect(answer.body).toMatchObject({ code: 'not_found', instance: 'crm-000-1' });
  });

  test('with another method are 405 and say which there are', async () => {
    const answer = await api.call('PATCH', '/v1/records/x', {});
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET, HEAD, PUT');
    expect(answer.body).toMatchObject({ code: 'method_not_allowed', status: 405 });
    expect((await api.call('DELETE', '/v1/nothing/at/all')).status).toBe(404);
    const endless = await api.call('HEAD', '/v1/events/stream');
    expect([endless.status, endless.headers['allow']]).toEqual([405, 'GET']);
  });

  test('that cannot be read are 400', async () => {
    expect((await api.call('GET', '/v1/records/%zz')).body).toMatchObject({ status: 400 });
  });

  test('get an id of ours instead of one that is none', async () => {
    const answer = await api.call('GET', '/v1/nothing', undefined, { 'x-request-id': 'a b\u007f' });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('every route of the API is described and needs a key', async () => {
  const { body } = await api.call('GET', '/openapi.json');
  expect(body['openapi']).toBe('3.1.0');
  const paths = Object.keys(body['paths'] as object);
  expect(paths.length).toBeGreaterThan(12);
  expect(paths.every((path) => path.startsWith('/v1/'))).toBe(true);
  expect(body['components']).toMatchObject({ schemas: { Problem: { type: 'object' } } });
});

test('logs hold no number, no address and no key', async () => {
  await api.call('PUT', '/v1/records/x', { name: 'A', phone: '+16025550161' });
  api.app.log.warn({ deep: { phone: '+16025550161', mail: 'a@example.com' } }, `key ${api.key}`);
  const lines = api.lines.join('');
  expect(lines).toContain('[phone]');
  expect(lines).not.toContain('6025550161');
  expect(lines).not.toContain('a@example.com');
  expect(lines).not.toContain(api.key);
});
