// Waiting until an act is decided: one look at the inbox for all calls that wait, again and again
// while any does. Nothing is decided here, and nobody waits for longer than their call allows.
import type { Logger } from 'pino';
import type { InboxState } from '../store/inbox.js';
import type { Store } from '../store/store.js';

/** A worker takes some ten milliseconds; looking sooner finds nothing and looking late is felt. */
const LOOK_EVERY_MS = 20;

export interface Decisions {
  /**
   * @returns how the event stands when somebody has decided it, or when the time is over.
   */
  of(id: string, withinMs: number): Promise<InboxState>;
}

export interface DecisionsDeps {
  readonly store: Pick<Store, 'inbox'>;
  readonly log: Pick<Logger, 'warn'>;
}

export function createDecisions({ store, log }: DecisionsDeps): Decisions {
  const waiting = new Map<string, Set<(state: InboxState) => void>>();
  let looking = false;

  async function look(): Promise<void> {
    const decided = await store.inbox.decided([...waiting.keys()]);
    for (const [id, state] of decided) for (const tell of waiting.get(id) ?? []) tell(state);
  }

  async function lookWhileAnyWaits(): Promise<void> {
    looking = true;
    while (waiting.size > 0) {
      try {
        await look();
      } catch (error) {
        // Whoever waits learns it by the time running out; the act itself is kept.
        log.warn({ err: error }, 'acts that were decided could not be looked for');
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    looking = false;
  }

  return {
    of(id, withinMs) {
      return new Promise((resolve) => {
        const all = waiting.get(id) ?? new Set();
        const tell = (state: InboxState) => {
          clearTimeout(timer);
          all.delete(tell);
          if (all.size === 0) waiting.delete(id);
          resolve(state);
        };
        const timer = setTimeout(() => tell('open'), withinMs);
        waiting.set(id, all.add(tell));
        if (!looking) void lookWhileAnyWaits();
      });
    },
  };
}
