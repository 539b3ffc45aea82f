// The main road end to end in one process: a signed text, the inbox, the queue, the ledger, one
// reply.
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCarrier } from '../../src/carrier/start.js';
import { createGate } from '../../src/senders/gate.js';
import { startWorkers } from '../../workers/start.js';
import { threadOf } from '../support/handset.js';
import { checkLedger } from '../support/ledger-check.js';
import { ACCOUNT, openRoad, type Road, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const log = pino({ level: 'silent' });
const DANA = '+16025550142';
let road: Road;
let carrier: Awaited<ReturnType<typeof startCarrier>>;
let workers: Awaited<ReturnType<typeof startWorkers>>;

beforeAll(async () => {
  const numbers = [
    { number: SENDER, friendlyName: 'Brightside Windows', smsUrl: '', keywordReplies: 'service' },
  ] as const;
  carrier = await startCarrier({ port: 0, accounts: [{ ...ACCOUNT, numbers: [...numbers] }], log });
  road = await openRoad(scratch, { CARRIER_URL: carrier.url });
  const { config, store } = road;
  workers = await startWorkers({ config, store, redisUrl: scratch.redisUrl, log });
});

afterAll(async () => {
  await workers?.close();
  await road?.close();
  await carrier?.close();
});

const thread = (phone: string) => threadOf(carrier, phone);

const status = async (phone: string) => {
  const head = await road.store.heads.get(scratch.workspace, await road.contactOf(phone));
  return head?.programs.updates?.status;
};

test('a START becomes consent and is confirmed once', async () => {
  expect(await road.text(DANA, 'start')).toBe(200);
  await until('the contact to be in', async () => (await status(DANA)) === 'opted_in');
  await until('the confirmation', async () => (await thread(DANA)).length > 0);
  const texts = await thread(DANA);
  expect(texts).toHaveLength(1);
  expect(texts[0]?.body).toContain('Brightside Windows');
});

test('a STOP closes the gate with its 200 and is confirmed once', async () => {
  const gate = createGate({ store: road.store });
  const contact = await road.contactOf(DANA);
  const ask = () =>
    gate.check(
      scratch.workspace,
      contact,
      { kind: 'message', program: 'updates', purpose: 'informational' },
      SENDER,
    );
  expect((await ask()).allowed).toBe(true);
  expect(await road.text(DANA, 'STOP')).toBe(200);
  expect((await ask()).allowed).toBe(false);
  await until('the opt-out', async () => (await ask()).reason === 'opted_out');
  await until('the second text', async () => (await thread(DANA)).length === 2);
});

test('the ledger holds for a stranger who reads it', async () => {
  const report = await checkLedger(scratch.mongodbUri);
  expect(report.faults).toEqual([]);
  expect(report.entries).toBe(2);
});
