// The relay: finds work that MongoDB knows and Redis lost, and queues it again. Runs in every
// worker process, one at a time under a lease. A timer, never a schedule in Redis: a flush would
// delete the healer too.
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { chunks } from '../src/chunks.js';
import { type Channel, CHANNELS } from '../src/effect-hints.js';
import type { EffectJob, InboundJob, Queues, Schedule } from '../src/queues/queues.js';
import type { Store } from '../src/store/store.js';
import { every } from './every.js';
import { type LinesDeps, sweepLines } from './relay/lines.js';

export interface RelayDeps {
  readonly store: LinesDeps['store'] & Pick<Store, 'leases' | 'inbox'>;
  readonly queues: Pick<
    Queues,
    'inbound' | 'effects' | 'addInbound' | 'addEffects' | 'countJobs' | 'keepSchedules'
  >;
  /** What is to be run again and again; a flush forgets it, this reminds Redis. */
  readonly schedules: readonly Schedule[];
  /** How often Redis is reminded; a minute when left out. */
  readonly remindEveryMs?: number;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** Names this process in the lease. */
  readonly holder: string;
}

const INTERVAL_MS = 2_000;
const LEASE_MS = 10_000;
const REMIND_EVERY_MS = 60_000;
/** Work younger than this is on its way: its first job was queued with it. */
const GRACE_MS = 5_000;
/** Most that one sweep queues, so that Redis never holds much more than there is work. */
const SWEEP_MAX = 1_000;
const EVENTS_PER_JOB = 100;
/** From this many tries on, an event travels alone: it may be what kills its job. */
const ALONE_AFTER_TRIES = 3;

export interface Relay {
  /** One sweep now, whoever holds the lease; returns how much was queued again. */
  sweep(): Promise<number>;
  /** Ends the timer and waits for a sweep under way. */
  stop(): Promise<void>;
}

export function startRelay(deps: RelayDeps): Relay {
  const { store, log, holder, remindEveryMs = REMIND_EVERY_MS } = deps;
  let remindedAt = Number.NEGATIVE_INFINITY;

  async function sweep(): Promise<number> {
    const events = await sweepInbox(deps);
    let effects = 0;
    for (const channel of CHANNELS) effects += await sweepEffects(deps, channel);
    if (events + effects > 0) log.info({ events, effects }, 'work was queued again');
    return events + effects;
  }

  async function remind(): Promise<void> {
    if (performance.now() - remindedAt < remindEveryMs) return;
    await deps.queues.keepSchedules(deps.schedules);
    remindedAt = performance.now();
  }

  async function turn(): Promise<void> {
    if (!(await store.leases.hold('relay', holder, LEASE_MS))) return;
    await sweep();
    await remind();
  }

  const stumbled = 'a sweep failed; the next one finds the same work';
  const stop = every(INTERVAL_MS, turn, { log, stumbled });
  return {
    sweep,
    async stop() {
      await stop();
      await store.leases.release('relay', holder);
    },
  };
}

async function sweepInbox({ store, queues }: RelayDeps): Promise<number> {
  const before = await lostBefore(store, await oldestWaiting<InboundJob>(queues.inbound));
  const overdue = await store.inbox.overdue(before, SWEEP_MAX);
  const alone = overdue.filter(({ tries }) => tries >= ALONE_AFTER_TRIES);
  const together = overdue.filter(({ tries }) => tries < ALONE_AFTER_TRIES);
  const batches = [
    ...chunks(
      together.filter(({ fence }) => fence),
      EVENTS_PER_JOB,
    ),
    ...chunks(
      together.filter(({ fence }) => !fence),
      EVENTS_PER_JOB,
    ),
    ...chunks(alone, 1),
  ];
  for (const batch of batches) {
    const ids = batch.map(({ _id }) => _id);
    const round = 1 + Math.max(...batch.map(({ tries }) => tries));
    await queues.addInbound(ids, store.clock.iso(), round);
    await store.inbox.markQueuedAgain(ids);
  }
  return overdue.length;
}

async function sweepEffects(deps: RelayDeps, channel: Channel): Promise<number> {
  const oldest = await oldestWaiting<EffectJob>(deps.queues.effects[channel]);
  return sweepLines(deps, channel, await lostBefore(deps.store, oldest));
}

/**
 * Work queued before this moment is in no waiting job any more: a job older than it would be
 * waiting too.
 */
async function lostBefore(store: RelayDeps['store'], oldest: Date | undefined): Promise<Date> {
  const graceEnds = store.clock.now().getTime() - GRACE_MS;
  return new Date(Math.min(graceEnds, oldest?.getTime() ?? graceEnds));
}

/**
 * When the oldest waiting job was queued. First in, first out, within each priority and among those
 * that wait for their turn.
 */
async function oldestWaiting<Data extends { at: string }>(queue: {
  getJobs(
    types: ('wait' | 'prioritized' | 'delayed')[],
    start: number,
    end: number,
    asc: boolean,
  ): Promise<({ data: Data } | undefined)[]>;
}): Promise<Date | undefined> {
  const found = await Promise.all([
    queue.getJobs(['wait'], 0, 0, true),
    queue.getJobs(['prioritized'], 0, 0, true),
    queue.getJobs(['delayed'], 0, 0, true),
  ]);
  const times = found.flat().flatMap((job) => (job ? [Date.parse(job.data.at)] : []));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}
