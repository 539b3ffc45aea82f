// The landing of a code while Redis or MongoDB is stopped or hung: who stands at a door with a
// phone gets an answer, and nothing that was counted is lost.
import { afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi({ proxied: true });
const ANSWER_MS = 3_000;

let id: string;
let page: string;

beforeAll(async () => {
  const asked = { record: { externalId: 'door', name: 'Nora' }, method: 'qr' };
  const { body } = await api.call('POST', '/v1/opt-in-requests', asked);
  id = String(body['id']);
  page = new URL(String(body['joinUrl'])).pathname;
});

afterEach(async () => {
  api.mongodb.set('pass');
  api.redis.set('pass');
  await until('both servers to be back', async () => {
    await Promise.all([api.store.ping(), api.queues.ping()]);
    return true;
  });
});

async function visit(url = page) {
  const startedAt = performance.now();
  const answer = await api.app.inject({ url });
  expect(performance.now() - startedAt).toBeLessThan(ANSWER_MS);
  return answer;
}

test.each(['refuse', 'hang'] as const)(
  'Redis %s: the page is there and its visit is kept',
  async (fault) => {
    api.redis.set(fault);
    const answer = await visit();
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('May we text you?');
    const inbox = api.store.connection.collection('inbox');
    const kept = await inbox.countDocuments({ _id: { $regex: `/scan/${id}/` } as never });
    expect(kept).toBeGreaterThan(0);
    await api.decideAll();
    const { body } = await api.call('GET', `/v1/opt-in-requests/${id}`);
    expect(body['status']).toBe('opened');
  },
);

test.each(['refuse', 'hang'] as const)(
  'MongoDB %s: a page says so in words, and leads nobody to the console',
  async (fault) => {
    api.mongodb.set(fault);
    // Settings that were read just now are good for a second more.
    const { workspace } = api.scratch;
    const unread = () =>
      api.store.workspaces.get(workspace).then(
        () => false,
        () => true,
      );
    await until('settings to be read anew', unread, { timeoutMs: 20_000 });
    const pages = [page, `/programs/${api.scratch.workspace}/updates/terms`];
    for (const answer of await Promise.all(pages.map((url) => visit(url)))) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.body).toContain('cannot answer right now');
      expect(answer.body).not.toContain('/console');
    }
  },
);
