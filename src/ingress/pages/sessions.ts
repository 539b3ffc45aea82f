// Who is signed in to the console: a session in Redis, named by a signed cookie, asked for by every
// page. People and passwords are in store/accounts.ts. Without Redis nobody is signed in, and the
// page says so.
import fastifySession, { type FastifySessionOptions } from '@fastify/session';
import type { FastifyInstance, FastifyReply, FastifyRequest, Session } from 'fastify';
import type { Redis } from 'ioredis';
import { scopesOf } from '../../store/access.js';
import type { User } from '../../store/users.js';
import { callerOfUser } from '../authentication.js';
import type { IngressRoomDeps } from '../deps.js';
import { type SignedIn, sessionPlaces } from '../session-cookies.js';
import { PageNotice } from './html.js';

declare module 'fastify' {
  interface Session {
    user?: SignedIn;
  }
  interface FastifyRequest {
    user: User | null;
  }
}

const SESSION_HOURS = 12;
const HOUR_MS = 3_600_000;

/** Adds sessions to the scope. The cookie is bound to this very host where the site has TLS. */
export async function addSessions(
  scope: FastifyInstance,
  { config, redis }: Pick<IngressRoomDeps, 'config' | 'redis'>,
): Promise<void> {
  const { secure, session, secret, keys } = sessionPlaces(config);
  scope.decorateRequest('user', null);
  scope.decorateRequest('caller', null);
  await scope.register(fastifySession, {
    secret,
    cookieName: session,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SESSION_HOURS * HOUR_MS },
    saveUninitialized: false,
    rolling: false,
    store: createSessionStore(redis, keys),
  });
}

type SessionStore = NonNullable<FastifySessionOptions['store']>;

/** Sessions as JSON under a key each, which Redis forgets by itself. */
function createSessionStore(redis: Redis, prefix: string): SessionStore {
  const settle = (done: (error?: unknown) => void) => (error: unknown) => done(redisAway(error));
  return {
    set(id, session, done) {
      const text = JSON.stringify(session);
      redis.set(prefix + id, text, 'PX', SESSION_HOURS * HOUR_MS).then(() => done(), settle(done));
    },
    get(id, done) {
      const found = (text: string | null) => done(null, text === null ? null : read(text));
      redis.get(prefix + id).then(found, settle(done));
    },
    destroy(id, done) {
      redis.del(prefix + id).then(() => done(), settle(done));
    },
  };
}

const read = (text: string) => JSON.parse(text) as Session;

function redisAway(cause: unknown): PageNotice {
  const text =
    'Sign-ins are kept in Redis, which does not answer right now. Texts are still taken and ' +
    'opt-outs are still obeyed. Reload in a few seconds.';
  const next = { href: '/console/login', label: 'Try again' };
  return new PageNotice(503, { title: 'Nobody can sign in right now', text, next }, { cause });
}

/** Signs somebody in under a new session id, so that an id known before is worth nothing. */
export async function signIn(request: FastifyRequest, user: User): Promise<void> {
  await request.session.regenerate();
  request.session.user = { id: user._id, workspace: user.workspace };
  await request.session.save();
}

/**
 * Hook of every page behind the login; asks the store each time, so that a removed user is out.
 * What a role may do there is what its scopes say, as for a key of the API.
 */
export function requireSignIn({ store }: Pick<IngressRoomDeps, 'store'>) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const signedIn = request.session.user;
    const user = signedIn && (await store.accounts.getUser(signedIn.workspace, signedIn.id));
    if (!user || user.disabledAt) {
      const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
      return reply.redirect(`/console/login${back}`, 303);
    }
    const { scope } = request.routeOptions.config;
    if (!scope || !scopesOf(user.role).includes(scope)) {
      const title = 'Your role does not allow this';
      const text = `You are signed in as ${user.role}. Ask an admin for a role that allows it.`;
      throw new PageNotice(403, {
        title,
        text,
        next: { href: '/console', label: 'To the console' },
      });
    }
    request.user = user;
    request.caller = callerOfUser(user);
    request.workspace = user.workspace;
  };
}

/** Whoever looks at a page behind the login. */
export function personSignedIn({ user }: FastifyRequest): User {
  if (!user) throw new Error('a page of the console was reached without a sign-in');
  return user;
}
