// Tells what happened: follows the changes of ledger, conversation and requests in the background
// and writes the events that follow from them. Runs in every worker process, one at a time under a
// lease; two at once would write the same events once. Decides nothing and is never waited for.
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { canFail } from '../src/can-fail.js';
import { within } from '../src/deadline.js';
import type { FaultPoint } from '../src/fault-points.js';
import { type Change, type Changes, isPlaceLost } from '../src/store/changes.js';
import type { StoredEvent } from '../src/store/events.js';
import type { Store } from '../src/store/store.js';
import type { Precedence } from './precedence.js';
import { createDerive, type DeriveDeps } from './projector/derive.js';

export interface ProjectorDeps {
  readonly store: DeriveDeps['store'] & Pick<Store, 'changes' | 'clock' | 'events' | 'leases'>;
  /** Hands events on to whoever subscribed; called again with the same ones after a crash. */
  readonly tell: (workspace: string, events: readonly StoredEvent[]) => Promise<void>;
  readonly precedence: Pick<Precedence, 'giveWay'>;
  readonly log: Pick<Logger, 'error' | 'warn'>;
  readonly faultPoint: FaultPoint;
  /** Names this process in the lease. */
  readonly holder: string;
}

const LEASE = 'projector';
const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 3_000;
/** Between two tries to get the lease, and after a failure. */
const PAUSE_MS = 1_000;
/** While acts pour in, a batch of events waits so long for the deciding to have room. */
const GIVE_WAY_MS = 2_000;
/** Where nothing is to be told, the place is kept so often all the same, so that it stays young. */
const KEEP_EVERY_MS = 30_000;
/** Ends before the process's own deadline does. */
const STOP_WITHIN_MS = 3_000;

export interface Projector {
  /** Ends the following and waits for the batch under way. */
  stop(): Promise<void>;
}

export function startProjector(deps: ProjectorDeps): Projector {
  const { store, log, holder } = deps;
  const derive = createDerive(deps);
  const stopping = new AbortController();
  const { signal } = stopping;
  let renewedAt = Number.NEGATIVE_INFINITY;

  /** Ends early when the projector is stopped. */
  const pause = async (): Promise<void> => {
    await Promise.allSettled([setTimeout(PAUSE_MS, undefined, { signal })]);
  };

  /** Whether this process may go on; asks MongoDB every few seconds only. */
  async function holds(): Promise<boolean> {
    if (signal.aborted) return false;
    if (performance.now() - renewedAt < RENEW_EVERY_MS) return true;
    const held = await store.leases.hold(LEASE, holder, LEASE_MS);
    renewedAt = held ? performance.now() : Number.NEGATIVE_INFINITY;
    return held && !signal.aborted;
  }

  /** Order matters: events, then who hears of them, and the place last. */
  async function project(changes: readonly Change[]): Promise<void> {
    await deps.precedence.giveWay(GIVE_WAY_MS);
    const told = await derive(changes);
    deps.faultPoint('projector.derived');
    for (const [workspace, drafts] of told) {
      const events = await store.events.append(workspace, drafts);
      deps.faultPoint('projector.written');
      await deps.tell(workspace, events);
      deps.faultPoint('projector.told');
    }
  }

  async function follow(changes: Changes): Promise<void> {
    let keptAt = Number.NEGATIVE_INFINITY;
    while (await holds()) {
      const asked = store.clock.now();
      const { changes: told, token, at = asked } = await changes.read();
      if (told.length > 0) await project(told);
      else if (performance.now() - keptAt < KEEP_EVERY_MS) continue;
      await store.changes.keep({ token, at });
      deps.faultPoint('projector.kept');
      keptAt = performance.now();
    }
  }

  /**
   * Goes on where the last one stopped. Where the log does not reach back so far, it is opened at
   * its end first, and then everything is looked through: nothing falls between the two.
   */
  async function openChanges(): Promise<Changes> {
    const upTo = await store.changes.readUpTo();
    if (upTo) {
      try {
        return await store.changes.open(upTo.token);
      } catch (error) {
        if (!isPlaceLost(error)) throw error;
        log.warn({ since: upTo.at }, 'the log of changes does not reach back; looking through all');
      }
    }
    const changes = await store.changes.open();
    try {
      await catchUp(changes, upTo?.at);
    } catch (error) {
      await changes.close();
      throw error;
    }
    return changes;
  }

  async function catchUp(changes: Changes, since: Date | undefined): Promise<void> {
    const at = store.clock.now();
    const { token, changes: first } = await changes.read();
    for await (const batch of store.changes.since(since)) {
      // Whoever takes over finds no place kept, and begins to look through all anew.
      if (!(await holds())) return;
      await project(batch);
    }
    await project(first);
    await store.changes.keep({ token, at });
  }

  async function turn(): Promise<void> {
    if (!(await holds())) return pause();
    const changes = await openChanges();
    try {
      await follow(changes);
    } finally {
      await changes.close();
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await turn();
      } catch (error) {
        log.warn({ err: error }, 'events wait; the next try finds the same changes');
        await pause();
      }
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      // With MongoDB hung neither ends; whoever takes over finds the place that was kept last.
      await canFail(within(STOP_WITHIN_MS, running), 'telling did not stop in time', log);
      const released = within(STOP_WITHIN_MS, store.leases.release(LEASE, holder));
      await canFail(released, 'the lease of telling runs out by itself', log);
    },
  };
}
