// Limits as callers meet them, with two ingress processes and a Redis that is flushed: nobody gets
// more than the limit, and one tenant's flood is no other's refusal.
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REQUESTS_OF_RECORD } from '../../src/ingress/limiting.js';
import { openStore, type Store } from '../../src/store/store.js';
import { type IngressProcess, startIngress } from '../support/ingress.js';
import { useOwnServers } from '../support/own-servers.js';
import { setUp } from './api-fixture.js';

const servers = useOwnServers();
const max = REQUESTS_OF_RECORD[0]?.max ?? 0;
let store: Store;
let ingresses: readonly IngressProcess[];
const keys = new Map<string, string>();

beforeAll(async () => {
  const { environment, mongodbUri } = servers;
  store = await openStore({ uri: mongodbUri, secret: environment['ASSENT_SECRET'] ?? '' });
  await store.ensureIndexes();
  for (const [index, workspace] of ['noisy', 'calm'].entries()) {
    await setUp(store, workspace, `+1602555010${index}`);
    keys.set(workspace, (await store.accounts.addKey(workspace, { test: true })).plaintext);
  }
  ingresses = await Promise.all([1, 2].map(() => startIngress(environment)));
});
afterAll(async () => {
  for (const ingress of ingresses ?? []) await ingress.stop();
  await store?.close();
});

let calls = 0;

/** Each call goes to the other process than the one before. */
async function call(workspace: string, path: string, body: object = {}) {
  calls += 1;
  const { url } = ingresses[calls % 2] ?? { url: '' };
  const headers = {
    authorization: `Bearer ${keys.get(workspace)}`,
    'content-type': 'application/json',
  };
  const answer = await fetch(`${url}/v1/opt-in-requests${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as { id?: string };
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), id: told.id };
}

const ask = (workspace: string) =>
  call(workspace, '', {
    record: { externalId: 'same-name', name: 'Nora Beck' },
    method: 'text_to_join',
  });

/** Asks and takes back until that is refused; how often it was let through. */
async function flood(workspace: string): Promise<number> {
  for (let through = 0; ; through += 1) {
    const asked = await ask(workspace);
    if (asked.status === 429 || through > max) return through;
    await call(workspace, `/${asked.id}/cancel`);
  }
}

describe('a flood of questions to one record', () => {
  test('ends at the limit, whichever process is asked', async () => {
    expect(await flood('noisy')).toBe(max);
  });

  test('is over after FLUSHALL too, and says for how long', async () => {
    const redis = new Redis(servers.redisUrl);
    await redis.flushall();
    redis.disconnect();
    expect(await flood('noisy')).toBe(0);
    const refused = await ask('noisy');
    expect(refused.status).toBe(429);
    expect(Number(refused.retryAfter)).toBeGreaterThan(80_000);
  });

  test('takes nothing from a tenant with a record of the same name', async () => {
    expect((await ask('calm')).status).toBe(201);
  });
});
