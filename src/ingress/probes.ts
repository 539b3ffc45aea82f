// Liveness and readiness. Ready means that a STOP can be kept: MongoDB answers and its indexes are
// there. Redis and the workers show as degraded and never as unready.
import { performance } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { type IndexFinding, inspectIndexes, nameOf } from '../store/indexes.js';
import { within } from '../deadline.js';
import type { IngressRoomDeps } from './deps.js';

const PROBE_TIMEOUT_MS = 1_500;
/** Listing every index costs as many commands as there are collections. */
const INDEXES_KNOWN_MS = 60_000;

export async function probes(
  app: FastifyInstance,
  { store, queues }: Pick<IngressRoomDeps, 'store' | 'queues'>,
): Promise<void> {
  let indexedUntil = 0;

  async function mongodb(): Promise<string> {
    await store.ping();
    if (performance.now() < indexedUntil) return 'ok';
    const wrong = (await inspectIndexes(store.connection)).filter(({ state }) => state !== 'extra');
    if (wrong.length > 0) return sayIndexes(wrong);
    indexedUntil = performance.now() + INDEXES_KNOWN_MS;
    return 'ok';
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

/** Names what is wrong and the command that mends it. */
function sayIndexes(wrong: readonly IndexFinding[]): string {
  const named = wrong.map((index) => `${nameOf(index)} is ${index.state}`);
  return `${named.join(', ')}: run assent migrate`;
}
