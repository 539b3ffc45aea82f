// Every minute: what no webhook brought is looked for in each account's list.
import { createReconciler } from '../reconcile.js';
import type { ScheduledTask } from '../schedule.js';
import type { TaskDeps } from './tasks.js';

const EVERY_MS = 60_000;

export function reconcileTexts(deps: TaskDeps): ScheduledTask {
  const reconcile = createReconciler(deps);
  return {
    name: 'reconcile-texts',
    everyMs: EVERY_MS,
    async run() {
      for (const account of await deps.store.senders.accounts()) {
        const { state, reason, accountSid } = await reconcile(account);
        if (state !== 'unanswered') continue;
        deps.log.warn({ accountSid, reason }, 'a provider does not list its texts');
      }
    },
  };
}
