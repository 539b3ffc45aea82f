// Workers that decide in the test's own process, for tests of the API that waits for them.
import { pino } from 'pino';
import { loadConfig } from '../../src/config.js';
import type { Store } from '../../src/store/store.js';
import { startWorkers, type WorkerName } from '../../workers/start.js';
import type { Scratch } from './scratch.js';

export interface Deciding {
  start(names?: readonly WorkerName[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param at read when workers start, for a file's store opens in its own hooks. */
export function decidingOn(at: () => { scratch: Scratch; store: Store }): Deciding {
  let workers: Awaited<ReturnType<typeof startWorkers>> | undefined;
  return {
    async start(names = ['consent']) {
      const { scratch, store } = at();
      const config = loadConfig({ ...scratch.environment });
      const log = pino({ level: 'silent' });
      workers = await startWorkers({ config, store, redisUrl: scratch.redisUrl, log, names });
    },
    async stop() {
      await workers?.close();
      workers = undefined;
    },
  };
}
