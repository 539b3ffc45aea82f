// What the carrier's tests share: a real webhook receiver whose answer can be switched, a carrier
// beside it, and the published SDK pointed at that carrier.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { startCarrier } from '../../src/carrier/start.js';
import type { Carrier, CarrierNumber, CarrierOptions } from '../../src/carrier/start.js';
import { signature } from '../support/twilio-request.js';

export const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
export const AUTH_TOKEN = 'f'.repeat(32);
export const SENDER = '+16025550100';
export const HANDSET = '+16025550177';

export interface Received {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  /** The signature is right for the address without a fragment. */
  readonly genuine: boolean;
}

export type Answer = (response: ServerResponse, received: Received) => void;

export const emptyTwiml: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>');
};

export const status =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code).end();
  };

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  answer: Answer;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const path = request.url ?? '';
      const wanted = signature(AUTH_TOKEN, `${receiver.url}${path}`, fields);
      const genuine = request.headers['x-twilio-signature'] === wanted;
      const one = { path, fields, headers: request.headers, genuine };
      received.push(one);
      receiver.answer(response, one);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: emptyTwiml,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

export function numberAt(receiver: Receiver, more: Partial<CarrierNumber> = {}): CarrierNumber {
  return {
    number: SENDER,
    friendlyName: 'Brightside Windows',
    smsUrl: `${receiver.url}/hook?x=it's#rc=5&rp=5xx,ct,rt`,
    keywordReplies: 'service',
    ...more,
  };
}

export function startTestCarrier(
  numbers: readonly CarrierNumber[],
  more: Partial<CarrierOptions> = {},
): Promise<Carrier> {
  return startCarrier({
    port: 0,
    accounts: [{ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, numbers }],
    log: pino({ level: 'silent' }),
    ...more,
  });
}

/** Rewrites the host of every call and is otherwise the SDK's own client. */
class CarrierClient extends RequestClient {
  constructor(private readonly baseUrl: string) {
    super({ timeout: 2_000 });
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const uri = options.uri.replace(/^https:\/\/[^/]+/, this.baseUrl);
    return super.request<Data>({ ...options, uri });
  }
}

export function sdkFor(carrier: Carrier, authToken = AUTH_TOKEN) {
  return twilio(ACCOUNT_SID, authToken, { httpClient: new CarrierClient(carrier.url) });
}

export interface ThreadEntry {
  readonly sid: string;
  readonly direction: string;
  readonly body: string;
  readonly status: string;
}

/** The control calls, as a script would make them. */
export function control(carrier: Carrier) {
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${carrier.url}${path}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    call,
    text: (body: string, from = HANDSET, to = SENDER) =>
      call('POST', `/phones/${from}/messages`, { to, body }),
    thread: async (handset = HANDSET): Promise<ThreadEntry[]> =>
      (await call('GET', `/phones/${handset}/messages`)).body,
    faults: (faults: object) => call('POST', '/faults', faults),
    stats: async () => (await call('GET', '/stats')).body,
  };
}
