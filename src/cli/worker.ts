// `assent worker [NAME…]`: opens the store, starts the named workers and the relay, and closes
// them.
import { startWorkers, WORKER_NAMES, type WorkerName } from '../../workers/start.js';
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import { closeOnEnd } from './lifecycle.js';
import { openStoreOf } from './open-store.js';
import { requireIndexes } from './require-indexes.js';
import { UsageFault, WrongCall } from './usage-fault.js';

export async function runWorker(config: Config, given: readonly string[]): Promise<void> {
  const { redisUrl } = config;
  if (!redisUrl) throw new UsageFault('REDIS_URL is not set; wanted redis://…');
  const unknown = given.find((name) => !isWorkerName(name));
  if (unknown) {
    throw new WrongCall(`there is no worker ${unknown}; wanted some of ${WORKER_NAMES.join(', ')}`);
  }
  const log = createLogger(config);
  const store = await openStoreOf(config, log);
  await requireIndexes(store).catch(async (fault: unknown) => {
    await store.close();
    throw fault;
  });
  const names = given.filter(isWorkerName);
  const chosen = names.length > 0 ? { names } : {};
  const onGivenUp = (worker: string) => end(`the worker ${worker} takes no jobs`, 'failed');
  const workers = await startWorkers({ config, store, redisUrl, log, onGivenUp, ...chosen });
  const end = closeOnEnd(log, async () => {
    await workers.close();
    await store.close();
  });
  log.info({ workers: names.length > 0 ? names : WORKER_NAMES }, 'workers ready');
}

const isWorkerName = (name: string): name is WorkerName =>
  (WORKER_NAMES as readonly string[]).includes(name);
