// MongoDB or Redis stopped, or hung: every answer leaves within three seconds and says what is the
// matter.
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi({ proxied: true });
const ANSWER_MS = 3_000;

afterEach(async () => {
  api.mongodb.set('pass');
  api.redis.set('pass');
  await until('both servers to be back', async () => {
    await Promise.all([api.store.ping(), api.queues.ping()]);
    return true;
  });
});

async function timed<T>(work: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const answer = await work;
  expect(performance.now() - startedAt).toBeLessThan(ANSWER_MS);
  return answer;
}

describe('Redis', () => {
  test.each(['refuse', 'hang'] as const)('%s: the API goes on without it', async (fault) => {
    api.redis.set(fault);
    const put = await timed(api.call('PUT', '/v1/records/r', { name: 'A' }));
    expect(put.status).toBe(200);
    const ready = await timed(api.call('GET', '/readyz'));
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ status: 'ok', degraded: ['redis', 'workers'] });
  });

  test('refuse: the sign-in says so in words', async () => {
    const { workspace } = api.scratch;
    const user = { email: 'a@example.com', password: 'correct horse', role: 'agent' } as const;
    await api.store.accounts.addUser(workspace, user);
    api.redis.set('refuse');
    const page = await api.app.inject({ url: '/console/login' });
    expect(page.statusCode).toBe(200);
    const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(page.body) ?? [];
    const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await timed(
      api.app.inject({
        method: 'POST',
        url: '/console/login',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf, ...user }).toString(),
      }),
    );
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('Nobody can sign in right now');
  });
});

describe('MongoDB', () => {
  test.each(['refuse', 'hang'] as const)(
    '%s: a form that comes back counts once',
    async (fault) => {
      const externalId = `form-${fault}`;
      const phone = fault === 'hang' ? '+16025551801' : '+16025551802';
      const record = { externalId, name: 'Dana', phone, email: `${externalId}@example.com` };
      const asked = await api.call('POST', '/v1/opt-in-requests', { record, method: 'email' });
      const { workspace } = api.scratch;
      const token = api.store.linkTokens.of('confirm', workspace, `${String(asked.body['id'])}/1`);
      const url = `/confirm/${token}`;
      const form = (await api.app.inject({ url })).body;
      const [, nonce = ''] = /name="nonce" value="([^"]+)"/.exec(form) ?? [];
      const send = () =>
        api.app.inject({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ phone, agree: 'yes', nonce }).toString(),
        });
      api.mongodb.set(fault);
      const refused = await timed(send());
      expect(refused.statusCode).toBe(503);
      expect(refused.body).toContain('send it once more');
      api.mongodb.set('pass');
      await until('the form to be taken', async () => (await send()).statusCode === 303);
      await send();
      const inbox = api.store.connection.collection('inbox');
      const contact = await api.store.people.contactOf(workspace, phone);
      expect(await inbox.countDocuments({ contact, type: 'email_confirmation' })).toBe(1);
    },
  );

  test.each(['refuse', 'hang'] as const)('%s: calls are 503 with Retry-After', async (fault) => {
    api.mongodb.set(fault);
    const [put, check, ready, alive] = await Promise.all([
      timed(api.call('PUT', '/v1/records/m', { name: 'A' })),
      timed(api.call('POST', '/v1/consents/check', { phone: '+16025550142' })),
      timed(api.call('GET', '/readyz')),
      timed(api.call('GET', '/livez')),
    ]);
    for (const answer of [put, check]) {
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBeDefined();
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.body).not.toHaveProperty('detail');
    }
    expect([ready.status, alive.status]).toEqual([503, 200]);
  });
});
