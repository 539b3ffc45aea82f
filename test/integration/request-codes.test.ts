// The code of a request as the CRM gets it: what it opens, who may have it, and when there is none.
import { describe, expect, test } from 'vitest';
import { readCode } from '../support/read-code.js';
import { useApi } from './api-fixture.js';

const api = useApi();

const asked = async (externalId: string, more: object = {}) => {
  const body = { record: { externalId, name: 'Omar' }, method: 'qr', ...more };
  return (await api.call('POST', '/v1/opt-in-requests', body)).body as Record<string, string>;
};
const picture = async (url: string) => {
  const authorization = `Bearer ${api.key}`;
  const answer = await api.app.inject({ url, headers: { authorization } });
  return { answer, content: await readCode(answer.rawPayload, { width: 500 }) };
};

describe('a request with method qr', () => {
  test('names its landing page and its pictures', async () => {
    const { id, joinUrl, qr, smsUrl, token } = await asked('qr-1');
    expect(joinUrl).toMatch(/^http:\/\/127\.0\.0\.1:3000\/join\/[\w-]{22}$/);
    expect(smsUrl).toBe(`sms:+16025550100?&body=START%20${token}`);
    const pictures = `http://127.0.0.1:3000/v1/opt-in-requests/${id}/qr`;
    expect(qr).toEqual({ svg: `${pictures}.svg`, png: `${pictures}.png` });
    const [again, listed] = await Promise.all([
      api.call('GET', `/v1/opt-in-requests/${id}`),
      api.call('GET', '/v1/opt-in-requests?record=qr-1'),
    ]);
    expect(again.body['joinUrl']).toBe(joinUrl);
    expect(listed.body['data']).toMatchObject([{ joinUrl, qr }]);
  });

  test('keeps nothing from which its landing could be opened', async () => {
    const { id, joinUrl = '' } = await asked('qr-2');
    const stored = await api.store.connection
      .collection('opt_in_requests')
      .findOne({ _id: id as never });
    expect(stored).toMatchObject({ joinDigest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(stored)).not.toContain(joinUrl.split('/').at(-1));
    const { body } = await api.call('GET', `/v1/opt-in-requests/${id}`);
    expect(body).not.toHaveProperty('joinDigest');
  });

  test('opens the messaging app by default, as SVG and as PNG', async () => {
    const { id, smsUrl } = await asked('qr-3');
    for (const kind of ['svg', 'png']) {
      const { answer, content } = await picture(`/v1/opt-in-requests/${id}/qr.${kind}`);
      expect(content).toBe(smsUrl);
      expect(answer.headers['content-type']).toMatch(/^image\/(svg\+xml|png)/);
      expect(answer.headers['cache-control']).toMatch(/^private, max-age=\d+$/);
    }
  });

  test('opens the landing page where that is wanted, and by default for marketing', async () => {
    const updates = await asked('qr-4');
    const url = `/v1/opt-in-requests/${updates['id']}/qr.png?target=page&size=700`;
    expect((await picture(url)).content).toBe(updates['joinUrl']);
    const offers = await asked('qr-5', { program: 'offers' });
    const svg = `/v1/opt-in-requests/${offers['id']}/qr.svg`;
    expect((await picture(svg)).content).toBe(offers['joinUrl']);
    expect((await picture(`${svg}?target=sms`)).content).toBe(offers['smsUrl']);
  });
});

describe('there is no code', () => {
  test.each(['size=127', 'size=2049', 'size=big', 'target=app', 'colour=red'])(
    'for %s, and the answer says what is wanted',
    async (query) => {
      const { id } = await asked('qr-6');
      const { status, body } = await api.call('GET', `/v1/opt-in-requests/${id}/qr.png?${query}`);
      expect(status).toBe(400);
      expect(body['code']).toBe('invalid_request');
    },
  );

  test('of a request that nobody made, or that is closed, or was made in another way', async () => {
    const unknown = `/v1/opt-in-requests/oir_${'0'.repeat(32)}/qr.svg`;
    expect(await api.call('GET', unknown)).toMatchObject({ status: 404 });
    const { id } = await asked('qr-7');
    await api.call('POST', `/v1/opt-in-requests/${id}/cancel`);
    const closed = await api.call('GET', `/v1/opt-in-requests/${id}/qr.png`);
    expect(closed).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(closed.body['detail']).toContain('cancelled');
    const spoken = await asked('qr-8', { method: 'text_to_join' });
    expect(spoken).not.toHaveProperty('joinUrl');
    const other = await api.call('GET', `/v1/opt-in-requests/${spoken['id']}/qr.svg`);
    expect(other).toMatchObject({ status: 409 });
  });

  test('for another workspace, and for a key without the scope', async () => {
    const { id } = await asked('qr-9');
    const url = `/v1/opt-in-requests/${id}/qr.svg`;
    const stranger = await api.newKey(undefined, 'another');
    const narrow = await api.newKey(['records:read']);
    const as = (key: string) => api.call('GET', url, undefined, { authorization: `Bearer ${key}` });
    expect((await as(stranger.key)).status).toBe(404);
    expect((await as(narrow.key)).status).toBe(403);
    expect((await api.app.inject({ url })).statusCode).toBe(401);
  });
});
