// One call to the service: the key, the time it may take, and safe repeats. Every POST carries an
// Idempotency-Key, so that a repeat after a lost answer does nothing twice.
import { ConnectionError, problemOf, type ProblemError } from './errors.js';
import { type List, listOf, type Page } from './list.js';

export interface AssentOptions {
  /** `ask_live_…` or `ask_test_…`. It belongs on a server, never in a page. */
  readonly apiKey: string;
  /** Where Assent answers: its `PUBLIC_URL`, or an address inside your network. */
  readonly baseUrl: string;
  /** How long one try may take. 10 s when left out; the service itself answers within 3 s. */
  readonly timeoutMs?: number;
  /** Tries after the first one. 3 when left out. */
  readonly maxRetries?: number;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface RequestOptions {
  /** Your own key for a POST, for repeats over a restart. Left out: one is made for each call. */
  readonly idempotencyKey?: string;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
  /** Ends the call, its waits and its repeats. */
  readonly signal?: AbortSignal;
}

/** A call as the resources describe it. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: object;
  /** What becomes JSON. */
  readonly body?: unknown;
  /** A whole file instead, and its type. */
  readonly file?: FileBody;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file: its text, its bytes, or a `Blob`, which `openAsBlob` of node:fs reads as it goes. */
export type FileBody = string | Uint8Array<ArrayBuffer> | Blob;

/** A call as it is made, each time the same. */
interface Prepared {
  readonly url: URL;
  readonly init: RequestInit;
  readonly timeoutMs: number;
}

/** How the body of an answer is read. */
export type Reader<T> = (response: Response) => Promise<T>;

const TIMEOUT_MS = 10_000;
/** Of a call that sends a file; the service itself waits as long for the last of it. */
const FILE_TIMEOUT_MS = 2 * 3_600_000;
const RETRIES_MAX = 3;
/** The first wait; each further one is twice as long, up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** A `Retry-After` that is further off is for the caller to decide about. */
const RETRY_AFTER_MAX_MS = 30_000;
/** Kept, and waiting for an operator: asking again changes nothing. */
const NOT_AGAIN: readonly string[] = ['act_set_aside'];
const AGAIN: readonly string[] = ['idempotency_key_in_flight'];

export const readText: Reader<string> = (response) => response.text();
export const readBytes: Reader<Uint8Array> = async (response) =>
  new Uint8Array(await response.arrayBuffer());
/** Read as it comes: the time that a call may take ends with the first byte. */
export const readStream: Reader<ReadableStream<Uint8Array>> = async ({ body }) =>
  body ?? new Blob([]).stream();
export const readNothing: Reader<void> = async (response) => {
  await response.body?.cancel();
};

export class Http {
  readonly #options: AssentOptions;
  readonly #base: string;

  /** @throws TypeError when the key or the address is missing or is none. */
  constructor(options: AssentOptions) {
    if (!options.apiKey) throw new TypeError('Assent needs an apiKey: ask_live_… or ask_test_…');
    if (!URL.canParse(options.baseUrl)) {
      throw new TypeError('Assent needs a baseUrl, for example https://assent.example');
    }
    this.#options = options;
    this.#base = options.baseUrl.replace(/\/+$/, '');
  }

  /**
   * Makes a call, and makes it again when that is safe and may help: no answer, 429, 5xx, a key in
   * flight. Waits as `Retry-After` says, else half a second, twice as long each time.
   * @throws ProblemError when the service refuses, ConnectionError when it cannot be reached; the
   *   signal's own reason when that ends the call.
   */
  async request<T>(
    call: Call,
    options: RequestOptions = {},
    read: Reader<T> = readJson,
  ): Promise<T> {
    const { maxRetries = this.#options.maxRetries ?? RETRIES_MAX, signal } = options;
    const request = this.#requestOf(call, options);
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#attempt(request, options, read);
      if ('value' in answer) return answer.value;
      const waitMs = waitBefore(answer.error, attempt);
      if (attempt >= maxRetries || waitMs === undefined) throw answer.error;
      await pause(waitMs, signal);
    }
  }

  /** A list that can be awaited for its first page, or walked to its end. */
  list<T>(call: Call & { readonly cursor: keyof T }, options?: RequestOptions): List<T> {
    const { cursor, query, ...rest } = call;
    return listOf(
      (startingAfter) =>
        this.request<Page<T>>(
          { ...rest, query: { ...query, ...(startingAfter !== undefined && { startingAfter }) } },
          options,
        ),
      (item) => String(item[cursor]),
    );
  }

  /**
   * Opens an answer that does not end. Tried once; whoever listens knows how to come back.
   * @throws ProblemError when it is refused, ConnectionError when it cannot be reached.
   */
  async open(call: Call, signal: AbortSignal): Promise<Response> {
    const request = this.#requestOf(call, {});
    const response = await this.#fetch(request, signal);
    if (!response.ok) throw problemOf(response, await response.text());
    return response;
  }

  #requestOf(call: Call, { idempotencyKey }: RequestOptions): Prepared {
    const { method, query = {}, body, file, type = 'application/json' } = call;
    const url = new URL(this.#base + call.path);
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) {
        if (one !== undefined) url.searchParams.append(name, `${one}`);
      }
    }
    const headers: Record<string, string> = {
      accept: 'application/json, */*;q=0.1',
      authorization: `Bearer ${this.#options.apiKey}`,
    };
    if (method === 'POST') headers['idempotency-key'] = idempotencyKey ?? crypto.randomUUID();
    const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
    if (sent !== undefined) headers['content-type'] = type;
    const init = { method, headers: { ...headers, ...call.headers }, redirect: 'error' } as const;
    const usualMs = this.#options.timeoutMs ?? TIMEOUT_MS;
    return {
      url,
      init: sent === undefined ? init : { ...init, body: sent },
      timeoutMs: file === undefined ? usualMs : Math.max(usualMs, FILE_TIMEOUT_MS),
    };
  }

  async #attempt<T>(
    request: Prepared,
    { timeoutMs = request.timeoutMs, signal }: RequestOptions,
    read: Reader<T>,
  ): Promise<{ readonly value: T } | { readonly error: ProblemError | ConnectionError }> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      const ends = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
      const response = await this.#fetch(request, ends);
      if (response.ok) return { value: await read(response) };
      return { error: problemOf(response, await response.text()) };
    } catch (error) {
      signal?.throwIfAborted();
      const { origin } = request.url;
      const what = late.signal.aborted ? `did not answer in ${timeoutMs} ms` : 'cannot be reached';
      return { error: new ConnectionError(`Assent at ${origin} ${what}`, { cause: error }) };
    } finally {
      clearTimeout(timer);
    }
  }

  #fetch({ url, init }: Pick<Prepared, 'url' | 'init'>, signal: AbortSignal) {
    const { fetch = globalThis.fetch } = this.#options;
    return fetch(url, { ...init, signal });
  }
}

/** A path with its parts escaped: an id may hold a slash. */
export function escaped(literals: TemplateStringsArray, ...parts: readonly string[]): string {
  return String.raw({ raw: literals }, ...parts.map(encodeURIComponent));
}

async function readJson<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

/** Milliseconds to wait before the next try; undefined when another one would not help. */
function waitBefore(error: ProblemError | ConnectionError, attempt: number): number | undefined {
  // Between half and all of it, so that clients that failed together do not come back together.
  const pauseMs = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
  const backOffMs = pauseMs * (0.5 + Math.random() / 2);
  if (error instanceof ConnectionError) return backOffMs;
  const { status, code, retryAfterMs = 0 } = error;
  const helps = status === 408 || status === 429 || status >= 500 || AGAIN.includes(code);
  if (!helps || NOT_AGAIN.includes(code) || retryAfterMs > RETRY_AFTER_MAX_MS) return undefined;
  return Math.max(backOffMs, retryAfterMs);
}

/** @throws the signal's reason as soon as it ends the wait. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const ended = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', ended);
      resolve();
    }, ms);
    signal?.addEventListener('abort', ended, { once: true });
  });
}
