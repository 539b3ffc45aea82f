// Who calls a route of the API, for routes that look at more than the scope they declare.
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../authentication.js';
import type { Change } from '../furnishing/change-workspace.js';

/** Who makes the call; no route of the API is reached by nobody. */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (!caller) throw new Error('a call of nobody reached a route');
  return caller;
}

/** Whose settings a call changes, and who is kept as having changed them. */
export function changeOf(request: Pick<FastifyRequest, 'caller'>): Change {
  const { workspace, who } = callerOf(request);
  return { workspace, ...('id' in who && { by: who.id }) };
}
