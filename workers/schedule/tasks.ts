// Everything that is run again and again: one line a task, one file beside this one for each.
import type { Logger } from 'pino';
import type { Queues } from '../../src/queues/queues.js';
import type { TextProvider } from '../../src/senders/provider.js';
import type { Store } from '../../src/store/store.js';
import type { ScheduledTask } from '../schedule.js';
import { expireConsent } from './expire-consent.js';
import { expireRequests } from './expire-requests.js';
import { fetchStatusesTask } from './fetch-statuses.js';
import { finishErasures } from './finish-erasures.js';
import { flagNumbers } from './flag-numbers.js';
import { matchStatuses } from './match-statuses.js';
import { reconcileTexts } from './reconcile-texts.js';
import { tallyConsents } from './tally-consents.js';
import { resumeImports } from './resume-imports.js';

/** What tasks may be given; each names in its own file what it uses. */
export interface TaskDeps {
  readonly store: Store;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly provider: TextProvider;
  /** Names this process where only one is to do something. */
  readonly holder: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export function scheduledTasks(
  deps: TaskDeps & { readonly queues: Pick<Queues, 'addImport'> },
): readonly ScheduledTask[] {
  return [
    expireConsent(deps),
    expireRequests(deps),
    matchStatuses(deps),
    fetchStatusesTask(deps),
    reconcileTexts(deps),
    flagNumbers(deps),
    tallyConsents(deps),
    finishErasures(deps),
    resumeImports(deps),
  ];
}
