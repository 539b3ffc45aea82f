// Leaves a provider alone that fails again and again: what waits for it stays in MongoDB, and one
// probe at a time finds out whether it is well again. No library: those that are well kept hold
// this in the memory of one process, where each process sends its own failures and probes.
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { canFail } from '../../src/can-fail.js';
import { within } from '../../src/deadline.js';
import type { SendResult } from '../../src/senders/provider.js';
import type { Probe } from '../../src/store/breakers.js';
import type { Sender } from '../../src/store/senders.js';
import type { Store } from '../../src/store/store.js';

export interface BreakerDeps {
  readonly store: Pick<Store, 'breakers' | 'clock'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

type Called = Pick<Sender, 'accountSid' | 'number'>;

export type Breaker = ReturnType<typeof createBreaker>;

/** While somebody else's probe is under way. */
const ASK_AGAIN_MS = 1_000;
/** A failure of this process's own is remembered so long, to be taken back by a success. */
const REMEMBERED_MS = 60_000;
/** Added to the bounds of a text that probes; one not given back is over by itself. */
const GIVE_BACK_MS = 500;

export function createBreaker({ store, log }: BreakerDeps) {
  const { breakers, clock } = store;
  const failedAt = new Map<string, number>();

  async function fail(id: string, reason: string, refusal?: string): Promise<void> {
    failedAt.set(id, performance.now());
    const { openUntil: until, openedAt } = await breakers.fail(id, reason, refusal);
    if (until)
      log.error({ account: accountOf(id), until, openedAt, reason }, 'the provider is left alone');
  }

  /** A call went through: what failed before it counts no more. */
  async function recover(ids: readonly string[]): Promise<void> {
    const known = await breakers.known();
    for (const id of ids) {
      const agoMs = performance.now() - (failedAt.get(id) ?? Number.NEGATIVE_INFINITY);
      if (agoMs > REMEMBERED_MS && !known.some(({ _id }) => _id === id)) continue;
      failedAt.delete(id);
      if (await breakers.close(id))
        log.warn({ account: accountOf(id) }, 'the provider is well again');
    }
  }

  return {
    /**
     * Whether a sender's provider may be called. Of those that ask after the time of an open one,
     * one is let through: its outcome is awaited by all others.
     * @param probes takes up what has to be handed to `giveBack` when no call came of it.
     * @returns when to ask again, or `undefined` when it may.
     */
    async heldUntil(sender: Called, probes: Probe[]): Promise<Date | undefined> {
      const known = await breakers.known();
      for (const id of idsOf(sender)) {
        const { openUntil, passedAt } = known.find((one) => one._id === id) ?? {};
        if (!openUntil) continue;
        if (openUntil > clock.now()) return openUntil;
        if (passedAt && (await breakers.closeUnlessReported(id))) {
          log.warn({ account: accountOf(id) }, 'the provider is well again');
          continue;
        }
        const probe = await breakers.takeProbe(id);
        if (!probe) return new Date(clock.now().getTime() + ASK_AGAIN_MS);
        probes.push(probe);
      }
      return undefined;
    },

    /** Probes whose text is done with: those that came to no call are free for the next one. */
    async giveBack(probes: readonly Probe[]): Promise<void> {
      const giving = Promise.all(probes.map((probe) => breakers.giveProbeBack(probe)));
      const bounded = within(GIVE_BACK_MS, giving);
      await canFail(bounded, 'a probe was not given back', log);
    },

    /** Counts what a call came to. What cannot be counted changes nothing for the text. */
    async note(sender: Called, result: SendResult): Promise<void> {
      const trouble = troubleOf(result);
      const [account, own] = idsOf(sender);
      if (trouble && 'reason' in result) {
        const refusal = result.result === 'not_taken' ? result.refusal : undefined;
        const failing = fail(trouble === 'account' ? account : own, result.reason, refusal);
        await canFail(failing, 'a failed call was not counted', log);
      } else if (result.result !== 'not_taken') {
        await canFail(recover([account, own]), 'a breaker was not closed', log);
      }
    },
  };
}

const idsOf = ({ accountSid, number }: Called): readonly [string, string] => [
  accountSid,
  `${accountSid}/${number}`,
];

/** Senders' numbers stay out of logs. */
const accountOf = (id: string): string => id.split('/')[0] ?? id;

/** Whose trouble a result is, if others would meet it, too. */
function troubleOf(result: SendResult): 'account' | 'sender' | undefined {
  if (result.result === 'unknown') return 'account';
  return result.result === 'not_taken' ? result.trouble : undefined;
}
