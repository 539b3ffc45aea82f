// Everything that people open in a browser, as one scope: forms, sessions, errors in words, then
// the pages.
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { IngressRoomDeps } from './deps.js';
import { ASSETS, islandAssets, STYLES } from './pages/assets.js';
import { consolePages } from './pages/console.js';
import { demoCrm } from './pages/demo-crm.js';
import { addForms } from './pages/forms.js';
import { homePage } from './pages/home.js';
import { installPageErrors } from './pages/html.js';
import { installing } from './pages/installing.js';
import { joinPages } from './pages/join.js';
import { loginPages } from './pages/login.js';
import { programPages } from './pages/program-pages.js';
import { problemsPage } from './pages/problems.js';
import { queueDashboard } from './pages/queue-dashboard.js';
import { addSessions } from './pages/sessions.js';
import { widgetScript } from './pages/widget-script.js';

export async function pages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  // A page's tokens differ each time and its cookies are not sent from other sites, so that nobody
  // learns a secret from the length of an answer.
  await scope.register(compress, { encodings: ['gzip'], globalDecompression: false });
  installPageErrors(scope);
  const assets = [...Object.values(ASSETS), ...STYLES.values(), ...islandAssets()];
  for (const { path, type, content } of assets) {
    scope.get(path, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(content),
    );
  }
  await scope.register(widgetScript);
  await scope.register(problemsPage);
  await scope.register(installing);
  await scope.register(cookie);
  await addForms(scope, deps.config);
  await scope.register(homePage, deps);
  await scope.register(async (open) => {
    installPageErrors(open, 'open-notice');
    await open.register(joinPages, deps);
    await open.register(programPages, deps);
    if (deps.config.carrier === 'simulated') await open.register(demoCrm, deps);
  });
  await scope.register(async (signedIn) => {
    await addSessions(signedIn, deps);
    await signedIn.register(loginPages, deps);
    await signedIn.register((room) => consolePages(room, deps), { prefix: '/console' });
    await signedIn.register((room) => queueDashboard(room, deps), { prefix: '/queues' });
  });
}
