// The canary: a job that asks for nothing, sent through a worker's own queue. That it went round is
// the one proof that jobs move; a worker that calls itself running proves nothing.
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { newId } from '../src/ids.js';
import type { Queues } from '../src/queues/queues.js';
import type { MongoClock } from '../src/store/clock.js';

export interface CanaryDeps {
  readonly queue: Queue;
  readonly queues: Pick<Queues, 'sendCanary'>;
  readonly clock: Pick<MongoClock, 'iso'>;
}

/** A canary that needs longer is late, and whatever it shares its queue with is, too. */
export const CANARY_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;
/** Whoever asks within this time of a round hears of that one. */
const KNOWN_MS = 2_000;

export type Canary = ReturnType<typeof createCanary>;

export function createCanary({ queue, queues, clock }: CanaryDeps) {
  const id = newId('canary').replace('_', '-');
  let under: Promise<boolean> | undefined;
  let last: { at: number; round: boolean } | undefined;

  async function fly(): Promise<boolean> {
    const sentAt = performance.now();
    await queues.sendCanary(queue, id, clock.iso());
    while (performance.now() - sentAt < CANARY_WITHIN_MS) {
      if (!(await queue.getJob(id))) return true;
      await pause(LOOK_EVERY_MS);
    }
    return false;
  }

  return {
    /**
     * True when a canary went round in time; those who ask at once share one.
     * @throws when Redis does not answer.
     */
    async round(): Promise<boolean> {
      if (last && performance.now() - last.at < KNOWN_MS) return last.round;
      under ??= fly().finally(() => {
        under = undefined;
      });
      const round = await under;
      last = { at: performance.now(), round };
      return round;
    },
  };
}
