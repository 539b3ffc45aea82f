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
import { prepare } from './consent/prepare.js';
import { moveRequests, recordFollowing } from './consent/record.js';
import { createTurns, type Turns } from './consent/turns.js';
import { appendInWaves, type WavesOutcome } from './consent/waves.js';

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
const PASS_EVENTS_MAX = 500;
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
 * Three stages, so that the process computes while MongoDB stores: reading, moving the chains in
 * turn with other passes, and recording what follows.
 */
async function decideOfWorkspace(
  deps: PassDeps,
  workspace: Workspace,
  entries: readonly InboxEntry[],
): Promise<void> {
  const { store, faultPoint, turns } = deps;
  const seen = turns.requestMoves;
  // Evidence names texts by their hash; a write only where they are new to this process.
  await store.wordings.keep(workspace.id, wordingsOf(workspace));
  const early = await readActs(deps, workspace, entries);
  const endTurn = await turns.take();
  let moved: Moved;
  try {
    deps.handOver();
    // A pass before this one may have answered requests that this one still took for open.
    const isLate = seen !== turns.requestMoves;
    moved = await moveChains(
      deps,
      workspace,
      isLate ? await readActs(deps, workspace, entries) : early,
    );
  } finally {
    endTurn();
  }
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

type Read = Awaited<ReturnType<typeof readActs>>;

/** What the entries say, with the keys of everybody they are about. */
async function readActs(deps: PassDeps, workspace: Workspace, entries: readonly InboxEntry[]) {
  const prepared = await prepare(deps.store, workspace, entries);
  const contacts = [...new Set(prepared.acts.map(({ contact }) => contact))];
  const keys = await keysOf(deps, workspace, contacts, prepared.acts);
  deps.faultPoint('consent.prepared');
  return { ...prepared, contacts, keys };
}

type Moved = Awaited<ReturnType<typeof moveChains>>;

/** Ledger, then heads, then the requests by which the next pass decides. */
async function moveChains(deps: PassDeps, workspace: Workspace, read: Read) {
  const { store, faultPoint, turns } = deps;
  const { acts, notices, contacts, keys } = read;
  const { id } = workspace;
  const heads = await store.heads.many(id, contacts);
  const waves = await appendInWaves(store, { workspace, acts, heads, keys });
  faultPoint('consent.appended');
  await store.heads.advance(id, waves.heads, waves.fresh);
  faultPoint('consent.advanced');
  if (await moveRequests(deps, id, { ...waves, notices })) turns.requestMoves += 1;
  return { settled: waves.settled, failed: [...read.failed, ...waves.failed], notices, keys };
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
