// Finds consent whose time is over and hands each to the road as an act; the rules decide whether
// it still counts. Only programs that say how long consent holds are looked at.
import { expiryOf } from '../../src/consent/expiring.js';
import type { Head } from '../../src/consent/types.js';
import { actEvent } from '../../src/store/act-events.js';
import { inBatches } from '../../src/store/in-batches.js';
import type { HeadsPart } from '../../src/store/heads.js';
import type { InboxEvent } from '../../src/store/inbox.js';
import type { Store } from '../../src/store/store.js';
import type { Workspace } from '../../src/store/workspaces.js';
import { feed } from '../feed.js';
import type { ScheduledTask } from '../schedule.js';
import type { TaskDeps } from './tasks.js';

export type ExpireConsentDeps = Pick<TaskDeps, 'store' | 'queues' | 'log'>;

const EVERY_MS = 60_000;
/** Acts of one write. */
const BATCH = 500;
/** Heads that one run looks at: an index by the age of consent would cost every act its entry. */
const HEADS_MAX = 50_000;

export function expireConsent(deps: ExpireConsentDeps): ScheduledTask {
  // Each run looks at the next part of all contacts; a few thousand are one part.
  let runs = 0;
  return {
    name: 'expire-consent',
    everyMs: EVERY_MS,
    async run() {
      const ending = await endingIn(deps.store);
      if (ending.size === 0) return;
      const of = Math.max(1, Math.ceil((await deps.store.heads.count()) / HEADS_MAX));
      const part = { index: runs % of, of };
      runs += 1;
      let found = 0;
      for await (const batch of inBatches(expired(deps, ending, part), BATCH)) {
        await feed(deps, batch);
        found += batch.length;
      }
      if (found > 0) deps.log.info({ found }, 'consent ran out');
    },
  };
}

/** Workspaces with a program whose consent ends by itself. */
async function endingIn({ workspaces }: Pick<Store, 'workspaces'>) {
  const ending = new Map<string, Workspace>();
  for (const id of await workspaces.ids()) {
    const workspace = await workspaces.get(id);
    if (workspace && programsOf(workspace).length > 0) ending.set(id, workspace);
  }
  return ending;
}

const programsOf = ({ programs }: Workspace) =>
  Object.values(programs).filter(({ validForDays }) => validForDays !== undefined);

async function* expired(
  { store }: ExpireConsentDeps,
  ending: ReadonlyMap<string, Workspace>,
  part: HeadsPart,
): AsyncGenerator<InboxEvent> {
  const now = store.clock.now();
  for await (const { workspace: id, ...head } of store.heads.consenting([...ending.keys()], part)) {
    const workspace = ending.get(id);
    for (const program of workspace ? programsOf(workspace) : []) {
      const event = workspace && expiryEvent(workspace, program.id, head, now);
      if (event) yield event;
    }
  }
}

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
