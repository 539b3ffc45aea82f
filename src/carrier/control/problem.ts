// Errors of the carrier's own calls (handsets, inbox, faults) as problem+json that names the field.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

export interface FieldProblem {
  /** JSON pointer into the body, or the name of a part of the path. */
  readonly pointer: string;
  readonly detail: string;
}

/** A call that cannot be carried out as it was made. */
export class BadCall extends Error {
  override readonly name = 'BadCall' as const;
  constructor(
    readonly status: 400 | 404,
    readonly errors: readonly FieldProblem[],
  ) {
    super(errors.map((one) => `${one.pointer} ${one.detail}`).join('; '));
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  404: 'Not found',
  413: 'The body is too large',
  415: 'The body must be application/json',
};

export function answerProblem(
  log: Logger,
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const errors = fieldsOf(error);
  const status = error instanceof BadCall ? error.status : statusOf(error);
  if (status >= 500) log.error({ err: error, request: request.id }, 'The carrier failed.');
  const detail = errors.map((one) => `${one.pointer}: ${one.detail}`).join('; ');
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: TITLES[status] ?? 'The carrier failed',
      status,
      detail: status >= 500 ? undefined : detail || error.message,
      instance: request.url,
      ...(errors.length > 0 && { errors }),
    });
}

const statusOf = (error: Error) => ('statusCode' in error ? Number(error.statusCode) : 500);

function fieldsOf(error: FastifyError | Error): FieldProblem[] {
  if (error instanceof BadCall) return [...error.errors];
  const found = new Map<string, string>();
  for (const one of ('validation' in error && error.validation) || []) {
    const { additionalProperty, missingProperty } = one.params as Record<string, string>;
    const name = additionalProperty ?? missingProperty;
    const pointer = name === undefined ? one.instancePath : `${one.instancePath}/${name}`;
    const detail = additionalProperty === undefined ? (one.message ?? 'is wrong') : 'is unknown';
    // The first message of a field says what is wrong; later ones are its alternatives.
    if (!found.has(pointer)) found.set(pointer, missingProperty ? 'is missing' : detail);
  }
  return [...found].map(([pointer, detail]) => ({ pointer: pointer || '/', detail }));
}
