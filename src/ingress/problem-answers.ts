// How a refusal reaches the caller: RFC 9457 problem+json, made in one place from whatever was
// thrown. A 4xx says what to mend; a 5xx says nothing of our inside and logs the cause under the
// request's id.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import mongoose from 'mongoose';
import { DeadlinePassed } from '../deadline.js';
import { knownAddresses } from './known-addresses.js';
import { PROBLEMS, Problem, type ProblemCode } from './problems.js';
import { faultsOf } from './validation-faults.js';

const RETRY_AFTER_SECONDS = 2;

/** Errors of the framework, by its own codes. */
const FRAMEWORK_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
};

const DETAILS: Partial<Record<ProblemCode, string>> = {
  unsupported_media_type: 'Send the body as application/json.',
  body_too_large: 'A body may have at most 64 KB.',
  malformed_json: 'Send one JSON value, encoded in UTF-8.',
};

/** Whatever was thrown, as the refusal that it is. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code = '', validation, statusCode = 500 } = error as Partial<FastifyError>;
  if (validation) {
    const errors = faultsOf(error as FastifyError);
    const detail = errors.map((fault) => fault.detail).join(' ');
    return new Problem('invalid_request', detail, { errors });
  }
  if (error instanceof DeadlinePassed || isAway(error)) return unavailable(error);
  const known = FRAMEWORK_CODES[code];
  if (known) return new Problem(known, DETAILS[known] ?? PROBLEMS[known].title);
  if (error instanceof SyntaxError) {
    return new Problem(
      'malformed_json',
      `${DETAILS.malformed_json} The parser says: ${error.message}.`,
    );
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new Problem('malformed_request', (error as Error).message);
  }
  return new Problem('internal', '', { cause: error });
}

const { mongo } = mongoose;
/** The driver's own words for "MongoDB is away": nothing is known of what was asked. */
const AWAY = [
  mongo.MongoNetworkError,
  mongo.MongoSystemError,
  mongo.MongoWriteConcernError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoClientClosedError,
];

function isAway(error: unknown): boolean {
  if (!(error instanceof mongo.MongoError)) return false;
  // A pool without a free connection, and a primary that has just stepped down, pass by themselves.
  if (error.name === 'MongoWaitQueueTimeoutError') return true;
  return AWAY.some((kind) => error instanceof kind) || error.hasErrorLabel('RetryableWriteError');
}

function unavailable(cause: unknown): Problem {
  return new Problem('unavailable', '', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
}

/** @param instance the id of the call. */
export function problemBody(problem: Problem, publicUrl: string, instance: string) {
  const { code, status, message: detail, errors, retryAt } = problem;
  return {
    type: `${publicUrl}/problems#${code}`,
    title: PROBLEMS[code].title,
    status,
    ...(detail !== '' && { detail }),
    instance,
    code,
    ...(errors.length > 0 && { errors }),
    ...(retryAt !== undefined && { retryAt }),
  };
}

/** Writes a problem; the only place that does, but for what never became a request. */
export function answerProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
): FastifyReply {
  const { code, status, retryAfterSeconds } = problem;
  if (status >= 500) request.log.error({ err: problem.cause ?? problem, code }, 'request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="assent"');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send(problemBody(problem, publicUrl, request.id));
}

/**
 * Registered on the app, so that every route but those with answers of their own speaks like this.
 */
export function installProblemAnswers(app: FastifyInstance, publicUrl: string): void {
  app.setErrorHandler((error, request, reply) =>
    answerProblem(toProblem(error), request, reply, publicUrl),
  );
  const addresses = knownAddresses(app);
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const methods = addresses.methodsAt(path);
    if (methods.length > 0 && !methods.includes(request.method)) {
      reply.header('allow', methods.join(', '));
      const detail = `There is no ${request.method} at this address. It has ${methods.join(', ')}.`;
      return answerProblem(new Problem('method_not_allowed', detail), request, reply, publicUrl);
    }
    const problem = new Problem('not_found', `There is no ${request.method} at this address.`);
    return answerProblem(problem, request, reply, publicUrl);
  });
}
