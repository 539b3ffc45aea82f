// The lookout: a round every half minute in one worker process, which looks for what an operator
// has to see to, keeps it as alerts and tells of it by mail. A timer under a lease and never a job,
// for it has to go round while Redis is away; what it cannot keep while MongoDB is away, it tells.
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { factsOf } from '../src/alert-kinds.js';
import { within } from '../src/deadline.js';
import type { Alert } from '../src/store/alerts.js';
import type { Store } from '../src/store/store.js';
import { every } from './every.js';
import type { Look } from './lookout/look.js';
import type { Tell } from './lookout/tell.js';
import { raiseAlert } from './raise-alert.js';

export interface LookoutDeps {
  readonly store: Store;
  readonly looks: readonly Look[];
  /** Undefined where nobody wants mail: alerts are kept and logged all the same. */
  readonly tell: Tell | undefined;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** Names this process in the lease and in what it tells. */
  readonly holder: string;
  readonly times?: LookoutTimes | undefined;
}

export interface LookoutTimes {
  readonly everyMs: number;
  /** How long MongoDB has to be away before somebody is told. */
  readonly mongodbAwayMs: number;
}

const TIMES: LookoutTimes = { everyMs: 30_000, mongodbAwayMs: 60_000 };
/** Other processes take over when this many rounds were missed. */
const LEASE_ROUNDS = 3;
const LOOK_WITHIN_MS = 10_000;
const PING_WITHIN_MS = 3_000;

export interface Lookout {
  stop(): Promise<void>;
}

export function startLookout(deps: LookoutDeps): Lookout {
  const { store, log, holder } = deps;
  const { everyMs, mongodbAwayMs } = deps.times ?? TIMES;
  const outage = watchMongodb(deps, mongodbAwayMs);

  async function round(): Promise<void> {
    if (outage.isAway()) return;
    if (await store.leases.hold('lookout', holder, LEASE_ROUNDS * everyMs)) await goRound(deps);
  }

  // Apart, for a round that is under way when MongoDB stops answering is stuck for long.
  const saying = { log, stumbled: 'the lookout stumbled; it goes on' };
  const loops = [outage.ask, round].map((work) => every(everyMs, work, saying));
  return {
    async stop() {
      await Promise.all(loops.map((stop) => stop()));
      await store.leases.release('lookout', holder);
    },
  };
}

/** Looks for everything, each look on its own, and tells of what is new or over. */
async function goRound(deps: LookoutDeps): Promise<void> {
  const { store, looks, log } = deps;
  const standing = await store.alerts.standing();
  await Promise.all(
    looks.map(async (look) => {
      try {
        await settle(deps, look, standing);
      } catch (error) {
        // What cannot be looked at is neither there nor over.
        log.warn({ err: error, kinds: look.kinds }, 'a look failed; the next round looks again');
      }
    }),
  );
  await store.alerts.resolve(
    standing.filter((alert) => isPast(alert, store)).map(({ _id }) => _id),
  );
  await tellOfNews(deps);
}

async function settle(deps: LookoutDeps, look: Look, standing: readonly Alert[]): Promise<void> {
  const found = await within(LOOK_WITHIN_MS, look.look());
  for (const finding of found) await raiseAlert(deps, finding);
  const isFound = ({ kind, subject }: Alert) =>
    found.some((one) => one.kind === kind && (one.subject ?? '') === subject);
  const over = standing.filter((alert) => look.owns(alert) && !isFound(alert));
  await deps.store.alerts.resolve(over.map(({ _id }) => _id));
}

/** What nobody can look at is over when it was not heard of for long enough. */
function isPast({ kind, lastSeen }: Alert, { clock }: Pick<Store, 'clock'>): boolean {
  const { passesAfterMs } = factsOf(kind);
  return passesAfterMs !== undefined && clock.now().getTime() - lastSeen.getTime() > passesAfterMs;
}

async function tellOfNews({ store, tell }: LookoutDeps): Promise<void> {
  if (!tell) return;
  const claimed: Alert[] = [];
  for (const alert of await store.alerts.untold()) {
    // Claimed before it is told: a process that dies in between leaves one unsaid, and not two.
    if (await store.alerts.claimTelling(alert)) claimed.push(alert);
  }
  if (claimed.length === 0) return;
  const left = await tell(claimed);
  if (!left) await store.alerts.giveTellingBack(claimed.map(({ _id }) => _id));
}

/**
 * Without MongoDB nothing can be kept and no lease be held: each process tells by itself, once when
 * it began and once when it is over.
 */
function watchMongodb({ store, tell, log, holder }: LookoutDeps, awayMs: number) {
  let since: number | undefined;
  let told = false;
  const alert = (over: boolean): Alert => {
    const now = new Date();
    const forMs = performance.now() - (since ?? performance.now());
    const beganAt = new Date(now.getTime() - forMs);
    const details = `It does not answer the process ${holder}. Webhooks are refused with 503.`;
    const state = over ? { resolvedAt: now } : {};
    const base = { _id: 'mongodb_away', kind: 'mongodb_away', subject: holder, details } as const;
    return { ...base, ...state, since: beganAt, lastSeen: now, times: 1 };
  };
  return {
    isAway: () => since !== undefined,

    async ask(): Promise<void> {
      try {
        await within(PING_WITHIN_MS, store.ping());
        if (told) await tell?.([alert(true)]);
        since = undefined;
        told = false;
      } catch (error) {
        since ??= performance.now();
        if (told || performance.now() - since < awayMs) return;
        log.error({ err: error }, factsOf('mongodb_away').title);
        told = (await tell?.([alert(false)])) ?? true;
      }
    },
  };
}
