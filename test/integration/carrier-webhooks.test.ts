// Inbound texts of the simulated carrier: what is posted, how it is retried, what comes back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Carrier, CarrierNumber } from '../../src/carrier/start.js';
import { until } from '../support/until.js';
import * as bench from './carrier-bench.js';

let receiver: bench.Receiver;
let carrier: Carrier | undefined;

beforeEach(async () => {
  receiver = await bench.startReceiver();
});

afterEach(async () => {
  await carrier?.close();
  await receiver.close();
});

async function start(number: Partial<CarrierNumber> = {}) {
  carrier = await bench.startTestCarrier([bench.numberAt(receiver, number)]);
  return bench.control(carrier);
}

test('a text is posted with genuine signature and without the fragment', async () => {
  const { text, thread } = await start();
  const { status, body } = await text('start ☀');
  expect(status).toBe(201);
  await until('the webhook', () => receiver.received.length === 1);
  const [one] = receiver.received;
  expect(one).toMatchObject({
    genuine: true,
    path: "/hook?x=it's",
    fields: {
      MessageSid: body.sid,
      SmsSid: body.sid,
      AccountSid: bench.ACCOUNT_SID,
      From: bench.HANDSET,
      To: bench.SENDER,
      Body: 'start ☀',
      NumMedia: '0',
      NumSegments: '1',
      FromCountry: 'US',
      ApiVersion: '2010-04-01',
    },
  });
  expect(one?.headers['i-twilio-idempotency-token']).toBeTruthy();
  expect(await thread()).toEqual([
    {
      sid: body.sid,
      direction: 'inbound',
      from: bench.HANDSET,
      to: bench.SENDER,
      body: 'start ☀',
      status: 'received',
      at: expect.stringMatching(/Z$/),
    },
  ]);
});

test('a 503 is retried with the same token until it is taken', async () => {
  const { text, stats } = await start();
  receiver.answer = (response, one) =>
    (receiver.received.length < 3 ? bench.status(503) : bench.emptyTwiml)(response, one);
  await text('STOP');
  await until('the third try', () => receiver.received.length === 3);
  const tokens = receiver.received.map((one) => one.headers['i-twilio-idempotency-token']);
  expect(new Set(tokens).size).toBe(1);
  await until('the counts', async () => (await stats()).webhooks.retried === 2);
  expect((await stats()).webhooks).toMatchObject({ sent: 1, retried: 2, refused: 2, failed: 0 });
});

test('without a retry policy a 503 is final, and the fallback is called once', async () => {
  const { text, stats } = await start({
    smsUrl: `${receiver.url}/hook`,
    smsFallbackUrl: `${receiver.url}/fallback`,
  });
  receiver.answer = bench.status(503);
  await text('STOP');
  await until('the failure', async () => (await stats()).webhooks.failed === 1);
  expect(receiver.received.map((one) => one.path)).toEqual(['/hook', '/fallback']);
  expect(receiver.received[1]).toMatchObject({ genuine: true, fields: { ErrorCode: '11200' } });
});

test('a receiver that hangs is left after the read timeout and tried again', async () => {
  const { text } = await start({ smsUrl: `${receiver.url}/hook#rc=2&rp=rt&rt=150` });
  receiver.answer = (response, one) => {
    if (receiver.received.length === 2) bench.emptyTwiml(response, one);
  };
  await text('STOP');
  await until('the second try', () => receiver.received.length === 2);
});

test('TwiML and plain text answers reach the handset', async () => {
  const { text, thread } = await start();
  receiver.answer = (response) =>
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end('<Response><Message>one &amp; two</Message></Response>');
  await text('hello');
  await until('the reply', async () => (await thread()).some((one) => one.body === 'one & two'));
});

describe('keywords that the provider answers', () => {
  test('block after STOP and lift after START', async () => {
    const { text, thread } = await start({ keywordReplies: 'provider' });
    const sdk = bench.sdkFor(carrier as Carrier);
    const send = () =>
      sdk.messages.create({ to: bench.HANDSET, from: bench.SENDER, body: 'Hello' });
    await text('Stop');
    await until('the reply', async () => (await thread()).length === 2);
    expect((await thread())[1]?.body).toContain('unsubscribed');
    await expect(send()).rejects.toMatchObject({ code: 21_610, status: 400 });
    await text('HELP');
    await text('START K7Q2');
    await expect(send()).rejects.toMatchObject({ code: 21_610 });
    await text('unstop');
    await expect(send()).resolves.toMatchObject({ status: 'queued' });
    await until('all webhooks', () => receiver.received.length === 4);
    expect(receiver.received.every((one) => !('OptOutType' in one.fields))).toBe(true);
  });

  test('are marked with OptOutType under Advanced Opt-Out', async () => {
    const messagingServiceSid = `MG${'3'.repeat(32)}`;
    const { text } = await start({
      keywordReplies: 'provider',
      advancedOptOut: true,
      messagingServiceSid,
    });
    await text('STOP');
    await until('the webhook', () => receiver.received.length === 1);
    expect(receiver.received[0]?.fields).toMatchObject({
      OptOutType: 'STOP',
      MessagingServiceSid: messagingServiceSid,
    });
  });

  test('are only texts where the service answers them', async () => {
    const { text, thread } = await start({ keywordReplies: 'service' });
    await text('STOP');
    await until('the webhook', () => receiver.received.length === 1);
    const sdk = bench.sdkFor(carrier as Carrier);
    await sdk.messages.create({ to: bench.HANDSET, from: bench.SENDER, body: 'Bye' });
    await until('the text', async () => (await thread()).length === 2);
  });
});

test('what cannot be read is refused with the field that is wrong', async () => {
  const { call } = await start();
  const wrong = async (path: string, body: object) => {
    const answer = await call('POST', path, body);
    return { status: answer.status, pointer: answer.body.errors?.[0]?.pointer };
  };
  const messages = `/phones/${bench.HANDSET}/messages`;
  expect(await wrong(messages, { to: bench.SENDER })).toEqual({ status: 400, pointer: '/body' });
  expect(await wrong(messages, { to: '+16025550999', body: 'x' })).toEqual({
    status: 400,
    pointer: '/to',
  });
  expect(await wrong(messages, { to: bench.SENDER, body: 'x', when: 1 })).toEqual({
    status: 400,
    pointer: '/when',
  });
  expect(await wrong('/phones/abc/messages', { to: bench.SENDER, body: 'x' })).toEqual({
    status: 400,
    pointer: 'phone',
  });
  expect(await wrong('/faults', { errorRate: 2 })).toEqual({ status: 400, pointer: '/errorRate' });
  expect(await wrong('/faults', { latency: 2 })).toEqual({ status: 400, pointer: '/latency' });
});
