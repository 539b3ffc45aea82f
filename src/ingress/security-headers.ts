// Headers that every answer carries: nothing may be loaded, framed or guessed unless a page says so
// itself. Pages that need more (API docs, queue dashboard) widen their own policy beside their
// routes.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** No script at all, styles and pictures of our own, forms to ourselves. */
export const PAGE_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
} as const;

type Policy = Readonly<Record<string, readonly string[]>>;

/** A policy as the header wants it. */
export function policyHeader(policy: Policy): string {
  return Object.entries(policy)
    .map(([name, values]) => {
      const directive = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `${directive} ${values.join(' ')}`;
    })
    .join('; ');
}

/** A page that is told of changes runs scripts of our own, and asks only us. */
const LIVE = {
  ...PAGE_POLICY,
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  // The console can be installed: its manifest, and the script that keeps its shell.
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
} as const;
export const LIVE_POLICY = policyHeader(LIVE);

/** The same with pictures from the server of the map's tiles. @param tileUrl `{s}` is any host. */
export function mapPolicy(tileUrl: string | undefined): string {
  if (tileUrl === undefined) return LIVE_POLICY;
  const [, scheme = '', host = ''] = /^(https?:\/\/)([^/]+)/.exec(tileUrl) ?? [];
  const tiles = scheme + host.replace('{s}', '*');
  return policyHeader({ ...LIVE, imgSrc: [...LIVE.imgSrc, tiles] });
}

export async function securityHeaders(app: FastifyInstance, options: { https: boolean }) {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...(PAGE_POLICY as unknown as Record<string, string[]>),
        ...(options.https && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: options.https,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Isolation headers only mean something where the origin is trustworthy.
    originAgentCluster: options.https,
  });
}
// Its hooks are for the whole app, not for a scope of its own.
Object.assign(securityHeaders, { [Symbol.for('skip-override')]: true });
