// Decides acts: reads what the inbox holds, appends what the rules say, records what follows, marks
// last. The order is the safety: ledger, heads, effects, inbox mark. A crash anywhere is healed by
// the next try.
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import { createBatcher, type HandOver } from '../src/batcher.js';
import { canFail } from '../src/can-fail.js';
import type { FaultPoint } from '../src/fault-points.js';
import { groupBy } from '../src/group-by.js';
import type { InboundJob, Queues } from '../src/queues/queues.js';
import { hintOf } from '../src/store/effects.js';
import type { InboxEntry } from '../src/store/inbox.js';
import { isServerTrouble } from '../src/store/server-trouble.js';
import type { Store } from '../src/store/store.js';
import type { Workspace } from '../src/store/workspaces.js';
import { prepare } from './consent/prepare.js';
import { recordFollowing } from './consent/record.js';
import { appendInWaves, type WavesOutcome } from './consent/waves.js';

export interface ConsentDeps {
  readonly store: Store;
  readonly queues: Pick<Queues, 'addEffects'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly faultPoint: FaultPoint;
}

/** A pass of one workspace. */
interface PassDeps extends ConsentDeps {
  /** Told when the heads are where the ledger is: whoever reads them now loses no race. */
  readonly headsMoved: HandOver;
}

const NOT_YET: HandOver = () => undefined;

/** Events that one pass decides together; past it a pass holds up the ones that wait. */
const PASS_EVENTS_MAX = 500;
/** Failures of one event after which it is set aside, visibly, with its fence standing. */
const FAILURES_MAX = 5;

/**
 * @returns a processor for the `inbound` queue. Jobs that are active together share one pass; the
 *   next pass reads and decides while this one records what follows, on the heads that it has
 *   moved.
 * @throws when a pass could not be completed; the job is tried again and nothing is lost.
 */
export function createConsentProcessor(deps: ConsentDeps) {
  const passes = createBatcher<InboundJob, void>({
    run: async (jobs, headsMoved) => {
      await decideEvents(deps, [...new Set(jobs.flatMap(({ ids }) => ids))], headsMoved);
      return [];
    },
    itemsMax: PASS_EVENTS_MAX,
    weightOf: ({ ids }) => ids.length,
    heldMax: 10_000,
    bytesMax: Number.POSITIVE_INFINITY,
    bytesOf: () => 0,
  });
  return (job: Pick<Job<InboundJob>, 'data'>): Promise<void> => passes.add(job.data);
}

/** Decides these events; those that are done already are left alone. */
async function decideEvents(
  deps: ConsentDeps,
  ids: readonly string[],
  headsMoved: HandOver,
): Promise<void> {
  const entries = await deps.store.inbox.open(ids);
  const byWorkspace = [...groupBy(entries, ({ workspace }) => workspace)];
  for (const [index, [id, ofOne]] of byWorkspace.entries()) {
    const workspace = await deps.store.workspaces.get(id);
    const isLast = index === byWorkspace.length - 1;
    const pass = isLast ? { ...deps, headsMoved } : { ...deps, headsMoved: NOT_YET };
    if (workspace) await decideTogether(pass, workspace, ofOne);
    else await setAside(deps, failAll(ofOne, 'its workspace does not exist'));
  }
}

/**
 * What fails for a reason of its own is found by halving and fails alone; a half that was decided
 * before the failure is taken as stored.
 * @throws when MongoDB failed: nothing is wrong with the entries, and the job is tried again.
 */
async function decideTogether(
  deps: PassDeps,
  workspace: Workspace,
  entries: readonly InboxEntry[],
): Promise<void> {
  try {
    await decideOfWorkspace(deps, workspace, entries);
  } catch (error) {
    if (isServerTrouble(error)) throw error;
    if (entries.length === 1) {
      const reason = `it cannot be decided: ${(error as Error).message}`;
      return setAside(deps, failAll(entries, reason));
    }
    const half = entries.length >> 1;
    await decideTogether(deps, workspace, entries.slice(0, half));
    await decideTogether(deps, workspace, entries.slice(half));
  }
}

async function decideOfWorkspace(
  deps: PassDeps,
  workspace: Workspace,
  entries: readonly InboxEntry[],
): Promise<void> {
  const { store, faultPoint } = deps;
  const contactsOf = (of: readonly { contact: string }[]) => [
    ...new Set(of.map(({ contact }) => contact)),
  ];
  const [{ acts, notices, failed }, heads] = await Promise.all([
    prepare(store, workspace.id, entries),
    store.heads.many(workspace.id, contactsOf(entries)),
  ]);
  const contacts = contactsOf(acts);
  const keys = await keysOf(deps, workspace, contacts, acts);
  faultPoint('consent.prepared');
  const waves = await appendInWaves(store, { workspace, acts, heads, keys });
  faultPoint('consent.appended');
  await store.heads.advance(workspace.id, waves.heads, waves.fresh);
  deps.headsMoved();
  faultPoint('consent.advanced');
  const effects = await recordFollowing(deps, workspace, { ...waves, notices, keys });
  faultPoint('consent.recorded');
  await store.inbox.markDone([
    ...waves.settled.map(({ act }) => act.id),
    ...notices.map(({ id }) => id),
  ]);
  faultPoint('consent.marked');
  await setAside(deps, [...failed, ...waves.failed]);

  const hinted = deps.queues.addEffects(effects.map(hintOf), store.clock.iso());
  await canFail(hinted, 'effects wait for the relay because Redis did not take them', deps.log);
}

/**
 * Keys of all contacts; numbers behind new ones are kept, sealed, before anything refers to them.
 */
async function keysOf(
  { store }: ConsentDeps,
  workspace: Workspace,
  contacts: readonly string[],
  acts: Awaited<ReturnType<typeof prepare>>['acts'],
) {
  const known = acts.flatMap(({ contact, phone }) => (phone ? [{ contact, phone }] : []));
  const remembered = await store.people.remember(workspace.id, known);
  const missing = contacts.filter((contact) => !remembered.has(contact));
  if (missing.length === 0) return remembered;
  return new Map([...remembered, ...(await store.people.keysOf(workspace.id, missing))]);
}

async function setAside(deps: ConsentDeps, failed: WavesOutcome['failed']): Promise<void> {
  if (failed.length === 0) return;
  for (const { id, reason } of failed) deps.log.error({ event: id, reason }, 'an event failed');
  await deps.store.inbox.recordFailures(failed, FAILURES_MAX);
}

const failAll = (entries: readonly InboxEntry[], reason: string) =>
  entries.map(({ _id: id }) => ({ id, reason }));
