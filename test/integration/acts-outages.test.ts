// Acts through the API while a server hangs: every answer in time, nothing lost that was kept,
// nothing counted twice by whoever asks again.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkLedger } from '../support/ledger-check.js';
import { decidingOn } from '../support/deciding.js';
import { until } from '../support/until.js';
import { type Answer, useApi } from './api-fixture.js';

const ANSWER_MS = 3_000;
const HEALED = { timeoutMs: 40_000 };
const api = useApi({ proxied: true });
const deciding = decidingOn(() => api);

beforeAll(() => deciding.start());
afterEach(() => {
  api.mongodb.set('pass');
  api.redis.set('pass');
});
afterAll(() => deciding.stop());

let people = 0;
const somebody = () => `+1602555${String(8_000 + (people += 1))}`;

async function revoke(phone: string, key: string): Promise<Answer> {
  const startedAt = performance.now();
  const told = { phone, method: 'email', words: 'Stop it.' };
  const answer = await api.call('POST', '/v1/contacts/revoke', told, { 'idempotency-key': key });
  expect(performance.now() - startedAt).toBeLessThan(ANSWER_MS);
  return answer;
}

const found = (phone: string, key: string) =>
  until(
    'the entry',
    async () => {
      const answer = await revoke(phone, key);
      return answer.status === 200 ? answer : undefined;
    },
    HEALED,
  );
const entriesOf = async (contact: unknown) => {
  const { body } = await api.call('GET', `/v1/contacts/${contact}/ledger`);
  return body['data'] as unknown[];
};

describe('invariant 12: a revocation is answered in time', () => {
  test('with Redis hung it is kept, and decided without a restart', async () => {
    const phone = somebody();
    await api.text(phone, 'START');
    api.redis.set('hang');
    const answer = await revoke(phone, 'redis-hangs');
    // The worker has its own way to Redis, and the relay finds what this process could not queue.
    expect([200, 503]).toContain(answer.status);
    const { body } = await api.call('POST', '/v1/consents/check', { phone });
    expect(body).toMatchObject({ allowed: false });
    api.redis.set('pass');
    const { body: told } = await found(phone, 'redis-hangs');
    expect(told).toMatchObject({ status: 'opted_out', entry: { seq: 2 } });
    expect(await entriesOf(told['contact'])).toHaveLength(2);
  });

  test('with MongoDB hung it says that it cannot, and the same key counts once', async () => {
    const phone = somebody();
    await api.text(phone, 'START');
    api.mongodb.set('hang');
    const answer = await revoke(phone, 'mongodb-hangs');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    api.mongodb.set('pass');
    const { body } = await found(phone, 'mongodb-hangs');
    expect(body).toMatchObject({ status: 'opted_out', entry: { seq: 2 } });
    expect(await entriesOf(body['contact'])).toHaveLength(2);
  });
});

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(api.scratch.mongodbUri)).faults).toEqual([]);
});
