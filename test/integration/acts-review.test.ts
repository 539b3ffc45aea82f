// Doubtful texts decided by a person: both ways, again, late, and by whom it does not concern.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLedger } from '../support/ledger-check.js';
import { decidingOn } from '../support/deciding.js';
import { openedEvidence } from '../support/evidence.js';
import { until } from '../support/until.js';
import { setUp, useApi } from './api-fixture.js';

const api = useApi();
const deciding = decidingOn(() => api);
beforeAll(() => deciding.start());
afterAll(() => deciding.stop());

let people = 0;
const somebody = () => `+1602555${String(6_000 + (people += 1))}`;
const DOUBTFUL = 'too many texts';

/** The message of the newest text that this contact sent. */
async function newestOf(contact: string): Promise<string> {
  const { body } = await api.call('GET', `/v1/messages?contact=${contact}`);
  const texts = body['data'] as { id: string; direction: string }[];
  return texts.find(({ direction }) => direction === 'inbound')?.id ?? '';
}

async function doubted(): Promise<{ phone: string; contact: string; message: string }> {
  const phone = somebody();
  await api.text(phone, 'START');
  const contact = await api.text(phone, DOUBTFUL);
  return { phone, contact, message: await newestOf(contact) };
}

const review = (message: string, body: object, headers: object = {}) =>
  api.call('POST', `/v1/messages/${message}/review`, body, headers);
const check = async (phone: string) =>
  (await api.call('POST', '/v1/consents/check', { phone })).body;
const entries = async (contact: string) => {
  const { body } = await api.call('GET', `/v1/contacts/${contact}/ledger`);
  return body['data'] as { id: string; kind: string; source: { rule: string } }[];
};
const effectsOf = (contact: string) =>
  api.store.connection.collection('effects').find({ contact }).toArray();

describe('a doubtful text', () => {
  test('that is none after all lets texts through again', async () => {
    const { phone, contact, message } = await doubted();
    expect(await check(phone)).toMatchObject({ allowed: false, reason: 'in_review' });
    const note = 'She only meant last week.';
    const { status, body } = await review(message, { decision: 'none', note });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ contact, status: 'opted_in', effective: true },
      entry: { kind: 'unflagged', source: { rule: 'review.none' } },
    });
    expect(await check(phone)).toMatchObject({ allowed: true });
    const evidence = await openedEvidence(api.store, api.scratch.workspace, contact, 3);
    expect(evidence).toMatchObject({
      ...{ message, note, decision: 'none' },
      by: { apiKey: expect.stringMatching(/^key_/), ip: '127.0.0.1' },
    });
  });

  test('that was an opt-out ends everything and is confirmed once', async () => {
    const { phone, contact, message } = await doubted();
    const { status, body } = await review(message, { decision: 'opt_out' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ program: '*', status: 'opted_out', entry: { kind: 'opted_out' } });
    expect(await check(phone)).toMatchObject({ reason: 'opted_out' });
    expect(await api.store.inbox.fences(api.scratch.workspace, contact)).toEqual([]);
    const templates = (await effectsOf(contact)).map(({ text }) => text.template);
    expect(templates.filter((one) => one === 'opt_out_confirmation')).toHaveLength(1);
  });

  test('that was decided already gets the same entry, by any key', async () => {
    const { contact, message } = await doubted();
    const first = await review(message, { decision: 'none' });
    const again = await review(message, { decision: 'none' }, { 'idempotency-key': 'another' });
    expect(again.body['entry']).toEqual(first.body['entry']);
    expect(await entries(contact)).toHaveLength(3);
  });

  test('invariant 8: by two people, both ways: opting out wins in either order', async () => {
    for (const order of [
      ['none', 'opt_out'],
      ['opt_out', 'none'],
    ] as const) {
      const { phone, message } = await doubted();
      for (const decision of order) expect((await review(message, { decision })).status).toBe(200);
      expect(await check(phone), order.join()).toMatchObject({ reason: 'opted_out' });
    }
  });

  test('that is followed by another one stays in review for that one', async () => {
    const { phone, contact, message } = await doubted();
    await api.text(phone, DOUBTFUL);
    await review(message, { decision: 'none' });
    expect(await check(phone)).toMatchObject({ reason: 'in_review' });
    await review(await newestOf(contact), { decision: 'none' });
    expect(await check(phone)).toMatchObject({ allowed: true });
  });
});

describe('a text that raised no doubt', () => {
  test('may be called an opt-out by whoever read it', async () => {
    const phone = somebody();
    await api.text(phone, 'START');
    const contact = await api.text(phone, 'my wife says hello');
    const message = await newestOf(contact);
    expect((await review(message, { decision: 'none' })).body).toMatchObject({
      ...{ status: 409, code: 'not_in_review' },
    });
    expect((await review(message, { decision: 'opt_out' })).status).toBe(200);
    expect(await check(phone)).toMatchObject({ reason: 'opted_out' });
  });

  test('of ours, of nobody or of another workspace is 404', async () => {
    const { phone, contact, message } = await doubted();
    await review(message, { decision: 'none' });
    const sent = await api.call('POST', '/v1/messages', { to: phone, body: 'Hello' });
    const other = `${api.scratch.workspace}-other`;
    await setUp(api.store, other, '+16025550101');
    const { key } = await api.newKey(undefined, other);
    const foreign = { authorization: `Bearer ${key}` };
    const before = await entries(contact);
    expect((await review(String(sent.body['id']), { decision: 'opt_out' })).status).toBe(404);
    expect((await review(`msg_${'0'.repeat(32)}`, { decision: 'opt_out' })).status).toBe(404);
    expect((await review(message, { decision: 'opt_out' }, foreign)).status).toBe(404);
    expect(await entries(contact)).toEqual(before);
  });

  test('needs a decision that there is', async () => {
    const answer = await review(`msg_${'0'.repeat(32)}`, { decision: 'maybe' });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/decision' }] });
  });
});

test('invariant 5: with no worker a decided opt-out is kept and fenced, and found again', async () => {
  const { phone, message } = await doubted();
  await deciding.stop();
  const waiting = await review(message, { decision: 'opt_out' });
  expect(waiting.body).toMatchObject({ status: 503, code: 'act_waiting' });
  expect(await check(phone)).toMatchObject({ reason: 'opt_out_waiting' });
  await deciding.start();
  await until(
    'the entry',
    async () => (await review(message, { decision: 'opt_out' })).status === 200,
  );
  expect(await check(phone)).toMatchObject({ reason: 'opted_out' });
});

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(api.scratch.mongodbUri)).faults).toEqual([]);
});
