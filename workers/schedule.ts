// Runs what the clock asks for and no person: one job a run, at most one run of a task at a time.
// What is due and what is done about it is in schedule/, one file a task.
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import type { Schedule } from '../src/queues/queues.js';

/** A task that finds what is due by itself, and does a bounded part of it in one run. */
export interface ScheduledTask extends Schedule {
  /** Safe to run twice, late, or beside itself: two hosts may take two runs at once. */
  run(): Promise<void>;
}

export interface ScheduleDeps {
  readonly tasks: readonly ScheduledTask[];
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * @returns a processor for the `schedule` queue; the job's name says which task is to run.
 * @throws what the task threw: the run shows as failed, and the next one finds the same work.
 */
export function createScheduleProcessor({ tasks, log }: ScheduleDeps) {
  const underWay = new Set<string>();
  return async ({ name }: Pick<Job, 'name'>): Promise<void> => {
    const task = tasks.find((one) => one.name === name);
    // Another version of this program put it there, and runs it.
    if (!task) return log.warn({ task: name }, 'there is no task of this name here');
    if (underWay.has(name)) return;
    underWay.add(name);
    try {
      await task.run();
    } finally {
      underWay.delete(name);
    }
  };
}
