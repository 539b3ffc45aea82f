// Who calls with a widget's token: the key or person that had it made, for one record only. They
// are asked for at every call, so a token ends with what made it.
import type { FastifyRequest } from 'fastify';
import { scopesOf, type Scope } from '../../store/access.js';
import type { AccountStore } from '../../store/accounts.js';
import type { Store } from '../../store/store.js';
import type { WidgetGrant } from '../../store/widget-tokens.js';
import type { Caller } from '../authentication.js';
import { workspaceOf } from '../choices.js';
import { Problem } from '../problems.js';
import { mayEmbed, otherSite } from './sites.js';

/** What a token can allow at most, whatever its maker may do. */
const WIDGET_SCOPES: readonly Scope[] = ['consents:read', 'consents:write'];

export interface WidgetCallerDeps {
  readonly store: Pick<Store, 'clock' | 'widgetTokens' | 'workspaces'> & {
    readonly accounts: Pick<AccountStore, 'getKey' | 'getUser'>;
  };
  readonly publicUrl: string;
  /** `real` where texts reach real handsets: what a test key made is refused there. */
  readonly texts: 'real' | 'simulated';
}

export interface WidgetCallers {
  /**
   * @throws Problem 401 for a token that is none, is over or whose maker is gone; 403 from a site
   *   that may not embed, or at a route that is not the widget's.
   */
  of(token: string, request: FastifyRequest): Promise<Caller>;
}

export function createWidgetCallers(deps: WidgetCallerDeps): WidgetCallers {
  const { store, publicUrl } = deps;
  return {
    async of(token, request) {
      const grant = store.widgetTokens.open(token);
      if (!grant) throw new Problem('unknown_key', 'Nobody was given this token by us.');
      if (grant.expiresAt <= store.clock.now()) {
        const detail =
          'Make another with POST /v1/widget-tokens and set it as the token attribute.';
        throw new Problem('widget_token_expired', detail);
      }
      if (!request.routeOptions.config.widget) {
        throw new Problem('scope_missing', 'A widget’s token opens only /v1/widget/….');
      }
      const { workspace, record, methods, by } = grant;
      const maker = await scopesOfMaker(deps, grant);
      const settings = await workspaceOf(store, workspace);
      const { origin } = request.headers;
      if (origin !== undefined && !mayEmbed(settings, origin, publicUrl)) throw otherSite(origin);
      const scopes = WIDGET_SCOPES.filter((scope) => maker.includes(scope));
      const only = { record, ...(methods && { methods }) };
      return { workspace, scopes, who: by, mode: 'test', only };
    },
  };
}

/** What the key or person may do now. @throws Problem 401 when they are gone. */
async function scopesOfMaker(
  { store, texts }: WidgetCallerDeps,
  { workspace, by }: WidgetGrant,
): Promise<readonly Scope[]> {
  const gone = () => new Problem('unknown_key', 'Who had this token made may do nothing here now.');
  if (by.kind === 'user') {
    const user = await store.accounts.getUser(workspace, by.id);
    if (!user || user.disabledAt) throw gone();
    return scopesOf(user.role);
  }
  const key = await store.accounts.getKey(workspace, by.id);
  if (!key || key.revokedAt !== null) throw gone();
  if (key.expiresAt !== null && key.expiresAt <= store.clock.now()) throw gone();
  if (key.mode === 'test' && texts === 'real') {
    const detail = 'Here texts reach real handsets. Make the token with a key of ask_live_….';
    throw new Problem('test_key_refused', detail);
  }
  return key.scopes;
}
