// What the validator found, in words: which field, what is wrong with it, what would be right.
// Nothing of what was sent is repeated: it may be a phone number.
import type { FastifyError, FastifySchemaValidationError } from 'fastify';
import type { ProblemFault } from './problems.js';

/** One fault a field, in the order in which the validator met them. */
export function faultsOf(error: FastifyError): ProblemFault[] {
  const place = error.validationContext ?? 'body';
  const faults = (error.validation ?? []).map((found) => faultOf(found, place));
  const seen = new Set<string>();
  return faults.filter(({ pointer, code }) => {
    const key = `${pointer} ${code}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function faultOf(found: FastifySchemaValidationError, place: string): ProblemFault {
  const base = place === 'body' ? '' : `/${place.replace('querystring', 'query')}`;
  const at = base + found.instancePath;
  const name = (pointer: string) => (pointer === '' ? 'The body' : pointer);
  const { params } = found;
  switch (found.keyword) {
    case 'additionalProperties': {
      const pointer = `${at}/${escape(String(params['additionalProperty']))}`;
      return { pointer, code: 'unknown_field', detail: `${pointer} is not a known field.` };
    }
    case 'required': {
      const pointer = `${at}/${escape(String(params['missingProperty']))}`;
      return { pointer, code: 'required', detail: `${pointer} is missing.` };
    }
    case 'enum': {
      const wanted = (params['allowedValues'] as unknown[]).join(', ');
      return { pointer: at, code: 'enum', detail: `${name(at)} must be one of ${wanted}.` };
    }
    default: {
      const detail = `${name(at)} ${found.message ?? 'is not valid'}.`;
      return { pointer: at, code: found.keyword, detail };
    }
  }
}

/** RFC 6901. */
const escape = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
