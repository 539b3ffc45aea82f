// Messages whose time has not come: refused with a time, held through everything, asked again at
// release; and caps that let nobody slip through. Real processes on servers of their own.
import { Redis } from 'ioredis';
import { DateTime } from 'luxon';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Carrier, startCarrier } from '../../src/carrier/start.js';
import { createGate } from '../../src/senders/gate.js';
import { openStore, type Store } from '../../src/store/store.js';
import { receivedBy } from '../support/handset.js';
import { type IngressProcess, postText, startIngress } from '../support/ingress.js';
import { useOwnServers } from '../support/own-servers.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { randomSid } from '../support/twilio-request.js';
import { until } from '../support/until.js';
import { setUp } from './api-fixture.js';

const WORKSPACE = 'held';
/** Homes around the world: whatever the hour of the test, some are asleep and some are awake. */
const HOMES = [
  { zone: 'America/Phoenix', number: (n: number) => `+1602555${4_000 + n}` },
  { zone: 'Europe/London', number: (n: number) => `+44740012${4_000 + n}` },
  { zone: 'Asia/Kolkata', number: (n: number) => `+91981234${4_000 + n}` },
  { zone: 'Asia/Tokyo', number: (n: number) => `+8180123${40_000 + n}` },
  { zone: 'Pacific/Auckland', number: (n: number) => `+64212345${400 + n}` },
  { zone: 'Pacific/Honolulu', number: (n: number) => `+1808555${4_000 + n}` },
] as const;
/** Relays sweep every two seconds, and leave what is younger than five to its first job. */
const PATIENCE = { timeoutMs: 60_000 };

const servers = useOwnServers();
let store: Store;
let carrier: Carrier;
let key: string;
let ingress: IngressProcess;
let worker: RunningProcess;

beforeAll(async () => {
  const log = pino({ level: 'silent' });
  const numbers = [
    { number: SENDER, friendlyName: 'Brightside', smsUrl: '', keywordReplies: 'service' } as const,
  ];
  carrier = await startCarrier({ port: 0, accounts: [{ ...ACCOUNT, numbers }], log });
  const { environment, mongodbUri } = servers;
  store = await openStore({ uri: mongodbUri, secret: environment['ASSENT_SECRET'] ?? '' });
  await store.ensureIndexes();
  await setUp(store, WORKSPACE, SENDER);
  key = (await store.accounts.addKey(WORKSPACE, { test: true })).plaintext;
  await startProcesses();
});
afterAll(async () => {
  await worker?.stop();
  await ingress?.stop();
  await store?.close();
  await carrier?.close();
});

async function startProcesses(): Promise<void> {
  const environment = { ...servers.environment, CARRIER_URL: carrier.url };
  [ingress, worker] = await Promise.all([startIngress(environment), startWorker(environment)]);
}

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${ingress.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const hourIn = (zone: string) => DateTime.fromJSDate(store.clock.now(), { zone }).hour;
let people = 0;

/** A number at home where it is the middle of the night, or of the day, for some hours to come. */
function somebody(state: 'asleep' | 'awake'): { phone: string; zone: string } {
  const home = HOMES.find(({ zone }) => {
    const hour = hourIn(zone);
    return state === 'asleep' ? hour >= 22 || hour < 6 : hour >= 9 && hour < 19;
  });
  if (!home) throw new Error(`nobody is ${state}`);
  people += 1;
  return { phone: home.number(people), zone: home.zone };
}

/** Consent in writing to marketing, given elsewhere. */
async function agree(phone: string): Promise<void> {
  const occurredAt = new Date(store.clock.now().getTime() - 86_400_000).toISOString();
  const evidence = { wording: 'I agree to get offers by text.' };
  const told = { phone, program: 'offers', method: 'paper', occurredAt, evidence };
  expect((await call('POST', '/contacts/attest', told)).status).toBe(200);
}

const offer = (phone: string, body = 'Ten percent off') =>
  call('POST', '/messages', { to: phone, body, program: 'offers' });
const check = async (more: object) => (await call('POST', '/consents/check', more)).body;
const messageOf = async (id: unknown) => (await call('GET', `/messages/${String(id)}`)).body;
const effects = () =>
  store.connection.collection<{ _id: string; dueAt: Date; hintedAt: Date }>('effects');
const effectOf = (id: unknown) => effects().findOne({ _id: String(id).replace(/^msg_/, 'fx_') });

/** Lets its time come, as far as the clock of the effect is concerned. */
async function letComeDue(id: unknown): Promise<void> {
  const dueAt = store.clock.now();
  const hintedAt = new Date(dueAt.getTime() - 60_000);
  const _id = String(id).replace(/^msg_/, 'fx_');
  await effects().updateOne({ _id }, { $set: { dueAt, hintedAt } });
}

const received = async (phone: string) =>
  (await receivedBy(carrier, phone)).map(({ body }) => body);

/** The carrier hands a text over a moment after it took it. */
const arrives = (phone: string, ...bodies: string[]) =>
  until('the texts to arrive', async () => {
    return JSON.stringify(await received(phone)) === JSON.stringify(bodies);
  });

const statusBecomes = (id: unknown, ...wanted: string[]) =>
  until(
    `the message to be ${wanted.join(' or ')}`,
    async () => {
      const message = await messageOf(id);
      return wanted.includes(String(message['status'])) ? message : null;
    },
    PATIENCE,
  );

describe('quiet hours', () => {
  test('are said by the check, alone and in a batch, with the time to come back', async () => {
    const [asleep, awake] = [somebody('asleep'), somebody('awake')];
    await Promise.all([agree(asleep.phone), agree(awake.phone)]);
    const phones = [awake.phone, asleep.phone, awake.phone];
    const { data } = await check({ phones, program: 'offers' });
    expect(data).toMatchObject([
      { allowed: true, status: 'opted_in', rule: 'status.opted_in' },
      { allowed: false, status: 'opted_in', reason: 'quiet_hours' },
      { allowed: true },
    ]);
    const alone = await check({ phone: asleep.phone, program: 'offers' });
    expect(alone).toMatchObject({ reason: 'quiet_hours', entry: expect.stringMatching(/\w/) });
    const opens = DateTime.fromISO(String(alone['retryAt']), { zone: asleep.zone });
    expect([opens.hour, opens.minute]).toEqual([8, 0]);
    expect(opens.toJSDate().getTime()).toBeGreaterThan(store.clock.now().getTime());
  });

  test('hold a message through FLUSHALL and a restart, and it is asked again', async () => {
    const { phone } = somebody('asleep');
    await agree(phone);
    const { status, body } = await offer(phone);
    expect([status, body['status']]).toEqual([202, 'held']);
    const shown = await messageOf(body['id']);
    expect(shown).toMatchObject({
      status: 'held',
      reason: 'quiet_hours',
      retryAt: body['retryAt'],
      decisions: [{ allowed: false, reason: 'quiet_hours', entry: expect.stringMatching(/\w/) }],
    });
    await Promise.all([worker.stop(), ingress.stop()]);
    const redis = new Redis(servers.redisUrl);
    await redis.flushall();
    redis.disconnect();
    await startProcesses();
    expect((await effectOf(body['id']))?.dueAt.toISOString()).toBe(body['retryAt']);

    // Its time comes too early: the gate says the same as before.
    await letComeDue(body['id']);
    await until(
      'it to be held again',
      async () => (await effectOf(body['id']))?.dueAt.toISOString() === body['retryAt'],
      PATIENCE,
    );
    const again = await messageOf(body['id']);
    expect(again).toMatchObject({ status: 'held', reason: 'quiet_hours' });
    // The same word again takes the place of the first.
    expect(again['decisions']).toHaveLength(1);
    expect(lastSaidAt(again)).toBeGreaterThan(lastSaidAt(shown));
    expect(await received(phone)).toEqual([]);

    // The person writes first; what leaves within a quarter of an hour is an answer.
    const question = { from: phone, messageSid: randomSid('SM'), body: 'Any offers?' };
    expect((await postText(ingress, question)).status).toBe(200);
    await until('the question to be read', async () => (await store.inbox.counts()).open === 0);
    await letComeDue(body['id']);
    await statusBecomes(body['id'], 'sending', 'sent', 'delivered');
    await arrives(phone, 'Ten percent off');
    const after = await messageOf(body['id']);
    expect(after['reason']).toBeUndefined();
    expect(after['retryAt']).toBeUndefined();
    expect(after['decisions']).toMatchObject([
      { allowed: false, reason: 'quiet_hours' },
      { allowed: true, rule: 'answer.own_text', entry: expect.stringMatching(/\w/) },
    ]);
  });

  test('let nothing pass at release for somebody who opted out meanwhile', async () => {
    const { phone } = somebody('asleep');
    await agree(phone);
    const { body } = await offer(phone);
    expect(body['status']).toBe('held');
    const stop = { from: phone, messageSid: randomSid('SM'), body: 'STOP' };
    expect((await postText(ingress, stop)).status).toBe(200);
    await letComeDue(body['id']);
    const blocked = await statusBecomes(body['id'], 'blocked');
    expect(blocked).toMatchObject({ status: 'blocked', reason: 'opted_out' });
    expect((blocked['decisions'] as object[]).at(-1)).toMatchObject({
      allowed: false,
      reason: 'opted_out',
      rule: 'status.opted_out',
      entry: expect.stringMatching(/\w/),
    });
    expect(await received(phone)).not.toContain('Ten percent off');
  });

  test('do not hold what is no marketing', async () => {
    const { phone } = somebody('asleep');
    await agree(phone);
    const occurredAt = store.clock.iso();
    const evidence = { wording: 'I agree to get updates by text.' };
    const told = { phone, program: 'updates', method: 'paper', occurredAt, evidence };
    await call('POST', '/contacts/attest', told);
    const sent = await call('POST', '/messages', {
      to: phone,
      body: 'At five.',
      program: 'updates',
    });
    expect(sent.body).toMatchObject({ status: 'queued' });
    const shown = await statusBecomes(sent.body['id'], 'sending', 'sent', 'delivered');
    expect(shown['decisions']).toMatchObject([{ allowed: true, rule: 'status.opted_in' }]);
    // What is shown is what let it leave, and not what was said when it was handed in.
    expect(lastSaidAt(shown)).toBeGreaterThan(Date.parse(String(shown['createdAt'])));
  });

  test('keep a message small that is asked about a thousand times', async () => {
    const { phone } = somebody('asleep');
    await agree(phone);
    const { body } = await offer(phone);
    const id = String(body['id']);
    const say = (minute: number, rule: string) =>
      store.messages.decide(WORKSPACE, id, {
        ...{ allowed: false, reason: 'quiet_hours', rule },
        at: new Date(Date.UTC(2031, 0, 1, 0, minute)),
      });
    for (let minute = 0; minute < 5; minute += 1) await say(minute, 'quiet_hours.US');
    const decisions = (await messageOf(id))['decisions'] as object[];
    expect(decisions).toHaveLength(2);
    expect(decisions[1]).toMatchObject({ at: '2031-01-01T00:04:00.000Z' });
    for (let minute = 5; minute < 35; minute += 1) await say(minute, `quiet_hours.${minute}`);
    expect((await messageOf(id))['decisions']).toHaveLength(20);
  });
});

/** When the gate last spoke of a message. */
function lastSaidAt(message: Record<string, unknown>): number {
  const decisions = message['decisions'] as { at: string }[];
  return Date.parse(decisions.at(-1)?.at ?? '');
}

describe('frequency caps', () => {
  /** What a business promised of its offers, in force for every process within a second. */
  async function promise(perDayMax: number): Promise<void> {
    const known = await store.workspaces.get(WORKSPACE);
    const { disclosure, ...program } = known?.programs['offers'] ?? expect.fail('no program');
    const changed = { ...program, perDayMax, disclosure: disclosure.text };
    await store.workspaces.addProgram(WORKSPACE, changed);
    const { phone } = somebody('awake');
    await agree(phone);
    for (let one = 0; one < perDayMax; one += 1) await offer(phone, `Calibration ${one}`);
    await until('the promise to be kept everywhere', async () => {
      return (await check({ phone, program: 'offers' }))['reason'] === 'frequency_cap';
    });
  }

  test('hold what is one too many, and count neither what is refused nor what fails', async () => {
    await promise(2);
    const { phone } = somebody('awake');
    await agree(phone);
    const contact = await store.people.contactOf(WORKSPACE, phone);
    await fetch(`${carrier.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ failWith: { code: 21_612, to: phone } }),
    });
    const refused = await offer(phone, 'Refused by the provider');
    await statusBecomes(refused.body['id'], 'failed');
    await fetch(`${carrier.url}/faults`, { method: 'DELETE' });
    expect((await store.sentTexts.lately(WORKSPACE, [contact])).get(contact) ?? []).toEqual([]);

    const [one, two] = [await offer(phone, 'One'), await offer(phone, 'Two')];
    await statusBecomes(one.body['id'], 'sending', 'sent', 'delivered');
    await statusBecomes(two.body['id'], 'sending', 'sent', 'delivered');
    const three = await offer(phone, 'Three');
    expect([three.status, three.body['status']]).toEqual([202, 'held']);
    const inHours =
      (Date.parse(String(three.body['retryAt'])) - store.clock.now().getTime()) / 3_600_000;
    expect(inHours).toBeGreaterThan(23);
    expect(await messageOf(three.body['id'])).toMatchObject({
      status: 'held',
      reason: 'frequency_cap',
      decisions: [{ rule: 'frequency_cap.offers' }],
    });
    await arrives(phone, 'One', 'Two');
  });

  test.each([
    ['texts', 'awake', 'status.opted_in'],
    ['answers at night', 'asleep', 'answer.own_text'],
  ] as const)('let no two %s slip through that are released at once', async (_name, when, rule) => {
    await promise(3);
    const { phone } = somebody(when);
    await agree(phone);
    const contact = await store.people.contactOf(WORKSPACE, phone);
    const question = { from: phone, messageSid: randomSid('SM'), body: 'Any offers?' };
    expect((await postText(ingress, question)).status).toBe(200);
    await until('the question to be read', async () => (await store.inbox.counts()).open === 0);
    const other = await openStore({
      uri: servers.mongodbUri,
      secret: servers.environment['ASSENT_SECRET'] ?? '',
    });
    const gates = [createGate({ store }), createGate({ store: other })] as const;
    const send = { kind: 'message', program: 'offers', purpose: 'marketing' } as const;
    const release = (effect: number) => {
      const text = { contact, phone, effect: `fx_${effect}` };
      return gates[effect % 2 === 0 ? 0 : 1].checkToSend(WORKSPACE, text, send, SENDER);
    };
    const ids = Array.from({ length: 12 }, (_, effect) => effect);
    const verdicts = await Promise.all(ids.map(release));
    const passed = ids.filter((effect) => verdicts[effect]?.allowed);
    expect(passed).toHaveLength(3);
    expect(passed.map((effect) => verdicts[effect]?.rule)).toEqual([rule, rule, rule]);
    for (const verdict of verdicts.filter((one) => !one?.allowed)) {
      expect(verdict).toMatchObject({ reason: 'frequency_cap', retryAt: expect.any(String) });
    }
    // Who has a place keeps it, however often it asks; who gives it back makes room for one.
    expect((await release(passed[0] ?? 0))?.allowed).toBe(true);
    await store.sentTexts.giveBack(WORKSPACE, contact, `fx_${passed[1]}`);
    const again = await Promise.all(ids.filter((one) => !passed.includes(one)).map(release));
    expect(again.filter((verdict) => verdict?.allowed)).toHaveLength(1);
    await other.close();
  });
});
