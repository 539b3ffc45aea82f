// Twilio's REST API of the simulated carrier, driven by the SDK as it is published.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Carrier } from '../../src/carrier/start.js';
import { until } from '../support/until.js';
import * as bench from './carrier-bench.js';

let receiver: bench.Receiver;
let carrier: Carrier;
let sdk: ReturnType<typeof bench.sdkFor>;

beforeAll(async () => {
  receiver = await bench.startReceiver();
  carrier = await bench.startTestCarrier([
    bench.numberAt(receiver, { messagingServiceSid: `MG${'2'.repeat(32)}` }),
  ]);
  sdk = bench.sdkFor(carrier);
});

afterAll(async () => {
  await carrier.close();
  await receiver.close();
});

const send = (more: object = {}) =>
  sdk.messages.create({ to: bench.HANDSET, from: bench.SENDER, body: 'Hello', ...more });

test('a text is queued, reaches the handset, and tells its status', async () => {
  const statusCallback = `${receiver.url}/status?id=msg_1`;
  const sent = await send({ statusCallback });
  expect(sent.status).toBe('queued');
  expect(sent.direction).toBe('outbound-api');
  expect(sent.dateCreated).toBeInstanceOf(Date);

  await until('the last callback', () => callbacks(sent.sid).includes('delivered'));
  expect(callbacks(sent.sid)).toEqual(['sending', 'sent', 'delivered']);
  expect(receiver.received.every((one) => one.genuine)).toBe(true);
  expect(receiver.received[0]?.path).toBe('/status?id=msg_1');

  const fetched = await sdk.messages(sent.sid).fetch();
  expect(fetched).toMatchObject({ status: 'delivered', body: 'Hello', errorCode: null });
  const [entry] = await bench.control(carrier).thread();
  expect(entry).toMatchObject({ sid: sent.sid, direction: 'outbound', status: 'delivered' });
});

const callbacks = (sid: string) =>
  receiver.received
    .filter((one) => one.fields['MessageSid'] === sid)
    .map((one) => one.fields['MessageStatus']);

test('a messaging service stands in for its number', async () => {
  const sent = await sdk.messages.create({
    to: '(602) 555-0178',
    messagingServiceSid: `MG${'2'.repeat(32)}`,
    body: 'Hi',
  });
  expect(sent).toMatchObject({ status: 'accepted', from: bench.SENDER, to: '+16025550178' });
});

test.each([
  [{ to: '12345' }, 21_211, 400],
  [{ to: '' }, 21_604, 400],
  [{ from: '+16025550999' }, 21_606, 400],
  [{ from: 'nobody' }, 21_212, 400],
  [{ body: '' }, 21_602, 400],
  [{ body: 'x'.repeat(1_601) }, 21_617, 400],
  [{ from: undefined, messagingServiceSid: 'MGx' }, 21_701, 404],
  [{ statusCallback: 'nowhere' }, 21_609, 400],
  [{ validityPeriod: 40_000 }, 20_001, 400],
])('a call with %j is refused with %i', async (wrong, code, status) => {
  await expect(send(wrong)).rejects.toMatchObject({ code, status });
});

test('a wrong token and a foreign account are not let in', async () => {
  const stranger = bench.sdkFor(carrier, 'wrong');
  await expect(stranger.messages.list()).rejects.toMatchObject({ code: 20_003, status: 401 });
  const other = sdk.api.v2010.accounts(`AC${'9'.repeat(32)}`).messages.list();
  await expect(other).rejects.toMatchObject({ code: 20_003, status: 401 });
  await expect(sdk.messages('SMnone').fetch()).rejects.toMatchObject({ code: 20_404, status: 404 });
});

test('lists page through, newest first, and filter', async () => {
  const to = '+16025550190';
  for (let index = 0; index < 5; index += 1) await send({ to, body: `text ${index}` });
  const listed = await sdk.messages.list({ to, pageSize: 2 });
  expect(listed.map((one) => one.body)).toEqual([4, 3, 2, 1, 0].map((index) => `text ${index}`));

  const minuteAgo = new Date(Date.now() - 60_000);
  expect(await sdk.messages.list({ to, dateSentAfter: minuteAgo })).toHaveLength(5);
  expect(await sdk.messages.list({ to, dateSentBefore: minuteAgo })).toHaveLength(0);
  expect(await sdk.messages.list({ from: to })).toHaveLength(0);
  expect(await sdk.messages.list({ to, limit: 3 })).toHaveLength(3);
});

test('the numbers of an account are listed with their addresses', async () => {
  const [number] = await sdk.incomingPhoneNumbers.list();
  expect(number).toMatchObject({
    phoneNumber: bench.SENDER,
    friendlyName: 'Brightside Windows',
    smsUrl: expect.stringContaining('/hook'),
  });
});

test('two thousand texts in a burst are all taken and delivered', async () => {
  const { call } = bench.control(carrier);
  const auth = Buffer.from(`${bench.ACCOUNT_SID}:${bench.AUTH_TOKEN}`).toString('base64');
  const before = (await call('GET', '/stats')).body.sends.delivered;
  const statuses = new Set<number>();
  for (let sent = 0; sent < 2_000; sent += 200) {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        fetch(`${carrier.url}/2010-04-01/Accounts/${bench.ACCOUNT_SID}/Messages.json`, {
          method: 'POST',
          headers: { authorization: `Basic ${auth}` },
          body: new URLSearchParams({
            To: `+1602556${1_000 + sent + index}`,
            From: bench.SENDER,
            Body: 'x',
          }),
        }),
      ),
    );
    for (const answer of answers) {
      await answer.arrayBuffer();
      statuses.add(answer.status);
    }
  }
  expect([...statuses]).toEqual([201]);
  await until('every delivery', async () => {
    const stats = (await call('GET', '/stats')).body;
    return stats.sends.delivered - before >= 2_000;
  });
});
