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
  /** Sent as JSON; text is sent as it is, with the type that the headers name. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How the body of an answer is read. */
export type Reader<T> = (response: Response) => Promise<T>;

const TIMEOUT_MS = 10_000;
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

  #requestOf(
    { method, path, query = {}, body, headers }: Call,
    { idempotencyKey }: RequestOptions,
  ) {
    const url = new URL(this.#base + path);
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat())
        if (one !== undefined) url.searchParams.append(name, `${one}`);
    }
    const own: Record<string, string> = {
      accept: 'application/json, */*;q=0.1',
      authorization: `Bearer ${this.#options.apiKey}`,
    };
    if (method === 'POST') own['idempotency-key'] = idempotencyKey ?? crypto.randomUUID();
    if (body !== undefined) own['content-type'] = 'application/json';
    const init: RequestInit = { method, headers: { ...own, ...headers }, redirect: 'error' };
    if (body === undefined) return { url, init };
    return { url, init: { ...init, body: typeof body === 'string' ? body : JSON.stringify(body) } };
  }

  async #attempt<T>(
    request: { readonly url: URL; readonly init: RequestInit },
    { timeoutMs = this.#options.timeoutMs ?? TIMEOUT_MS, signal }: RequestOptions,
    read: Reader<T>,
  ): Promise<{ readonly value: T } | { readonly error: ProblemError | ConnectionError }> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      const response = await this.#fetch(request, both);
      if (response.ok) return { value: await read(response) };
      return { error: problemOf(response, await response.text()) };
    } catch (error) {
      signal?.throwIfAborted();
      const { origin } = request.url;
      const what = timeout.aborted ? `did not answer in ${timeoutMs} ms` : 'cannot be reached';
      return { error: new ConnectionError(`Assent at ${origin} ${what}`, { cause: error }) };
    }
  }

  #fetch({ url, init }: { readonly url: URL; readonly init: RequestInit }, signal: AbortSignal) {
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
