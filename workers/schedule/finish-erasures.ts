// Erasures that the call that asked for them did not see the end of: carried on until done.
import { carryOutErasure } from '../../src/store/carry-out-erasure.js';
import { feed } from '../feed.js';
import type { ScheduledTask } from '../schedule.js';
import type { TaskDeps } from './tasks.js';

const EVERY_MS = 60_000;
const BATCH = 200;

export function finishErasures(deps: Pick<TaskDeps, 'store' | 'queues' | 'log'>): ScheduledTask {
  const { store, log } = deps;
  const keep = (events: Parameters<typeof feed>[1]) => feed(deps, events);
  return {
    name: 'finish-erasures',
    everyMs: EVERY_MS,
    async run() {
      for (const erasure of await store.erasures.open(BATCH)) {
        const state = await carryOutErasure({ store, keep }, erasure);
        if (state === 'done') log.info({ erasure: erasure.erasure }, 'an erasure is done');
      }
    },
  };
}
