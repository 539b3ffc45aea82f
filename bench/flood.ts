// Sends requests that were made before the clock started over a fixed number of keep-alive
// connections, each one request at a time. Plain sockets: the generator shares the cores with what
// it measures, so it does as little as it can.
import { connect, type Socket } from 'node:net';

export interface FloodResult {
  /** From the first byte sent to the last answer received, in milliseconds. */
  readonly tookMs: number;
  /** Requests by the status that answered them. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Time to the answer of each request, in milliseconds, sorted. */
  readonly latenciesMs: readonly number[];
}

/** A complete HTTP/1.1 request as bytes. */
export function rawRequest(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const lines = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** @throws Error when a connection breaks or an answer is not understood. */
export async function flood(
  url: URL,
  requests: readonly Buffer[],
  connections: number,
): Promise<FloodResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(url)));
  const statuses = new Map<number, number>();
  const latenciesMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const lane = async (socket: Socket) => {
    const answers = new AnswerReader(socket);
    while (next < requests.length) {
      const request = requests[next] as Buffer;
      next += 1;
      const sentAt = performance.now();
      socket.write(request);
      const status = await answers.next();
      latenciesMs.push(performance.now() - sentAt);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(sockets.map(lane));
  const tookMs = performance.now() - startedAt;
  for (const socket of sockets) socket.destroy();
  return { tookMs, statuses, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

function open(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Reads the answers of one connection: status line, `Content-Length`, and so many bytes. */
class AnswerReader {
  private buffered = '';
  private waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;

  constructor(socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      this.buffered += String(chunk);
      this.settle();
    });
    const fail = (why: string) => this.waiting?.reject(new Error(`connection ${why}`));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('closed before the answer'));
  }

  next(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.settle();
    });
  }

  private settle(): void {
    const headEnd = this.buffered.indexOf('\r\n\r\n');
    if (headEnd === -1 || !this.waiting) return;
    const head = this.buffered.slice(0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.waiting.reject(new Error(`an answer without Content-Length: ${head}`));
      return;
    }
    const end = headEnd + 4 + Number(length);
    if (this.buffered.length < end) return;
    this.buffered = this.buffered.slice(end);
    const answered = this.waiting;
    this.waiting = undefined;
    answered.resolve(Number(head.slice(9, 12)));
  }
}
