// Two cookies of somebody at the console, and what reads them beside the pages: who is signed in,
// and whether a call carries the token that a page of ours was given.
import { hkdfSync } from 'node:crypto';
import { fastifyCookie } from '@fastify/cookie';
import Tokens from '@fastify/csrf';
import type { FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import type { Config } from '../config.js';

export type SessionConfig = Pick<Config, 'publicUrl' | 'secret' | 'redisPrefix'>;

/** What a session in Redis says of whoever is signed in. */
export interface SignedIn {
  readonly id: string;
  readonly workspace: string;
}

interface KeptSession {
  readonly user?: SignedIn;
  readonly cookie?: { readonly expires?: string | null };
}

/** Names, secret and place of the session; the cookies are bound to this very host under TLS. */
export function sessionPlaces({ publicUrl, secret, redisPrefix }: SessionConfig) {
  if (secret === undefined) throw new Error('sessions need ASSENT_SECRET');
  const secure = publicUrl.startsWith('https:');
  return {
    secure,
    session: secure ? '__Host-assent' : 'assent_session',
    form: secure ? '__Host-assent-form' : 'assent_form',
    secret: Buffer.from(hkdfSync('sha256', secret, 'assent', 'session', 32)).toString('hex'),
    keys: `${redisPrefix}:session:`,
  };
}

export interface SessionReader {
  /** Who is signed in, by the cookie of the request alone; null when nobody is. */
  signedIn(request: FastifyRequest): Promise<SignedIn | null>;
  /** Whether the header `x-csrf-token` fits the secret in the browser's cookie. */
  sentByOurPage(request: FastifyRequest): boolean;
}

/** Reads the sessions that the pages write, without a hook on any request. */
export function createSessionReader(
  config: SessionConfig,
  redis: Pick<Redis, 'get'>,
): SessionReader {
  const places = sessionPlaces(config);
  const tokens = Tokens();

  return {
    async signedIn(request) {
      const cookie = cookiesOf(request)[places.session];
      const id = cookie === undefined ? null : fastifyCookie.unsign(cookie, places.secret).value;
      const text = id === null ? null : await redis.get(places.keys + id);
      if (text === null) return null;
      const { user, cookie: kept } = JSON.parse(text) as KeptSession;
      const isOver = kept?.expires && Date.parse(kept.expires) <= Date.now();
      return isOver ? null : (user ?? null);
    },

    sentByOurPage(request) {
      const token = request.headers['x-csrf-token'];
      const secret = cookiesOf(request)[places.form];
      return typeof token === 'string' && secret !== undefined && tokens.verify(secret, token);
    },
  };
}

function cookiesOf({ headers }: FastifyRequest): Partial<Record<string, string>> {
  return headers.cookie === undefined ? {} : fastifyCookie.parse(headers.cookie);
}
