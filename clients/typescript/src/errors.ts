// Everything that this client throws. One class says that the service refused, the others that it
// was not reached or that a webhook is not its own.
import type { Problem } from './generated/types.js';

/** What every error of this client is. */
export class AssentError extends Error {
  override readonly name: string = 'AssentError';
}

/** Codes of the service's refusals; `/problems` explains each. Later versions may add some. */
export type ProblemCode = Problem['code'] | (string & {});

/** The service answered, and refused. `code` says why, and is what a program should look at. */
export class ProblemError extends AssentError {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string | undefined;
  /** One fault of one field each; `pointer` leads into the body, or names a parameter. */
  readonly errors: NonNullable<Problem['errors']>;
  /** When what stands against a text is over by itself (quiet hours, caps). */
  readonly retryAt: string | undefined;
  /** From `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** `X-Request-Id`: what whoever runs the service finds in its log. */
  readonly requestId: string | undefined;

  constructor(problem: Partial<Problem> & { readonly status: number }, headers: Headers) {
    const { status, title = `The answer was ${status}`, detail } = problem;
    super(detail ? `${title}. ${detail}` : title);
    this.status = status;
    this.code = problem.code ?? 'unexpected_answer';
    this.title = title;
    this.detail = detail;
    this.errors = problem.errors ?? [];
    this.retryAt = problem.retryAt;
    this.retryAfterMs = readRetryAfter(headers.get('retry-after'));
    this.requestId = headers.get('x-request-id') ?? undefined;
  }
}

/** No answer came: the network, or the time that a call may take. A call may have arrived. */
export class ConnectionError extends AssentError {
  override readonly name = 'ConnectionError';
}

/** A webhook that was not signed with this secret, or not in the last five minutes. */
export class SignatureError extends AssentError {
  override readonly name = 'SignatureError';
}

/** Seconds or a date (RFC 9110), as milliseconds from now. */
function readRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** A refusal from whatever the answer holds; a proxy's page is no problem document. */
export function problemOf(response: Response, text: string): ProblemError {
  const { status, headers } = response;
  if (!headers.get('content-type')?.includes('json')) return new ProblemError({ status }, headers);
  try {
    return new ProblemError({ ...(JSON.parse(text) as Partial<Problem>), status }, headers);
  } catch (error) {
    if (error instanceof SyntaxError) return new ProblemError({ status }, headers);
    throw error;
  }
}
