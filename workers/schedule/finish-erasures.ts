// Erasures that the call that asked for them did not see the end of: carried on until done. One
// that cannot be carried out keeps no other person waiting; the run shows as failed because of it.
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
      const failures: unknown[] = [];
      for (const erasure of await store.erasures.open(BATCH)) {
        const said = { erasure: erasure.erasure, workspace: erasure.workspace };
        try {
          const state = await carryOutErasure({ store, keep }, erasure);
          if (state === 'done') log.info(said, 'an erasure is done');
        } catch (error) {
          log.error({ ...said, err: error }, 'an erasure could not be carried out');
          failures.push(error);
        }
      }
      if (failures.length > 0) {
        throw new AggregateError(failures, `erasures that failed: ${failures.length}`);
      }
    },
  };
}
