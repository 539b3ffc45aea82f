// Attesting and revoking through the API: one road, one entry, final when answered; and what the
// answer says when nobody is there to decide.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLedger } from '../support/ledger-check.js';
import { decidingOn } from '../support/deciding.js';
import { openedEvidence } from '../support/evidence.js';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const deciding = decidingOn(() => api);

const phoneOf = (n: number) => `+1602555${String(4_000 + n)}`;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

beforeAll(() => deciding.start());
afterAll(() => deciding.stop());

const attest = (phone: string, more: object = {}, headers: object = {}) =>
  api.call(
    'POST',
    '/v1/contacts/attest',
    { phone, method: 'paper', occurredAt: minutesAgo(5), evidence: {}, ...more },
    headers,
  );
const revoke = (phone: string, more: object = {}, headers: object = {}) =>
  api.call('POST', '/v1/contacts/revoke', { phone, method: 'phone', ...more }, headers);
const check = async (phone: string, more: object = {}) =>
  (await api.call('POST', '/v1/consents/check', { phone, ...more })).body;
const entriesOf = async (contact: unknown) => {
  const { body } = await api.call('GET', `/v1/contacts/${contact}/ledger`);
  return body['data'] as { id: string; kind: string }[];
};

describe('an attestation', () => {
  test.each([
    ['paper', { wording: 'I agree to get texts.' }, 'express_written'],
    [
      'web_form',
      { wording: 'I agree.', certificateUrl: 'https://cert.example/1' },
      'express_written',
    ],
    ['import', {}, 'express'],
    ['verbal', { wording: 'Read out on the phone.' }, 'express'],
  ])('by %s with %o has the basis %s', async (method, evidence, basis) => {
    const phone = phoneOf(1 + ['paper', 'web_form', 'import', 'verbal'].indexOf(method));
    const { status, body } = await attest(phone, { method, evidence });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ program: 'updates', status: 'opted_in', effective: true },
      entry: { kind: 'opted_in', basis, seq: 1, source: { channel: 'api' } },
    });
    expect(await check(phone)).toMatchObject({ allowed: true, basis });
  });

  test('keeps what was told, who told it and from where, sealed', async () => {
    const occurredAt = '2026-03-02T10:20:00-07:00';
    const told = { wording: 'I agree.', reference: 'form 4711', pages: 2 };
    const { body } = await attest('(602) 555-4010', {
      occurredAt,
      evidence: told,
      program: 'offers',
    });
    expect(body).toMatchObject({
      program: 'offers',
      entry: { occurredAt: '2026-03-02T17:20:00.000Z' },
    });
    const evidence = await openedEvidence(api.store, api.scratch.workspace, body['contact'], 1);
    expect(evidence).toMatchObject({
      ...{ phone: phoneOf(10), phoneAsGiven: '(602) 555-4010', method: 'paper' },
      evidence: told,
      by: {
        ip: '127.0.0.1',
        apiKey: expect.stringMatching(/^key_/),
        userAgent: expect.any(String),
      },
      receivedAt: expect.any(String),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('invariant 8: never lifts what the person ended, and says so', async () => {
    await api.text(phoneOf(11), 'START');
    await api.text(phoneOf(11), 'STOP');
    const { status, body } = await attest(phoneOf(11));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ status: 'opted_out', effective: false, note: expect.stringContaining('START') },
      entry: { kind: 'superseded' },
    });
    expect(await check(phoneOf(11))).toMatchObject({ allowed: false, reason: 'opted_out' });
  });

  test('may have happened in a leap second', async () => {
    const { body } = await attest('+16025554199', { occurredAt: '2016-12-31T23:59:60Z' });
    expect(body).toMatchObject({ entry: { occurredAt: '2016-12-31T23:59:59.000Z' } });
  });

  test('invariant 8: of the future is refused and leaves nothing', async () => {
    const { status, body } = await attest(phoneOf(12), { occurredAt: minutesAgo(-2) });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'occurred_in_future',
      errors: [{ pointer: '/occurredAt' }],
    });
    expect((await attest(phoneOf(12), { occurredAt: minutesAgo(-0.5) })).status).toBe(200);
    expect(await entriesOf((await check(phoneOf(12)))['contact'])).toHaveLength(1);
  });

  test.each([
    ['an unknown field', { colour: 'red' }, 400, '/colour'],
    ['an unknown method', { method: 'smoke' }, 400, '/method'],
    ['no time', { occurredAt: 'yesterday' }, 400, '/occurredAt'],
    ['a program that is not there', { program: 'nope' }, 422, '/program'],
    ['no number', { phone: '12' }, 422, '/phone'],
    [
      'an address that is none',
      { evidence: { certificateUrl: 'no' } },
      400,
      '/evidence/certificateUrl',
    ],
  ])('with %s names the field', async (_what, more, status, pointer) => {
    const answer = await attest(phoneOf(13), more);
    expect(answer.status).toBe(status);
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('needs a key that may write consents', async () => {
    const { key } = await api.newKey(['consents:read', 'messages:write']);
    const headers = { authorization: `Bearer ${key}` };
    expect((await attest(phoneOf(14), {}, headers)).status).toBe(403);
    expect((await revoke(phoneOf(14), {}, headers)).status).toBe(403);
  });
});

describe('a revocation', () => {
  test('is final when answered', async () => {
    const contact = await api.text(phoneOf(20), 'START');
    const words = 'Please don’t text me any more.';
    const { status, body } = await revoke(phoneOf(20), {
      words,
      actor: 'Kim',
      method: 'voicemail',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ contact, program: '*', status: 'opted_out', effective: true },
      entry: { kind: 'opted_out', source: { rule: 'revoked.voicemail' } },
    });
    expect(await check(phoneOf(20))).toMatchObject({ reason: 'opted_out', status: 'opted_out' });
    expect(await api.store.inbox.fences(api.scratch.workspace, contact)).toEqual([]);
    const evidence = await openedEvidence(api.store, api.scratch.workspace, contact, 2);
    expect(evidence).toMatchObject({ words, actor: 'Kim', method: 'voicemail' });
  });

  test('of one program ends that program and no other', async () => {
    await attest(phoneOf(21), { evidence: { wording: 'Yes' }, program: 'offers' });
    await api.text(phoneOf(21), 'START');
    const { body } = await revoke(phoneOf(21), { program: 'offers' });
    expect(body).toMatchObject({ program: 'offers', status: 'opted_out' });
    expect(await check(phoneOf(21), { program: 'offers' })).toMatchObject({ reason: 'opted_out' });
    expect(await check(phoneOf(21))).toMatchObject({ allowed: true });
  });

  test('of somebody nobody knew stands all the same', async () => {
    const { status, body } = await revoke(phoneOf(22));
    expect([status, body['status']]).toEqual([200, 'opted_out']);
    expect((await attest(phoneOf(22))).body).toMatchObject({ effective: false });
  });

  test('of a number that nobody calls valid reaches whoever texted from it', async () => {
    const odd = '+15551230006';
    const contact = await api.text(odd, 'START');
    expect((await attest(odd)).body).toMatchObject({ code: 'invalid_phone' });
    const { status, body } = await revoke('+1 (555) 123-0006');
    expect([status, body['contact'], body['status']]).toEqual([200, contact, 'opted_out']);
    for (const phone of ['12', 'nobody', '+', '5551230006']) {
      expect((await revoke(phone)).body, phone).toMatchObject({ code: 'invalid_phone' });
    }
  });

  test('twice with one key is one act, also when both come at once', async () => {
    const headers = { 'idempotency-key': 'revoke-twice' };
    const first = await revoke(phoneOf(23), {}, headers);
    const again = await revoke(phoneOf(23), {}, headers);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const at = { 'idempotency-key': 'revoke-at-once' };
    const both = await Promise.all([revoke(phoneOf(24), {}, at), revoke(phoneOf(24), {}, at)]);
    expect(both.map(({ status }) => status).every((status) => [200, 409].includes(status))).toBe(
      true,
    );
    const contact = (await check(phoneOf(24)))['contact'];
    expect(await entriesOf(first.body['contact'])).toHaveLength(1);
    expect(await entriesOf(contact)).toHaveLength(1);
  });
});

describe('with no worker to decide', () => {
  test('invariant 5: a revocation is kept, its fence stands, and its key finds it later', async () => {
    const contact = await api.text(phoneOf(30), 'START');
    await deciding.stop();
    const headers = { 'idempotency-key': 'revoke-later' };
    const startedAt = performance.now();
    const waiting = await revoke(phoneOf(30), {}, headers);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(waiting.status).toBe(503);
    expect(waiting.headers['retry-after']).toBe('2');
    expect(waiting.body).toMatchObject({
      code: 'act_waiting',
      detail: expect.stringContaining('kept'),
    });
    expect(await check(phoneOf(30))).toMatchObject({ allowed: false, reason: 'opt_out_waiting' });
    const refused = await api.call('POST', '/v1/messages', { to: phoneOf(30), body: 'Hello' });
    expect(refused.body).toMatchObject({ status: 409, code: 'opt_out_waiting' });

    await deciding.start();
    const found = await until('the entry', async () => {
      const answer = await revoke(phoneOf(30), {}, headers);
      return answer.status === 200 ? answer : undefined;
    });
    expect(found.body).toMatchObject({ contact, status: 'opted_out', entry: { seq: 2 } });
    expect(await entriesOf(contact)).toHaveLength(2);
  });
});

test('each act is described with an example that is taken as it stands', async () => {
  const answer = await api.app.inject({ url: '/openapi.json' });
  const { paths } = answer.json<Described>();
  for (const path of ['/v1/contacts/attest', '/v1/contacts/revoke']) {
    const media = paths[path]?.post.requestBody.content['application/json'];
    const example = media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
    expect(example, path).toBeDefined();
    expect((await api.call('POST', path, example)).status, path).toBe(200);
  }
});

interface Described {
  readonly paths: Record<string, { post: { requestBody: { content: Record<string, Media> } } }>;
}

interface Media {
  readonly example?: unknown;
  readonly examples?: Record<string, { value: unknown }>;
}

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(api.scratch.mongodbUri)).faults).toEqual([]);
});
