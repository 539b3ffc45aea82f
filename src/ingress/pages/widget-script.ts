// GET /widget.js: the element that a CRM embeds, one file that loads nothing else. Under this name
// it is asked for again after some minutes; under the name with its digest it stays what it is for
// ever.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { builtScript } from './built-scripts.js';

/** How long a page may go on with an older one. */
const KEPT_SECONDS = 300;

/** Where the element is loaded from by pages that want it to change only when they do. */
export const widgetHref = () => `/widget-${script().digest}.js`;

const script = () => builtScript('embedded/widget.js');

export async function widgetScript(scope: FastifyInstance): Promise<void> {
  const { content, digest } = script();
  const etag = `"${digest}"`;

  // It holds nothing of anybody, so every site may load it; what it asks for is guarded there.
  const open = (reply: FastifyReply, cache: string) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', cache)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('etag', etag);

  scope.get('/widget.js', async (request, reply) => {
    open(reply, `public, max-age=${KEPT_SECONDS}, must-revalidate`);
    const known = request.headers['if-none-match']?.split(/,\s*/) ?? [];
    if (known.some((one) => one.replace(/^W\//, '') === etag)) return reply.code(304).send();
    return reply.send(content);
  });

  scope.get(widgetHref(), async (_request, reply) =>
    open(reply, 'public, max-age=31536000, immutable').send(content),
  );
}
