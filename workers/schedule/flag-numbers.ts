// Every hour: numbers that carriers took out of service since the last list.
import { flagDeactivated } from '../reconcile/deactivated.js';
import type { ScheduledTask } from '../schedule.js';
import type { TaskDeps } from './tasks.js';

const EVERY_MS = 3_600_000;

export function flagNumbers(deps: TaskDeps): ScheduledTask {
  return {
    name: 'flag-deactivated',
    everyMs: EVERY_MS,
    async run() {
      const { days, numbers, flagged, reason } = await flagDeactivated(deps);
      if (reason !== undefined) deps.log.warn({ reason }, 'no list of numbers out of service');
      if (days.length > 0) deps.log.info({ days, numbers, flagged }, 'numbers out of service');
    },
  };
}
