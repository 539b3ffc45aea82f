// Imports that nobody has in hand are queued again: their process died, Redis forgot them, or
// whoever began them went away.
import type { Queues } from '../../src/queues/queues.js';
import type { Store } from '../../src/store/store.js';
import type { ScheduledTask } from '../schedule.js';

export interface ResumeImportsDeps {
  readonly store: { readonly imports: Pick<Store['imports'], 'abandoned'> };
  readonly queues: Pick<Queues, 'addImport'>;
}

const EVERY_MS = 10_000;
const BATCH = 100;

export function resumeImports({ store, queues }: ResumeImportsDeps): ScheduledTask {
  return {
    name: 'resume-imports',
    everyMs: EVERY_MS,
    async run() {
      for (const one of await store.imports.abandoned(BATCH)) await queues.addImport(one);
    },
  };
}
