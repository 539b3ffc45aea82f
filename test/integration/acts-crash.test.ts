// Processes that die while an act is on its way: whoever asks again with the same key gets the one
// entry of the one act.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from '../support/ledger-check.js';
import { type IngressProcess, startIngress } from '../support/ingress.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { openRoad, type Road } from '../support/road.js';
import { brokenPromises, headsUnlikeTheirLedger } from '../support/road-promises.js';
import { useScratch } from '../support/scratch.js';
import { until } from '../support/until.js';

const PATIENCE = { timeoutMs: 45_000, stepMs: 200 };
const scratch = useScratch();
let road: Road;
let key: string;
let people = 0;
const somebody = () => `+1602562${String((people += 1)).padStart(4, '0')}`;
const running: RunningProcess[] = [];

beforeAll(async () => {
  road = await openRoad(scratch);
  key = (await road.store.accounts.addKey(scratch.workspace, { test: true })).plaintext;
});

afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await road?.close();
});

async function ingressAt(): Promise<IngressProcess> {
  const ingress = await startIngress(scratch.environment);
  running.push(ingress);
  return ingress;
}

function revoke({ url }: IngressProcess, phone: string, idempotencyKey: string): Promise<Response> {
  return fetch(`${url}/v1/contacts/revoke`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify({ phone, method: 'phone', words: 'No more texts.', actor: 'Kim' }),
  });
}

const entriesOf = async (phone: string) =>
  road.store.ledger.entries(scratch.workspace, await road.contactOf(phone), { limit: 20 });

const kept = async (phone: string) => {
  const contact = await road.contactOf(phone);
  return road.store.connection.collection('inbox').countDocuments({ contact });
};

/** The same call until it has its answer. */
const answerTo = (ingress: IngressProcess, phone: string, idempotencyKey: string) =>
  until(
    'the answer',
    async () => {
      const answer = await revoke(ingress, phone, idempotencyKey);
      return answer.status === 200
        ? ((await answer.json()) as { status: string; entry: { id: string } })
        : undefined;
    },
    PATIENCE,
  );

test('an ingress that dies while it waits: the next one finds the act by its key', async () => {
  const phone = somebody();
  const dying = await ingressAt();
  const unanswered = revoke(dying, phone, 'dies').catch((error: Error) => error);
  await until('the act to be kept', async () => (await kept(phone)) === 1);
  await dying.kill();
  expect(await unanswered).toBeInstanceOf(Error);
  const fences = await road.store.inbox.fences(scratch.workspace, await road.contactOf(phone));
  expect(fences).toHaveLength(1);

  const next = await ingressAt();
  expect((await revoke(next, phone, 'dies')).status).toBe(409);
  // Half a minute on, nobody can be at work on the first call any more.
  const keys = road.store.connection.collection<{ _id: string }>('idempotency_keys');
  const longAgo = { startedAt: new Date(road.store.clock.now().getTime() - 60_000) };
  await keys.updateOne({ _id: `${scratch.workspace}/dies` }, { $set: longAgo });
  running.push(await startWorker(scratch.environment, ['consent']));
  const { status, entry } = await answerTo(next, phone, 'dies');
  expect(status).toBe('opted_out');
  expect((await entriesOf(phone)).map(({ _id }) => _id)).toEqual([entry.id]);
  expect(await kept(phone)).toBe(1);
});

test.each(['consent.prepared', 'consent.appended', 'consent.advanced', 'consent.recorded'])(
  'a worker that dies at %s: the call gets its one entry all the same',
  async (step) => {
    const phone = somebody();
    const ingress = running.find((one): one is IngressProcess => 'url' in one && !one.exited());
    if (!ingress) throw new Error('no ingress runs');
    for (const one of running.filter((other) => other !== ingress && !other.exited())) {
      await one.stop();
    }
    const environment = { ...scratch.environment, FAULT_POINT: step };
    const dying = await startWorker(environment, ['consent']);
    const first = revoke(ingress, phone, step);
    await dying.ended();
    expect((await first).status).toBe(503);
    running.push(await startWorker(scratch.environment, ['consent']));
    const { entry } = await answerTo(ingress, phone, step);
    expect((await entriesOf(phone)).map(({ _id }) => _id)).toEqual([entry.id]);
  },
);

test('invariants 1, 2, 3, 5: nothing is broken by it', async () => {
  const { connection } = road.store;
  expect(await brokenPromises(connection)).toEqual([]);
  expect(await headsUnlikeTheirLedger(connection)).toEqual([]);
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
});
