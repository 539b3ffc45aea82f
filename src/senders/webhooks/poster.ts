// One call to somebody else's endpoint: signed, bounded in time and size, never redirected, and
// never to an address that only we can reach. Which address a name has is checked at the moment of
// connecting, so a name that changes its address in between gains nothing.
import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { type RequestOptions, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { performance } from 'node:perf_hooks';
import {
  RequestFilteringHttpAgent,
  RequestFilteringHttpsAgent,
  type RequestFilteringAgentOptions,
} from 'request-filtering-agent';
import { Webhook } from 'standardwebhooks';
import { maskPersonal } from '../../log.js';

export interface WebhookCall {
  readonly url: string;
  /** Each signs: two while one is being replaced by the other. */
  readonly secrets: readonly string[];
  /** Of the event: the same with every try, so that a repeat can be told. */
  readonly id: string;
  readonly body: string;
  /** Of this try. */
  readonly at: Date;
  /** True for an endpoint in a network of its own: private addresses and plain HTTP. */
  readonly allowPrivate: boolean;
}

export interface WebhookAnswer {
  /** Taken: the endpoint answered 2xx. */
  readonly taken: boolean;
  readonly ms: number;
  readonly status?: number;
  /** The beginning of what it said, without numbers and addresses of people. */
  readonly excerpt?: string;
  /** Why it was not taken, in words for a person. */
  readonly reason?: string;
  /** How long it asked us to wait. */
  readonly retryAfterMs?: number;
}

export interface WebhookPoster {
  /** Never throws: whatever goes wrong is an answer. */
  post(call: WebhookCall): Promise<WebhookAnswer>;
  close(): void;
}

export interface PosterOptions {
  readonly timeoutMs?: number;
  /** How names become addresses; the system's when left out. */
  readonly lookup?: LookupFunction;
}

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES_MAX = 64 * 1024;
const EXCERPT_MAX = 1_000;
/** Ports of endpoints that anybody can reach; others are where services listen that trust us. */
const PUBLIC_PORTS = ['', '443', '8443'];
/** Refused also where private addresses are allowed: there clouds hand out their credentials. */
const METADATA = [
  ...['169.254.169.254', '169.254.170.2', '100.100.100.200', 'fd00:ec2::254'],
  ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '::ffff:a9fe:aa02', '::ffff:6464:64c8'],
];
const NOT_ALLOWED = /is not allowed/i;

/** Why an address cannot be an endpoint's; `undefined` when it can. */
export function addressFault(address: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'It is no https address.';
  if (url.username || url.password) return 'It holds a user name or password; leave them out.';
  if (allowPrivate) return undefined;
  if (url.protocol !== 'https:') return 'It is not https.';
  if (!PUBLIC_PORTS.includes(url.port)) return 'Its port is neither 443 nor 8443.';
  return undefined;
}

export function createWebhookPoster(options: PosterOptions = {}): WebhookPoster {
  const agents = { open: agentsFor(false), private: agentsFor(true) };
  return {
    async post(call) {
      const started = performance.now();
      const fault = addressFault(call.url, call.allowPrivate);
      const said = fault === undefined ? await send(call, options, agents) : { reason: fault };
      const ms = Math.round(performance.now() - started);
      return { taken: said.reason === undefined, ms, ...said };
    },
    close() {
      for (const { http, https } of Object.values(agents)) {
        http.destroy();
        https.destroy();
      }
    },
  };
}

interface Agents {
  readonly http: Agent;
  readonly https: Agent;
}

function agentsFor(allowPrivate: boolean): Agents {
  const filter: RequestFilteringAgentOptions = {
    allowPrivateIPAddress: allowPrivate,
    allowMetaIPAddress: false,
    denyIPAddressList: METADATA,
  };
  const kept = { keepAlive: true, maxFreeSockets: 16, timeout: TIMEOUT_MS };
  return {
    http: new RequestFilteringHttpAgent({ ...kept, ...filter }),
    https: new RequestFilteringHttpsAgent({ ...kept, ...filter }),
  };
}

type Said = Omit<WebhookAnswer, 'taken' | 'ms'>;

async function send(
  call: WebhookCall,
  { timeoutMs = TIMEOUT_MS, lookup }: PosterOptions,
  agents: { readonly open: Agents; readonly private: Agents },
): Promise<Said> {
  const url = new URL(call.url);
  const { http, https } = call.allowPrivate ? agents.private : agents.open;
  const secure = url.protocol === 'https:';
  const asked: RequestOptions = {
    method: 'POST',
    agent: secure ? https : http,
    headers: headersOf(call),
    signal: AbortSignal.timeout(timeoutMs),
    ...(lookup && { lookup }),
  };
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (secure ? httpsRequest : httpRequest)(url, asked, resolve);
      request.once('error', reject);
      request.end(call.body);
    });
    return saidOf(answer, await beginningOf(answer));
  } catch (error) {
    return { reason: reasonOf(error as Error & { code?: string }, timeoutMs) };
  }
}

function headersOf({ secrets, id, body, at }: WebhookCall) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Assent-Webhooks/1 (+https://www.standardwebhooks.com)',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}

/** As much of a body as is read; a status has been given, and what follows can spoil nothing. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes > ANSWER_BYTES_MAX) break;
    }
  } catch {
    answer.destroy();
  }
  const text = Buffer.concat(parts)
    .subarray(0, EXCERPT_MAX * 4)
    .toString('utf8');
  return maskPersonal(text.slice(0, EXCERPT_MAX));
}

function saidOf({ statusCode: status = 0, headers }: IncomingMessage, excerpt: string): Said {
  const said = { status, ...(excerpt !== '' && { excerpt }) };
  if (status >= 200 && status < 300) return said;
  const seconds = Number(headers['retry-after']);
  return {
    ...said,
    reason: `It answered ${status}${status >= 300 && status < 400 ? ', and redirects are not followed' : ''}.`,
    ...(seconds > 0 && { retryAfterMs: seconds * 1_000 }),
  };
}

/** In words of our own: an error's text may name addresses of our network. */
function reasonOf(error: Error & { code?: string }, timeoutMs: number): string {
  if (NOT_ALLOWED.test(error.message)) {
    return 'Its address is private, and private addresses are not allowed for this endpoint.';
  }
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `It did not answer within ${timeoutMs / 1_000} s.`;
  }
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'Its name has no address.';
  if (error.code === 'ECONNREFUSED') return 'It refused the connection.';
  const code = /^[A-Z_0-9]+$/.test(error.code ?? '') ? ` (${error.code})` : '';
  return `The connection failed${code}.`;
}
