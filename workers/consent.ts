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
import { wordingsOf } from '../src/store/wordings-in-force.js';
import type { Workspace } from '../src/store/workspaces.js';
import { moveChains } from './consent/move.js';
import { recordFollowing } from './consent/record.js';
import { createTurns, type Turns } from './consent/turns.js';
import type { WavesOutcome } from './consent/waves.js';

export interface ConsentDeps {
  readonly store: Store;
  readonly queues: Pick<Queues, 'hintEffects'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly faultPoint: FaultPoint;
}

/** A pass of one workspace. */
interface PassDeps extends ConsentDeps {
  readonly turns: Turns;
  /** Told when this pass moves its chains: the next one may read meanwhile. */
  readonly handOver: HandOver;
}

const NOT_YET: HandOver = () => undefined;

/** Events that one pass decides together; past it a pass holds up the ones that wait. */
const PASS_EVENTS_MAX = 1_000;
/** Failures of one event after which it is set aside, visibly, with its fence standing. */
const FAILURES_MAX = 5;

/**
 * @returns a processor for the `inbound` queue. Jobs that are active together share one pass; while
 *   one pass moves its chains, the next one reads and the one before records what follows.
 * @throws when a pass could not be completed; the job is tried again and nothing is lost.
 */
export function createConsentProcessor(deps: ConsentDeps) {
  const turns = createTurns();
  const passes = createBatcher<InboundJob, void>({
    run: async (jobs, handOver) => {
      const ids = [...new Set(jobs.flatMap((job) => job.ids))];
      await decideEvents({ ...deps, turns, handOver }, ids);
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
async function decideEvents(deps: PassDeps, ids: readonly string[]): Promise<void> {
  const entries = await deps.store.inbox.open(ids);
  const byWorkspace = [...groupBy(entries, ({ workspace }) => workspace)];
  for (const [index, [id, ofOne]] of byWorkspace.entries()) {
    const workspace = await deps.store.workspaces.get(id);
    const isLast = index === byWorkspace.length - 1;
    const pass = isLast ? deps : { ...deps, handOver: NOT_YET };
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

/**
 * Stages, so that the process computes while MongoDB stores: reading, appending and moving heads,
 * each of the two in turn with other passes, and recording what follows.
 */
async function decideOfWorkspace(
  deps: PassDeps,
  workspace: Workspace,
  entries: readonly InboxEntry[],
): Promise<void> {
  const { store, faultPoint } = deps;
  // Evidence names texts by their hash; a write only where they are new to this process.
  await store.wordings.keep(workspace.id, wordingsOf(workspace));
  const moved = await moveChains({ ...deps, workspace, entries });
  // The next pass asks MongoDB first: then both have something to do.
  await new Promise<void>((resolve) => setImmediate(resolve));
  const effects = await recordFollowing(deps, workspace, moved);
  faultPoint('consent.recorded');
  await store.inbox.markDone([
    ...moved.settled.map(({ act }) => act.id),
    ...moved.notices.map(({ id }) => id),
  ]);
  faultPoint('consent.marked');
  await setAside(deps, moved.failed);

  const hinted = deps.queues.hintEffects(effects.map(hintOf), store.clock.iso());
  await canFail(hinted, 'effects wait for the relay because Redis did not take them', deps.log);
}

async function setAside(deps: ConsentDeps, failed: WavesOutcome['failed']): Promise<void> {
  if (failed.length === 0) return;
  for (const { id, reason } of failed) deps.log.error({ event: id, reason }, 'an event failed');
  await deps.store.inbox.recordFailures(failed, FAILURES_MAX);
}

const failAll = (entries: readonly InboxEntry[], reason: string) =>
  entries.map(({ _id: id }) => ({ id, reason }));
