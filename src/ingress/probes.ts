// Liveness and readiness. Ready means that a STOP can be kept: MongoDB answers and its indexes are
// there. Redis and the workers show as degraded and never as unready.
import type { FastifyInstance } from 'fastify';
import type { IngressRoomDeps } from './deps.js';
import { createReadiness } from './readiness.js';

export async function probes(
  app: FastifyInstance,
  deps: Pick<IngressRoomDeps, 'store' | 'queues'>,
): Promise<void> {
  const look = createReadiness(deps);

  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const { mongodb, redis, workers } = await look();
    const parts = { mongodb, redis, workers };
    const degraded = Object.entries({ redis, workers })
      .filter(([, state]) => state !== 'ok')
      .map(([name]) => name);
    const status = mongodb === 'ok' ? 'ok' : 'unavailable';
    reply.code(status === 'ok' ? 200 : 503).header('cache-control', 'no-store');
    if (status !== 'ok') reply.header('retry-after', '2');
    return { status, degraded, parts };
  });
}
