// Faults of the simulated carrier, its mail, and what survives a restart.
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Carrier } from '../../src/carrier/start.js';
import { until } from '../support/until.js';
import * as bench from './carrier-bench.js';

let receiver: bench.Receiver;
let carrier: Carrier;
let api: ReturnType<typeof bench.control>;

beforeEach(async () => {
  receiver = await bench.startReceiver();
  carrier = await bench.startTestCarrier([bench.numberAt(receiver)]);
  api = bench.control(carrier);
});

afterEach(async () => {
  await carrier.close();
  await receiver.close();
});

const send = (more: object = {}) =>
  bench
    .sdkFor(carrier)
    .messages.create({ to: bench.HANDSET, from: bench.SENDER, body: 'Hello', ...more });

test('calls fail, and no longer after the faults are cleared', async () => {
  await api.faults({ errorRate: 1, latencyMs: 20 });
  await expect(send()).rejects.toMatchObject({ status: 500, code: 20_500 });
  expect((await api.call('DELETE', '/faults')).status).toBe(204);
  await expect(send()).resolves.toMatchObject({ status: 'queued' });
  expect((await api.stats()).sends).toMatchObject({ errored: 1, accepted: 1 });
});

test('an answer is lost although the text was taken', async () => {
  await api.faults({ acceptThenDropRate: true });
  await expect(send()).rejects.toThrow(/socket hang up|ECONNRESET/);
  await until('the text', async () => (await api.thread()).length === 1);
  expect((await api.stats()).sends).toMatchObject({ accepted: 1, answerLost: 1 });
});

test('a call hangs until its caller gives up', async () => {
  await api.faults({ timeoutRate: 1 });
  await expect(send()).rejects.toThrow(/timeout/);
  expect(await api.thread()).toEqual([]);
});

test('texts to one number are refused or undelivered with a code', async () => {
  await api.faults({ failWith: { code: 21_610, to: bench.HANDSET } });
  await expect(send()).rejects.toMatchObject({ code: 21_610, status: 400 });
  await expect(send({ to: '+16025550142' })).resolves.toMatchObject({ status: 'queued' });
  await api.faults({ failWith: { code: 30_003 } });
  const sent = await send({ statusCallback: `${receiver.url}/status` });
  await until('the outcome', () =>
    receiver.received.some((one) => one.fields['MessageStatus'] === 'undelivered'),
  );
  expect(receiver.received.at(-1)?.fields).toMatchObject({ ErrorCode: '30003' });
  expect((await bench.sdkFor(carrier).messages(sent.sid).fetch()).errorCode).toBe(30_003);
});

test('a text whose validity ends in the queue is never delivered', async () => {
  await api.faults({ queueDelayMs: 60_000 });
  const sent = await send({ validityPeriod: 1 });
  const fetched = await until('the end', async () => {
    const one = await bench.sdkFor(carrier).messages(sent.sid).fetch();
    return one.status === 'failed' ? one : null;
  });
  expect(fetched.errorCode).toBe(30_036);
  expect(await api.thread()).toEqual([]);
});

test('webhooks are dropped and doubled', async () => {
  await api.faults({ dropWebhooks: 1 });
  await api.text('lost');
  await api.faults({ dropWebhooks: 0, duplicateWebhooks: 1 });
  await api.text('twice');
  await until('both', () => receiver.received.length === 2);
  expect(receiver.received.map((one) => one.fields['Body'])).toEqual(['twice', 'twice']);
  const sids = new Set(receiver.received.map((one) => one.fields['MessageSid']));
  expect(sids.size).toBe(1);
});

test('webhooks overtake one another', async () => {
  await api.faults({ reorderWebhooks: 0.5, seed: 3 });
  for (let index = 0; index < 10; index += 1) await api.text(String(index));
  await until('all ten', () => receiver.received.length === 10);
  const order = receiver.received.map((one) => one.fields['Body']).join('');
  expect(order).not.toBe('0123456789');
});

test('mail lands in the inbox with its links', async () => {
  const transport = createTransport(carrier.smtpUrl);
  await transport.sendMail({
    from: 'Brightside Windows <hello@brightside.example>',
    to: 'omar@example.com',
    subject: 'May we text you? ☀',
    text: 'Open http://127.0.0.1:3000/confirm/abc',
    html: '<a href="http://127.0.0.1:3000/confirm/abc?a=1&amp;b=2">Choose your number</a>',
  });
  transport.close();
  const inbox = await api.call('GET', '/inbox/messages?to=OMAR@example.com');
  expect(inbox.body).toEqual([
    {
      messageId: expect.stringMatching(/@brightside.example>$/),
      id: expect.stringMatching(/^mail_/),
      to: 'omar@example.com',
      from: 'hello@brightside.example',
      subject: 'May we text you? ☀',
      text: expect.stringContaining('/confirm/abc'),
      html: expect.stringContaining('Choose your number'),
      links: ['http://127.0.0.1:3000/confirm/abc?a=1&b=2', 'http://127.0.0.1:3000/confirm/abc'],
      at: expect.stringMatching(/Z$/),
    },
  ]);
  expect((await api.call('GET', '/inbox/messages?to=nobody@example.com')).body).toEqual([]);
});

test('thread, blocks, names and mail survive a restart and a torn line', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'carrier-'));
  const number = bench.numberAt(receiver, { keywordReplies: 'provider' });
  const start = () => bench.startTestCarrier([number], { dataDir });
  const first = await start();
  const before = bench.control(first);
  await before.text('STOP');
  await before.call('POST', `/phones/${bench.HANDSET}`, { name: 'Omar Haddad' });
  await until('the reply', async () => (await before.thread()).length === 2);
  const thread = await before.thread();
  await first.close();
  await first.close();
  await appendFile(join(dataDir, 'carrier.ndjson'), '{"kind":"text","te');

  const second = await start();
  try {
    expect(await bench.control(second).thread()).toEqual(thread);
    const { people } = (await bench.control(second).call('GET', '/phones.json')).body;
    expect(people).toEqual([{ number: bench.HANDSET, name: 'Omar Haddad' }]);
    const sdk = bench.sdkFor(second);
    const sent = sdk.messages.create({ to: bench.HANDSET, from: bench.SENDER, body: 'x' });
    await expect(sent).rejects.toMatchObject({ code: 21_610 });
  } finally {
    await second.close();
    await rm(dataDir, { recursive: true });
  }
});

test('a port in use ends the start and leaves nothing open', async () => {
  const port = Number(new URL(carrier.url).port);
  const taken = bench.startTestCarrier([bench.numberAt(receiver)], { port });
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
