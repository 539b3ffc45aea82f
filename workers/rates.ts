// Counts what the workers of this process have done, and hands the counts to Redis now and then:
// the operators' page shows them. A job waits for none of it.
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import { createRates, RATE_STEP_MS, type RatesDeps } from '../src/queues/rates.js';
import { every } from './every.js';

type Work = (job: Job, token?: string) => Promise<void>;

export interface KeptRates {
  /** The same work, counted when it is done: an act each of a job of acts, else one. */
  counted(queue: string, work: Work): Work;
  stop(): Promise<void>;
}

export function keepRates({
  log,
  ...deps
}: RatesDeps & { readonly log: Pick<Logger, 'warn'> }): KeptRates {
  const rates = createRates(deps);
  const stumbled = 'what was done in the last seconds is not counted';
  return {
    counted: (queue, work) => async (job, token) => {
      await work(job, token);
      const { ids } = job.data as { readonly ids?: readonly string[] };
      rates.note(queue, ids?.length ?? 1);
    },
    stop: every(RATE_STEP_MS, () => rates.handIn(), { log, stumbled }),
  };
}
