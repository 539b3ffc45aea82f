// Limits on asking: a refusal that says when to come back, and nobody's limit is another's.
import { describe, expect, test } from 'vitest';
import { REQUESTS_OF_RECORD } from '../../src/ingress/limiting.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const [ofRecord] = REQUESTS_OF_RECORD;
const max = ofRecord?.max ?? 0;

const askFor = (externalId: string, headers: object = {}) =>
  api.call(
    'POST',
    '/v1/opt-in-requests',
    { record: { externalId, name: 'Omar Haddad' }, method: 'text_to_join' },
    headers,
  );

/** Asks and takes back until that is refused; returns how often it worked. */
async function askAndCancel(externalId: string): Promise<number> {
  for (let times = 0; ; times += 1) {
    const { status, body } = await askFor(externalId);
    if (status === 429) return times;
    expect(status).toBe(201);
    await api.call('POST', `/v1/opt-in-requests/${body['id']}/cancel`);
    if (times > max) return times;
  }
}

describe('asking one record again and again', () => {
  test('is refused past the limit, with the time to wait', async () => {
    expect(await askAndCancel('flood')).toBe(max);
    const { status, headers, body } = await askFor('flood');
    expect(status).toBe(429);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(Number(headers['retry-after'])).toBeGreaterThan(80_000);
    expect(body).toMatchObject({ code: 'too_many_requests', status: 429 });
    expect(body['detail']).toMatch(/new requests of this record: 30 a day .* 24 hours/);
  });

  test('leaves other records alone', async () => {
    expect((await askFor('calm')).status).toBe(201);
  });

  test('still returns the request that is open', async () => {
    const open = await askFor('calm');
    expect(open.status).toBe(200);
  });

  test('is worked on again under the same Idempotency-Key once the wait is over', async () => {
    const key = { 'idempotency-key': 'flood-again' };
    expect((await askFor('flood', key)).status).toBe(429);
    await api.store.connection.collection('limits').deleteMany({});
    await api.store.connection
      .collection('idempotency_keys')
      .updateMany({}, { $set: { startedAt: new Date(0) } });
    expect((await askFor('flood', key)).status).toBe(201);
  });
});
