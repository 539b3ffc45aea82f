// Redis and MongoDB, stopped, hung and slow, under everything that comes in at once: a STOP by
// webhook, a revocation and an attestation by the API, and a message. Every answer leaves in time,
// whatever was answered well is done once, and whoever was refused comes again and counts once.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type IngressProcess, postText, startIngress } from '../support/ingress.js';
import { checkLedger } from '../support/ledger-check.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { inFrontOf, type Proxied } from '../support/proxied.js';
import { untilIdle } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import type { Fault } from '../support/tcp-proxy.js';
import { randomSid } from '../support/twilio-request.js';
import { until } from '../support/until.js';

const ANSWER_MS = 3_000;
const HEALED = { timeoutMs: 50_000 };
const scratch = useScratch();
let sending: Sending;
let proxies: Readonly<Record<'Redis' | 'MongoDB', Proxied>>;
let ingress: IngressProcess;
let worker: RunningProcess;
let key: string;

const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ['stopped', 'refuse'],
  ['hung', 'hang'],
  ['slow', { latencyMs: 200 }],
];
const CELLS = (['Redis', 'MongoDB'] as const).flatMap((server, row) =>
  FAULTS.map(([name, fault], column) => ({
    ...{ server, name, fault },
    people: ['stops', 'revoked', 'attested', 'texted'].map(
      (_, index) => `+1602556${1_000 + 100 * row + 10 * column + index}`,
    ),
  })),
);

beforeAll(async () => {
  sending = await openSending(scratch);
  const [redis, mongodb] = await Promise.all([
    inFrontOf(scratch.redisUrl),
    inFrontOf(scratch.mongodbUri),
  ]);
  proxies = { Redis: redis, MongoDB: mongodb };
  await sending.join(
    CELLS.flatMap(({ people: [stops = '', revoked = '', , texted = ''] }) => [
      stops,
      revoked,
      texted,
    ]),
  );
  const { workspace } = scratch;
  key = (await sending.road.store.accounts.addKey(workspace, { test: true })).plaintext;
  const distant = { MONGODB_URI: mongodb.url, REDIS_URL: redis.url, LOG_LEVEL: 'warn' };
  ingress = await startIngress({
    ...scratch.environment,
    CARRIER_URL: sending.carrier.url,
    ...distant,
  });
  worker = await startWorker({ ...sending.environment, ...distant });
});
afterEach(() => {
  for (const { proxy } of Object.values(proxies)) proxy.set('pass');
});
afterAll(async () => {
  await worker?.stop();
  await ingress?.stop();
  await sending?.close();
});

interface Try {
  readonly status: number;
  readonly ms: number;
}

/** One thing that comes in, as often as it is let in by whoever sends it: always under one id. */
type Incoming = () => Promise<Try>;

function callOf(path: string, body: object): Incoming {
  const idempotencyKey = randomUUID();
  return async () => {
    const startedAt = performance.now();
    const answer = await fetch(`${ingress.url}/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify(body),
    });
    await answer.text();
    return { status: answer.status, ms: performance.now() - startedAt };
  };
}

function textOf(from: string, body: string): Incoming {
  const messageSid = randomSid('SM');
  return () => postText(ingress, { from, messageSid, body });
}

/** Comes again with what was not let in, as providers and CRMs do. */
const untilTaken = (what: string, incoming: Incoming, wanted: number) =>
  until(what, async () => (await incoming()).status === wanted, { ...HEALED, stepMs: 300 });

const allDone = () => untilIdle(sending.road, HEALED);

const entriesOf = async (phone: string) => {
  const ledger = sending.road.store.connection.collection('ledger');
  return ledger.countDocuments({ contact: await sending.road.contactOf(phone) });
};

test.each(CELLS)(
  'invariants 4, 6, 10, 12: $server $name, everything is answered in time and done once',
  async ({ server, name, fault, people }) => {
    const [stops = '', revoked = '', attested = '', texted = ''] = people;
    const body = `${server} was ${name}`;
    const [stop, revoke, attest, message] = [
      textOf(stops, 'STOP'),
      callOf('/contacts/revoke', { phone: revoked, method: 'phone', words: 'No more.' }),
      callOf('/contacts/attest', {
        ...{ phone: attested, method: 'verbal', evidence: { words: 'She agreed on the phone.' } },
        occurredAt: new Date(Date.now() - 60_000).toISOString(),
      }),
      callOf('/messages', { to: texted, body }),
    ];
    proxies[server].proxy.set(fault);
    const tries = await Promise.all([stop(), revoke(), attest(), message()]);
    const statuses = tries.map(({ status }) => status);
    expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(ANSWER_MS);
    if (server === 'Redis') {
      // Without it nothing is decided, and a revocation is final when answered; all else is taken.
      expect([statuses[0], statuses[3]]).toEqual([200, 202]);
      expect([200, 503]).toContain(statuses[1]);
      expect((await sending.check(stops)).allowed).toBe(false);
      expect((await sending.check(revoked)).allowed).toBe(false);
    } else if (name !== 'slow') {
      expect(statuses).toEqual([503, 503, 503, 503]);
    }
    proxies[server].proxy.set('pass');
    await untilTaken('the stop to be taken', stop, 200);
    await untilTaken('the revocation to be final', revoke, 200);
    await untilTaken('the attestation to be final', attest, 200);
    await untilTaken('the message to be taken', message, 202);
    await allDone();
    const reasons = await Promise.all(people.map(async (one) => (await sending.check(one)).reason));
    expect(reasons).toEqual(['opted_out', 'opted_out', undefined, undefined]);
    expect(await Promise.all(people.map(entriesOf))).toEqual([2, 2, 1, 1]);
    const texts = async () =>
      (await sending.received(texted)).filter((text) => text.body === body).length;
    await until('the message at the handset', texts);
    expect(await texts()).toBe(1);
    // The welcome, and at most one confirmation of the stop.
    expect((await sending.received(stops)).length).toBeLessThanOrEqual(2);
  },
);

test('invariant 1: the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
});
