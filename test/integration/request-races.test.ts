// Everything at once on one request, from two processes' stores: whatever wins, its history is a
// path that the rule allows, and what is stored beside it agrees.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOpen, type RequestStatus, statusAfter } from '../../src/consent/request-status.js';
import { newId } from '../../src/ids.js';
import type { OptInRequest } from '../../src/store/requests.js';
import { openStore, type Store } from '../../src/store/store.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const SENDER = '+16025550100';
const by = { kind: 'user', id: 'usr_1' } as const;
const ROUNDS = 30;
let stores: readonly Store[];

beforeAll(async () => {
  const { mongodbUri: uri, secret } = api.scratch;
  stores = [api.store, await openStore({ uri, secret })];
});
afterAll(() => stores[1]?.close());

const stored = () => api.store.connection.collection<{ _id: string }>('opt_in_requests');

async function openOne(contact: string | undefined): Promise<OptInRequest> {
  const disclosure = { version: 1, hash: 'h', text: 't' };
  const draft = {
    method: 'qr',
    program: 'updates',
    sender: SENDER,
    disclosureShown: true,
  } as const;
  const record = newId('rec');
  const asked = { ...draft, record, disclosure, askedBy: by, ...(contact && { contact }) };
  return (await api.store.requests.open(api.scratch.workspace, asked)).request;
}

/** Everything that can happen to a request, each by either process. */
function happenings({ _id, record, workspace }: OptInRequest): (() => Promise<unknown>)[] {
  const at = api.store.clock.now();
  const acted = (contact: string) => ({ request: _id, contact, entry: `e-${contact}`, at });
  return stores.flatMap(({ requests }) => [
    () => requests.settle(workspace, [{ request: _id, outcome: 'opened', at }]),
    () => requests.settle(workspace, [{ ...acted('ct_other'), outcome: 'confirming' }]),
    () => requests.settle(workspace, [{ ...acted('ct_other'), outcome: 'needs_match' }]),
    () => requests.settle(workspace, [{ ...acted('ct_third'), outcome: 'needs_match' }]),
    () => requests.settle(workspace, [{ ...acted('ct_own'), outcome: 'completed' }]),
    () => requests.match(workspace, _id, { contact: 'ct_other', by }),
    () => requests.match(workspace, _id, { contact: 'ct_third', by }),
    () => requests.follow(workspace, record, 'ct_third'),
    () => requests.cancel(workspace, _id, by),
    () => requests.settle(workspace, [{ request: _id, outcome: 'failed', reason: 'r', at }]),
    () => requests.expireStale(10),
  ]);
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return items
    .map((item) => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

/** Which event can have led from one status to the next. */
const EVENTS = [
  'opened',
  'confirming',
  'completed',
  'needs_match',
  'matched',
  'expired',
  'cancelled',
  'failed',
] as const;
const leads = (from: RequestStatus, to: RequestStatus) =>
  EVENTS.some((event) => statusAfter(from, event) === to);

describe('everything at once', () => {
  test(`leaves one allowed path, in ${ROUNDS} orders`, async () => {
    const ends = new Set<string>();
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const asked = await openOne('ct_own');
      if (seed % 3 === 0) {
        const soon = { $set: { expiresAt: new Date(Date.now() - 1_000) } };
        await stored().updateOne({ _id: asked._id }, soon);
      }
      await Promise.all(shuffled(happenings(asked), seed).map((happen) => happen()));
      const after = (await stored().findOne({ _id: asked._id })) as unknown as OptInRequest;
      const path = after.history.map(({ status }) => status);
      expect(path[0], `seed ${seed}`).toBe('pending');
      for (const [index, to] of path.slice(1).entries()) {
        expect(leads(path[index] ?? 'failed', to), `seed ${seed}: ${path.join(' ')}`).toBe(true);
      }
      expect(path.at(-1)).toBe(after.status);
      expect('openAs' in after).toBe(isOpen(after.status));
      const { candidates } = after;
      expect(new Set(candidates.map(({ contact }) => contact)).size).toBe(candidates.length);
      ends.add(after.status);
    }
    // Orders that all end alike would prove little.
    expect(ends.size).toBeGreaterThan(1);
  });

  test('two numbers on one code in one pass: the first has it, in the order of arrival', async () => {
    for (const round of [1, 2, 3]) {
      const record = { externalId: `one-pass-${round}`, name: 'Nora Beck' };
      const { body } = await api.call('POST', '/v1/opt-in-requests', { record, method: 'qr' });
      const [first, second] = [`+160255541${round}1`, `+160255541${round}2`];
      await api.keepText(first, `START ${body['token']}`);
      await api.keepText(second, `START ${body['token']}`);
      await api.decideAll();
      const answer = await api.call('GET', `/v1/records/${record.externalId}`);
      expect(answer.body).toMatchObject({ phone: first, consent: { status: 'opted_in' } });
      const check = await api.call('POST', '/v1/consents/check', { phone: second });
      expect(check.body).toMatchObject({ allowed: true });
    }
  });
});
