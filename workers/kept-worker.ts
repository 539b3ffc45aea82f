// One worker of a process with everything that is its own: a connection to Redis, the watchdog over
// it, and the canary that shows whether jobs go round. Knows nothing of what its jobs are about.
import { performance } from 'node:perf_hooks';
import { type Job, type Queue, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { canFail } from '../src/can-fail.js';
import { within } from '../src/deadline.js';
import { CANARY, reconnectDelayMs } from '../src/queues/queues.js';
import {
  type Replaceable,
  type SignsOfLife,
  startWatchdog,
  type Watchdog,
  type WatchdogDeps,
  type WatchdogTimes,
} from './watchdog.js';

export interface KeptWorkerDeps<Data>
  extends Pick<WatchdogDeps, 'onReplaced' | 'onGivenUp' | 'log'> {
  readonly name: string;
  readonly queue: Queue<Data>;
  /** The token proves the job's lock to whoever puts it back. */
  readonly work: (job: Job<Data>, token?: string) => Promise<void>;
  readonly redisUrl: string;
  readonly options: Omit<WorkerOptions, 'connection' | 'concurrency'> & {
    readonly concurrency: number;
  };
  readonly times?: WatchdogTimes | undefined;
  readonly log: Logger;
}

/** Ends before the process's own deadline does: what was not closed by then is cut off. */
const CLOSE_WITHIN_MS = 6_000;

/** Starts a worker and keeps it at work until it is closed. */
export function keepWorker<Data>(deps: KeptWorkerDeps<Data>): Watchdog {
  const { name, queue, options, log, onReplaced, onGivenUp, times } = deps;
  const now = () => performance.now();
  return startWatchdog(
    {
      ...{ name, queue, log, now, onReplaced, onGivenUp },
      places: options.concurrency,
      start: (signs) => openWorker(deps, signs),
    },
    times,
  );
}

/** A worker on connections of its own: one that is lost takes no other worker with it. */
function openWorker<Data>(
  { name, queue, work, redisUrl, options, log }: KeptWorkerDeps<Data>,
  signs: SignsOfLife,
): Replaceable {
  const connections = openConnections(redisUrl, name, (error) =>
    log.warn({ err: error, worker: name }, 'Redis is away'),
  );
  const process = async (job: Job<Data>, token?: string) => {
    signs.lastAt = performance.now();
    signs.underWay += 1;
    try {
      if (job.name !== CANARY) await work(job, token);
    } finally {
      signs.lastAt = performance.now();
      signs.underWay -= 1;
    }
  };
  const { main: connection } = connections;
  const worker = new Worker<Data>(queue.name, process, { ...options, connection });
  worker.on('error', (error) => log.warn({ err: error, worker: name }, 'a worker erred'));
  worker.on('failed', (job, error) => log.warn({ err: error, job: job?.id }, 'a job failed'));
  return {
    async abandon() {
      // First the connections: what waits for an answer on them would be waited for.
      connections.cut();
      await worker.close(true);
    },
    async close() {
      const closing = within(CLOSE_WITHIN_MS, worker.close());
      await canFail(closing, 'a worker did not close in time; its jobs are found again', log);
      connections.cut();
    },
  };
}

/** The connection that is given to a worker, and the one that it makes of it for waiting. */
function openConnections(redisUrl: string, name: string, onError: (error: Error) => void) {
  const main = new Redis(redisUrl, {
    connectionName: `assent-${name}`,
    maxRetriesPerRequest: null,
    retryStrategy: reconnectDelayMs,
  });
  main.on('error', onError);
  const all = [main];
  const duplicate = main.duplicate.bind(main);
  main.duplicate = (override) => {
    const made = duplicate(override);
    all.push(made);
    return made;
  };
  return { main, cut: () => all.forEach((one) => one.disconnect()) };
}
