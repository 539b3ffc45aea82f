// Contacts by status and by flag: by index, in pages that meet, and only those of the workspace.
import { beforeAll, expect, test } from 'vitest';
import { setUp, useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (n: number) => `+1602555${String(5_000 + n)}`;
const contacts: string[] = [];

interface Listed {
  readonly id: string;
  readonly records: string[];
  readonly consent: { readonly status: string; readonly flags: string[] };
}

async function list(query: string, headers: object = {}) {
  const { status, body } = await api.call('GET', `/v1/contacts?${query}`, undefined, headers);
  expect(status).toBe(200);
  return { data: body['data'] as Listed[], hasMore: body['hasMore'] };
}
const idsOf = ({ data }: { data: Listed[] }) => data.map(({ id }) => id);

beforeAll(async () => {
  for (let n = 0; n < 6; n += 1) contacts.push(await api.text(phoneOf(n), 'START'));
  await api.text(phoneOf(1), 'STOP');
  await api.text(phoneOf(3), 'STOP');
  await api.text(phoneOf(4), 'too many texts');
  const record = { name: 'Dana Reyes', phone: phoneOf(3) };
  await api.call('PUT', '/v1/records/lead-3', record);
});

test('of one status are those and no others, latest change first', async () => {
  const [, first, , second] = contacts;
  const out = await list('status=opted_out');
  expect(idsOf(out)).toEqual([second, first]);
  expect(out.data[0]).toMatchObject({ records: ['lead-3'], consent: { status: 'opted_out' } });
  expect(idsOf(await list('status=opted_in'))).toHaveLength(4);
  expect(idsOf(await list('status=pending'))).toEqual([]);
});

test('with a flag are found by it', async () => {
  const flagged = await list('flag=in_review');
  expect(idsOf(flagged)).toEqual([contacts[4]]);
  expect(flagged.data[0]).toMatchObject({ consent: { flags: ['in_review'] } });
  expect(idsOf(await list('flag=in_review&status=opted_out'))).toEqual([]);
  await api.text(phoneOf(4), 'STOP');
  expect(idsOf(await list('flag=in_review'))).toEqual([]);
});

test('come in pages that meet', async () => {
  const whole = idsOf(await list(''));
  expect(new Set(whole)).toEqual(new Set(contacts));
  const pages: string[] = [];
  for (let more: unknown = true, after = ''; more; after = `&startingAfter=${pages.at(-1)}`) {
    const page = await list(`limit=2${after}`);
    pages.push(...idsOf(page));
    more = page.hasMore;
  }
  expect(pages).toEqual(whole);
});

test('are asked for by words that there are', async () => {
  for (const query of ['status=gone', 'flag=red', 'limit=0', 'colour=red']) {
    expect((await api.call('GET', `/v1/contacts?${query}`)).status, query).toBe(400);
  }
});

test('invariant 14: another workspace sees none of them, by no cursor either', async () => {
  const other = `${api.scratch.workspace}-other`;
  await setUp(api.store, other, '+16025550101');
  const { key } = await api.newKey(undefined, other);
  const headers = { authorization: `Bearer ${key}` };
  expect(idsOf(await list('', headers))).toEqual([]);
  const after = `/v1/contacts?startingAfter=${contacts[0]}`;
  expect((await api.call('GET', after, undefined, headers)).status).toBe(404);
});

test('are read by index and in order, not by looking through all', async () => {
  const { workspace } = api.scratch;
  const heads = api.store.connection.collection('heads');
  const sort = { 'facets.changedAt': -1, _id: -1 } as const;
  for (const filter of [
    { workspace, 'facets.status': 'opted_out' },
    { workspace, 'facets.status': { $in: ['none', 'opted_in'] } },
    { workspace, 'facets.status': { $in: ['none', 'opted_in'] }, 'facets.flags': 'in_review' },
  ]) {
    const { queryPlanner } = await heads.find(filter).sort(sort).explain();
    const plan = JSON.stringify(queryPlanner.winningPlan);
    expect(plan).toContain('IXSCAN');
    expect(plan).not.toMatch(/COLLSCAN|"SORT"/);
  }
});
