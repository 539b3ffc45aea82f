// Everything that the API can refuse, in one table, and the error that carries a refusal to the
// answer. How it is written to the wire is in problem-answers.ts.
import type { GateReason } from '../consent/types.js';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** Keyed by `code`; published under /problems, so a code stays what it is. */
export const PROBLEMS = {
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  malformed_request: { status: 400, title: 'The request cannot be read' },
  invalid_request: { status: 400, title: 'The request does not fit its schema' },
  invalid_idempotency_key: { status: 400, title: 'The Idempotency-Key cannot be used' },
  missing_key: { status: 401, title: 'An API key or a sign-in is needed' },
  unknown_key: { status: 401, title: 'The API key is unknown, revoked or expired' },
  widget_token_expired: { status: 401, title: 'The widget’s token is over' },
  origin_not_allowed: { status: 403, title: 'This site may not embed the widget' },
  csrf_token_needed: { status: 403, title: 'The call did not come from a page of ours' },
  scope_missing: { status: 403, title: 'The caller may not do this' },
  test_key_refused: { status: 403, title: 'A test key reaches only the simulated carrier' },
  not_found: { status: 404, title: 'There is no such thing here' },
  method_not_allowed: { status: 405, title: 'This address has other methods' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  conflict: { status: 409, title: 'This no longer fits what is there' },
  not_in_review: { status: 409, title: 'This text does not wait for a review' },
  idempotency_key_in_flight: { status: 409, title: 'The first call with this key is not done' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not read here' },
  invalid_phone: { status: 422, title: 'The phone number is not valid' },
  invalid_text: { status: 422, title: 'This text cannot be sent' },
  unknown_record: { status: 422, title: 'There is no such record' },
  unknown_program: { status: 422, title: 'There is no such program' },
  unknown_sender: { status: 422, title: 'There is no such sender' },
  occurred_in_future: { status: 422, title: 'Nothing can have happened in the future' },
  name_required: { status: 422, title: 'A new record needs a name' },
  email_required: { status: 422, title: 'The record needs an e-mail address' },
  email_unsubscribed: { status: 409, title: 'This person does not want e-mail' },
  method_not_available: { status: 422, title: 'This way of asking is not available' },
  invalid_import: { status: 422, title: 'The file cannot be imported' },
  invalid_setting: { status: 422, title: 'This cannot be set' },
  sign_not_printable: { status: 422, title: 'The sign cannot be printed' },
  idempotency_key_reused: { status: 422, title: 'The key belongs to another request' },
  proof_too_long: { status: 422, title: 'The proof is too long for one answer' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  act_waiting: { status: 503, title: 'It is kept, and not decided yet' },
  act_set_aside: { status: 503, title: 'It is kept, and waits for an operator' },
  unavailable: { status: 503, title: 'The service cannot answer right now' },
  // What the gate says; the code is the gate's own reason.
  no_consent: { status: 409, title: 'This number has not agreed to texts' },
  pending: { status: 409, title: 'The handset still has to answer' },
  opted_out: { status: 409, title: 'This number has opted out' },
  opt_out_waiting: { status: 409, title: 'An opt-out of this number is being recorded' },
  in_review: { status: 409, title: 'A text of this number waits for a person to read it' },
  written_consent_required: { status: 409, title: 'Marketing needs written consent' },
  consent_expired: { status: 409, title: 'The consent has expired' },
  provider_block: { status: 409, title: 'The carrier blocks texts to this number' },
  unreachable: { status: 409, title: 'This number cannot be reached' },
  landline: { status: 409, title: 'This number is a landline' },
  reassigned: { status: 409, title: 'This number belongs to somebody else now' },
  quiet_hours: { status: 409, title: 'It is quiet hours where this person is' },
  frequency_cap: { status: 409, title: 'This person has had enough texts for now' },
  sender_paused: { status: 409, title: 'Sending is paused' },
  cannot_read: { status: 503, title: 'Consent cannot be read right now' },
} as const satisfies Record<string, ProblemKind> & Record<GateReason, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of one field; `pointer` is an RFC 6901 pointer into the body, or names a parameter. */
export interface ProblemFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface ProblemOptions {
  readonly errors?: readonly ProblemFault[];
  readonly retryAfterSeconds?: number;
  readonly retryAt?: string;
  readonly cause?: unknown;
}

const RETRY_AFTER_SECONDS = 2;

/** Thrown by a handler that refuses; `detail` says what happened and how to mend it. */
export class Problem extends Error {
  override readonly name = 'Problem' as const;
  readonly status: number;
  readonly errors: readonly ProblemFault[];
  readonly retryAfterSeconds: number | undefined;
  readonly retryAt: string | undefined;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    options: ProblemOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = PROBLEMS[code].status;
    this.errors = options.errors ?? [];
    // Whoever is told "not now" is told when.
    const isNotNow = this.status === 503 || this.status === 429;
    this.retryAfterSeconds =
      options.retryAfterSeconds ?? (isNotNow ? RETRY_AFTER_SECONDS : undefined);
    this.retryAt = options.retryAt;
  }
}

/** A refusal that one field of the body is to blame for. */
export function fieldProblem(code: ProblemCode, pointer: string, detail: string): Problem {
  return new Problem(code, detail, { errors: [{ pointer, code, detail }] });
}
