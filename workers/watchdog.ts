// Keeps one worker at work: looks every few seconds whether jobs wait that it does not take, and
// replaces it. A worker can lose its way back to Redis without an error, while it calls itself
// running; what counts is that jobs move.
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { canFail } from '../src/can-fail.js';
import { within } from '../src/deadline.js';

/** A worker as far as the watchdog knows it. */
export interface Replaceable {
  /** Ends it without waiting for jobs under way: they are found again by their effects or acts. */
  abandon(): Promise<void>;
  /** Waits for jobs under way. */
  close(): Promise<void>;
}

/** What a worker shows of itself: told by whoever runs its jobs. */
export interface SignsOfLife {
  /** When a job was begun or ended last, by the monotonic clock. */
  lastAt: number;
  underWay: number;
}

export interface WatchdogDeps {
  readonly name: string;
  readonly queue: Pick<Queue, 'getJobCountByTypes' | 'isPaused' | 'getRateLimitTtl'>;
  /** Jobs that it takes at a time. */
  readonly places: number;
  /** Starts a worker that tells `signs` of every job it begins and ends. */
  readonly start: (signs: SignsOfLife) => Replaceable;
  /** A worker was replaced: for the `times`-th time since a job moved. */
  readonly onReplaced: (name: string, times: number) => void;
  /** Replacing it did not help: the process has to end, for whoever starts it again. */
  readonly onGivenUp: (name: string) => void;
  readonly log: Pick<Logger, 'warn' | 'error' | 'fatal'>;
  readonly now: () => number;
}

export interface WatchdogTimes {
  readonly lookEveryMs: number;
  /** Jobs wait this long beside a free place, and the worker is stuck. */
  readonly quietMs: number;
  /**
   * The same with every place taken: longer than any call may last, for a provider that hangs is
   * no fault of the worker's.
   */
  readonly busyQuietMs: number;
}

const WATCHDOG_TIMES: WatchdogTimes = {
  lookEveryMs: 5_000,
  quietMs: 10_000,
  busyQuietMs: 90_000,
};
/** A worker that was replaced so often, and no job moved in between, is beyond its process. */
const REPLACED_MAX = 2;
const ABANDON_WITHIN_MS = 3_000;
/** A look that comes later than so many intervals finds a process that stood still. */
const LATE_LOOKS = 3;

export interface Watchdog {
  readonly name: string;
  /** When jobs were first seen to wait in vain; undefined while they move or none waits. */
  stuckForMs(): number | undefined;
  close(): Promise<void>;
}

export function startWatchdog(deps: WatchdogDeps, times = WATCHDOG_TIMES): Watchdog {
  const { name, now, log } = deps;
  let started = start();
  let replaced = 0;
  let lookedAt = now();
  /** When jobs were first seen waiting, with no sign of life since. */
  let waitingSince: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  /** True once nobody needs it any more. */
  let ended = false;

  function start() {
    const at = now();
    const signs: SignsOfLife = { lastAt: at, underWay: 0 };
    return { at, signs, worker: deps.start(signs) };
  }

  async function look(): Promise<void> {
    // A process that stood still itself cannot blame its worker for it.
    if (now() - lookedAt > LATE_LOOKS * times.lookEveryMs) waitingSince = undefined;
    const waits = await jobsWait(deps.queue);
    lookedAt = now();
    const { at, signs } = started;
    if (signs.lastAt > at) replaced = 0;
    if (!waits) waitingSince = undefined;
    else if (waitingSince === undefined || signs.lastAt > waitingSince) waitingSince = lookedAt;
    const busy = signs.underWay >= deps.places;
    const patienceMs = busy ? times.busyQuietMs : times.quietMs;
    if (waitingSince !== undefined && lookedAt - waitingSince >= patienceMs) await replace();
  }

  async function replace(): Promise<void> {
    if (replaced >= REPLACED_MAX) {
      log.fatal(
        { worker: name, replaced },
        'a worker takes no jobs, and replacing it did not help',
      );
      ended = true;
      return deps.onGivenUp(name);
    }
    replaced += 1;
    log.error({ worker: name, replaced }, 'a worker takes no jobs although some wait: replaced');
    deps.onReplaced(name, replaced);
    const abandoned = within(ABANDON_WITHIN_MS, started.worker.abandon());
    await canFail(abandoned, 'a worker that was replaced has not ended yet', log);
    started = start();
    waitingSince = undefined;
  }

  async function turn(): Promise<void> {
    try {
      await look();
    } catch (error) {
      // Redis does not answer: it is not the worker that stands still.
      waitingSince = undefined;
      lookedAt = now();
      log.warn({ err: error, worker: name }, 'nobody can say whether this worker is at work');
    }
    if (!ended) schedule();
  }

  function schedule() {
    timer = setTimeout(() => {
      current = turn();
    }, times.lookEveryMs);
  }

  schedule();
  return {
    name,
    stuckForMs: () => (waitingSince === undefined ? undefined : now() - waitingSince),
    async close() {
      ended = true;
      clearTimeout(timer);
      await current;
      await started.worker.close();
    },
  };
}

/**
 * True when a worker with a free place would have something to do.
 * @throws when Redis does not answer.
 */
async function jobsWait(queue: WatchdogDeps['queue']): Promise<boolean> {
  if ((await queue.getJobCountByTypes('wait', 'prioritized')) === 0) return false;
  const [paused, limitedMs] = await Promise.all([queue.isPaused(), queue.getRateLimitTtl()]);
  return !paused && limitedMs <= 0;
}
