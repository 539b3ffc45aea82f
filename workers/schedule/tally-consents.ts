// Keeps the tally of opt-ins and opt-outs near the end of the log, so that whoever opens the
// operators' page finds it counted. The page itself counts the last minutes.
import type { Store } from '../../src/store/store.js';
import type { ScheduledTask } from '../schedule.js';

export interface TallyConsentsDeps {
  readonly store: {
    readonly tallies: Pick<Store['tallies'], 'hours'>;
    readonly workspaces: Pick<Store['workspaces'], 'ids'>;
  };
}

const EVERY_MS = 300_000;

export function tallyConsents({ store }: TallyConsentsDeps): ScheduledTask {
  return {
    name: 'tally-consents',
    everyMs: EVERY_MS,
    async run() {
      for (const workspace of await store.workspaces.ids()) await store.tallies.hours(workspace);
    },
  };
}
