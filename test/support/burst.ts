// A burst of webhooks from the provider: every connection stands and every request is signed before
// the first byte leaves, so that the stopwatch measures the service and not whoever calls it.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Answer, IngressProcess, Text } from './ingress.js';
import { ACCOUNT, SENDER } from './road.js';
import { inboundForm, signedRequest } from './twilio-request.js';

export interface Burst {
  /** Sends everything at once; resolves with every answer. Can be called once. */
  send(): Promise<Answer[]>;
}

/** Opens a connection for each text and signs its request; nothing is sent yet. */
export async function prepareBurst(
  { url }: Pick<IngressProcess, 'url'>,
  texts: readonly Text[],
): Promise<Burst> {
  const target = new URL('/webhooks/twilio/messages', url);
  const calls = texts.map((text) => ({ text, bytes: bytesOf(target, text) }));
  const sockets: Socket[] = [];
  // A listener takes some hundred connections at a time; more would wait for the system's retry.
  for (let start = 0; start < calls.length; start += 200) {
    const opened = calls.slice(start, start + 200).map(async () => {
      const socket = connect(Number(target.port), target.hostname);
      await once(socket, 'connect');
      return socket;
    });
    sockets.push(...(await Promise.all(opened)));
  }
  return {
    send: () =>
      Promise.all(
        calls.map(({ text, bytes }, index) => answerOf(sockets[index] as Socket, bytes, text)),
      ),
  };
}

function bytesOf(target: URL, text: Text): string {
  const form = inboundForm({ ...text, accountSid: ACCOUNT.accountSid, to: SENDER });
  const { headers, body } = signedRequest(target.href, ACCOUNT.authToken, form);
  const lines = Object.entries({
    host: target.host,
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${target.pathname} HTTP/1.1`, ...lines, '', body].join('\r\n');
}

function answerOf(socket: Socket, bytes: string, text: Text): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number) => {
      resolve({ ...text, status, ms: performance.now() - startedAt });
      socket.destroy();
    };
    socket.once('data', (chunk) => done(Number(chunk.toString('latin1', 9, 12))));
    socket.once('error', () => done(0));
    socket.once('close', () => done(0));
    socket.write(bytes);
  });
}
