// Lists of opt-in requests: every filter alone and together, page by page, by an index of its own.
import { beforeAll, describe, expect, test } from 'vitest';
import { setUp, useApi } from './api-fixture.js';

const api = useApi();

const stored = () => api.store.connection.collection<{ _id: string }>('opt_in_requests');

beforeAll(async () => {
  for (let n = 0; n < 12; n += 1) {
    const record = { externalId: `list-${n % 6}`, name: 'Nora Beck' };
    const method = n < 6 ? 'text_to_join' : 'qr';
    const { body } = await api.call('POST', '/v1/opt-in-requests', { record, method });
    if (n % 3 === 0) await api.call('POST', `/v1/opt-in-requests/${body['id']}/cancel`);
  }
});

interface Listed {
  readonly id: string;
  readonly record: string;
  readonly status: string;
  readonly method: string;
}

const list = async (query: string) => {
  const { status, body } = await api.call('GET', `/v1/opt-in-requests?${query}`);
  expect(status).toBe(200);
  return { data: body['data'] as readonly Listed[], hasMore: body['hasMore'] };
};

describe('a list of requests', () => {
  test.each([
    ['status=cancelled', 4],
    ['status=pending', 8],
    ['method=qr', 6],
    ['record=list-0', 2],
    ['record=list-0&method=qr&status=cancelled', 1],
    ['record=list-1&status=cancelled', 0],
    ['status=completed', 0],
  ])('with %s holds %i', async (query, count) => {
    const { data } = await list(query);
    expect(data).toHaveLength(count);
    for (const [field, value] of new URLSearchParams(query)) {
      expect(new Set(data.map((one) => one[field as keyof Listed]))).toEqual(
        new Set(count === 0 ? [] : [value]),
      );
    }
  });

  test('goes newest first, page by page, without a gap or a repeat', async () => {
    const all = (await list('status=pending')).data.map(({ id }) => id);
    expect(all).toEqual([...all].sort().reverse());
    const seen: string[] = [];
    for (let after = ''; ; after = `&startingAfter=${seen.at(-1)}`) {
      const { data, hasMore } = await list(`status=pending&limit=3${after}`);
      seen.push(...data.map(({ id }) => id));
      if (!hasMore) break;
    }
    expect(seen).toEqual(all);
  });

  test('shows what has run out under expired, before anybody wrote it down', async () => {
    const [late] = (await list('status=pending&limit=1')).data;
    const past = { $set: { expiresAt: new Date(Date.now() - 60_000) } };
    await stored().updateOne({ _id: late?.id ?? '' }, past);
    const expired = (await list('status=expired')).data;
    expect(expired.map(({ id }) => id)).toEqual([late?.id]);
    const open = (await list('status=pending')).data.map(({ id }) => id);
    expect(open).not.toContain(late?.id);
  });

  test('refuses a status and a method that are none', async () => {
    const { status, body } = await api.call('GET', '/v1/opt-in-requests?status=open&method=fax');
    expect(status).toBe(400);
    const errors = body['errors'] as readonly { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/query/status', '/query/method']),
    );
  });

  test('holds nothing of another workspace', async () => {
    const other = `${api.scratch.workspace}-b`;
    await setUp(api.store, other, '+16025550188');
    const { key } = await api.newKey(undefined, other);
    const headers = { authorization: `Bearer ${key}` };
    const mine = await api.call('GET', '/v1/opt-in-requests', undefined, headers);
    expect(mine.body).toEqual({ data: [], hasMore: false });
    const [one] = (await list('limit=1')).data;
    const calls = { cancel: undefined, match: { contact: `ct_${'0'.repeat(32)}` } };
    for (const [verb, body] of Object.entries(calls)) {
      const path = `/v1/opt-in-requests/${one?.id}/${verb}`;
      expect((await api.call('POST', path, body, headers)).status).toBe(404);
    }
  });
});

describe('each query', () => {
  const workspace = () => api.scratch.workspace;
  const newest = { _id: -1 as const };
  const open = { $in: ['pending', 'opened', 'confirming'] };

  test.each([
    ['newest', () => ({ workspace: workspace() }), newest],
    ['record', () => ({ workspace: workspace(), record: 'list-1' }), newest],
    ['status', () => ({ workspace: workspace(), status: 'pending' }), newest],
    ['method', () => ({ workspace: workspace(), method: 'qr' }), newest],
    [
      'numberless',
      () => ({ workspace: workspace(), status: open, openTo: { $in: ['+1'] } }),
      newest,
    ],
  ])('has the index %s, and sorts nothing in memory', async (index, filter, sort) => {
    const found = await stored().find(filter()).sort(sort).explain();
    const plan = JSON.stringify(found.queryPlanner.winningPlan);
    expect(plan).toContain(`"indexName":"${index}"`);
    expect(plan).not.toMatch(/COLLSCAN|"stage":"SORT"/);
  });

  test('as it is really asked goes by indexes: acts, offers, expiry, following', async () => {
    const { store, scratch } = api;
    const db = store.connection.db;
    await db?.command({ profile: 2 });
    const contacts = ['ct_1', 'ct_2'];
    await store.requests.findForActs(scratch.workspace, { tokens: ['K7Q2'], contacts, ids: ['o'] });
    await store.requests.follow(scratch.workspace, 'list-1', undefined);
    await store.requests.follow(scratch.workspace, 'list-1', 'ct_1');
    await store.requests.openFor(scratch.workspace, ['list-1', 'list-2']);
    await store.requests.standing(scratch.workspace, { method: 'qr', record: 'list-1' });
    await store.requests.expireStale(10);
    const act = { sender: '+16025550100', program: 'updates', contact: 'ct_1', entry: 'e' };
    await store.requests.offer(scratch.workspace, [{ ...act, at: store.clock.now() }]);
    await db?.command({ profile: 0 });
    const ns = `${db?.databaseName}.opt_in_requests`;
    const seen = await db?.collection('system.profile').find({ ns }).toArray();
    const plans = (seen ?? []).map((one) => String(one['planSummary']));
    expect(plans.length).toBeGreaterThanOrEqual(7);
    expect(plans.filter((plan) => !/^(IXSCAN|IDHACK|EXPRESS)/.test(plan))).toEqual([]);
    const [forActs] = plans.filter((plan) => plan.includes('token: 1'));
    for (const field of ['contact', 'actingContact', '_id']) {
      expect(forActs).toContain(`${field}: 1`);
    }
  });
});
