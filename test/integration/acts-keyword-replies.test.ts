// Who answers STOP, START and HELP, end to end: the carrier with and without OptOutType, or the
// service. One answer each, no text after a STOP, and the provider's own block, raised and lifted.
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Carrier, type CarrierNumber, startCarrier } from '../../src/carrier/start.js';
import { type HandsetText, threadOf } from '../support/handset.js';
import { checkLedger } from '../support/ledger-check.js';
import { type IngressProcess, startIngress } from '../support/ingress.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { ACCOUNT, openRoad, type Road } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { until } from '../support/until.js';

const PATIENCE = { timeoutMs: 30_000 };
/** One number a mode: this service answers, Twilio does by default, Twilio does and says so. */
const OURS = '+16025550110';
const TWILIOS = '+16025550111';
const ADVANCED = '+16025550112';
/** What each side says, told apart by the brand that the provider does not know. */
const BY_US = /^Brightside Windows/;

const PAST_US = 'A text that the service knows nothing of.';
const BLOCKED = 21_610;

const scratch = useScratch();
let carrier: Carrier;
let road: Road;
let ingress: IngressProcess;
let worker: RunningProcess;
let people = 0;
const somebody = () => `+1602559${String((people += 1)).padStart(4, '0')}`;

beforeAll(async () => {
  road = await openRoad(scratch);
  ingress = await startIngress(scratch.environment);
  const smsUrl = `${ingress.url}/webhooks/twilio/messages#rc=5&rp=5xx,ct,rt`;
  const numbers: CarrierNumber[] = [
    { number: OURS, friendlyName: 'ours', smsUrl, keywordReplies: 'service' },
    { number: TWILIOS, friendlyName: 'default', smsUrl, keywordReplies: 'provider' },
    {
      ...{ number: ADVANCED, friendlyName: 'advanced', smsUrl, advancedOptOut: true },
      ...{ keywordReplies: 'provider', messagingServiceSid: `MG${'c3'.repeat(16)}` },
    },
  ];
  const log = pino({ level: 'silent' });
  carrier = await startCarrier({ port: 0, accounts: [{ ...ACCOUNT, numbers }], log });
  for (const { number, keywordReplies } of numbers) {
    const settings = { ...ACCOUNT, defaultProgram: 'updates', messagesPerSecond: 100 };
    await road.store.senders.add(scratch.workspace, { ...settings, number, keywordReplies });
  }
  const more = { CARRIER_URL: carrier.url, PUBLIC_URL: ingress.url };
  worker = await startWorker({ ...scratch.environment, ...more });
});

afterEach(() => fetch(`${carrier.url}/faults`, { method: 'DELETE' }));

afterAll(async () => {
  await worker?.stop();
  await ingress?.stop();
  await road?.close();
  await carrier?.close();
});

const json = { 'content-type': 'application/json' };
const post = (path: string, body: object) =>
  fetch(`${carrier.url}${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) });

const thread = (phone: string) => threadOf(carrier, phone);

const AT_AN_END = new Set(['received', 'delivered', 'undelivered', 'failed']);
const quiet = () =>
  until(
    'nothing to wait',
    async () => {
      const { inbox, effects } = road.store;
      const waiting = (await inbox.counts()).open + (await effects.countWaiting());
      const { messages = [] } = await rest('?PageSize=100');
      return waiting === 0 && messages.every(({ status }) => AT_AN_END.has(status));
    },
    PATIENCE,
  );

/** The person texts; resolves when everything that follows has followed. @returns the answers. */
async function say(phone: string, to: string, body: string): Promise<readonly HandsetText[]> {
  const before = (await thread(phone)).length;
  const kept = await road.store.connection.collection('inbox').countDocuments();
  expect((await post(`/phones/${encodeURIComponent(phone)}/messages`, { to, body })).status).toBe(
    201,
  );
  await until(
    'the text to be kept',
    async () => {
      return (await road.store.connection.collection('inbox').countDocuments()) > kept;
    },
    PATIENCE,
  );
  await quiet();
  const all = await thread(phone);
  return all
    .slice(before)
    .filter(({ direction, body: words }) => direction === 'outbound' && words !== PAST_US);
}

/** What the gate says about a message from this sender, by the API. */
async function check(phone: string, sender: string): Promise<Record<string, unknown>> {
  const { plaintext } = await road.store.accounts.addKey(scratch.workspace, { test: true });
  const answer = await fetch(`${ingress.url}/v1/consents/check`, {
    ...{ method: 'POST', headers: { ...json, authorization: `Bearer ${plaintext}` } },
    body: JSON.stringify({ phone, sender }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

/** The provider's own API, past the service. */
async function rest(query: string, form?: Record<string, string>): Promise<RestAnswer> {
  const { accountSid, authToken } = ACCOUNT;
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const answer = await fetch(`${carrier.url}${path}${query}`, {
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return (await answer.json()) as RestAnswer;
}

interface RestAnswer {
  readonly code?: number;
  readonly messages?: readonly { readonly status: string }[];
}

/** A text sent past the service: the code with which the provider refuses it, if it does. */
const pastUs = async (phone: string, from: string) =>
  (await rest('', { From: from, To: phone, Body: PAST_US })).code;

const flagsOf = async (phone: string) => {
  const head = await road.store.heads.get(scratch.workspace, await road.contactOf(phone));
  return Object.keys(head?.flags ?? {});
};

describe.each([
  ['the service', OURS, { start: 'us', help: 'us', stop: 'us', again: ['us'], blocks: false }],
  [
    'the provider, which does not say so',
    TWILIOS,
    // Its text after a lifted block has no brand in it, so ours is due as well.
    { start: 'us', help: 'them', stop: 'them', again: ['them', 'us'], blocks: true },
  ],
  [
    'the provider, which says so',
    ADVANCED,
    { start: 'them', help: 'them', stop: 'them', again: ['them'], blocks: true },
  ],
] as const)('keywords answered by %s', (_name, sender, expected) => {
  const phone = somebody();
  const who = (answers: readonly HandsetText[]) =>
    answers.map(({ body }) => (BY_US.test(body) ? 'us' : 'them'));

  test('START is answered once', async () => {
    expect(who(await say(phone, sender, 'START'))).toEqual([expected.start]);
    expect(await check(phone, sender)).toMatchObject({ allowed: true });
  });

  test('HELP is answered once', async () => {
    expect(who(await say(phone, sender, 'Help'))).toEqual([expected.help]);
  });

  test('STOP is answered once, and nothing leaves after it', async () => {
    expect(who(await say(phone, sender, 'STOP'))).toEqual([expected.stop]);
    expect(await check(phone, sender)).toMatchObject({ allowed: false, reason: 'opted_out' });
    expect(await flagsOf(phone)).toEqual(expected.blocks ? [`provider_block:${sender}`] : []);
    if (expected.blocks) expect(await pastUs(phone, sender)).toBe(BLOCKED);
  });

  test('STOP again is answered by nobody', async () => {
    expect(await say(phone, sender, 'stop')).toEqual([]);
  });

  test('START lifts it all', async () => {
    expect(who(await say(phone, sender, 'START')).sort()).toEqual([...expected.again].sort());
    expect(await flagsOf(phone)).toEqual([]);
    expect(await check(phone, sender)).toMatchObject({ allowed: true });
    expect(await pastUs(phone, sender)).toBeUndefined();
  });

  test('a stop in other words is ours to confirm, and blocks nothing at the provider', async () => {
    const answers = await say(phone, sender, 'please stop texting me');
    expect(who(answers)).toEqual(['us']);
    expect(await check(phone, sender)).toMatchObject({ allowed: false, reason: 'opted_out' });
    expect(await flagsOf(phone)).toEqual([]);
    expect(await pastUs(phone, sender)).toBeUndefined();
  });
});

describe('a STOP whose webhook never came', () => {
  test('shows as the provider’s block at the next text, is no opt-out, and START lifts it', async () => {
    const phone = somebody();
    await say(phone, TWILIOS, 'START');
    await post('/faults', { dropWebhooks: 1 });
    await post(`/phones/${encodeURIComponent(phone)}/messages`, { to: TWILIOS, body: 'STOP' });
    await fetch(`${carrier.url}/faults`, { method: 'DELETE' });
    const { plaintext } = await road.store.accounts.addKey(scratch.workspace, { test: true });
    const sent = await fetch(`${ingress.url}/v1/messages`, {
      ...{ method: 'POST', headers: { ...json, authorization: `Bearer ${plaintext}` } },
      body: JSON.stringify({ to: phone, body: 'Your window is ready.', sender: TWILIOS }),
    });
    expect(sent.status).toBe(202);
    await until('the block', async () => (await flagsOf(phone)).length === 1, PATIENCE);
    await quiet();
    expect(await check(phone, TWILIOS)).toMatchObject({
      ...{ allowed: false, reason: 'provider_block', status: 'opted_in' },
    });
    // Another sender of the same business is not blocked.
    expect(await check(phone, OURS)).toMatchObject({ allowed: true });
    await say(phone, TWILIOS, 'START');
    expect(await flagsOf(phone)).toEqual([]);
    expect(await check(phone, TWILIOS)).toMatchObject({ allowed: true });
  });
});

test('a number’s mode can be changed while the carrier runs', async () => {
  const change = (body: object) => post(`/numbers/${encodeURIComponent(OURS)}`, body);
  expect(await (await change({ keywordReplies: 'provider', advancedOptOut: true })).json()).toEqual(
    {
      ...{ number: OURS, friendlyName: 'ours', keywordReplies: 'provider', advancedOptOut: true },
    },
  );
  const answers = await say(somebody(), OURS, 'HELP');
  expect(answers.map(({ body }) => BY_US.test(body))).toEqual([false]);
  expect((await change({ keywordReplies: 'service', advancedOptOut: false })).status).toBe(200);
  expect((await change({ keywordReplies: 'nobody' })).status).toBe(400);
  expect((await post('/numbers/+16025559999', {})).status).toBe(404);
});

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(scratch.mongodbUri)).faults).toEqual([]);
});
