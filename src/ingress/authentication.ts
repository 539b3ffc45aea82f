// Who calls the API: a bearer key, which alone says which workspace is meant and what may be done
// there. No route of the API is open: one without a scope stops the start.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccountStore, ApiKey, Scope } from '../store/accounts.js';
import { Problem } from './problems.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route of the API. */
    apiKey: ApiKey | null;
    /** From the key and from nowhere else. */
    workspace: string;
  }
  interface FastifyContextConfig {
    /** What a key must be allowed in order to call this route. */
    scope?: Scope;
  }
}

const BEARER = /^Bearer +(\S+)$/i;

/** Asks every request of the scope for its key. */
export function requireApiKey(scope: FastifyInstance, accounts: AccountStore): void {
  scope.decorateRequest('apiKey', null);
  scope.decorateRequest('workspace', '');
  scope.addHook('onRoute', (route) => {
    if (!route.config?.scope)
      throw new Error(`${String(route.method)} ${route.url} declares no scope`);
  });
  scope.addHook('onRequest', async (request) => {
    const key = await keyOf(request, accounts);
    const wanted = request.routeOptions.config.scope;
    if (!wanted || !key.scopes.includes(wanted)) {
      throw new Problem('scope_missing', `This needs a key with the scope ${wanted}.`);
    }
    request.apiKey = key;
    request.workspace = key.workspace;
  });
}

async function keyOf(request: FastifyRequest, accounts: AccountStore): Promise<ApiKey> {
  const [, plaintext] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (!plaintext) throw new Problem('missing_key', 'Send Authorization: Bearer ask_….');
  const key = await accounts.findKey(plaintext);
  if (!key) throw new Problem('unknown_key', 'Nobody has this key, or it was revoked.');
  return key;
}
