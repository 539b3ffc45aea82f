// The life of opt-in requests on real servers: who may complete them, who is asked about, and what
// late, double and simultaneous acts make of them.
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.js';
import { expireRequests } from '../../workers/schedule/expire-requests.js';
import { type Answer, useApi } from './api-fixture.js';

const api = useApi();
let numbers = 0;
let records = 0;
const aPhone = () => `+1602555${String((numbers += 1)).padStart(4, '0')}`;

interface Asked {
  readonly id: string;
  readonly token: string;
  readonly record: string;
  readonly contact?: string;
}

/** Asks a new record; `phone: null` for one without a number. */
async function ask({ phone, ...more }: { phone?: string | null; [field: string]: unknown } = {}) {
  records += 1;
  const record = {
    externalId: `life-${records}`,
    name: 'Nora Beck',
    ...(phone === null ? {} : { phone: phone ?? aPhone() }),
  };
  const body = { record, method: 'text_to_join', ...more };
  const answer = await api.call('POST', '/v1/opt-in-requests', body);
  expect(answer.status).toBe(201);
  return answer.body as unknown as Asked;
}

const get = async (id: string) => (await api.call('GET', `/v1/opt-in-requests/${id}`)).body;
const act = (id: string, verb: string, body?: object): Promise<Answer> =>
  api.call('POST', `/v1/opt-in-requests/${id}/${verb}`, body);
const record = async (id: string) => (await api.call('GET', `/v1/records/${id}`)).body;
const statusOf = async (phone: string) =>
  (await api.call('POST', '/v1/consents/check', { phone })).body['status'];
const candidatesOf = async (id: string) =>
  ((await get(id))['candidates'] as { contact: string; via: string }[]).map(
    ({ contact, via }) => `${via} ${contact}`,
  );
const stored = () => api.store.connection.collection<{ _id: string }>('opt_in_requests');
const runOut = (id: string) =>
  stored().updateOne({ _id: id }, { $set: { expiresAt: new Date(Date.now() - 3_600_000) } });

describe('one open request of a method and record', () => {
  test('stands alone when twenty ask two processes at once', async () => {
    const { scratch } = api;
    const other = await openStore({ uri: scratch.mongodbUri, secret: scratch.secret });
    const disclosure = { version: 1, hash: 'h', text: 't' };
    const draft = { method: 'qr', program: 'updates', record: 'race', sender: '+16025550100' };
    const asking = { ...draft, method: 'qr', disclosureShown: true, disclosure } as const;
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? api.store : other).requests.open(scratch.workspace, asking),
      ),
    );
    await other.close();
    expect(new Set(opened.map(({ request }) => request._id)).size).toBe(1);
    expect(opened.filter(({ created }) => created)).toHaveLength(1);
    expect(await stored().countDocuments({ record: 'race' })).toBe(1);
  });

  test('makes room when the one before has run out, also before that is written down', async () => {
    const first = await ask();
    await runOut(first.id);
    const again = await api.call('POST', '/v1/opt-in-requests', {
      record: { externalId: first.record },
      method: 'text_to_join',
    });
    expect(again.status).toBe(201);
    expect(again.body['id']).not.toBe(first.id);
    expect(await get(first.id)).toMatchObject({ status: 'expired' });
  });
});

describe('a START with the token from another phone', () => {
  test('is consent for that phone, and the request asks whose it is', async () => {
    const [own, other] = [aPhone(), aPhone()];
    const { id, token, record: name } = await ask({ phone: own });
    const contact = await api.text(other, `START ${token}`);
    expect(await statusOf(other)).toBe('opted_in');
    expect(await statusOf(own)).toBe('none');
    const asked = await get(id);
    expect(asked).toMatchObject({ status: 'needs_match', actingContact: contact });
    expect(asked['candidates']).toEqual([
      { contact, via: 'token', at: expect.any(String), entry: expect.stringMatching(/./) },
    ]);
    expect((await record(name))['consent']).toMatchObject({ status: 'none' });
  });

  test('and from a third one lists both; naming one ties the act to the request', async () => {
    const [own, second, third] = [aPhone(), aPhone(), aPhone()];
    const { id, token, record: name } = await ask({ phone: own });
    const two = await api.text(second, `start ${token}`);
    const three = await api.text(third, `START ${token}`);
    await api.text(second, `START ${token}`);
    expect(await candidatesOf(id)).toEqual([`token ${two}`, `token ${three}`]);
    const matched = await act(id, 'match', { contact: three });
    expect(matched.body).toMatchObject({ status: 'completed', actingContact: three });
    expect(matched.body['entry']).toMatch(/./);
    const steps = matched.body['history'] as { status: string; by?: { kind: string } }[];
    expect(steps.map(({ status }) => status)).toEqual(['pending', 'needs_match', 'completed']);
    expect(steps.at(-1)?.by).toEqual({ kind: 'api_key', id: expect.stringMatching(/./) });
    // The record belongs to the CRM: it keeps its number, and that number has not agreed.
    expect(await record(name)).toMatchObject({ phone: own, consent: { status: 'none' } });
    expect((await act(id, 'match', { contact: three })).status).toBe(200);
    expect((await act(id, 'match', { contact: two })).status).toBe(409);
  });

  test('becomes the record’s number where the answer says so', async () => {
    const [own, other] = [aPhone(), aPhone()];
    const { id, token, record: name } = await ask({ phone: own });
    const contact = await api.text(other, `START ${token}`);
    await act(id, 'match', { contact, useNumber: true });
    expect(await record(name)).toMatchObject({ phone: other, consent: { status: 'opted_in' } });
    expect(await statusOf(own)).toBe('none');
  });

  test('is nobody’s when the request is cancelled instead, and stays consent', async () => {
    const other = aPhone();
    const { id, token } = await ask();
    const contact = await api.text(other, `START ${token}`);
    expect((await act(id, 'cancel')).body).toMatchObject({ status: 'cancelled' });
    expect((await act(id, 'match', { contact })).status).toBe(409);
    expect(await statusOf(other)).toBe('opted_in');
  });

  test('is answered by the CRM itself when the record gets that number', async () => {
    const other = aPhone();
    const { id, token, record: name } = await ask();
    const contact = await api.text(other, `START ${token}`);
    await api.call('PUT', `/v1/records/${name}`, { name: 'Nora Beck', phone: other });
    expect(await get(id)).toMatchObject({ status: 'completed', actingContact: contact });
    expect((await record(name))['consent']).toMatchObject({ status: 'opted_in' });
  });

  test('is no longer a question once the record’s own number has acted too', async () => {
    const [own, other] = [aPhone(), aPhone()];
    const { id, token, contact } = await ask({ phone: own });
    await api.text(other, `START ${token}`);
    await api.text(own, 'START');
    expect(await get(id)).toMatchObject({ status: 'completed', actingContact: contact });
    expect(await candidatesOf(id)).toHaveLength(1);
  });

  test('can only be matched with a number that acted', async () => {
    const other = aPhone();
    const { id, token } = await ask();
    const bystander = await api.text(aPhone(), 'START');
    await api.text(other, `START ${token}`);
    expect((await act(id, 'match', { contact: bystander })).status).toBe(409);
    const unknown = id.replace(/.$/, (last) => (last === 'f' ? '0' : 'f'));
    expect((await act(unknown, 'match', { contact: bystander })).status).toBe(404);
  });

  test('to a marketing program keeps its thread through AGREE', async () => {
    const other = aPhone();
    const { id, token } = await ask({ program: 'offers' });
    const contact = await api.text(other, `START ${token}`);
    expect(await get(id)).toMatchObject({ status: 'confirming', actingContact: contact });
    await api.text(other, 'AGREE');
    expect(await get(id)).toMatchObject({ status: 'needs_match', actingContact: contact });
    expect(await candidatesOf(id)).toEqual([`token ${contact}`]);
  });
});

describe('a record without a number', () => {
  test('has the one that texted its token, and both requests of it are done', async () => {
    const phone = aPhone();
    const { id, token, record: name } = await ask({ phone: null });
    const body = { record: { externalId: name }, method: 'qr' };
    const code = await api.call('POST', '/v1/opt-in-requests', body);
    expect(code.body['token']).toBe(token);
    const contact = await api.text(phone, `START ${token}`);
    expect(await get(id)).toMatchObject({ status: 'completed', actingContact: contact });
    expect(await get(String(code.body['id']))).toMatchObject({ status: 'completed' });
    expect(await record(name)).toMatchObject({ phone, consent: { status: 'opted_in' } });
  });

  test('keeps the first of two that text its token', async () => {
    const [first, second] = [aPhone(), aPhone()];
    const { id, token, record: name } = await ask({ phone: null });
    const contact = await api.text(first, `START ${token}`);
    await api.text(second, `START ${token}`);
    expect(await get(id)).toMatchObject({ status: 'completed', actingContact: contact });
    expect(await record(name)).toMatchObject({ phone: first });
    expect(await statusOf(second)).toBe('opted_in');
  });
});

describe('a START without a token', () => {
  test('is offered to open requests without a number, and to no others', async () => {
    const open = await ask({ phone: null });
    const otherProgram = await ask({ phone: null, program: 'offers' });
    const withNumber = await ask();
    const phone = aPhone();
    const contact = await api.text(phone, 'START');
    expect(await candidatesOf(open.id)).toEqual([`offer ${contact}`]);
    expect(await get(open.id)).toMatchObject({ status: 'pending' });
    expect(await candidatesOf(otherProgram.id)).toEqual([]);
    expect(await candidatesOf(withNumber.id)).toEqual([]);
    const matched = await act(open.id, 'match', { contact });
    expect(matched.body).toMatchObject({ status: 'completed', actingContact: contact });
    expect(await record(open.record)).toMatchObject({ phone, consent: { status: 'opted_in' } });
    await act(otherProgram.id, 'cancel');
  });

  test('is offered for fifteen minutes and not longer', async () => {
    const { id } = await ask({ phone: null });
    const contact = await api.text(aPhone(), 'START');
    const [offer] = (await get(id))['candidates'] as { at: string; until: string }[];
    expect(Date.parse(offer?.until ?? '') - Date.parse(offer?.at ?? '')).toBe(15 * 60_000);
    await stored().updateOne(
      { _id: id },
      { $set: { 'offers.0.until': new Date(Date.now() - 60_000) } },
    );
    expect(await candidatesOf(id)).toEqual([]);
    expect((await act(id, 'match', { contact })).status).toBe(409);
    expect(await get(id)).toMatchObject({ status: 'pending' });
    await act(id, 'cancel');
  });

  test('of one number is offered once, and of a crowd the latest ten', async () => {
    const { id } = await ask({ phone: null });
    const phone = aPhone();
    await api.text(phone, 'START');
    await api.text(phone, 'START');
    expect(await candidatesOf(id)).toHaveLength(1);
    const crowd: string[] = [];
    for (let n = 0; n < 12; n += 1) crowd.push(await api.text(aPhone(), 'START'));
    expect(await candidatesOf(id)).toEqual(crowd.slice(-10).map((one) => `offer ${one}`));
    await act(id, 'cancel');
  });

  test('that answers its own number’s request is offered to nobody', async () => {
    const open = await ask({ phone: null });
    const phone = aPhone();
    const own = await ask({ phone });
    await api.text(phone, 'START');
    expect(await get(own.id)).toMatchObject({ status: 'completed' });
    expect(await candidatesOf(open.id)).toEqual([]);
    await act(open.id, 'cancel');
  });

  test('is offered no more once the record has a number', async () => {
    const { id, record: name } = await ask({ phone: null });
    await api.call('PUT', `/v1/records/${name}`, { name: 'Nora Beck', phone: aPhone() });
    await api.text(aPhone(), 'START');
    expect(await candidatesOf(id)).toEqual([]);
    await api.call('PUT', `/v1/records/${name}`, { name: 'Nora Beck' });
    await api.text(aPhone(), 'START');
    expect(await candidatesOf(id)).toHaveLength(1);
    await act(id, 'cancel');
  });
});

describe('running out', () => {
  const log = { info: () => undefined };

  test('is written down by the task, in batches, with its place free again', async () => {
    const { scratch, store } = api;
    const asked = [await ask(), await ask(), await ask()];
    const ids = asked.map(({ id }) => id);
    for (const id of ids) await runOut(id);
    expect(await store.requests.expireStale(2)).toBe(2);
    expect(await stored().countDocuments({ _id: { $in: ids }, status: 'expired' })).toBe(2);
    await expireRequests({ store, log }).run();
    const expired = await stored()
      .find({ _id: { $in: ids } })
      .toArray();
    expect(expired).toMatchObject(
      ids.map(() => ({ workspace: scratch.workspace, status: 'expired' })),
    );
    expect(expired.filter((one) => 'openAs' in one)).toEqual([]);
    expect(await get(ids[0] ?? '')).toMatchObject({
      history: [{ status: 'pending' }, { status: 'expired' }],
    });
  });

  test('leaves a late START as plain consent without a request', async () => {
    const phone = aPhone();
    const { id, token } = await ask({ phone });
    await runOut(id);
    await api.text(phone, `START ${token}`);
    expect(await statusOf(phone)).toBe('opted_in');
    expect(await get(id)).toMatchObject({ status: 'expired', completedAt: null });
    await expireRequests({ store: api.store, log }).run();
    await api.text(phone, `START ${token}`);
    expect(await get(id)).toMatchObject({ status: 'expired' });
    expect(await get(id)).not.toHaveProperty('entry');
  });

  test('finds what has run out by its index, however many requests there are', async () => {
    const plan = await stored()
      .find({ openAs: { $exists: true }, expiresAt: { $lte: new Date() } })
      .sort({ expiresAt: 1 })
      .explain();
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain('"indexName":"stale"');
  });
});

describe('an end', () => {
  test('stays an end whatever comes late or twice', async () => {
    const phone = aPhone();
    const { id, token } = await ask({ phone });
    await api.text(phone, 'START');
    const done = await get(id);
    await api.text(aPhone(), `START ${token}`);
    await api.text(phone, 'START');
    expect((await act(id, 'cancel')).status).toBe(409);
    await runOut(id);
    await expireRequests({ store: api.store, log: { info: () => undefined } }).run();
    expect(await get(id)).toMatchObject({ ...done, expiresAt: expect.any(String) });
  });

  test('is taken back twice without complaint', async () => {
    const { id } = await ask();
    await act(id, 'cancel');
    const again = await act(id, 'cancel');
    expect(again.status).toBe(200);
    expect(again.body['history']).toHaveLength(2);
  });
});
