// What a call to the provider carries, seen on the wire: our ids in the callback's address, how
// long a confirmation is worth anything, and once a month how to opt out.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProof } from '../../src/store/proof/make-proof.js';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { PROGRAM } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const PATIENCE = { timeoutMs: 30_000 };
const REMINDER = 'Reply STOP to opt out.';
const people = Array.from({ length: 8 }, (_, index) => `+160255570${String(index + 10)}`);
const next = () => people.shift() ?? expect.fail('nobody is left');
let sending: Sending;
let wire: Wire;
let worker: RunningProcess;

interface Wire {
  readonly url: string;
  /** Forms of the calls that send a text, oldest first. */
  readonly calls: readonly URLSearchParams[];
  readonly server: Server;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A wire to the carrier that lets everything pass and remembers what was sent. */
async function openWire(carrier: string): Promise<Wire> {
  const calls: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    void bytesOf(request).then(async (body) => {
      const { method = 'GET', url = '', headers } = request;
      if (method === 'POST') calls.push(new URLSearchParams(body.toString()));
      const passed = { authorization: headers.authorization ?? '' };
      const type = headers['content-type'] ?? 'text/plain';
      const answer = await fetch(`${carrier}${url}`, {
        method,
        headers: { ...passed, 'content-type': type },
        ...(method === 'POST' && { body: new Uint8Array(body) }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, server };
}

beforeAll(async () => {
  sending = await openSending(scratch);
  const { store } = sending.road;
  await store.workspaces.addProgram(scratch.workspace, { ...PROGRAM, optOutReminder: true });
  const offers = { id: 'offers', name: 'Offers', purpose: 'marketing' } as const;
  const words = { keywords: { optIn: ['Deals'] } };
  await store.workspaces.addProgram(scratch.workspace, { ...PROGRAM, ...offers, ...words });
  wire = await openWire(sending.carrier.url);
  worker = await startWorker({ ...sending.environment, CARRIER_URL: wire.url });
});

afterAll(async () => {
  await worker?.stop();
  wire?.server.closeAllConnections();
  await new Promise((resolve) => wire?.server.close(resolve));
  await sending?.close();
});

const callsTo = (phone: string) => wire.calls.filter((call) => call.get('To') === phone);

/** The form of the n-th call to somebody, once it was made. */
const callTo = (phone: string, count: number) =>
  until(`call ${count} to ${phone}`, () => callsTo(phone)[count - 1], PATIENCE);

async function joins(phone: string, locale?: string): Promise<void> {
  const record = { name: 'Dana Reyes', phone, ...(locale !== undefined && { locale }) };
  await sending.road.store.records.put(scratch.workspace, phone, record);
  await sending.road.text(phone, 'START');
  await callTo(phone, 1);
}

/** Sends a message. @returns its words as they left. */
async function sends(phone: string, body: string): Promise<string> {
  const before = callsTo(phone).length;
  const { id } = await sending.submit(phone, body);
  const call = await callTo(phone, before + 1);
  const sent = async () => (await sending.message(id)).providerSid;
  await until('the message to be on its way', sent, PATIENCE);
  return call.get('Body') ?? '';
}

/** Lets a month pass for whoever was reminded. */
async function aMonthPasses(): Promise<void> {
  const from = new Date(sending.road.store.clock.now().getTime() - 31 * 86_400_000);
  const limits = sending.road.store.connection.collection('limits');
  const { modifiedCount } = await limits.updateMany(
    { 'windows.month': { $exists: true } },
    { $set: { 'windows.month.from': from } },
  );
  expect(modifiedCount).toBeGreaterThan(0);
}

describe('a call to the provider', () => {
  test('carries our ids in the address of its callback, and no number', async () => {
    const phone = next();
    await joins(phone);
    const { id } = await sending.submit(phone, 'Your window is ready.');
    const call = await callTo(phone, 2);
    const callback = new URL(call.get('StatusCallback') ?? '');
    const contact = await sending.road.contactOf(phone);
    expect(callback.pathname).toBe('/webhooks/twilio/status');
    expect(Object.fromEntries(callback.searchParams)).toEqual({
      ...{ workspace: scratch.workspace, message: id, contact },
      effect: id.replace('msg_', 'fx_'),
    });
    expect(callback.href).not.toContain(phone.slice(2));
    expect(call.has('ValidityPeriod')).toBe(false);
    expect(callsTo(phone)[0]?.get('ValidityPeriod')).toBe('3600');
  });

  test('that asks for an agreement is over when the person thinks of something else', async () => {
    const phone = next();
    await sending.road.text(phone, 'DEALS');
    const call = await callTo(phone, 1);
    expect(call.get('Body')).toMatch(/AGREE/);
    expect(call.get('ValidityPeriod')).toBe('600');
  });

  test('is kept with when it was checked, on what, and the time where the person is', async () => {
    const phone = next();
    await joins(phone);
    await sends(phone, 'Your window is ready.');
    const contact = await sending.road.contactOf(phone);
    const { store } = sending.road;
    const proof = await makeProof(store, scratch.workspace, contact);
    if (proof === null || proof === 'too_long') throw new Error('there is no proof');
    const [confirmation, message] = proof.messages;
    const local = [expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+-07:00\[America\/Phoenix\]$/)];
    for (const sent of [confirmation, message]) {
      expect(sent).toMatchObject({ checkedAt: expect.any(String), localTimes: local });
    }
    expect(message?.relied).toBe(proof.entries[0]?.id);
    const shown = Date.parse(String(message?.localTimes?.[0]).replace(/\[.*$/, ''));
    expect(Math.abs(shown - Date.parse(String(message?.checkedAt)))).toBeLessThan(5_000);
  });

  test('lets the confirmation of an opt-out die rather than come late', async () => {
    const phone = next();
    await joins(phone);
    await sending.road.text(phone, 'STOP');
    const call = await callTo(phone, 2);
    expect(call.get('Body')).toMatch(/unsubscribed/);
    expect(Number(call.get('ValidityPeriod'))).toBeGreaterThan(0);
    expect(Number(call.get('ValidityPeriod'))).toBeLessThanOrEqual(300);
  });
});

describe('how to opt out', () => {
  test('is added to a message where nothing said it for a month, once', async () => {
    const phone = next();
    await joins(phone);
    expect(await sends(phone, 'Your quote is ready.')).toBe('Your quote is ready.');
    await aMonthPasses();
    expect(await sends(phone, 'See you at 3.')).toBe(`See you at 3.\n${REMINDER}`);
    expect(await sends(phone, 'On my way.')).toBe('On my way.');
    const contact = await sending.road.contactOf(phone);
    const { store } = sending.road;
    const { data } = await store.messages.list(scratch.workspace, { contact, limit: 3 });
    expect(data.map(({ body, appended }) => [body, appended])).toEqual([
      ['On my way.', undefined],
      ['See you at 3.', REMINDER],
      ['Your quote is ready.', undefined],
    ]);
  });

  test('is not said twice where a message says it by itself', async () => {
    const phone = next();
    await joins(phone);
    await aMonthPasses();
    const own = 'Spring sale. Text STOP to end.';
    expect(await sends(phone, own)).toBe(own);
    expect(await sends(phone, 'See you at 3.')).toBe('See you at 3.');
  });

  test('is said in the language of the person', async () => {
    const phone = next();
    await joins(phone, 'es-MX');
    await aMonthPasses();
    expect(await sends(phone, 'Nos vemos.')).toBe('Nos vemos.\nResponde STOP para salir.');
  });

  test('stays with its message when the provider takes it at the second try only', async () => {
    const phone = next();
    await joins(phone);
    await aMonthPasses();
    await sending.faults({ failWith: { code: 20_429, to: phone } });
    const { id } = await sending.submit(phone, 'Your window is ready.');
    const first = await callTo(phone, 2);
    await sending.faults({});
    const effect = await until(
      'the message to wait for its next try',
      async () => {
        const found = await sending.effectOf({ id });
        return found.state === 'open' && found.attempts > 0 ? found : undefined;
      },
      PATIENCE,
    );
    await sending.makeDue(effect._id);
    const second = await callTo(phone, 3);
    expect([first, second].map((call) => call.get('Body'))).toEqual([
      `Your window is ready.\n${REMINDER}`,
      `Your window is ready.\n${REMINDER}`,
    ]);
  });
});
