// Finds consent whose time is over and hands each to the road as an act; the rules decide whether
// it still counts. Only programs that say how long consent holds are looked at.
import { expiryOf } from '../../src/consent/expiring.js';
import type { Head } from '../../src/consent/types.js';
import { actEvent } from '../../src/store/act-events.js';
import { inBatches } from '../../src/store/in-batches.js';
import type { InboxEvent } from '../../src/store/inbox.js';
import type { Workspace } from '../../src/store/workspaces.js';
import { feed } from '../feed.js';
import type { ScheduledTask } from '../schedule.js';
import type { TaskDeps } from './tasks.js';

export type ExpireConsentDeps = Pick<TaskDeps, 'store' | 'queues' | 'log'>;

const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
/** Acts of one write; what is more than a run can do is found by the next. */
const BATCH = 500;
const RUN_MAX = 20_000;

export function expireConsent(deps: ExpireConsentDeps): ScheduledTask {
  return {
    name: 'expire-consent',
    everyMs: EVERY_MS,
    async run() {
      for (const id of await deps.store.workspaces.ids()) {
        const workspace = await deps.store.workspaces.get(id);
        if (workspace) await expireIn(deps, workspace);
      }
    },
  };
}

async function expireIn(deps: ExpireConsentDeps, workspace: Workspace): Promise<void> {
  for (const { id: program, validForDays } of Object.values(workspace.programs)) {
    if (validForDays === undefined) continue;
    let found = 0;
    for await (const batch of inBatches(expired(deps, workspace, program, validForDays), BATCH)) {
      await feed(deps, batch);
      found += batch.length;
      if (found >= RUN_MAX) break;
    }
    if (found > 0) deps.log.info({ workspace: workspace.id, program, found }, 'consent ran out');
  }
}

async function* expired(
  { store }: ExpireConsentDeps,
  workspace: Workspace,
  program: string,
  validForDays: number,
): AsyncGenerator<InboxEvent> {
  const now = store.clock.now();
  const until = new Date(now.getTime() - validForDays * DAY_MS);
  for await (const head of store.heads.inSince(workspace.id, program, until)) {
    const event = expiryEvent(workspace, program, head, now);
    if (event) yield event;
  }
}

/** Nothing for a head that another act keeps in the program: it was found by one of everything. */
function expiryEvent(
  { id: workspace, policy }: Workspace,
  program: string,
  head: Head,
  receivedAt: Date,
): InboxEvent | undefined {
  const expiry = expiryOf(head, program, policy);
  if (!expiry || expiry.at > receivedAt.toISOString()) return undefined;
  const { entry, at: expiredAt } = expiry;
  return actEvent({
    ...{ type: 'expiry', workspace, contact: head.contact, intent: 'none', receivedAt },
    // Should the program's time be changed, the same entry runs out at another moment.
    origin: `expiry/${program}/${entry}/${expiredAt}`,
    told: { program, entry, expiredAt },
  });
}
