// What a provider says of a number becomes a flag on the one road, never an opt-out, and ends when
// the number shows that it was wrong.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLedger } from '../support/ledger-check.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending, type StatusCallback } from '../support/sending.js';
import { until } from '../support/until.js';

const PATIENCE = { timeoutMs: 30_000 };
const scratch = useScratch();
let sending: Sending;
let worker: RunningProcess;
let people = 0;
const somebody = () => `+1602558${String((people += 1)).padStart(4, '0')}`;
const everybody = Array.from({ length: 10 }, somebody);
const left = [...everybody];
const next = () => left.shift() ?? expect.fail('nobody is left');

beforeAll(async () => {
  sending = await openSending(scratch);
  await sending.join(everybody);
  worker = await startWorker(sending.environment);
});

afterAll(async () => {
  await worker?.stop();
  await sending?.close();
});

const reasonFor = async (phone: string) => (await sending.check(phone)).reason;
const flagged = (phone: string, reason: string) =>
  until(`the flag ${reason}`, async () => (await reasonFor(phone)) === reason, PATIENCE);

/** Sends a text whose call the provider refuses; resolves when it has ended. */
async function refuse(phone: string, code: number): Promise<string> {
  await sending.faults({ failWith: { code, to: phone } });
  const { id } = await sending.submit(phone, 'Your window is ready.');
  const ended = async () => (await sending.message(id)).status === 'failed';
  await until('the text to have failed', ended, PATIENCE);
  await sending.faults({});
  return id;
}

/** Sends a text and posts what became of it, as the provider does; gives what was posted. */
async function report(phone: string, status: string, errorCode?: string): Promise<StatusCallback> {
  const { id } = await sending.submit(phone, 'Your window is ready.');
  const sid = async () => (await sending.message(id)).providerSid;
  const providerSid = await until('the text to be sent', sid, PATIENCE);
  const { _id: effect, contact } = await sending.effectOf({ id });
  const ours = { workspace: scratch.workspace, effect, message: id, contact, providerSid };
  const callback = { ...ours, status, ...(errorCode === undefined ? {} : { errorCode }) };
  expect(await sending.report(callback)).toBe(204);
  expect((await sending.message(id)).status).toBe(status);
  return callback;
}

async function entriesOf(phone: string) {
  const contact = await sending.road.contactOf(phone);
  const rows = await sending.road.store.ledger.entries(scratch.workspace, contact, { limit: 20 });
  return rows.map(({ kind }) => kind);
}

describe('a code of the provider', () => {
  test.each([
    [21_635, 'landline'],
    [21_614, 'landline'],
  ])('%s that refuses a call means %s', async (code, reason) => {
    const phone = next();
    const id = await refuse(phone, code);
    await flagged(phone, reason);
    expect(await entriesOf(phone)).toEqual(['opted_in', 'flagged']);
    expect(await sending.check(phone)).toMatchObject({ status: 'opted_in', allowed: false });
    const { reason: shown, errorCode } = await sending.message(id);
    expect([shown, errorCode]).toEqual([expect.stringMatching(/landline|cannot rec/), `${code}`]);
  });

  test.each([
    ['30006', 'landline'],
    ['30005', 'unreachable'],
    ['30640', 'provider_block'],
  ])('%s that comes with a status means %s', async (code, reason) => {
    const phone = next();
    await report(phone, 'undelivered', code);
    await flagged(phone, reason);
    expect(await entriesOf(phone)).toEqual(['opted_in', 'flagged']);
  });

  test('30003 means unreachable only when three texts in a row ended so', async () => {
    const phone = next();
    for (const round of [1, 2]) {
      await report(phone, 'undelivered', '30003');
      expect(await reasonFor(phone), `after ${round}`).toBeUndefined();
    }
    await report(phone, 'undelivered', '30003');
    await flagged(phone, 'unreachable');
    expect((await entriesOf(phone)).filter((kind) => kind === 'flagged')).toHaveLength(1);
  });

  test('30003 counts anew after a text that arrived', async () => {
    const phone = next();
    for (const code of ['30003', '30003', undefined, '30003']) {
      await report(phone, code ? 'undelivered' : 'delivered', code);
    }
    expect(await sending.road.store.inbox.counts()).toMatchObject({ open: 0 });
    expect(await reasonFor(phone)).toBeUndefined();
  });

  test('that comes again with the same text is recorded once', async () => {
    const phone = next();
    const callback = await report(phone, 'undelivered', '30005');
    for (let round = 0; round < 3; round += 1) expect(await sending.report(callback)).toBe(204);
    await flagged(phone, 'unreachable');
    const { inbox } = sending.road.store;
    await until('all to be decided', async () => (await inbox.counts()).open === 0, PATIENCE);
    expect(await entriesOf(phone)).toEqual(['opted_in', 'flagged']);
  });
});

describe('a flag ends', () => {
  const gone = (phone: string) =>
    until('the flag to be gone', async () => (await reasonFor(phone)) === undefined, PATIENCE);

  test('when the handset texts', async () => {
    const phone = next();
    await report(phone, 'undelivered', '30006');
    await flagged(phone, 'landline');
    expect(await sending.road.text(phone, 'START')).toBe(200);
    await gone(phone);
  });

  test('when a text arrives that was on its way', async () => {
    const phone = next();
    const { contact, ...lost } = await report(phone, 'undelivered', '30005');
    await flagged(phone, 'unreachable');
    const before = { ...lost, contact, effect: 'fx_before', message: 'msg_before' };
    const late = { ...before, providerSid: 'SMbefore', status: 'delivered', errorCode: '' };
    expect(await sending.report(late)).toBe(204);
    await gone(phone);
    expect((await entriesOf(phone)).at(-1)).toBe('unflagged');
  });
});

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
});
