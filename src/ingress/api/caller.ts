// Who calls a route of the API, for routes that look at more than the scope they declare.
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../authentication.js';

/** Who makes the call; no route of the API is reached by nobody. */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (!caller) throw new Error('a call of nobody reached a route');
  return caller;
}
