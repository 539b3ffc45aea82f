// Killing the worker between any two steps of telling: every act is told, once by id and in order,
// and every event reaches the endpoint, where a repeat is known by its id.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsentProcessor } from '../../workers/consent.js';
import { eventsOf, gapsOf, untoldOf } from '../support/event-promises.js';
import { openRoad, type Road } from '../support/road.js';
import { inboxOf, startRoadWorker } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const phoneOf = (n: number) => `+1602557${String(n).padStart(4, '0')}`;
const NAMES = ['webhooks'];
const STEPS = [
  ...['projector.derived', 'projector.written', 'projector.told', 'projector.kept'],
  ...['webhooks.claimed', 'webhooks.calling', 'webhooks.called', 'webhooks.noted'],
];

let road: Road;
let crm: Server;
/** Bodies by the id of their event. */
const received = new Map<string, string[]>();

beforeAll(async () => {
  road = await openRoad(scratch);
  crm = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      received.set(id, [...(received.get(id) ?? []), body]);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => crm.listen(0, '127.0.0.1', done));
  const { port } = crm.address() as AddressInfo;
  await road.store.webhookEndpoints.add(scratch.workspace, `whe_${'0'.repeat(32)}`, {
    ...{ url: `http://127.0.0.1:${port}/`, description: '', events: [] },
    allowPrivateAddresses: true,
  });
});
afterAll(async () => {
  crm.closeAllConnections();
  crm.close();
  await road.close();
});

/** What a dead process held is free, and what it began is due: nobody waits for clocks here. */
async function passTime(): Promise<void> {
  const { connection, clock } = road.store;
  await connection.collection('leases').deleteMany({});
  const past = new Date(clock.now().getTime() - 60_000);
  await connection
    .collection('effects')
    .updateMany({ dueAt: { $exists: true } }, { $set: { dueAt: past, hintedAt: past } });
}

/** Some people text, and it is decided here: what dies is only who tells of it. */
async function textAll(round: number): Promise<void> {
  const { store, queues } = road;
  const log = pino({ level: 'silent' });
  const decide = createConsentProcessor({ store, queues, log, faultPoint: () => undefined });
  for (const word of ['START', 'STOP']) {
    const phones = [0, 1, 2].map((n) => phoneOf(10 * (round % 3) + n));
    await Promise.all(phones.map((phone) => road.text(phone, word)));
    const open = (await inboxOf(road)).filter(({ state }) => state === 'open');
    await decide({ data: { ids: open.map(({ _id }) => _id), at: store.clock.iso() } });
  }
}

test('a worker that dies at any step loses no event, tells none twice and skips no number', async () => {
  for (const [round, step] of STEPS.entries()) {
    await textAll(round);
    const worker = await startRoadWorker(scratch, { FAULT_POINT: step }, NAMES);
    await until(`it to die at ${step}`, () => worker.exited(), { timeoutMs: 30_000 });
    expect(await gapsOf(road.store.connection), step).toEqual([]);
    await passTime();
  }
  const worker = await startRoadWorker(scratch, {}, NAMES);
  await until(
    'everything to be told',
    async () => (await untoldOf(road.store.connection)).length === 0,
    { timeoutMs: 30_000 },
  );
  await passTime();
  const events = await eventsOf(road.store.connection);
  await until('everything to be delivered', async () => {
    const open = { channel: 'webhooks', dueAt: { $exists: true } };
    const waiting = await road.store.connection.collection('effects').countDocuments(open);
    return waiting === 0 && events.every(({ _id }) => received.has(_id));
  });
  await worker.stop();
  expect(await gapsOf(road.store.connection)).toEqual([]);
  expect([...received.keys()].sort()).toEqual(events.map(({ _id }) => _id).sort());
  // A repeat says the same; more of them than deaths in a call would be a repeat without a reason.
  const repeats = [...received.values()].flatMap(([first, ...more]) => {
    expect(more.every((body) => body === first)).toBe(true);
    return more;
  });
  expect(repeats.length).toBeLessThanOrEqual(8 * 3);
});
