// Who calls the API: a bearer key, which alone says which workspace is meant and what may be done
// there. No route of the API is open: one without a scope stops the start.
// Which scopes there are, and which of them a role has, is in store/access.ts.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { canFail } from '../can-fail.js';
import { within } from '../deadline.js';
import type { Scope } from '../store/access.js';
import type { AccountStore } from '../store/accounts.js';
import type { ApiKey } from '../store/api-keys.js';
import { Problem } from './problems.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route of the API. */
    apiKey: ApiKey | null;
    /** From the key and from nowhere else. */
    workspace: string;
  }
  interface FastifyContextConfig {
    /** What a key, or the role of whoever is signed in, must allow to call this route. */
    scope?: Scope;
  }
}

/** How long a route that keeps its own deadline waits for a key that was not asked for lately. */
const FINDING_MS = 1_000;
const BEARER = /^Bearer +(\S+)$/i;

/**
 * Asks every request of the scope for its key.
 * @param texts `real` where texts reach real handsets: a test key is refused there.
 */
export function requireApiKey(
  scope: FastifyInstance,
  accounts: AccountStore,
  { texts }: { texts: 'real' | 'simulated' },
): void {
  scope.decorateRequest('apiKey', null);
  scope.decorateRequest('workspace', '');
  refuseUnscopedRoutes(scope);
  scope.addHook('onRequest', async (request) => {
    const key = await keyOf(request, accounts);
    if (key.mode === 'test' && texts === 'real') {
      const detail = 'Here texts reach real handsets. Use a key that begins with ask_live_.';
      throw new Problem('test_key_refused', detail);
    }
    const wanted = request.routeOptions.config.scope;
    if (!wanted || !key.scopes.includes(wanted)) {
      throw new Problem('scope_missing', `This needs a key with the scope ${wanted}.`);
    }
    request.apiKey = key;
    request.workspace = key.workspace;
    void canFail(accounts.noteUse(key), 'the last use of a key was not written down', request.log);
  });
}

/** A route that is registered without a scope stops the start. */
export function refuseUnscopedRoutes(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    if (route.config?.scope) return;
    throw new Error(`${String(route.method)} ${route.url} declares no scope`);
  });
}

/** Whether the key of a request still may do what it came for; for answers that take their time. */
export async function mayStill(request: FastifyRequest, accounts: AccountStore): Promise<boolean> {
  const { scope: wanted } = request.routeOptions.config;
  const key = await accounts.findKey(bearerOf(request) ?? '');
  return key !== null && wanted !== undefined && key.scopes.includes(wanted);
}

const bearerOf = ({ headers }: FastifyRequest) => BEARER.exec(headers.authorization ?? '')?.[1];

async function keyOf(request: FastifyRequest, accounts: AccountStore): Promise<ApiKey> {
  const plaintext = bearerOf(request);
  if (!plaintext) throw new Problem('missing_key', 'Send Authorization: Bearer ask_….');
  const finding = accounts.findKey(plaintext);
  const { ownDeadline } = request.routeOptions.config;
  const key = await (ownDeadline ? within(FINDING_MS, finding) : finding);
  if (!key)
    throw new Problem('unknown_key', 'Nobody has this key, or it was revoked or has expired.');
  return key;
}
