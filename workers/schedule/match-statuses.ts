// Statuses that came before their message was known: applied once it is, given to an operator when
// nobody claimed one for a day.
import { applyReports } from '../../src/senders/status-reports.js';
import type { ScheduledTask } from '../schedule.js';
import { reportsDeps } from './reports-deps.js';
import type { TaskDeps } from './tasks.js';

const EVERY_MS = 10_000;
const BATCH = 500;
/** Batches of one run; what is left waits for the next. */
const BATCHES_MAX = 20;

export function matchStatuses(deps: TaskDeps): ScheduledTask {
  const { keptStatuses } = deps.store;
  return {
    name: 'match-statuses',
    everyMs: EVERY_MS,
    async run() {
      for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
        const due = await keptStatuses.due(BATCH);
        if (due.length === 0) return;
        const outcomes = await applyReports(reportsDeps(deps), due);
        const matched = due.filter((_, index) => outcomes[index] === 'applied');
        await keptStatuses.forget(matched.map(({ id }) => id));
        const left = await keptStatuses.lookAgain(
          due.filter((_, index) => outcomes[index] !== 'applied'),
        );
        if (left > 0) deps.log.warn({ left }, 'nobody knows the texts that these statuses are of');
        if (due.length < BATCH) return;
      }
    },
  };
}
