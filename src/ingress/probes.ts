// Liveness and readiness. Ready means that a STOP can be kept: MongoDB answers and its indexes are
// there. Redis and the workers show as degraded and never as unready.
import type { FastifyInstance } from 'fastify';
import { within } from './webhooks/deadline.js';
import type { IngressRoomDeps } from './deps.js';

const PROBE_TIMEOUT_MS = 1_500;

export async function probes(
  app: FastifyInstance,
  { store, queues }: IngressRoomDeps,
): Promise<void> {
  let indexed = false;

  async function mongodb(): Promise<string> {
    await store.ping();
    // Indexes that were there once stay there; only their absence is asked about again.
    indexed ||= await hasIndexes(store.connection);
    return indexed ? 'ok' : 'indexes are missing: run assent migrate';
  }

  async function workers(): Promise<string> {
    const running = await queues.inbound.getWorkersCount();
    return running > 0 ? 'ok' : 'no worker is connected';
  }

  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const [ready, redis, working] = await Promise.all([
      outcome(mongodb()),
      outcome(queues.ping().then(() => 'ok')),
      outcome(workers()),
    ]);
    const parts = { mongodb: ready, redis, workers: working };
    const degraded = Object.entries({ redis, workers: working })
      .filter(([, state]) => state !== 'ok')
      .map(([name]) => name);
    const status = ready === 'ok' ? 'ok' : 'unavailable';
    reply.code(status === 'ok' ? 200 : 503).header('cache-control', 'no-store');
    if (status !== 'ok') reply.header('retry-after', '2');
    return { status, degraded, parts };
  });
}

/** What a part says of itself, in one word or one sentence, within the probe's time. */
async function outcome(asked: Promise<string>): Promise<string> {
  try {
    return await within(PROBE_TIMEOUT_MS, asked);
  } catch {
    return 'no answer';
  }
}

/** True when every index of every collection that the store declares exists. */
async function hasIndexes(connection: IngressRoomDeps['store']['connection']): Promise<boolean> {
  const complete = await Promise.all(
    connection.modelNames().map(async (name) => {
      const model = connection.model(name);
      const wanted = model.schema.indexes().map(([, options]) => String(options['name']));
      if (wanted.length === 0) return true;
      const present = new Set((await model.collection.indexes()).map((index) => index.name));
      return wanted.every((index) => present.has(index));
    }),
  );
  return complete.every(Boolean);
}
