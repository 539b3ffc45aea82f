// Every minute: what no webhook brought is looked for in each account's list. One text that is
// found may have met a bad moment; several in an hour are webhooks that go nowhere.
import { raiseAlert } from '../raise-alert.js';
import { createReconciler } from '../reconcile.js';
import type { ScheduledTask } from '../schedule.js';
import type { TaskDeps } from './tasks.js';

const EVERY_MS = 60_000;
const ALERT_FROM = 3;
const ALERT_WINDOW_MS = 3_600_000;

export function reconcileTexts(deps: TaskDeps): ScheduledTask {
  const reconcile = createReconciler(deps);
  const lately = new Map<string, { readonly at: number; readonly found: number }[]>();

  /** How many texts of the account were found within the hour, these among them. */
  function countFound(accountSid: string, found: number): number {
    const now = deps.store.clock.now().getTime();
    const kept = (lately.get(accountSid) ?? []).filter(({ at }) => now - at < ALERT_WINDOW_MS);
    kept.push({ at: now, found });
    lately.set(accountSid, kept);
    return kept.reduce((sum, one) => sum + one.found, 0);
  }

  return {
    name: 'reconcile-texts',
    everyMs: EVERY_MS,
    async run() {
      for (const account of await deps.store.senders.accounts()) {
        const { state, reason, accountSid, found } = await reconcile(account);
        if (found > 0) {
          const count = countFound(accountSid, found);
          const details = `${count} texts to account ${accountSid} in an hour came by no webhook.`;
          const alert = { kind: 'webhooks_missing', subject: accountSid, details } as const;
          if (count >= ALERT_FROM) await raiseAlert(deps, alert);
        }
        if (state !== 'unanswered') continue;
        deps.log.warn({ accountSid, reason }, 'a provider does not list its texts');
      }
    },
  };
}
