// Pages of other sites that call the widget's routes: which may, and what their browsers are told.
// A workspace lists its sites; each is answered by its own name, never by a wildcard, and without
// cookies. What a browser asks before a call names the workspace, for it carries no token yet.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../../store/store.js';
import type { Workspace } from '../../store/workspaces.js';
import { Problem } from '../problems.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** One of the routes that a widget's token opens, in pages of other sites. */
    widget?: true;
  }
}

export interface SitesDeps {
  readonly store: Pick<Store, 'workspaces'>;
  readonly publicUrl: string;
}

const PREFLIGHT_KEPT_SECONDS = 600;

/** Whether a page of this site may embed the widget: one that is listed, or our own. */
export function mayEmbed(
  { widgetOrigins }: Pick<Workspace, 'widgetOrigins'>,
  origin: string,
  publicUrl: string,
): boolean {
  return origin === new URL(publicUrl).origin || widgetOrigins.includes(origin);
}

/** Lets scripts of a listed site read the answers of these routes, refusals too. */
export function answerSites(scope: FastifyInstance, deps: SitesDeps): void {
  // Before anybody asks who calls, so that refusals can be read too; other routes pass at once.
  scope.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.config.widget) return done();
    nameSite(deps, request, reply).then(() => done(), done);
  });
}

/** What browsers ask before a call from another site. */
export async function widgetPreflight(app: FastifyInstance, deps: SitesDeps): Promise<void> {
  app.options('/v1/widget/*', { schema: { hide: true } }, async (request, reply) => {
    if (!(await nameSite(deps, request, reply))) throw otherSite(request.headers.origin);
    return reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', String(PREFLIGHT_KEPT_SECONDS))
      .send();
  });
}

/** The refusal of a page that may not embed the widget, or does not say which site it is of. */
export function otherSite(origin = 'this site'): Problem {
  const detail =
    `Pages of ${origin} may not embed the widget. An admin adds it to widgetOrigins with ` +
    'PATCH /v1/workspace.';
  return new Problem('origin_not_allowed', detail);
}

/** @returns whether the site of the request may be answered. */
async function nameSite(
  { store, publicUrl }: SitesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  reply.header('vary', 'origin');
  const { origin } = request.headers;
  const { workspace } = request.query as { workspace?: unknown };
  if (origin === undefined || typeof workspace !== 'string') return false;
  const settings = await store.workspaces.get(workspace);
  if (!settings || !mayEmbed(settings, origin, publicUrl)) return false;
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-expose-headers', 'retry-after');
  return true;
}
