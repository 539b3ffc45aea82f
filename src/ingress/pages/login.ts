// Signing in and out. The demo also opens with one click, as its own user and only with a simulated
// carrier.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DEMO_EMAIL } from '../../demo-user.js';
import type { IngressRoomDeps } from '../deps.js';
import { PageNotice, sendPage } from './html.js';
import { signIn } from './sessions.js';

const TRIES_MAX = 10;
const TRIES_WINDOW_MS = 60_000;

interface LoginForm {
  readonly email?: string;
  readonly password?: string;
  readonly next?: string;
}
type Login = FastifyRequest<{ Body: LoginForm | undefined; Querystring: { next?: string } }>;

export async function loginPages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { config, store, redis } = deps;
  const demo = config.carrier === 'simulated';
  await scope.register(rateLimit, {
    global: false,
    max: TRIES_MAX,
    timeWindow: TRIES_WINDOW_MS,
    redis,
    nameSpace: `${config.redisPrefix}:rate:login:`,
    skipOnError: true,
    errorResponseBuilder: (_request, { ttl }) => tooManyTries(ttl),
  });
  const limited = { config: { rateLimit: {} } };

  function show(reply: FastifyReply, form: LoginForm, fault?: string) {
    const { email = '', next = '' } = form;
    return sendPage(reply, 'login', { csrf: reply.generateCsrf(), demo, email, next, fault });
  }

  scope.get('/console/login', async (request: Login, reply) => {
    if (request.session.user) return reply.redirect(backTo(request.query.next), 303);
    return show(reply, request.query);
  });

  scope.post('/console/login', limited, async (request: Login, reply) => {
    if (cannotKeepCookie(request, deps)) return show(reply.code(503), {}, PROXY_FAULT);
    const { email = '', password = '', next } = request.body ?? {};
    const user = await store.accounts.verifyUser(email, password);
    if (!user) return show(reply.code(401), { ...request.body }, WRONG_FAULT);
    await signIn(request, user);
    return reply.redirect(backTo(next), 303);
  });

  if (demo) {
    scope.post('/console/demo', limited, async (request: Login, reply) => {
      const user = await store.accounts.findUser(DEMO_EMAIL);
      if (!user) return show(reply.code(503), {}, 'The demo is still being set up. Try again.');
      await signIn(request, user);
      return reply.redirect(backTo(request.body?.next), 303);
    });
  }

  scope.post('/console/logout', async (request, reply) => {
    await request.session.destroy();
    return reply.redirect(demo ? '/' : '/console/login', 303);
  });
}

const WRONG_FAULT = 'This e-mail address and password do not go together.';
const PROXY_FAULT =
  'PUBLIC_URL is https, but this request came in the clear. Set TRUST_PROXY to the address of ' +
  'the proxy that ends TLS, so that its X-Forwarded-Proto counts.';

/** A cookie for TLS only would never come back, and signing in would fail without a word. */
function cannotKeepCookie(request: FastifyRequest, { config }: IngressRoomDeps): boolean {
  return config.publicUrl.startsWith('https:') && request.protocol !== 'https';
}

/** Only to pages of ours: an address of another site in `next` would lend it our name. */
function backTo(next: string | undefined): string {
  return next && /^\/(console|queues)(?:[/?]|$)/.test(next) ? next : '/console';
}

function tooManyTries(ttlMs: number): PageNotice {
  const retryAfterSeconds = Math.max(1, Math.ceil(ttlMs / 1_000));
  const text = `Try again in ${retryAfterSeconds} seconds.`;
  const next = { href: '/console/login', label: 'Back to the sign-in' };
  return new PageNotice(429, { title: 'Too many tries', text, next }, { retryAfterSeconds });
}
