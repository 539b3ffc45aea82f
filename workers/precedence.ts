// Deciding comes before sending: while acts pour in a STOP may be among them, and what was asked
// for a moment ago may not be wanted any more. So senders of a process give way, but not for long.
import { performance } from 'node:perf_hooks';

/** Jobs under way from which on the deciding side counts as behind. */
const BEHIND_FROM_JOBS = 8;
/** Acts of the last second from which on it is a burst, and every core is better used deciding. */
const BURST_FROM_ACTS = 150;
const WINDOW_MS = 1_000;
const LOOK_EVERY_MS = 50;

export interface Precedence {
  /** Runs a job that decides `acts`; while many are under way or pour in, senders give way. */
  deciding<T>(acts: number, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is behind, at the latest after `ms`: sending never stops altogether. */
  giveWay(ms: number): Promise<void>;
}

export function createPrecedence(): Precedence {
  let jobsUnderWay = 0;
  let recent: { readonly at: number; readonly acts: number }[] = [];

  function isBehind(): boolean {
    const since = performance.now() - WINDOW_MS;
    recent = recent.filter(({ at }) => at > since);
    const acts = recent.reduce((sum, one) => sum + one.acts, 0);
    return jobsUnderWay >= BEHIND_FROM_JOBS || acts >= BURST_FROM_ACTS;
  }

  return {
    async deciding(acts, work) {
      jobsUnderWay += 1;
      recent.push({ at: performance.now(), acts });
      try {
        return await work();
      } finally {
        jobsUnderWay -= 1;
      }
    },
    async giveWay(ms) {
      const deadline = performance.now() + ms;
      while (isBehind() && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
  };
}
