// Every webhook of a while is lost: what people said is found in the provider's list, counts as if
// it had been posted, and is not counted again when the webhooks come after all.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Carrier, startCarrier } from '../../src/carrier/start.js';
import { createGate } from '../../src/senders/gate.js';
import { openProvider } from '../../src/senders/providers.js';
import { flagDeactivated } from '../../workers/reconcile/deactivated.js';
import { createReconciler, type ReconcileDeps } from '../../workers/reconcile.js';
import { runAssent } from '../support/command.js';
import { freePort, type RunningProcess } from '../support/processes.js';
import { ACCOUNT, openRoad, type Road, SENDER } from '../support/road.js';
import { inboxOf, startRoadWorker, untilDecided, untilSettled } from '../support/road-worker.js';
import { checkLedger } from '../support/ledger-check.js';
import { useScratch } from '../support/scratch.js';
import { inboundForm, randomSid, signedRequest } from '../support/twilio-request.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const log = pino({ level: 'silent' });
const EVERYBODY = { untilDone: true } as const;
let publicUrl: string;
let carrier: Carrier;
let road: Road;
let worker: RunningProcess | undefined;

/** What a person texted, with the provider's id of it. */
interface Said {
  readonly from: string;
  readonly body: string;
  readonly messageSid: string;
}

beforeAll(async () => {
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  const smsUrl = `${publicUrl}/webhooks/twilio/messages`;
  const number = { number: SENDER, friendlyName: 'Brightside', smsUrl };
  const numbers = [{ ...number, keywordReplies: 'service' as const }];
  carrier = await startCarrier({ port: 0, accounts: [{ ...ACCOUNT, numbers }], log });
  road = await openRoad(scratch, { PUBLIC_URL: publicUrl, CARRIER_URL: carrier.url });
  await road.app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await stopWorker();
  await road?.close();
  await carrier?.close();
});

async function startWorker(): Promise<void> {
  const environment = { PUBLIC_URL: publicUrl, CARRIER_URL: carrier.url };
  worker = await startRoadWorker(scratch, environment, ['consent', 'questions', 'sms']);
}

async function stopWorker(): Promise<void> {
  await worker?.stop();
  worker = undefined;
}

async function call(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${carrier.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const drop = (dropWebhooks: boolean) => call('/faults', { dropWebhooks });

async function say(from: string, body: string): Promise<Said> {
  const answer = await call(`/phones/${from}/messages`, { to: SENDER, body });
  const { sid: messageSid } = (await answer.json()) as { sid: string };
  return { from, body, messageSid };
}

/** The webhook of a text, as the provider posts it when it gets round to it. */
async function post({ from, body, messageSid }: Said, more: object = {}): Promise<number> {
  const url = `${publicUrl}/webhooks/twilio/messages`;
  const { accountSid, authToken } = ACCOUNT;
  const form = inboundForm({ accountSid, from, to: SENDER, body, messageSid, ...more });
  const { headers, body: payload } = signedRequest(url, authToken, form);
  return (await fetch(url, { method: 'POST', headers: { ...headers }, body: payload })).status;
}

function reconcilerWith(more: Partial<ReconcileDeps> = {}) {
  const { store, queues, config } = road;
  const provider = openProvider({ config, store });
  const reconcile = createReconciler({
    ...{ store, queues, provider, log, holder: 'test', reserveMs: 0 },
    ...more,
  });
  return async (run: Parameters<typeof reconcile>[1] = EVERYBODY) => {
    const account = await store.senders.account(ACCOUNT.accountSid);
    if (!account) throw new Error('the account is gone');
    return reconcile(account, run);
  };
}

const message = { kind: 'message', program: 'updates', purpose: 'informational' } as const;

async function check(phone: string) {
  const gate = createGate({ store: road.store });
  return gate.check(scratch.workspace, await road.contactOf(phone), message, SENDER);
}

const people = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `+1602555${String(from + index)}`);

const entries = () => road.store.connection.collection('ledger').countDocuments();

/** The provider's times are whole seconds: what is said now is later than what was said before. */
async function nextSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1_000);
  const before = second();
  await until('another second', () => second() > before);
}

describe('a while without any webhook', () => {
  const leavers = people(7200, 10);
  const joiners = people(7220, 10);
  const undecided = people(7240, 4);
  const talkers = people(7260, 6);
  let lost: Said[];

  beforeAll(async () => {
    await startWorker();
    for (const phone of leavers) await say(phone, 'START');
    await until('everybody to be in', async () => {
      return (await Promise.all(leavers.map(check))).every(({ allowed }) => allowed);
    });
    await untilSettled(road);
    await stopWorker();
    await drop(true);
    lost = [];
    for (const phone of leavers) lost.push(await say(phone, 'STOP'));
    for (const phone of joiners) lost.push(await say(phone, 'START'));
    for (const phone of talkers) lost.push(await say(phone, 'See you at ten'));
    for (const phone of undecided) lost.push(await say(phone, 'STOP'));
    await nextSecond();
    for (const phone of undecided) lost.push(await say(phone, 'START'));
    await drop(false);
  });

  test('leaves everything as it was, for nobody has heard anything', async () => {
    expect(await inboxOf(road)).toHaveLength(leavers.length);
    expect((await check(leavers[0] ?? '')).allowed).toBe(true);
  });

  test('spares texts that their webhooks may still bring', async () => {
    const result = await reconcilerWith({ reserveMs: 600_000 })();
    expect(result).toMatchObject({ state: 'done', found: 0 });
    expect(await inboxOf(road)).toHaveLength(leavers.length);
  });

  test('is found page by page, over a crash, and every STOP fences at once', async () => {
    let crashes = 0;
    const dying = reconcilerWith({
      pageSize: 9,
      faultPoint: (step) => {
        if (step !== 'reconcile.fed' || crashes === 2) return;
        crashes += 1;
        throw new Error('the process died here');
      },
    });
    await expect(dying()).rejects.toThrow('died here');
    await expect(dying()).rejects.toThrow('died here');
    const { state } = await dying();
    expect(state).toBe('done');
    expect(crashes).toBe(2);

    const inbox = await inboxOf(road);
    const ids = new Set(inbox.map(({ _id }) => _id));
    for (const { messageSid } of lost) {
      expect(ids.has(`${scratch.workspace}/twilio/${ACCOUNT.accountSid}/${messageSid}`)).toBe(true);
    }
    expect(inbox).toHaveLength(leavers.length + lost.length);
    for (const phone of leavers) {
      expect(await check(phone)).toMatchObject({ allowed: false, reason: 'opt_out_waiting' });
    }
  });

  test('counts as if it had been heard, by the provider’s own times', async () => {
    await startWorker();
    await untilDecided(road);
    await untilSettled(road);
    await untilDecided(road);
    for (const phone of leavers) expect((await check(phone)).status).toBe('opted_out');
    for (const phone of joiners) expect((await check(phone)).status).toBe('opted_in');
    for (const phone of talkers) expect((await check(phone)).status).toBe('none');
    // STOP, and a second later START: the provider was asked, and said which was the later one.
    for (const phone of undecided) expect((await check(phone)).status).toBe('opted_in');
  });

  test('keeps the provider’s time as evidence and as the time of the act', async () => {
    const contact = await road.contactOf(leavers[0] ?? '');
    const rows = await road.store.ledger.entries(scratch.workspace, contact, { limit: 9 });
    const stop = rows.find(({ kind }) => kind === 'opted_out');
    const { occurredAt, recordedAt, source } = JSON.parse(stop?.core ?? '{}') as {
      occurredAt: string;
      recordedAt: string;
      source: { foundAt?: string };
    };
    expect(source.foundAt).toBe(occurredAt);
    expect(Date.parse(occurredAt)).toBeLessThan(Date.parse(recordedAt));
    expect(occurredAt).toMatch(/:\d\d\.000Z$/);
  });

  test('is not counted twice when the webhooks come after all, nor when it is gone through again', async () => {
    const before = [await entries(), (await inboxOf(road)).length];
    for (const said of lost) expect(await post(said)).toBe(200);
    const again = await reconcilerWith()({ ...EVERYBODY, since: new Date(Date.now() - 3_600_000) });
    expect(again).toMatchObject({ state: 'done', found: 0 });
    await untilDecided(road);
    expect([await entries(), (await inboxOf(road)).length]).toEqual(before);
  });

  test('invariant 15: a webhook that says STOP where the found text did not fences', async () => {
    const said = lost.find(({ from }) => from === talkers[0]);
    if (!said) throw new Error('nothing was said');
    await stopWorker();
    expect(await post(said, { optOutType: 'STOP' })).toBe(200);
    const { reason } = await check(said.from);
    expect(reason).toBe('opt_out_waiting');
    await startWorker();
    await untilDecided(road);
    expect((await check(said.from)).status).toBe('opted_out');
  });

  test('leaves a ledger that holds for a stranger who reads it', async () => {
    expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
  });
});

describe('going through a list', () => {
  test('is left to the one of two processes that came first', async () => {
    const both = await Promise.all(
      ['first', 'second'].map((holder) => reconcilerWith({ holder })()),
    );
    expect(both.map(({ state }) => state).sort()).toEqual(['busy', 'done']);
  });

  test('goes on from the beginning when the provider forgot the page', async () => {
    const window = { from: new Date(0), until: new Date() };
    const { accountSid } = ACCOUNT;
    const page = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json?PageToken=x`;
    await road.store.reconcileCursors.goOnAt(accountSid, { ...window, page });
    expect(await reconcilerWith()()).toMatchObject({ state: 'done', found: 0 });
    expect(await road.store.reconcileCursors.get(accountSid)).not.toHaveProperty('window');
  });

  test('stops where the provider does not answer, and goes on there', async () => {
    const { accountSid } = ACCOUNT;
    await call('/faults', { errorRate: 1 });
    const result = await reconcilerWith()();
    expect(result).toMatchObject({ state: 'unanswered', reason: expect.stringMatching(/./) });
    expect(await road.store.reconcileCursors.get(accountSid)).toHaveProperty('window.from');
    await call('/faults', { errorRate: 0 });
    expect(await reconcilerWith()()).toMatchObject({ state: 'done' });
  });
});

describe('numbers that carriers took out of service', () => {
  const [gone = '', alive = '', other = ''] = people(7280, 3);
  const DAY_MS = 86_400_000;
  const dayOf = (agoDays: number) =>
    new Date(Date.now() - agoDays * DAY_MS).toISOString().slice(0, 10);
  const listed = (numbers: readonly string[], day: string) =>
    call('/deactivations', { numbers, day });

  /** As it will be tomorrow, when today's list is there. */
  function tomorrow() {
    const { store, queues, config } = road;
    const now = () => new Date(store.clock.now().getTime() + DAY_MS);
    const clock = { ...store.clock, now };
    const deps = { store: { ...store, clock }, queues, log, holder: 'test' };
    return flagDeactivated({ ...deps, provider: openProvider({ config, store }) });
  }

  beforeAll(async () => {
    for (const phone of [gone, alive]) await say(phone, 'START');
    await until('both to be in', async () => {
      return (await check(gone)).allowed && (await check(alive)).allowed;
    });
    // A text that arrives proves that its number can be reached: none may be on its way any more.
    for (const phone of [gone, alive]) {
      const contact = await road.contactOf(phone);
      await until('its confirmation to have arrived', async () => {
        const { data } = await road.store.messages.list(scratch.workspace, { contact, limit: 10 });
        return data.some(({ status }) => status === 'delivered');
      });
    }
    await listed([alive], dayOf(2));
    await listed([other], dayOf(1));
    await listed([gone, other], dayOf(0));
  });

  test('are held back, but for who has texted since', async () => {
    const { days, numbers, flagged } = await tomorrow();
    expect(days).toEqual([2, 1, 0].map(dayOf));
    expect({ numbers, flagged }).toEqual({ numbers: 4, flagged: 1 });
    await untilDecided(road);
    expect(await check(gone)).toMatchObject({ allowed: false, status: 'none' });
    const contact = await road.contactOf(gone);
    await until('both flags to stand', async () => {
      const { flags = {} } = (await road.store.heads.get(scratch.workspace, contact)) ?? {};
      return Object.keys(flags).sort().join() === 'reassigned,unreachable';
    });
    // What cannot be read in time is refused, and asked again.
    await until('who has texted since to be allowed', async () => (await check(alive)).allowed);
  });

  test('are gone through once', async () => {
    const before = await entries();
    expect(await tomorrow()).toMatchObject({ days: [], flagged: 0 });
    expect(await entries()).toBe(before);
  });

  test('can be texted again when whoever holds them says START', async () => {
    await say(gone, 'START');
    await until('it to count', async () => (await check(gone)).allowed);
  });
});

describe('assent reconcile', () => {
  const late = '+16025557301';

  test('finds an hour’s old text and says so as JSON', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'assent-carrier-'));
    const at = Date.now() - 3_600_000;
    const text = {
      ...{
        sid: randomSid('SM'),
        position: 1,
        accountSid: ACCOUNT.accountSid,
        direction: 'inbound',
      },
      ...{ from: late, to: SENDER, body: 'Unsubscribe', segments: 1, messagingServiceSid: null },
      ...{ createdAt: at, validityMs: 0, statusCallback: null, doomedBy: null },
      ...{ status: 'received', errorCode: null, sentAt: at, updatedAt: at, webhook: 'failed' },
    };
    await writeFile(join(dataDir, 'carrier.ndjson'), `${JSON.stringify({ kind: 'text', text })}\n`);
    const numbers = [
      { number: SENDER, friendlyName: '', smsUrl: '', keywordReplies: 'service' as const },
    ];
    const older = await startCarrier({
      port: 0,
      dataDir,
      accounts: [{ ...ACCOUNT, numbers }],
      log,
    });
    try {
      const environment = { ...scratch.environment, CARRIER_URL: older.url, LOG_LEVEL: 'silent' };
      const { code, stdout } = await runAssent(
        ['reconcile', '--since', '2h', '--json'],
        environment,
      );
      const { texts, statuses } = JSON.parse(stdout);
      expect(texts).toMatchObject([{ state: 'done', seen: 1, found: 1 }]);
      expect(statuses).toEqual({ asked: 0, ended: 0 });
      expect(code).toBe(0);
    } finally {
      await older.close();
      await rm(dataDir, { recursive: true, force: true });
    }
    await until('it to be decided', async () => (await check(late)).status === 'opted_out');
  });
});
