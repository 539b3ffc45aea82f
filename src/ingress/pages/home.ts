// GET /: three doors in the demo, the console elsewhere.
import type { FastifyInstance } from 'fastify';
import type { IngressRoomDeps } from '../deps.js';
import { sendPage } from './html.js';

export async function homePage(scope: FastifyInstance, { config }: IngressRoomDeps): Promise<void> {
  const demo = config.carrier === 'simulated';
  scope.get('/', async (_request, reply) => {
    if (!demo) return reply.redirect('/console', 303);
    const phones = `${config.carrierUrl}/phones`;
    return sendPage(reply, 'home', { csrf: reply.generateCsrf(), phones });
  });
}
