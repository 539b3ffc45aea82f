// One call to an endpoint of somebody else: signed so that the published verifier takes it,
// bounded, never redirected, and never a connection to an address that only we can reach.
import { createServer, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type LookupFunction,
  type Server as TcpServer,
} from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addressFault,
  createWebhookPoster,
  type WebhookCall,
} from '../../src/senders/webhooks/poster.js';
import { RETRY_PAUSES_MS, retryPauseMs } from '../../src/senders/webhooks/retry-schedule.js';

const OLD = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const BODY = JSON.stringify({ id: 'evt_1', type: 'consent.revoked', data: { name: 'Zoë' } });

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

let server: Server;
let address: string;
let answerWith: (response: ServerResponse) => void;
let received: Received[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      answerWith(response);
    });
  });
  address = await listening(server);
});
afterAll(() => server.close());

async function listening(one: TcpServer): Promise<string> {
  await new Promise<void>((done) => void one.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
}

async function post(call: Partial<WebhookCall> = {}, options = {}) {
  received = [];
  const poster = createWebhookPoster({ timeoutMs: 2_000, ...options });
  const defaults = { url: address, secrets: [NEW], id: 'evt_1', body: BODY, at: new Date() };
  const answer = await poster.post({ ...defaults, allowPrivate: true, ...call });
  poster.close();
  return answer;
}

describe('a call', () => {
  test('is signed by each secret, and the published verifier takes it with either', async () => {
    answerWith = (response) => response.writeHead(204).end();
    expect(await post({ secrets: [NEW, OLD] })).toMatchObject({ taken: true, status: 204 });
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    for (const secret of [NEW, OLD]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(BODY));
    }
    const other = new Webhook(`whsec_${Buffer.alloc(32, 3).toString('base64')}`);
    expect(() => other.verify(body, headers)).toThrow();
    expect(() => new Webhook(NEW).verify(body.replace('Zoë', 'Zoe'), headers)).toThrow();
  });

  test('that is redirected has failed, and nobody follows', async () => {
    const other = createServer((_request, response) => response.end());
    const elsewhere = await listening(other);
    let visits = 0;
    other.on('connection', () => (visits += 1));
    answerWith = (response) => response.writeHead(307, { location: elsewhere }).end();
    const answer = await post();
    expect(answer).toMatchObject({ taken: false, status: 307 });
    expect(answer.reason).toContain('redirects are not followed');
    expect(visits).toBe(0);
    other.close();
  });

  test('ends in time when nothing is answered, or nothing more', async () => {
    answerWith = () => undefined;
    const silent = await post({}, { timeoutMs: 200 });
    expect(silent).toMatchObject({ taken: false, reason: 'It did not answer within 0.2 s.' });
    answerWith = (response) => void response.writeHead(200).write('so far');
    const stalled = await post({}, { timeoutMs: 300 });
    expect(stalled).toMatchObject({ taken: true, status: 200, excerpt: 'so far' });
    expect(Math.max(silent.ms, stalled.ms)).toBeLessThan(2_000);
    server.closeAllConnections();
  });

  test('reads 64 kB at most, and keeps the beginning without numbers of people', async () => {
    let sent = 0;
    answerWith = (response) => {
      response.writeHead(500);
      response.write('no such lead: +16025550142 ');
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const answer = await post();
    expect(answer).toMatchObject({ taken: false, status: 500, reason: 'It answered 500.' });
    expect(answer.excerpt).toMatch(/^no such lead: \[phone\] x+$/);
    expect(answer.excerpt?.length).toBeLessThanOrEqual(1_000);
    expect(sent).toBeLessThan(16_000_000);
  });

  test('says how long it was asked to wait', async () => {
    answerWith = (response) => response.writeHead(429, { 'retry-after': '30' }).end();
    expect(await post()).toMatchObject({ taken: false, status: 429, retryAfterMs: 30_000 });
  });
});

/** Ways to say "you yourself", or somewhere that only you can reach. */
const PRIVATE = [
  ...['127.0.0.1', '127.0.0.2', '127.1', '127.255.255.254', '2130706433', '0x7f000001'],
  ...['0177.0.0.1', '0x7f.0.0.1', '017700000001', '127.0.1', '0', '0.0.0.0', '0.1.2.3'],
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.1.254'],
  ...['167772161', '0xa000001', '3232235521', '0xc0.0xa8.0.1', '192.168.257'],
  ...['169.254.169.254', '169.254.0.1', '2852039166', '0xa9fea9fe', '100.64.0.1', '100.127.255.1'],
  ...['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.254', '198.51.100.1', '203.0.113.1'],
  ...[
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '１２７.０.０.１',
    '127。0。0。1',
  ],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ...['[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[fc00::1]', '[fd00::1]', '[fd00:ec2::254]'],
  ...['[fe80::1]', '[fe80::a9fe:a9fe]', '[ff02::1]', '[64:ff9b::7f00:1]', '[64:ff9b::a00:1]'],
  ...['[2002:7f00:1::]', '[2001:db8::1]', '[::127.0.0.1]', 'localhost', 'LOCALHOST', 'localhost.'],
];

describe('an address that only we can reach', () => {
  test('is never connected to, in none of the ways to write it', async () => {
    let connections = 0;
    const canary = createTcpServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    // On every interface, at one of the two ports that are let through.
    await new Promise<void>((done) => canary.listen(8443, done));
    const outcomes = await Promise.all(
      PRIVATE.map(async (host) => {
        const url = `https://${host}:8443/hook`;
        return { host, ...(await post({ url, allowPrivate: false })) };
      }),
    );
    canary.close();
    expect(outcomes.filter(({ taken }) => taken)).toEqual([]);
    // What is no address here (or leads nowhere on any machine) cannot be refused as one.
    const unfiltered = outcomes.filter(({ reason }) => !reason?.includes('private'));
    const nowhere = ['localhost.', '[::127.0.0.1]'];
    expect(unfiltered.filter(({ host }) => !nowhere.includes(host))).toEqual([]);
    expect(PRIVATE.length).toBeGreaterThanOrEqual(60);
    expect(connections).toBe(0);
  });

  test('is not reached by a name that changes its address after it was looked at', async () => {
    let connections = 0;
    const canary = createTcpServer(() => (connections += 1));
    await listening(canary);
    let asked = 0;
    const lookup: LookupFunction = (_name, options, callback) => {
      asked += 1;
      const found = { address: asked % 2 === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 };
      if (options.all) callback(null, [found]);
      else callback(null, found.address, found.family);
    };
    const url = 'https://hooks.crm.example:8443/';
    for (let tries = 0; tries < 3; tries += 1) {
      const answer = await post({ url, allowPrivate: false }, { lookup });
      expect(answer.reason).toContain('private');
    }
    expect(asked).toBe(3);
    expect(connections).toBe(0);
    canary.close();
  });

  test("stays refused where it holds a machine's credentials, even if private ones may be", async () => {
    for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '0xa9fea9fe']) {
      const answer = await post({ url: `http://${host}/latest/meta-data/` });
      expect(answer.reason).toContain('private');
    }
  });
});

test.each([
  ['https://crm.example/hooks', false, undefined],
  ['https://crm.example:8443/hooks', false, undefined],
  ['http://crm.example/hooks', false, 'not https'],
  ['https://crm.example:22/', false, 'port'],
  ['https://user:word@crm.example/', false, 'password'],
  ['ftp://crm.example/', true, 'https address'],
  ['crm.example', true, 'https address'],
  ['http://10.0.0.7:3000/hooks', true, undefined],
])('%s with private addresses %s: %s', (url, allowPrivate, fault) => {
  const found = addressFault(url, allowPrivate);
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(fault);
});

test('tries go on for just under three days, each pause within a fifth of its own', () => {
  const pauses = RETRY_PAUSES_MS.map((_pause, tries) => ({
    least: retryPauseMs(tries, { random: () => 0 }) ?? 0,
    most: retryPauseMs(tries, { random: () => 1 }) ?? 0,
  }));
  const days = RETRY_PAUSES_MS.reduce((sum, pause) => sum + pause, 0) / 86_400_000;
  expect(days).toBeGreaterThan(2.8);
  expect(days).toBeLessThan(3);
  pauses.forEach(({ least, most }, index) => {
    expect(least).toBeCloseTo(0.8 * (RETRY_PAUSES_MS[index] ?? 0), 0);
    expect(most).toBeCloseTo(1.2 * (RETRY_PAUSES_MS[index] ?? 0), 0);
  });
  expect(retryPauseMs(RETRY_PAUSES_MS.length)).toBeUndefined();
  expect(retryPauseMs(1, { retryAfterMs: 90_000, random: () => 0 })).toBe(90_000);
  expect(retryPauseMs(1, { retryAfterMs: 3_600_000, random: () => 0 })).toBe(120_000);
});
