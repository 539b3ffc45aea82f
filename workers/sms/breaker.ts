// Leaves a provider alone that fails again and again: what waits for it stays in MongoDB, and one
// probe at a time finds out whether it is well again. No library: those that are well kept hold
// this in the memory of one process, where each process sends its own failures and probes.
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { canFail } from '../../src/can-fail.js';
import type { SendResult } from '../../src/senders/provider.js';
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

export function createBreaker({ store, log }: BreakerDeps) {
  const { breakers, clock } = store;
  const failedAt = new Map<string, number>();

  async function fail(id: string, reason: string): Promise<void> {
    failedAt.set(id, performance.now());
    const { openUntil: until, openedAt } = await breakers.fail(id, reason);
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
     * @returns when to ask again, or `undefined` when it may.
     */
    async heldUntil(sender: Called): Promise<Date | undefined> {
      const known = await breakers.known();
      for (const id of idsOf(sender)) {
        const { openUntil } = known.find((one) => one._id === id) ?? {};
        if (!openUntil) continue;
        if (openUntil > clock.now()) return openUntil;
        if (!(await breakers.takeProbe(id))) return new Date(clock.now().getTime() + ASK_AGAIN_MS);
      }
      return undefined;
    },

    /** Counts what a call came to. What cannot be counted changes nothing for the text. */
    async note(sender: Called, result: SendResult): Promise<void> {
      const trouble = troubleOf(result);
      const [account, own] = idsOf(sender);
      if (trouble && 'reason' in result) {
        const failing = fail(trouble === 'account' ? account : own, result.reason);
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
