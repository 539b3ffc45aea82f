// Opt-in requests that nobody answered in time come to their end: what the store shows as expired
// is written down, and frees their place for the next question.
import type { Logger } from 'pino';
import type { Store } from '../../src/store/store.js';
import type { ScheduledTask } from '../schedule.js';

export interface ExpireRequestsDeps {
  readonly store: { readonly requests: Pick<Store['requests'], 'expireStale'> };
  readonly log: Pick<Logger, 'info'>;
}

const EVERY_MS = 60_000;
const BATCH = 500;
/** Batches of one run; what is left after that is a minute older at the next one. */
const BATCHES_MAX = 40;

export function expireRequests({ store, log }: ExpireRequestsDeps): ScheduledTask {
  return {
    name: 'expire-requests',
    everyMs: EVERY_MS,
    async run() {
      let expired = 0;
      for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
        const found = await store.requests.expireStale(BATCH);
        expired += found;
        if (found < BATCH) break;
      }
      if (expired > 0) log.info({ expired }, 'opt-in requests ran out');
    },
  };
}
