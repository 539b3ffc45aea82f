// The landing of a code: what it shows, what it counts, and that a visit is never consent.
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { LANDINGS_OF_VISITOR } from '../../src/ingress/limiting.js';
import { minuteOf, SCANS_KEPT_MAX } from '../../src/store/scans.js';
import { readCode } from '../support/read-code.js';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const PHONE = '+16025550134';
const MINUTE_MS = 60_000;

interface Asked {
  readonly id: string;
  readonly token: string;
  readonly joinUrl: string;
  readonly smsUrl: string;
}

let count = 0;
let asked: Asked;

beforeEach(async () => {
  count += 1;
  asked = await ask(`door-${count}`);
});

async function ask(externalId: string, more: object = {}): Promise<Asked> {
  const body = { record: { externalId, name: 'Nora' }, method: 'qr', ...more };
  const answer = await api.call('POST', '/v1/opt-in-requests', body);
  return answer.body as unknown as Asked;
}

const pathOf = ({ joinUrl }: Asked) => new URL(joinUrl).pathname;
const visit = (url: string, more: object = {}) => api.app.inject({ url, ...more });
const statusOf = async ({ id }: Asked) =>
  (await api.call('GET', `/v1/opt-in-requests/${id}`)).body['status'];
const scansOf = async ({ id }: Asked) =>
  (await api.store.scans.of(api.scratch.workspace, [id])).get(id) ?? [];
const eventsOf = ({ id }: Asked) =>
  api.store.connection
    .collection('inbox')
    .countDocuments({ _id: { $regex: `/scan/${id}/` } as never });

describe('the page', () => {
  test('shows who asks, the whole disclosure, and three ways to send the text', async () => {
    const answer = await visit(pathOf(asked));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Brightside Windows');
    expect(answer.body).toContain('By texting START you agree to get Appointments &amp; quotes');
    expect(answer.body).toContain(`href="${asked.smsUrl.replaceAll('&', '&amp;')}"`);
    expect(answer.body).toContain(`START ${asked.token}`);
    expect(answer.body).toContain('(602) 555-0100');
    expect(answer.body).toMatch(/href="\/programs\/[\w-]+\/updates\/terms"/);
    expect(answer.body).toMatch(/href="\/programs\/[\w-]+\/updates\/privacy"/);
    const [code = ''] = /<svg xmlns[\s\S]*?<\/svg>/.exec(answer.body) ?? [];
    expect(await readCode(Buffer.from(code), { width: 400 })).toBe(asked.smsUrl);
  });

  test('is kept by nobody, tells nobody where it was, and loads nothing from elsewhere', async () => {
    const { headers, body, cookies } = await visit(pathOf(asked));
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-robots-tag']).toBe('noindex');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(cookies).toEqual([]);
    const loaded = [...body.matchAll(/(?:src|<link[^>]*href)="([^"]+)"/g)].map(([, url]) => url);
    expect(loaded.every((url) => url?.startsWith('/assets/'))).toBe(true);
  });

  test('says what to do when its code is unknown, taken back, run out or used', async () => {
    for (const url of [
      `/join/${randomBytes(16).toString('base64url')}`,
      '/join/x',
      '/join/..%2f',
    ]) {
      const unknown = await visit(url);
      expect(unknown.statusCode).toBe(404);
      expect(unknown.body).toContain('We do not know this code');
      expect(unknown.body).not.toContain('console');
    }
    await api.call('POST', `/v1/opt-in-requests/${asked.id}/cancel`);
    const cancelled = await visit(pathOf(asked));
    expect(cancelled.statusCode).toBe(410);
    expect(cancelled.body).toContain('This code was taken back');
    expect(cancelled.body).toMatch(/href="\/programs\/[\w-]+\/updates"/);
    const late = await ask(`late-${count}`);
    await api.store.connection
      .collection('opt_in_requests')
      .updateOne({ _id: late.id as never }, { $set: { expiresAt: new Date(0) } });
    const expired = await visit(pathOf(late));
    expect(expired.statusCode).toBe(410);
    expect(expired.body).toContain('This code has run out');
    expect(await eventsOf(late)).toBe(0);
    const used = await ask(`used-${count}`);
    await api.text(PHONE, `START ${used.token}`);
    const thanks = await visit(pathOf(used));
    expect(thanks.statusCode).toBe(200);
    expect(thanks.body).toContain('Your text has arrived');
    expect(thanks.body).not.toContain('5550134');
  });

  test('of a marketing program asks for nothing but the text itself', async () => {
    const offers = await ask(`offers-${count}`, { program: 'offers' });
    const { body } = await visit(pathOf(offers));
    expect(body).toContain('get Seasonal offers texts');
    const contact = await api.text('+16025550135', `START ${offers.token}`);
    const { body: found } = await api.call('GET', `/v1/contacts/${contact}`);
    expect(found['consent']).toMatchObject({
      programs: { offers: { status: 'opted_in', basis: 'express_written' } },
    });
  });
});

describe('a visit', () => {
  test('opens its request and is counted, and is never consent', async () => {
    await visit(pathOf(asked));
    await api.decideAll();
    expect(await statusOf(asked)).toBe('opened');
    const [minute] = await scansOf(asked);
    const at = minute?.toISOString();
    const { body } = await api.call('GET', `/v1/opt-in-requests/${asked.id}`);
    expect(body['scans']).toEqual({ count: 1, firstAt: at, lastAt: at });
    const listed = await api.call('GET', `/v1/opt-in-requests?record=door-${count}`);
    expect(listed.body['data']).toMatchObject([{ scans: { count: 1 } }]);
    const ledger = api.store.connection.collection('ledger');
    expect(await ledger.countDocuments({ 'source.request': asked.id })).toBe(0);
    const record = await api.call('GET', `/v1/records/door-${count}`);
    expect(record.body['consent']).toMatchObject({ status: 'none' });
  });

  test('a thousand times is a visit once a minute, and leaves one event', async () => {
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => visit(pathOf(asked))));
    }
    await api.decideAll();
    // A minute may have ended while they came.
    expect(await eventsOf(asked)).toBeLessThanOrEqual(2);
    expect((await scansOf(asked)).length).toBe(await eventsOf(asked));
  }, 120_000);

  test('is counted a bounded number of times, however long somebody goes on', async () => {
    const { workspace } = api.scratch;
    const start = minuteOf(new Date(Date.UTC(2026, 0, 1)));
    const at = (minute: number) => new Date(start.getTime() + minute * MINUTE_MS + 1_000);
    const many = Array.from({ length: 2 * SCANS_KEPT_MAX }, (_, minute) => at(minute));
    const scans = many.map((when) => ({ request: asked.id, at: when }));
    // In any order, at once, and twice: a worker may die in between.
    await Promise.all([
      api.store.scans.note(workspace, scans.toReversed()),
      api.store.scans.note(workspace, scans),
    ]);
    expect(await scansOf(asked)).toEqual(many.slice(0, SCANS_KEPT_MAX).map(minuteOf));
    await visit(pathOf(asked));
    expect(await eventsOf(asked)).toBe(0);
  });

  test.each([
    ['a HEAD', { method: 'HEAD' }],
    ['a look ahead', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
    ['an older look ahead', { headers: { purpose: 'prefetch' } }],
    ['a preview', { headers: { 'x-moz': 'prefetch' } }],
  ])('is not %s', async (_what, more) => {
    expect((await visit(pathOf(asked), more)).statusCode).toBe(200);
    await visit(`${pathOf(asked)}?again=1`);
    expect(await eventsOf(asked)).toBe(0);
    expect(await statusOf(asked)).toBe('pending');
  });

  test('that comes after the answer takes nothing back', async () => {
    await visit(pathOf(asked));
    await api.text('+16025550136', `START ${asked.token}`);
    expect(await statusOf(asked)).toBe('completed');
    await visit(pathOf(asked));
    await api.decideAll();
    expect(await statusOf(asked)).toBe('completed');
  });

  test('decided twice is counted once', async () => {
    await visit(pathOf(asked));
    await api.decideAll();
    const inbox = api.store.connection.collection('inbox');
    await inbox.updateMany({ _id: { $regex: `/scan/${asked.id}/` } as never }, [
      { $set: { state: 'open', raw: JSON.stringify({ request: asked.id }) } },
    ]);
    await api.decideAll();
    expect(await scansOf(asked)).toHaveLength(1);
  });
});

describe('visits from one address', () => {
  test('end in a pause when they are too many, and keep nobody else out', async () => {
    const from = (remoteAddress: string) => visit(pathOf(asked), { remoteAddress });
    expect((await from('203.0.113.9')).statusCode).toBe(200);
    await api.store.connection
      .collection('limits')
      .updateMany({}, { $set: { 'windows.hour.count': LANDINGS_OF_VISITOR[0]?.max } });
    const refused = await from('203.0.113.9');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000);
    expect(refused.body).toContain('Try again in 60 minutes');
    expect(refused.body).not.toContain('/console');
    expect((await from('203.0.113.10')).statusCode).toBe(200);
    await api.store.connection.collection('limits').deleteMany({});
  });
});

describe('an open page', () => {
  /** The stream as a browser reads it, until the server ends it. */
  async function follow(url: string): Promise<string> {
    const address = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${address}${url}`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    return answer.text();
  }

  test('is told when the text has arrived, and says so', async () => {
    const page = pathOf(asked);
    const told = follow(`${page}/live?shown=asking`);
    await until('the stream', () => api.app.server.listening);
    await api.text('+16025550137', `START ${asked.token}`);
    expect(await told).toContain('event: changed');
    expect((await visit(`${page}?again=1`)).body).toContain('Your text has arrived');
  });

  test('without scripts looks again once somebody says that the text is sent', async () => {
    const page = pathOf(asked);
    const { headers, body } = await visit(page);
    expect(headers['refresh']).toBeUndefined();
    expect(body).toContain(`href="${page}?again=1"`);
    expect((await visit(`${page}?again=1`)).headers['refresh']).toBe('5');
  });
});
