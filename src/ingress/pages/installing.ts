// What makes the console an app that can be installed: its manifest, its pictures, the worker that
// keeps its shell, and the page for when there is no connection. All of it open to everybody.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ASSETS, STYLES } from './assets.js';
import { sendPage } from './html.js';
import { LIVE_POLICY } from '../security-headers.js';

const OFFLINE = '/console/offline';
const icon = (name: 'icon192' | 'icon512' | 'maskable', sizes: string) => ({
  ...{ src: ASSETS[name].href, sizes, type: 'image/png' },
  ...(name === 'maskable' && { purpose: 'maskable' }),
});

const MANIFEST = {
  ...{ id: '/console', name: 'Assent', short_name: 'Assent', start_url: '/console' },
  ...{ scope: '/console', display: 'standalone', lang: 'en' },
  description: 'Who may be texted, and how to ask.',
  ...{ background_color: '#fbfaf7', theme_color: '#0b6b67' },
  icons: [icon('icon192', '192x192'), icon('icon512', '512x512'), icon('maskable', '512x512')],
};

/** What opens without a connection, and nothing that anybody could be found in. */
function shellFiles(): readonly string[] {
  const styles = ['console'].flatMap((name) => STYLES.get(name)?.href ?? []);
  const { css, icon: mark, offline, icon192 } = ASSETS;
  return [OFFLINE, ...styles, css.href, mark.href, offline.href, icon192.href];
}

export async function installing(scope: FastifyInstance): Promise<void> {
  const shell = shellFiles();
  const content = ASSETS.worker.content.toString('utf8');
  const version = createHash('sha256')
    .update(shell.join() + content)
    .digest('hex')
    .slice(0, 12);
  const script = `const SHELL = ${JSON.stringify(shell)}, VERSION = '${version}';\n${content}`;

  scope.get('/console.webmanifest', async (_request, reply) =>
    reply.type('application/manifest+json').header('cache-control', 'no-cache').send(MANIFEST),
  );
  scope.get('/console-worker.js', async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', LIVE_POLICY)
      .send(script),
  );
  scope.get(OFFLINE, async (_request, reply) =>
    sendPage(reply.header('content-security-policy', LIVE_POLICY), 'offline', { offline: true }),
  );
}
