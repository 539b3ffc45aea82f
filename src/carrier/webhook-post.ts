// One HTTP request of a webhook: sends the form, waits within the limits, says how it ended.
// No retries, no signing, no faults; those are in webhooks.ts.
import http from 'node:http';
import https from 'node:https';
import type { RetryClass, WebhookTarget } from './webhook-target.js';

/** Twilio reads no more of an answer than this. */
const ANSWER_BYTES_MAX = 64 * 1024;
const SOCKETS_PER_HOST = 256;

/** How one request ended. */
export type PostResult =
  | { readonly kind: 'answered'; readonly answer: WebhookAnswer }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unanswered'; readonly retryClass: RetryClass; readonly cause: string };

export interface WebhookAnswer {
  readonly contentType: string;
  readonly body: string;
}

/** Connections that stay open between webhooks, so that a burst does not pay for handshakes. */
export interface WebhookConnections {
  readonly http: http.Agent;
  readonly https: https.Agent;
  close(): void;
}

export function createConnections(): WebhookConnections {
  const options = { keepAlive: true, maxSockets: SOCKETS_PER_HOST, scheduling: 'lifo' } as const;
  const agents = { http: new http.Agent(options), https: new https.Agent(options) };
  return {
    ...agents,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

export interface PostRequest {
  readonly target: WebhookTarget;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: string;
  /** What is left of the webhook's total time, in milliseconds. */
  readonly timeLeftMs: number;
}

/** Never rejects: every way to fail is a result. */
export function postForm(
  connections: WebhookConnections,
  request: PostRequest,
): Promise<PostResult> {
  return new Promise((resolve) => {
    const { protocol, hostname, port } = new URL(request.target.url);
    const secure = protocol === 'https:';
    const call = (secure ? https : http).request({
      method: 'POST',
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: exactPath(request.target.url),
      agent: secure ? connections.https : connections.http,
      headers: { ...request.headers, 'content-length': Buffer.byteLength(request.form) },
    });
    let connected = false;
    const timers = [
      setTimeout(() => call.destroy(new Error('total time is up')), request.timeLeftMs),
      setTimeout(() => {
        if (!connected) call.destroy(new Error('connect time is up'));
      }, request.target.connectTimeoutMs),
    ];
    const end = (result: PostResult) => {
      for (const timer of timers) clearTimeout(timer);
      resolve(result);
    };
    call.on('socket', (socket) => {
      if (!socket.connecting) connected = true;
      else {
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          connected = true;
        });
      }
    });
    call.setTimeout(request.target.readTimeoutMs, () => call.destroy(new Error('read time is up')));
    call.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection that the receiver closed meanwhile is as good as none.
      const stale = call.reusedSocket && error.code === 'ECONNRESET';
      end({
        kind: 'unanswered',
        retryClass: connected && !stale ? 'rt' : 'ct',
        cause: error.code ?? error.message,
      });
    });
    call.on('response', (response) => readAnswer(response, end));
    call.end(request.form);
  });
}

/**
 * Path and query as they were configured, which is what the signature covers; `URL` would rewrite
 * some characters, such as an apostrophe.
 */
function exactPath(url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/?]*/i, '').replace(/[^!-~]/gu, encodeURIComponent);
  return path.startsWith('/') ? path : `/${path}`;
}

function readAnswer(response: http.IncomingMessage, end: (result: PostResult) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= ANSWER_BYTES_MAX) chunks.push(chunk);
  });
  response.on('error', (error) =>
    end({ kind: 'unanswered', retryClass: 'rt', cause: error.message }),
  );
  response.on('end', () => {
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) return end({ kind: 'refused', status });
    const contentType = response.headers['content-type'] ?? '';
    end({ kind: 'answered', answer: { contentType, body: Buffer.concat(chunks).toString() } });
  });
}
