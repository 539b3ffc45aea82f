// Who calls the API: a bearer key, or somebody who is signed in to the console. That alone says
// which workspace is meant and what may be done there. No route of the API is open: one without a
// scope stops the start. Which scopes there are, and which a role has, is in store/access.ts.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { canFail } from '../can-fail.js';
import { within } from '../deadline.js';
import { type Scope, scopesOf } from '../store/access.js';
import type { AccountStore } from '../store/accounts.js';
import type { ApiKey } from '../store/api-keys.js';
import type { Actor } from '../store/requests.js';
import type { User } from '../store/users.js';
import { isWidgetToken, type WidgetGrant } from '../store/widget-tokens.js';
import { Problem } from './problems.js';
import type { SessionReader } from './session-cookies.js';
import type { WidgetCallers } from './widget/callers.js';

/** Whoever makes a call. */
export interface Caller {
  readonly workspace: string;
  readonly scopes: readonly Scope[];
  /** As the evidence names them. */
  readonly who: Actor;
  /** What the keys that they make are at most. */
  readonly mode: ApiKey['mode'];
  /** Of a widget's token: its one record, and the ways of asking that it allows. */
  readonly only?: Pick<WidgetGrant, 'record' | 'methods'>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route of the API, and on every page behind the login. */
    caller: Caller | null;
    /** From the caller and from nowhere else. */
    workspace: string;
  }
  interface FastifyInstance {
    /** Whether who made a call still may do what it came for; for answers that take their time. */
    mayStill(request: FastifyRequest): Promise<boolean>;
  }
  interface FastifyContextConfig {
    /** What a key, or the role of whoever is signed in, must allow to call this route. */
    scope?: Scope;
  }
}

export interface CallerOptions {
  readonly accounts: AccountStore;
  readonly sessions: SessionReader;
  readonly widgets: WidgetCallers;
  /** `real` where texts reach real handsets: a test key is refused there. */
  readonly texts: 'real' | 'simulated';
}

/** How long a route that keeps its own deadline waits for a key that was not asked for lately. */
const FINDING_MS = 1_000;
const BEARER = /^Bearer +(\S+)$/i;

/** Asks every request of the scope who calls: its key, or else the session of its browser. */
export function requireCaller(scope: FastifyInstance, options: CallerOptions): void {
  scope.decorateRequest('caller', null);
  scope.decorateRequest('workspace', '');
  scope.decorate('mayStill', async (request: FastifyRequest) => {
    const { scope: wanted } = request.routeOptions.config;
    const caller = await again(request, options);
    return caller !== null && wanted !== undefined && caller.scopes.includes(wanted);
  });
  refuseUnscopedRoutes(scope);
  scope.addHook('onRequest', (request, _reply, done) => {
    const recalled = recalledKey(request, options.accounts);
    if (recalled) return done(refusalOf(() => admitKey(request, recalled, options)));
    callerOf(request, options)
      .then((caller) => admit(request, caller))
      .then(() => done(), done);
  });
}

/** The key of a call where it was looked up a moment ago: nothing has to be waited for then. */
function recalledKey(request: FastifyRequest, accounts: AccountStore) {
  const bearer = bearerOf(request);
  return bearer === undefined ? undefined : accounts.recallKey(bearer);
}

function refusalOf(work: () => void): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function admitKey(request: FastifyRequest, key: ApiKey, options: CallerOptions): void {
  admit(request, callerOfWorkingKey(request, key, options));
}

/** @throws Problem when the route asks for more than this caller may. */
function admit(request: FastifyRequest, caller: Caller): void {
  const wanted = request.routeOptions.config.scope;
  if (!wanted || !caller.scopes.includes(wanted)) throw scopeMissing(caller, wanted);
  request.caller = caller;
  request.workspace = caller.workspace;
}

/** A route that is registered without a scope stops the start. */
export function refuseUnscopedRoutes(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    if (route.config?.scope) return;
    throw new Error(`${String(route.method)} ${route.url} declares no scope`);
  });
}

const bearerOf = ({ headers }: FastifyRequest) => BEARER.exec(headers.authorization ?? '')?.[1];

/** Whoever names a key means it: a session beside it counts for nothing. */
const isKeyCall = ({ headers }: FastifyRequest) =>
  headers.authorization !== undefined || headers.cookie === undefined;

function callerOf(request: FastifyRequest, options: CallerOptions): Promise<Caller> {
  const bearer = bearerOf(request);
  if (bearer !== undefined && isWidgetToken(bearer)) return options.widgets.of(bearer, request);
  return isKeyCall(request) ? byKey(request, options) : bySession(request, options);
}

async function byKey(request: FastifyRequest, options: CallerOptions): Promise<Caller> {
  return callerOfWorkingKey(request, await keyOf(request, options.accounts), options);
}

function callerOfWorkingKey(
  request: FastifyRequest,
  key: ApiKey,
  { accounts, texts }: CallerOptions,
): Caller {
  if (key.mode === 'test' && texts === 'real') {
    const detail = 'Here texts reach real handsets. Use a key that begins with ask_live_.';
    throw new Problem('test_key_refused', detail);
  }
  if (accounts.isUseUnnoted(key)) {
    const why = 'the last use of a key was not written down';
    void canFail(accounts.noteUse(key), why, request.log);
  }
  return callerOfKey(key);
}

async function keyOf(request: FastifyRequest, accounts: AccountStore): Promise<ApiKey> {
  const plaintext = bearerOf(request);
  if (!plaintext) throw nobody();
  const finding = accounts.findKey(plaintext);
  const { ownDeadline } = request.routeOptions.config;
  const key = await (ownDeadline ? within(FINDING_MS, finding) : finding);
  if (!key)
    throw new Problem('unknown_key', 'Nobody has this key, or it was revoked or has expired.');
  return key;
}

const callerOfKey = ({ _id: id, workspace, scopes, mode }: ApiKey): Caller => {
  return { workspace, scopes, mode, who: { kind: 'api_key', id } };
};

async function bySession(request: FastifyRequest, options: CallerOptions): Promise<Caller> {
  const caller = fromElsewhere(request) ? null : await signedInCaller(request, options);
  if (!caller) throw nobody();
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD' && !options.sessions.sentByOurPage(request)) {
    const detail =
      'A call of somebody who is signed in needs the header x-csrf-token, with the token of the ' +
      'page that makes it. Reload the page and try again.';
    throw new Problem('csrf_token_needed', detail);
  }
  return caller;
}

async function signedInCaller(
  request: FastifyRequest,
  { accounts, sessions }: CallerOptions,
): Promise<Caller | null> {
  const signedIn = await sessions.signedIn(request).catch((cause: unknown) => {
    throw new Problem('unavailable', 'Sign-ins cannot be read right now.', { cause });
  });
  const user = signedIn && (await accounts.getUser(signedIn.workspace, signedIn.id));
  return user && !user.disabledAt ? callerOfUser(user) : null;
}

/** Somebody who is signed in, with what their role may do. */
export function callerOfUser({ _id: id, workspace, role }: User): Caller {
  return { workspace, scopes: scopesOf(role), mode: 'live', who: { kind: 'user', id } };
}

async function again(request: FastifyRequest, options: CallerOptions): Promise<Caller | null> {
  if (!isKeyCall(request)) return signedInCaller(request, options);
  const key = await options.accounts.findKey(bearerOf(request) ?? '');
  return key && callerOfKey(key);
}

/** A second lock beside the token: browsers say themselves where a request comes from. */
export function fromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

const nobody = () =>
  new Problem('missing_key', 'Send Authorization: Bearer ask_…, or sign in to the console.');

function scopeMissing({ who }: Caller, wanted: Scope | undefined): Problem {
  const detail =
    who.kind === 'user'
      ? `This needs a role with the scope ${wanted}. Ask an admin for one that has it.`
      : `This needs a key with the scope ${wanted}.`;
  return new Problem('scope_missing', detail);
}
