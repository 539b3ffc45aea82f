// Idempotency-Key: the first answer to a key is kept for a day and given again, so that a repeat
// does nothing. Where answers are kept is in store/idempotency.ts. Calls that change nothing are
// always answered afresh.
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canFail } from '../can-fail.js';
import { canonicalJson } from '../canonical-json.js';
import { within } from '../deadline.js';
import type { IdempotencyStore, KeptAnswer } from '../store/idempotency.js';
import { Problem } from './problems.js';

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: { readonly key: string; readonly attempt: string; readonly mint: string } | null;
    /**
     * For a `streamedBody`: the body as it comes, and at its end, before anything is done with it,
     * the question whether the call was answered before.
     * @throws AnsweredBefore with the first answer; Problem as for any other call.
     */
    onceByKey(body: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
  }
  interface FastifyContextConfig {
    /**
     * A POST that changes nothing. Its answer is never kept: an old "allowed" could outlive a STOP.
     */
    readOnly?: true;
    /**
     * A POST whose body is a stream of this type. What it says is known when it was read, so the
     * route reads it through `onceByKey`.
     */
    streamedBody?: { readonly type: string; readonly example: string };
  }
}

/** A call that turned out to be a repeat while its body was read. */
export class AnsweredBefore extends Error {
  override readonly name = 'AnsweredBefore' as const;

  constructor(readonly answer: KeptAnswer) {
    super('this call was answered before');
  }
}

const KEY = /^[\x21-\x7e]{1,255}$/;
const RETRY_AFTER_SECONDS = 1;
/** From receipt: every answer leaves within 3 s, however slow MongoDB is. */
const ANSWER_WITHIN_MS = 2_700;
/** Headers that belong to the answer itself; all others are made anew with each reply. */
const KEPT_HEADERS = ['content-type', 'location'];

export interface IdempotencyOptions {
  readonly idempotency: IdempotencyStore;
  /** Requests are compared by a keyed digest: a plain one of a phone number is no secret. */
  readonly secret: string;
}

/**
 * Adds the two ends to every POST of the scope that changes something: after validation, and before
 * the answer leaves. Other routes carry neither.
 */
export function keepFirstAnswers(
  scope: FastifyInstance,
  { idempotency, secret }: IdempotencyOptions,
): void {
  const digestKey = Buffer.from(hkdfSync('sha256', secret, 'assent', 'idempotency', 32));
  scope.decorateRequest('idempotency', null);

  /** @returns the first answer to this call; null where it is the first, or carries no key. */
  async function begin(request: FastifyRequest, body: unknown): Promise<KeptAnswer | null> {
    const key = keyOf(request);
    if (key === undefined) return null;
    const digest = createHmac('sha256', digestKey).update(callOf(request, body)).digest('hex');
    const start = await idempotency.start(request.workspace, key, digest);
    switch (start.state) {
      case 'first':
        request.idempotency = { key, attempt: start.attempt, mint: start.mint };
        return null;
      case 'answered':
        return start.answer;
      case 'in_flight': {
        const detail = 'Ask again in a second; the answer will be the first one.';
        const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
        throw new Problem('idempotency_key_in_flight', detail, options);
      }
      case 'other_request':
        throw new Problem('idempotency_key_reused', 'Use a new key for a new request.');
    }
  }

  scope.decorateRequest('onceByKey', async function* onceByKey(this: FastifyRequest, body) {
    if (keyOf(this) === undefined) return yield* body;
    const hash = createHash('sha256');
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
    const answer = await begin(this, hash.digest('hex'));
    if (answer) throw new AnsweredBefore(answer);
  });

  const answerFirst = async (request: FastifyRequest, reply: FastifyReply) => {
    const answer = await begin(request, request.body);
    if (answer) return replay(reply, answer);
  };

  const checkKey = async (request: FastifyRequest) => void keyOf(request);

  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { idempotency: own, workspace } = request;
    if (!own) return payload;
    // "Not now" is no answer to keep either: a repeat after the wait is worked on.
    const failed = reply.statusCode >= 500 || reply.statusCode === 429;
    const kept = failed
      ? idempotency.release(workspace, own.key, own.attempt)
      : idempotency.finish(workspace, own.key, own.attempt, answerOf(reply, payload));
    const keeping = canFail(kept, 'a repeat of this call may be worked on again', request.log);
    // The handler may have used up nearly all of the time: then the answer does not wait for it.
    const leftMs = ANSWER_WITHIN_MS - reply.elapsedTime;
    if (leftMs > 0) {
      await canFail(within(leftMs, keeping), 'an answer is kept after it has left', request.log);
    }
    return payload;
  };

  scope.addHook('onRoute', (route) => {
    const { readOnly, streamedBody } = route.config ?? {};
    if (route.method !== 'POST' || readOnly) return;
    route.preHandler = [streamedBody ? checkKey : answerFirst, route.preHandler ?? []].flat();
    route.onSend = [keep, route.onSend ?? []].flat();
  });
}

/** @throws Problem 400 for a key that cannot be used. */
function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && KEY.test(key))) return key;
  const detail = 'Send 1 to 255 printable ASCII characters without spaces, for example a UUID.';
  throw new Problem('invalid_idempotency_key', detail);
}

/** What makes two calls the same call. */
function callOf({ method, url }: FastifyRequest, body: unknown): string {
  return `${method} ${url}\n${canonicalJson(body ?? null)}`;
}

function answerOf(reply: FastifyReply, payload: unknown): KeptAnswer {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (value !== undefined) headers[name] = String(value);
  }
  return { status: reply.statusCode, headers, body: typeof payload === 'string' ? payload : '' };
}

/** Gives the first answer again. */
export function replay(reply: FastifyReply, answer: KeptAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .header('idempotency-replayed', 'true')
    .serializer((body: string) => body)
    .send(answer.body);
}
