// Who calls a route of the API, for routes that look at more than the scope they declare.
import type { FastifyRequest } from 'fastify';
import type { ApiKey } from '../../store/api-keys.js';

/** The key of the call; no route of the API is reached without one. */
export function callerOf({ apiKey }: Pick<FastifyRequest, 'apiKey'>): ApiKey {
  if (!apiKey) throw new Error('a call without a key reached a route');
  return apiKey;
}
