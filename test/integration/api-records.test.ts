// Records over the API: told, asked for, listed; and that a changed number never moves consent.
import { describe, expect, test } from 'vitest';
import { setUp, useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (n: number) => `+1602555${String(n).padStart(4, '0')}`;

describe('a record', () => {
  test('comes back with its number as E.164 and no consent', async () => {
    const put = await api.call('PUT', '/v1/records/lead-1', {
      name: 'Dana Ruiz',
      phone: '(602) 555-0142',
      location: { lat: 33.4, lng: -112 },
      customFields: { stage: 'quote', rooms: 4 },
    });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({
      externalId: 'lead-1',
      phone: '+16025550142',
      customFields: { stage: 'quote', rooms: 4 },
      consent: { status: 'none', programs: { updates: { status: 'none' } }, flags: [] },
    });
    const got = await api.call('GET', '/v1/records/lead-1');
    expect(got.body).toEqual(put.body);
  });

  test('forgets what a second PUT leaves out', async () => {
    await api.call('PUT', '/v1/records/lead-2', { name: 'A', email: 'a@example.com' });
    const second = await api.call('PUT', '/v1/records/lead-2', { name: 'B' });
    expect(second.body).not.toHaveProperty('email');
  });

  test('may have slashes and umlauts in its id', async () => {
    const id = encodeURIComponent('deal/47 ü');
    const put = await api.call('PUT', `/v1/records/${id}`, { name: 'A' });
    expect(put.body).toMatchObject({ externalId: 'deal/47 ü' });
    expect((await api.call('GET', `/v1/records/${id}`)).status).toBe(200);
  });

  test('is 404 in another workspace', async () => {
    const other = `${api.scratch.workspace}-b`;
    await setUp(api.store, other, '+16025550188');
    const { key } = await api.newKey(undefined, other);
    await api.call('PUT', '/v1/records/mine', { name: 'A' });
    const headers = { authorization: `Bearer ${key}` };
    expect((await api.call('GET', '/v1/records/mine', undefined, headers)).status).toBe(404);
    const list = await api.call('GET', '/v1/records', undefined, headers);
    expect(list.body).toEqual({ data: [], hasMore: false });
  });
});

describe('consent', () => {
  test('stays with the number when the record gets another one', async () => {
    await api.call('PUT', '/v1/records/mover', { name: 'M', phone: phoneOf(201) });
    await api.text(phoneOf(201), 'START');
    const before = await api.call('GET', '/v1/records/mover');
    expect(before.body).toMatchObject({ consent: { status: 'opted_in', basis: 'express' } });
    const moved = await api.call('PUT', '/v1/records/mover', { name: 'M', phone: phoneOf(202) });
    expect(moved.body).toMatchObject({ consent: { status: 'none' } });
    const check = await api.call('POST', '/v1/consents/check', { phone: phoneOf(201) });
    expect(check.body).toMatchObject({ allowed: true });
  });
});

describe('lists', () => {
  test('go newest first, page by page, without a gap', async () => {
    for (let n = 0; n < 7; n += 1)
      await api.call('PUT', `/v1/records/page-${n}`, { name: `Q${n}` });
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 4; page += 1) {
      const { body } = await api.call('GET', `/v1/records?query=page-&limit=3${after}`);
      const ids = (body['data'] as { externalId: string }[]).map(({ externalId }) => externalId);
      seen.push(...ids);
      if (!body['hasMore']) break;
      after = `&startingAfter=${ids.at(-1)}`;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `page-${n}`));
    const beyond = await api.call('GET', '/v1/records?query=page-&startingAfter=page-0');
    expect([beyond.status, beyond.body['data']]).toEqual([200, []]);
    // What looked like the end there would be none.
    const lost = await api.call('GET', '/v1/records?query=page-&startingAfter=page-9');
    expect([lost.status, lost.body['code']]).toEqual([404, 'not_found']);
  });

  test('keep to a status', async () => {
    await api.call('PUT', '/v1/records/out', { name: 'Out', phone: phoneOf(210) });
    await api.text(phoneOf(210), 'STOP');
    const { body } = await api.call('GET', '/v1/records?status=opted_out');
    expect(body['data']).toMatchObject([{ externalId: 'out', consent: { status: 'opted_out' } }]);
  });

  test('find a record by its number', async () => {
    await api.call('PUT', '/v1/records/by-phone', { name: 'P', phone: phoneOf(220) });
    const { body } = await api.call(
      'GET',
      `/v1/records?query=${encodeURIComponent('602-555-0220')}`,
    );
    expect(body['data']).toMatchObject([{ externalId: 'by-phone' }]);
  });

  test('keep to a part of the map, also across the line of the date', async () => {
    for (const [id, lat, lng] of [
      ['map-phoenix', 33.45, -112.07],
      ['map-flagstaff', 35.2, -111.65],
      ['map-suva', -18.1, 178.4],
    ] as const) {
      await api.call('PUT', `/v1/records/${id}`, { name: id, location: { lat, lng } });
    }
    const within = async (bbox: string) => {
      const { body } = await api.call('GET', `/v1/records?bbox=${bbox}&query=map-&limit=500`);
      return (body['data'] as { externalId: string; textIcon: object }[]).map((one) => [
        one.externalId,
        one.textIcon,
      ]);
    };
    const none = { state: 'none', word: 'No consent yet' };
    expect(await within('-112.5,33,-111.5,34')).toEqual([['map-phoenix', none]]);
    expect(await within('-113,33,-111,36')).toHaveLength(2);
    expect(await within('170,-30,-110,40')).toHaveLength(3);
    expect(await within('0,0,1,1')).toEqual([]);
    for (const wrong of ['1,2,3', '-190,0,1,1', '0,50,1,40', 'a,b,c,d']) {
      const { status, body } = await api.call('GET', `/v1/records?bbox=${wrong}`);
      expect([wrong, status]).toEqual([wrong, 400]);
      expect(body['errors']).toMatchObject([{ pointer: '/query/bbox' }]);
    }
  });

  test('refuse a limit that is none', async () => {
    const { status, body } = await api.call('GET', '/v1/records?limit=501&nonsense=1');
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([
      { pointer: '/query/nonsense', code: 'unknown_field' },
      { pointer: '/query/limit', code: 'maximum' },
    ]);
  });
});
