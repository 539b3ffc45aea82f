// Events posted to the CRM: signed, once each while it takes them, again in time while it does not,
// and no endpoint waits for another. Receivers are HTTP servers of this file's own.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.js';
import type { ToldType } from '../../src/ingress/api/event-data.js';
import { startWorkers } from '../../workers/start.js';
import { faultsOfEvent } from '../support/event-shape.js';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (n: number) => `+1602556${String(n).padStart(4, '0')}`;

interface Event {
  readonly id: string;
  readonly type: ToldType;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}
type Answer = (response: ServerResponse, event: Event) => void;

/** A receiver that keeps what it got and answers as it is told to. */
interface Receiver {
  readonly url: string;
  readonly events: Event[];
  readonly requests: { headers: Record<string, string>; body: string }[];
  answer: Answer;
  /** Most calls that were under way at once. */
  most: number;
}

const servers: Server[] = [];
let workers: Awaited<ReturnType<typeof startWorkers>>;

beforeAll(async () => {
  const { scratch, store } = api;
  const config = loadConfig({ ...scratch.environment, LOG_LEVEL: 'silent' });
  const log = pino({ level: 'silent' });
  const { redisUrl } = scratch;
  workers = await startWorkers({ config, store, redisUrl, log, names: ['webhooks'] });
});
afterAll(() => workers.close());
afterEach(async () => {
  for (const { id } of await endpointList()) await api.call('DELETE', endpointPath(id));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const endpointPath = (id: string, rest = '') => `/v1/webhook-endpoints/${id}${rest}`;
const endpointList = async () =>
  (await api.call('GET', '/v1/webhook-endpoints')).body['data'] as { id: string }[];

const OK: Answer = (response) => response.writeHead(200).end('thanks');

async function receiver(answer: Answer = OK): Promise<Receiver> {
  let underWay = 0;
  const server = createServer((request: IncomingMessage, response) => {
    underWay += 1;
    own.most = Math.max(own.most, underWay);
    response.once('close', () => (underWay -= 1));
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const event = JSON.parse(body) as Event;
      own.requests.push({ headers: request.headers as Record<string, string>, body });
      own.events.push(event);
      posted.set(event.type, faultsOfEvent(event));
      own.answer(response, event);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  const own: Receiver = { url, events: [], requests: [], answer, most: 0 };
  return own;
}

async function subscribe(to: Receiver, more: object = {}) {
  const body = { url: to.url, allowPrivateAddresses: true, ...more };
  const made = await api.call('POST', '/v1/webhook-endpoints', body);
  expect(made.status, made.text).toBe(201);
  return made.body as { id: string; secret: string };
}

const deliveriesOf = async (id: string) =>
  (await api.call('GET', endpointPath(id, '/deliveries?limit=100'))).body['data'] as {
    id: string;
    event: string;
    status: string;
    tries: { status?: number; reason?: string; excerpt?: string }[];
    redeliveryOf?: string;
  }[];

/** Lets the time of every delivery to an endpoint come. */
async function makeDue(endpoint: string): Promise<void> {
  const past = new Date(api.store.clock.now().getTime() - 60_000);
  const due = { sender: endpoint, state: 'open' };
  const $set = { dueAt: past, hintedAt: past };
  await api.store.connection.collection('effects').updateMany(due, { $set });
}

/** What is wrong with the latest event of each type that was posted. */
const posted = new Map<string, string[]>();

describe('an event', () => {
  test('is posted once, signed with the secret that was shown once', async () => {
    const crm = await receiver();
    const { id, secret } = await subscribe(crm, { events: ['consent.granted', 'consent.revoked'] });
    const shown = await api.call('GET', endpointPath(id));
    expect(shown.text).not.toContain(secret);
    await api.text(phoneOf(1), 'START');
    await api.text(phoneOf(1), 'STOP');
    await until('both', () => crm.events.length === 2);
    expect(crm.events.map(({ type }) => type).sort()).toEqual([
      'consent.granted',
      'consent.revoked',
    ]);
    expect(crm.events[0]?.data['phone']).toBe(phoneOf(1));
    for (const { headers, body } of crm.requests) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(headers['webhook-id']).toBe((JSON.parse(body) as Event).id);
    }
    await until('both to be noted', async () => {
      const all = await deliveriesOf(id);
      return all.length === 2 && all.every(({ status }) => status === 'delivered');
    });
    const [delivery] = await deliveriesOf(id);
    expect(delivery?.tries).toMatchObject([{ status: 200, excerpt: 'thanks' }]);
    const stored = await api.store.connection.collection('deliveries').find({}).toArray();
    expect(JSON.stringify(stored)).not.toContain(phoneOf(1));
  });

  test('that was not taken is posted again with its id, and a new time', async () => {
    const crm = await receiver((response) => response.writeHead(503).end('later'));
    const { id, secret } = await subscribe(crm, { events: ['consent.granted'] });
    await api.text(phoneOf(2), 'START');
    await until('a first try', async () => (await deliveriesOf(id))[0]?.tries.length === 1);
    crm.answer = OK;
    await makeDue(id);
    await until('a second', async () => (await deliveriesOf(id))[0]?.status === 'delivered');
    const [first, second] = crm.requests;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    for (const { headers, body } of crm.requests) new Webhook(secret).verify(body, headers);
    const [delivery] = await deliveriesOf(id);
    expect(delivery?.tries).toMatchObject([
      { status: 503, reason: 'It answered 503.', excerpt: 'later' },
      { status: 200 },
    ]);
  });

  test('is posted again when asked for, and a test event whenever', async () => {
    const crm = await receiver();
    const { id } = await subscribe(crm, { events: ['consent.granted'] });
    const tried = await api.call('POST', endpointPath(id, '/test'));
    expect(tried.status).toBe(202);
    await until('the test', () => crm.events.length === 1);
    expect(crm.events[0]).toMatchObject({ type: 'webhook.test', sequence: 0 });
    await api.text(phoneOf(3), 'START');
    await until('the event', () => crm.events.length === 2);
    const event = crm.events[1];
    const delivery = (await deliveriesOf(id)).find((one) => one.event === event?.id);
    const again = await api.call('POST', `/v1/deliveries/${delivery?.id}/redeliver`);
    expect(again.status).toBe(202);
    expect(again.body['redeliveryOf']).toBe(delivery?.id);
    await until('it again', () => crm.events.length === 3);
    expect(crm.events[2]).toEqual(event);
  });
});

describe('an endpoint', () => {
  test('that never answers delays no other, and holds few of our calls', async () => {
    const dead = await receiver(() => undefined);
    const alive = await receiver();
    await subscribe(dead);
    await subscribe(alive, { events: ['consent.granted'] });
    const phones = Array.from({ length: 30 }, (_, n) => phoneOf(100 + n));
    await Promise.all(phones.map((phone) => api.keepText(phone, 'START')));
    const started = performance.now();
    await api.decideAll();
    await until('all at the one that answers', () => alive.events.length === 30);
    // One try at the dead one takes 15 s; nobody waited for it.
    expect(performance.now() - started).toBeLessThan(12_000);
    expect(alive.most).toBeLessThanOrEqual(8);
    expect(dead.most).toBeLessThanOrEqual(8);
    expect(new Set(alive.events.map((event) => event.id)).size).toBe(30);
  });

  test('that fails for days is turned off, told of, and can be turned on again', async () => {
    const crm = await receiver((response) => response.writeHead(500).end());
    const { id } = await subscribe(crm, { events: ['consent.granted'] });
    const other = await receiver();
    await subscribe(other, { events: ['operator.alert'] });
    await api.text(phoneOf(4), 'START');
    await until('a failure', async () => (await deliveriesOf(id))[0]?.tries.length === 1);
    const endpoints = api.store.connection.collection<{ _id: string }>('webhook_endpoints');
    const longAgo = new Date(api.store.clock.now().getTime() - 5.1 * 86_400_000);
    await endpoints.updateOne({ _id: id }, { $set: { failingSince: longAgo } });
    await makeDue(id);
    await until('it to be off', async () => {
      return (await api.call('GET', endpointPath(id))).body['status'] === 'disabled';
    });
    const alerts = api.store.connection.collection('alerts');
    await until('an alert', async () =>
      alerts.findOne({ kind: 'webhook_endpoint_disabled', subject: id }),
    );
    await until('another endpoint to hear of it', () => other.events.length === 1);
    const told = { kind: 'webhook_endpoint_disabled', subject: id, contact: null };
    expect(other.events[0]).toMatchObject({ type: 'operator.alert', data: told });
    expect((await api.call('POST', endpointPath(id, '/test'))).status).toBe(409);
    const on = await api.call('PATCH', endpointPath(id), { status: 'enabled' });
    expect(on.body).toMatchObject({ status: 'enabled' });
    expect(on.body).not.toHaveProperty('disabledReason');
  });

  test('that says it is gone is not called again', async () => {
    const crm = await receiver((response) => response.writeHead(410).end());
    const { id } = await subscribe(crm, { events: ['consent.granted'] });
    await api.text(phoneOf(5), 'START');
    await until('it to be off', async () => {
      return (await api.call('GET', endpointPath(id))).body['disabledReason'] !== undefined;
    });
    await until('the end', async () => (await deliveriesOf(id))[0]?.status === 'failed');
    expect(crm.events).toHaveLength(1);
  });

  test('has two secrets while they are exchanged', async () => {
    const crm = await receiver();
    const { id, secret: old } = await subscribe(crm);
    const rotate = async () => {
      const headers = { 'idempotency-key': 'rotate' };
      const { body } = await api.call('POST', endpointPath(id, '/rotate-secret'), {}, headers);
      return String(body['secret']);
    };
    const secret = await rotate();
    expect(secret).not.toBe(old);
    // The first call died before it kept its answer: a third secret would end the old one.
    const kept = api.store.connection.collection<{ _id: string }>('idempotency_keys');
    await kept.updateOne(
      { _id: `${api.scratch.workspace}/rotate` },
      { $unset: { answer: '' }, $set: { startedAt: new Date(0) } },
    );
    expect(await rotate()).toBe(secret);
    await api.call('POST', endpointPath(id, '/test'));
    await until('the test', () => crm.requests.length === 1);
    const [{ headers, body } = { headers: {}, body: '' }] = crm.requests;
    for (const one of [old, secret]) expect(new Webhook(one).verify(body, headers)).toBeTruthy();
    await api.call('POST', endpointPath(id, '/rotate-secret'), { overlapHours: 0 });
    await api.call('POST', endpointPath(id, '/test'));
    await until('another', () => crm.requests.length === 2);
    const last = crm.requests[1] ?? { headers: {}, body: '' };
    expect(() => new Webhook(old).verify(last.body, last.headers)).toThrow();
  });

  test('is refused with a reason where nothing may be posted', async () => {
    const refused = await Promise.all(
      [
        'http://crm.example/hooks',
        'https://crm.example:22/',
        'https://a:b@crm.example/',
        'crm',
      ].map((url) => api.call('POST', '/v1/webhook-endpoints', { url })),
    );
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    expect(refused[0]?.body['errors']).toMatchObject([{ pointer: '/url' }]);
  });

  test('of another workspace is not there', async () => {
    const { id } = await subscribe(await receiver());
    await api.store.workspaces.create('elsewhere', { brand: {} as never });
    const { key } = await api.newKey(undefined, 'elsewhere');
    const as = { authorization: `Bearer ${key}` };
    const asked = await Promise.all([
      api.call('GET', endpointPath(id), undefined, as),
      api.call('PATCH', endpointPath(id), { status: 'disabled' }, as),
      api.call('DELETE', endpointPath(id), undefined, as),
      api.call('POST', endpointPath(id, '/test'), undefined, as),
      api.call('POST', endpointPath(id, '/rotate-secret'), {}, as),
      api.call('GET', endpointPath(id, '/deliveries'), undefined, as),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});

test('what was posted fits what the document says of its type', () => {
  const types = ['consent.granted', 'operator.alert', 'webhook.test'];
  expect([...posted.keys()]).toEqual(expect.arrayContaining(types));
  expect([...posted.values()].flat()).toEqual([]);
});
