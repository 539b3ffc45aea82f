// A form of the settings as it is sent: read as the body that the API takes for the same thing, by
// the API's own schema, and given to the API's own function. A refusal comes back to its fields.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Problem } from '../../problems.js';
import { toProblem } from '../../problem-answers.js';
import { faultsOf as validationFaults } from '../../validation-faults.js';
import { type Faults, type Field, faultsOf, type Values } from './fields.js';

export type FormRequest = FastifyRequest<{
  Params: Record<string, string>;
  Body: Values | undefined;
}>;

/** A form as it was sent, with what is wrong in it, to be shown once more. */
export interface Sent {
  readonly values: Values;
  readonly faults?: Faults;
  readonly status?: number;
}

export type Tried<T> = { readonly done: T } | { readonly faults: Faults; readonly status: number };

/** What is shown beside the form that it came from; everything else is a page of its own. */
const AT_THE_FORM: readonly number[] = [400, 403, 409, 422, 503];

export const valuesOf = ({ body }: FormRequest): Values => body ?? {};

/**
 * Does what a form asks for.
 * @param given.schema of the API for the same thing. @param given.body as the API takes it.
 * @returns what came of it, or what is wrong with which field.
 */
export async function tryForm<S extends TSchema, T>(
  request: FastifyRequest,
  given: { readonly fields: readonly Field[]; readonly schema: S; readonly body: unknown },
  act: (body: Static<S>) => Promise<T>,
): Promise<Tried<T>> {
  try {
    return { done: await act(checked(request, given.schema, given.body)) };
  } catch (error) {
    const problem = toProblem(error);
    if (!AT_THE_FORM.includes(problem.status)) throw error;
    return { faults: faultsOf(problem, given.fields), status: problem.status };
  }
}

/** By the validator that the API's routes have. */
function checked<S extends TSchema>(request: FastifyRequest, schema: S, body: unknown): Static<S> {
  const validate = request.getValidationFunction(schema) ?? request.compileValidationSchema(schema);
  if (validate(body)) return body as Static<S>;
  const errors = validationFaults({
    validation: validate.errors ?? [],
    validationContext: 'body',
  } as unknown as FastifyError);
  const detail = errors.map((fault) => fault.detail).join(' ');
  throw new Problem('invalid_request', detail, { errors });
}

/** Back to a page that says what was done; looking again does it no second time. */
export const goOn = (reply: FastifyReply, href: string, done?: string): FastifyReply =>
  reply.redirect(done === undefined ? href : `${href}?done=${done}`, 303);
