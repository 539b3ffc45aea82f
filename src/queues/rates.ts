// How fast each queue goes: what was done in the last minute, counted by every worker process and
// kept in Redis for as long. Acts are counted one by one, for a job carries many; of everything
// else the jobs that did something are.
import type { Redis } from 'ioredis';

export interface RatesDeps {
  readonly connection: Redis;
  readonly prefix: string;
  /** One clock for all processes, so that their counts fall into the same places. */
  readonly clock: { now(): Date };
}

/** Counts of so long share a key; workers hand theirs in about as often. */
export const RATE_STEP_MS = 10_000;
/** A minute of them. */
const STEPS = 6;
const KEPT_SECONDS = 180;

export function createRates({ connection, prefix, clock }: RatesDeps) {
  const counts = new Map<string, number>();
  const keyOf = (step: number) => `${prefix}:rate:${step}`;
  const stepNow = () => Math.floor(clock.now().getTime() / RATE_STEP_MS);

  return {
    /** Notes that so many are done; nothing is asked of Redis. */
    note(queue: string, count: number): void {
      counts.set(queue, (counts.get(queue) ?? 0) + count);
    },

    /** Hands in what was noted since the last time. What Redis does not take is not counted. */
    async handIn(): Promise<void> {
      if (counts.size === 0) return;
      const noted = [...counts];
      counts.clear();
      const key = keyOf(stepNow());
      const writing = connection.pipeline();
      for (const [queue, count] of noted) writing.hincrby(key, queue, count);
      await writing.expire(key, KEPT_SECONDS).exec();
    },

    /** What each queue did in the last full minute of steps; queues that did nothing are absent. */
    async lastMinute(): Promise<Map<string, number>> {
      const now = stepNow();
      const steps = Array.from({ length: STEPS }, (_, index) => now - 1 - index);
      const reading = connection.pipeline();
      for (const step of steps) reading.hgetall(keyOf(step));
      const sums = new Map<string, number>();
      for (const [error, fields] of (await reading.exec()) ?? []) {
        if (error) throw error;
        for (const [queue, count] of Object.entries(fields as Record<string, string>)) {
          sums.set(queue, (sums.get(queue) ?? 0) + Number(count));
        }
      }
      return sums;
    },
  };
}
