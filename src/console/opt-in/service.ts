// The service as the pop-up calls it: with a token from a page of the CRM's, or with the session
// and the CSRF token of a page of the console. A refusal is thrown as it is said.
import { lastEventOf } from './sent-events.js';
import type { MailPreview, Method, State } from './state.js';

export interface Place {
  /** Where the service is, without a slash at the end. */
  readonly base: string;
  readonly record: string;
  readonly token: string | null;
  readonly csrf: string | null;
}

/** What the service refused, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused' as const;
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** Nobody answered: no network, or a site that is not listed. */
export class NotReached extends Error {
  override readonly name = 'NotReached' as const;
}

const notReached = (cause: unknown) => new NotReached('the service does not answer', { cause });

/** @throws NotReached when the answer breaks off on its way. */
async function jsonOf<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T;
  } catch (cause) {
    throw notReached(cause);
  }
}

/** Of `wgt_demo.…`: whose sites are asked for before a browser lets the call through. */
const WORKSPACE = /^wgt_([^.]+)\./;

export function createService({ base, record, token, csrf }: Place) {
  const workspace = token === null ? undefined : WORKSPACE.exec(token)?.[1];

  function address(path: string, query: Readonly<Record<string, string>> = {}): string {
    const named = new URLSearchParams({ ...query, ...(workspace && { workspace }) }).toString();
    const place = `${base}/v1/widget/records/${encodeURIComponent(record)}${path}`;
    return named === '' ? place : `${place}?${named}`;
  }

  async function call(url: string, more: RequestInit = {}): Promise<Response> {
    const answer = await fetch(url, {
      ...more,
      credentials: token === null ? 'same-origin' : 'omit',
      cache: 'no-store',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(csrf !== null && { 'x-csrf-token': csrf }),
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
      },
    }).catch((cause: unknown) => {
      if (more.signal?.aborted) throw cause;
      throw notReached(cause);
    });
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as Partial<Record<string, string>>;
    const { code = 'unknown', detail, title } = problem;
    throw new Refused(answer.status, code, detail ?? title ?? answer.statusText);
  }

  const post = async (path: string, body: object): Promise<State> => {
    const answer = await call(address(path), { method: 'POST', body: JSON.stringify(body) });
    return jsonOf<State>(answer);
  };

  return {
    state: async () => jsonOf<State>(await call(address(''))),
    mail: async () => jsonOf<MailPreview>(await call(address('/mail'))),
    sign: async () => (await call(address('/sign.pdf'))).blob(),
    ask: (method: Method, email?: string) =>
      post('/ask', { method, ...(email !== undefined && { email }) }),
    cancel: (request: string) => post('/cancel', { request }),
    resend: (request: string) => post('/resend', { request }),
    answer: (request: string, contact: string | null, useNumber = false) =>
      post('/answer', { request, contact, ...(contact !== null && { useNumber }) }),

    /**
     * Waits until something else is to be shown than `shown`, or for as long as it may.
     * @returns false when the connection broke off before that.
     */
    async changed(shown: string, signal: AbortSignal): Promise<boolean> {
      const last = await lastEventOf(await call(address('/stream', { shown }), { signal }));
      return last !== undefined;
    },
  };
}

export type Service = ReturnType<typeof createService>;
