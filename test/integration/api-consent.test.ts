// Asking, checking, sending: what the API lets through and what it refuses.
import { describe, expect, test } from 'vitest';
import { SENDER, useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (n: number) => `+1602555${String(n).padStart(4, '0')}`;
const askFor = (externalId: string, more: object = {}) =>
  api.call('POST', '/v1/opt-in-requests', {
    record: { externalId, name: 'Omar Haddad', phone: phoneOf(300) },
    method: 'text_to_join',
    ...more,
  });

describe('an opt-in request', () => {
  test('says what to text, where, and under which disclosure', async () => {
    const { status, body, headers } = await askFor('ask-1');
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/v1/opt-in-requests/${body['id']}`);
    expect(body).toMatchObject({
      method: 'text_to_join',
      status: 'pending',
      program: 'updates',
      record: 'ask-1',
      contact: expect.stringMatching(/^ct_[0-9a-f]{32}$/),
      keyword: 'START',
      token: expect.stringMatching(/^[A-Z][2-9][A-Z2-9]{2,6}$/),
      sender: SENDER,
      smsUrl: `sms:${SENDER}?&body=START%20${body['token']}`,
      disclosure: { version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      completedAt: null,
    });
    expect(body['instructions']).toContain('Text START to (602) 555-0100');
    const record = await api.call('GET', '/v1/records/ask-1');
    expect(record.body['consent']).toMatchObject({
      status: 'none',
      openRequest: { id: body['id'], status: 'pending' },
    });
  });

  test('is the same one while it is open, however many ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => askFor('ask-2')));
    expect(new Set(all.map(({ body }) => body['id'])).size).toBe(1);
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    const code = await askFor('ask-2', { method: 'qr' });
    expect(code.status).toBe(201);
    expect(code.body['token']).toBe(all[0]?.body['token']);
  });

  test('can be taken back, and asked again after', async () => {
    const first = await askFor('ask-3');
    const path = `/v1/opt-in-requests/${first.body['id']}`;
    expect((await api.call('POST', `${path}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    expect((await api.call('GET', path)).body).toMatchObject({ status: 'cancelled' });
    const second = await askFor('ask-3');
    expect(second.status).toBe(201);
    expect(second.body['id']).not.toBe(first.body['id']);
    const list = await api.call('GET', '/v1/opt-in-requests?record=ask-3');
    expect(list.body['data']).toHaveLength(2);
  });

  test('by e-mail needs an address to write to', async () => {
    const { status, body } = await askFor('ask-4', { method: 'email' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'email_required', errors: [{ pointer: '/record/email' }] });
  });

  test('of a record that nobody has told of needs a name', async () => {
    const record = { externalId: 'nobody' };
    const answer = await api.call('POST', '/v1/opt-in-requests', { record, method: 'qr' });
    expect(answer.body).toMatchObject({ status: 422, code: 'name_required' });
  });

  test('is completed by a START from the record’s own number', async () => {
    const record = { externalId: 'ask-6', name: 'Omar', phone: phoneOf(306) };
    const { body } = await askFor('ask-6', { record });
    await api.text(phoneOf(306), 'start');
    const done = await api.call('GET', `/v1/opt-in-requests/${body['id']}`);
    expect(done.body).toMatchObject({ status: 'completed', completedAt: expect.any(String) });
    const { body: told } = await api.call('GET', '/v1/records/ask-6');
    expect(told['consent']).toMatchObject({ status: 'opted_in', entry: done.body['entry'] });
    expect(told['consent']).not.toHaveProperty('openRequest');
  });

  test('follows the number of its record while it is open', async () => {
    const { body } = await askFor('ask-7', { record: { externalId: 'ask-7', name: 'Omar' } });
    expect(body).not.toHaveProperty('contact');
    const put = { name: 'Omar', phone: phoneOf(307) };
    await api.call('PUT', '/v1/records/ask-7', put);
    const contact = await api.text(phoneOf(307), 'start');
    const done = await api.call('GET', `/v1/opt-in-requests/${body['id']}`);
    expect(done.body).toMatchObject({ status: 'completed', contact });
    await api.call('PUT', '/v1/records/ask-7', { ...put, phone: phoneOf(308) });
    const later = await api.call('GET', `/v1/opt-in-requests/${body['id']}`);
    expect(later.body).toMatchObject({ contact });
  });

  test('that another number answered is matched by a person', async () => {
    const { body } = await askFor('ask-5');
    const contact = await api.text(phoneOf(399), `START ${body['token']}`);
    const path = `/v1/opt-in-requests/${body['id']}`;
    const standing = await api.call('GET', path);
    expect(standing.body).toMatchObject({ status: 'needs_match', actingContact: contact });
    const wrong = await api.call('POST', `${path}/match`, { contact: `ct_${'0'.repeat(32)}` });
    expect(wrong.status).toBe(409);
    const right = await api.call('POST', `${path}/match`, { contact });
    expect(right.body).toMatchObject({ status: 'completed', completedAt: expect.any(String) });
    expect((await api.call('POST', `${path}/match`, { contact })).status).toBe(200);
  });
});

describe('a check', () => {
  test('names the entry that it relies on', async () => {
    const contact = await api.text(phoneOf(310), 'START');
    const { body } = await api.call('POST', '/v1/consents/check', { phone: '602 555 0310' });
    expect(body).toMatchObject({ allowed: true, contact, status: 'opted_in', basis: 'express' });
    const ledger = await api.call('GET', `/v1/contacts/${contact}/ledger`);
    expect(ledger.body['data']).toMatchObject([{ id: body['entry'], seq: 1, kind: 'opted_in' }]);
    const lookup = await api.call('POST', '/v1/contacts/lookup', { phone: phoneOf(310) });
    expect(lookup.body).toMatchObject({ id: contact, consent: { status: 'opted_in' } });
  });

  test('of many comes in the order of the numbers', async () => {
    const phones = [phoneOf(311), phoneOf(310), phoneOf(312)];
    const { body } = await api.call('POST', '/v1/consents/check', { phones });
    expect(body['data']).toMatchObject([
      { allowed: false, reason: 'no_consent' },
      { allowed: true },
      { allowed: false, reason: 'no_consent' },
    ]);
  });

  test('of marketing wants it in writing', async () => {
    const question = { phone: phoneOf(310), purpose: 'marketing' };
    const { body } = await api.call('POST', '/v1/consents/check', question);
    expect(body).toMatchObject({ allowed: false, reason: 'written_consent_required' });
  });

  test('is never answered from the past', async () => {
    await api.text(phoneOf(320), 'START');
    const headers = { 'idempotency-key': 'check-1' };
    const ask = () => api.call('POST', '/v1/consents/check', { phone: phoneOf(320) }, headers);
    expect((await ask()).body).toMatchObject({ allowed: true });
    await api.text(phoneOf(320), 'STOP');
    expect((await ask()).body).toMatchObject({ allowed: false, reason: 'opted_out' });
  });
});

describe('a message', () => {
  test('without consent is 409 with the reason as its code', async () => {
    const answer = await api.call('POST', '/v1/messages', { to: phoneOf(330), body: 'Hello' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'no_consent', status: 409 });
    const { workspace } = api.scratch;
    const contact = await api.store.people.contactOf(workspace, phoneOf(330));
    const sent = await api.store.messages.list(workspace, { contact, limit: 1 });
    expect(sent.data).toEqual([]);
  });

  test('with consent is taken once, however often its key comes', async () => {
    const contact = await api.text(phoneOf(340), 'START');
    const headers = { 'idempotency-key': 'msg-1' };
    const send = (body = 'Your quote is ready.') =>
      api.call('POST', '/v1/messages', { to: phoneOf(340), body }, headers);
    const first = await send();
    expect(first.status).toBe(202);
    expect(first.body).toMatchObject({ status: 'queued', contact });
    const again = await send();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.status, again.text]).toEqual([202, first.text]);
    expect((await send('Something else')).body).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    });
    const list = await api.call('GET', `/v1/messages?contact=${contact}`);
    expect(list.body['data']).toMatchObject([
      { id: first.body['id'], body: 'Your quote is ready.', direction: 'outbound' },
      { body: 'START', direction: 'inbound' },
    ]);
    expect((await api.call('GET', `/v1/messages/${first.body['id']}`)).status).toBe(200);
  });

  test('is told what a carrier may refuse in it, and taken all the same', async () => {
    const phone = phoneOf(342);
    const contact = await api.text(phone, 'START');
    const send = async (body: string) => {
      const answer = await api.call('POST', '/v1/messages', { to: phone, body });
      expect(answer.status).toBe(202);
      return answer.body['warnings'] as { code: string; pointer: string; detail: string }[];
    };
    const first = await send('Your quote: https://bit.ly/3xY');
    expect(first.map(({ code }) => code)).toEqual([
      ...['link_shortener', 'no_brand_in_first_message', 'no_opt_out_in_first_message'],
    ]);
    expect(first[0]).toMatchObject({ pointer: '/body', detail: expect.stringMatching(/bit\.ly/) });
    expect(await send('Your quote: https://example.com/q/4711')).toEqual([]);
    const { data } = await api.store.messages.list(api.scratch.workspace, { contact, limit: 5 });
    expect(data.filter(({ direction }) => direction === 'outbound')).toHaveLength(2);
  });

  test('in flight under its key is 409 until the first is done', async () => {
    await api.text(phoneOf(341), 'START');
    const text = { to: phoneOf(341), body: 'Hello' };
    const headers = { 'idempotency-key': 'msg-2' };
    const all = await Promise.all(
      Array.from({ length: 5 }, () => api.call('POST', '/v1/messages', text, headers)),
    );
    const fresh = all.filter(
      ({ status, headers: got }) => status === 202 && got['idempotency-replayed'] === undefined,
    );
    expect(fresh).toHaveLength(1);
    const others = all.filter((answer) => !fresh.includes(answer));
    expect(others.every(({ status }) => status === 409 || status === 202)).toBe(true);
  });

  test('of an unknown program or sender names the field', async () => {
    const to = phoneOf(340);
    const program = await api.call('POST', '/v1/messages', { to, body: 'a', program: 'nope' });
    expect(program.body).toMatchObject({
      code: 'unknown_program',
      errors: [{ pointer: '/program' }],
    });
    const sender = await api.call('POST', '/v1/messages', { to, body: 'a', sender: phoneOf(1) });
    expect(sender.body).toMatchObject({ code: 'unknown_sender', errors: [{ pointer: '/sender' }] });
  });
});

test('settings show the workspace, its programs and senders, and no token', async () => {
  const [workspace, programs, senders] = await Promise.all(
    ['workspace', 'programs', 'senders'].map((name) => api.call('GET', `/v1/${name}`)),
  );
  expect(workspace?.body).toMatchObject({ brand: { name: 'Brightside Windows' } });
  expect(programs?.body['data']).toHaveLength(2);
  expect(senders?.body['data']).toMatchObject([{ number: SENDER, defaultProgram: 'updates' }]);
  expect(senders?.text).not.toContain('b2b2');
});
