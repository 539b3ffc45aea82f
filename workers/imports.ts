// Works through imports, a stretch at a time, on a queue of their own: however many rows wait
// there, what came in by itself is decided first. What a row is worth is decided in
// imports/batch.ts.
import { DelayedError, type Job } from 'bullmq';
import type { ImportJob } from '../src/queues/queues.js';
import type { Precedence } from './precedence.js';
import { type RunDeps, runImport } from './imports/run.js';

export interface ImportsDeps extends Omit<RunDeps, 'giveWay'> {
  readonly precedence: Pick<Precedence, 'giveWay'>;
  /** Names this process where only one is to have an import in hand. */
  readonly holder: string;
  /** Aborted when the process is about to end: what is under way is finished first. */
  readonly stopping: AbortSignal;
}

/** A job's stretch: another import that waits gets its turn after it. */
const STRETCH_MS = 10_000;
/** Before each batch, while acts that came in by themselves pour in. */
const GIVE_WAY_MS = 2_000;

/**
 * @returns a processor for the `imports` queue.
 * @throws DelayedError where the import goes on behind the others that wait, or when the process
 *   ends; what the run threw otherwise: the import is found again, and goes on where it was.
 */
export function createImportsProcessor(deps: ImportsDeps) {
  const { precedence, holder, stopping: signal } = deps;
  const giveWay = () => precedence.giveWay(GIVE_WAY_MS);
  return async (job: Job<ImportJob>, token?: string): Promise<void> => {
    const { workspace, import: id } = job.data;
    const run = { workspace, id, holder, signal, forMs: STRETCH_MS };
    const outcome = await runImport({ ...deps, giveWay }, run);
    if (outcome !== 'more') return;
    // BullMQ counts on the host's clock, whatever time that shows.
    await job.moveToDelayed(Date.now(), token);
    throw new DelayedError();
  };
}
