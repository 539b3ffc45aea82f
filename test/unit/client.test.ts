// The TypeScript client against a server that answers as it is told to: what is tried again and
// what is not, how long is waited, how lists and streams go on, and whose webhooks are believed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../support/until.js';
import {
  Assent,
  type AssentEvent,
  type AssentOptions,
  ConnectionError,
  ProblemError,
  SignatureError,
  webhooks,
} from '../../clients/typescript/src/index.js';
import { Http, readStream } from '../../clients/typescript/src/http.js';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
type Answer = (response: ServerResponse, asked: Asked) => void;

const asked: Asked[] = [];
/** Answers to the calls of one test, in their order; the last one is given again. */
let script: Answer[] = [];
let baseUrl: string;

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const text = Buffer.concat(parts).toString();
    const { method = '', url = '', headers } = request;
    const isJson = headers['content-type'] === 'application/json';
    const call = { method, url, headers, body: isJson ? JSON.parse(text) : text };
    const answer = script[Math.min(asked.push(call), script.length) - 1];
    answer?.(response, call);
  });
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise<void>((done) => server.close(() => done()));
});
beforeEach(() => void asked.splice(0));

const client = (options: Partial<AssentOptions> = {}) =>
  new Assent({ apiKey: 'ask_test_key', baseUrl, ...options });

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(
    status,
    { type: `https://a/problems#${code}`, title: code, status, code, instance: 'i', detail: 'So.' },
    { 'content-type': 'application/problem+json', ...headers },
  );
const never: Answer = () => undefined;
const cut: Answer = (response) => response.destroy();
const soon = { 'retry-after': '0' };
const keysAsked = () => asked.map(({ headers }) => headers['idempotency-key']);

describe('a call', () => {
  test('carries the key, its body and what a POST is repeated by', async () => {
    script = [json(201, { id: 'oir_1' })];
    const made = await client().optInRequests.create({
      record: { externalId: 'crm/1' },
      method: 'qr',
    });
    expect(made).toEqual({ id: 'oir_1' });
    expect(asked[0]).toMatchObject({
      ...{ method: 'POST', url: '/v1/opt-in-requests' },
      headers: { authorization: 'Bearer ask_test_key', 'content-type': 'application/json' },
      body: { record: { externalId: 'crm/1' }, method: 'qr' },
    });
    expect(keysAsked()[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('escapes what goes into its address, and leaves out what is not there', async () => {
    script = [json(200, {}), json(200, { data: [], hasMore: false })];
    await client().records.retrieve('crm/10 42?');
    await client({ baseUrl: `${baseUrl}/` }).records.list({ query: 'a&b', limit: 5 });
    expect(asked.map(({ url }) => url)).toEqual([
      '/v1/records/crm%2F10%2042%3F',
      '/v1/records?query=a%26b&limit=5',
    ]);
  });

  test('of another method carries no key for repeats', async () => {
    script = [json(200, {})];
    await client().records.upsert('crm-1', { name: 'Nora Beck' });
    expect(keysAsked()).toEqual([undefined]);
  });

  test.each([
    ['an answer that was cut off', cut],
    ['429', problem(429, 'too_many_requests', soon)],
    ['503', problem(503, 'unavailable', soon)],
    ['500', problem(500, 'internal')],
    ['a page of a proxy', json(502, {}, { 'content-type': 'text/html' })],
    ['a first call that is still at work', problem(409, 'idempotency_key_in_flight', soon)],
  ])('is made again with the same key after %s', async (_name, failure) => {
    script = [failure, json(202, { id: 'msg_1' })];
    const sent = await client().messages.create({ to: '+16025550134', body: 'Hello' });
    expect(sent).toEqual({ id: 'msg_1' });
    expect(keysAsked()).toHaveLength(2);
    expect(new Set(keysAsked()).size).toBe(1);
  });

  test('waits as Retry-After says', async () => {
    script = [problem(429, 'too_many_requests', { 'retry-after': '1' }), json(200, {})];
    const startedAt = performance.now();
    await client().workspace.retrieve();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(950);
  });

  test.each([
    ['a refusal', 409, 'opted_out', {}],
    ['a fault of the call', 422, 'invalid_phone', {}],
    ['an act that waits for an operator', 503, 'act_set_aside', {}],
    ['a wait that is too long to sit out', 503, 'unavailable', { 'retry-after': '3600' }],
  ])('is made once where a repeat would not help: %s', async (_name, status, code, headers) => {
    script = [problem(status, code, headers)];
    const error = await client()
      .messages.create({ to: '+16025550134', body: 'Hello' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ status, code, detail: 'So.', message: `${code}. So.` });
    expect(asked).toHaveLength(1);
  });

  test('gives up after the tries that it was given, with the last error', async () => {
    script = [problem(503, 'unavailable', { ...soon, 'x-request-id': 'request-1' })];
    const call = client({ maxRetries: 1 }).workspace.retrieve();
    await expect(call).rejects.toMatchObject({ code: 'unavailable', requestId: 'request-1' });
    expect(asked).toHaveLength(2);
  });

  test('ends when nothing answers in time', async () => {
    script = [never];
    const call = client({ timeoutMs: 50, maxRetries: 0 }).workspace.retrieve();
    await expect(call).rejects.toThrow(ConnectionError);
    await expect(call).rejects.toThrow('did not answer in 50 ms');
  });

  test('ends at once when its caller ends it, also while it waits', async () => {
    script = [problem(503, 'unavailable', { 'retry-after': '20' })];
    const ended = new AbortController();
    const call = client().workspace.retrieve({ signal: ended.signal });
    script[0] = (response, call_) => {
      problem(503, 'unavailable', { 'retry-after': '20' })(response, call_);
      setImmediate(() => ended.abort(new Error('enough')));
    };
    await expect(call).rejects.toThrow('enough');
    expect(asked).toHaveLength(1);
  });

  test('is not followed elsewhere, where its key does not belong', async () => {
    script = [json(302, {}, { location: 'http://127.0.0.1:1/' })];
    const call = client({ maxRetries: 0 }).workspace.retrieve();
    await expect(call).rejects.toThrow(ConnectionError);
  });

  test('sends a file as it is, and reads rows for longer than a call may take', async () => {
    script = [
      (response) => {
        response.writeHead(200, { 'content-type': 'text/csv' }).write('phone\n');
        // The second row waits until the first one was read, and the time for the call is over.
        more = () => response.end('+16025550134\n');
      },
    ];
    let more = () => {};
    const http = new Http({ apiKey: 'ask_test_key', baseUrl, timeoutMs: 300 });
    const call = { method: 'POST', path: '/v1/files', type: 'text/csv' } as const;
    const file = new Blob(['phone,status\n']);
    const startedAt = performance.now();
    const rows = await http.request({ ...call, file }, { timeoutMs: 300 }, readStream);
    let text = '';
    for await (const part of rows) {
      text += new TextDecoder().decode(part);
      if (text !== 'phone\n') continue;
      await until('the time to be over', () => performance.now() - startedAt > 400);
      more();
    }
    expect(text).toBe('phone\n+16025550134\n');
    expect(asked[0]).toMatchObject({
      headers: { 'content-type': 'text/csv' },
      body: 'phone,status\n',
    });
  });

  test('needs a key and an address', () => {
    expect(() => client({ apiKey: '' })).toThrow('apiKey');
    expect(() => client({ baseUrl: 'assent.example' })).toThrow('baseUrl');
  });
});

describe('a list', () => {
  const page = (ids: string[], hasMore: boolean) =>
    json(200, { data: ids.map((externalId) => ({ externalId })), hasMore });

  test('is one page when awaited', async () => {
    script = [page(['c', 'b'], true)];
    await expect(client().records.list()).resolves.toMatchObject({ hasMore: true });
    expect(asked).toHaveLength(1);
  });

  test('is walked to its end, a page at a time', async () => {
    script = [page(['c', 'b'], true), page(['a'], false)];
    const seen: string[] = [];
    for await (const { externalId } of client().records.list({ limit: 2 })) seen.push(externalId);
    expect(seen).toEqual(['c', 'b', 'a']);
    expect(asked.map(({ url }) => url)).toEqual([
      '/v1/records?limit=2',
      '/v1/records?limit=2&startingAfter=b',
    ]);
  });
});

const event = (sequence: number) => ({ id: `evt_${sequence}`, type: 'message.sent', sequence });
const frame = (sequence: number) =>
  `id: evt_${sequence}\ndata: ${JSON.stringify(event(sequence))}\n\n`;

describe('the stream', () => {
  const stream =
    (...parts: string[]): Answer =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const part of parts) response.write(part);
      response.end();
    };
  const read = async (count: number, params = {}) => {
    const seen: AssentEvent[] = [];
    for await (const one of client().events.stream(params)) {
      seen.push(one);
      if (seen.length === count) break;
    }
    return seen.map(({ sequence }) => sequence);
  };

  test('comes back behind the last event that it gave, whole ones only', async () => {
    const whole = frame(3);
    script = [
      stream(
        'retry: 1\n\n',
        ':\n\n',
        frame(1).replaceAll('\n', '\r\n'),
        frame(2),
        whole.slice(0, 20),
      ),
      problem(503, 'unavailable'),
      stream('retry: 1\n\n', whole, frame(4)),
    ];
    expect(await read(4, { lastEventId: 'evt_0', type: 'message.sent' })).toEqual([1, 2, 3, 4]);
    expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([
      'evt_0',
      'evt_2',
      'evt_2',
    ]);
    expect(asked[0]?.url).toBe('/v1/events/stream?type=message.sent');
  });

  test('ends with an error that another try would not mend', async () => {
    script = [problem(404, 'not_found')];
    await expect(read(1, { lastEventId: 'evt_gone' })).rejects.toMatchObject({ status: 404 });
    expect(asked).toHaveLength(1);
  });

  test('ends without one when its caller ends it', async () => {
    const ended = new AbortController();
    script = [(response) => void response.writeHead(200).write(frame(1))];
    const seen: number[] = [];
    for await (const { sequence } of client().events.stream({}, { signal: ended.signal })) {
      seen.push(sequence);
      ended.abort();
    }
    expect(seen).toEqual([1]);
  });
});

describe('a webhook', () => {
  const secret = 'whsec_c2VjcmV0LW9mLXRoZS1lbmRwb2ludA==';
  const body = JSON.stringify(event(7));
  const signed = (at = new Date(), key = secret) => ({
    'webhook-id': 'evt_7',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(key).sign('evt_7', at, body),
  });

  test('is believed when it is signed with the secret, whatever holds its headers', () => {
    for (const headers of [signed(), new Headers(signed())]) {
      expect(webhooks.verify(body, headers, secret)).toEqual(event(7));
      expect(client().webhooks.verify(Buffer.from(body), headers, secret)).toEqual(event(7));
    }
  });

  test('is believed while two secrets sign', () => {
    const other = signed(new Date(), 'whsec_YW5vdGhlciBzZWNyZXQ=');
    const both = `${other['webhook-signature']} ${signed()['webhook-signature']}`;
    const headers = { ...signed(), 'webhook-signature': both };
    expect(webhooks.verify(body, headers, secret)).toEqual(event(7));
  });

  test.each([
    ['another secret', body, signed(new Date(), 'whsec_YW5vdGhlciBzZWNyZXQ=')],
    ['another body', body.replace('7', '8'), signed()],
    ['an old time', body, signed(new Date(Date.now() - 600_000))],
    ['no signature', body, {}],
  ])('is refused with %s', (_name, payload, headers) => {
    expect(() => webhooks.verify(payload, headers, secret)).toThrow(SignatureError);
  });
});
