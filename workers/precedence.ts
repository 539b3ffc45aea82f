// Deciding comes before sending: while acts wait to be decided a STOP may be among them, and what
// was asked for a moment ago may not be wanted any more. So senders of a process give way, briefly.

/** Jobs under way from which on the deciding side counts as behind. */
const BEHIND_FROM = 8;

export interface Precedence {
  /** Runs a deciding job; while many are under way, senders give way. */
  deciding<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is behind, at the latest after `ms`: sending never stops altogether. */
  giveWay(ms: number): Promise<void>;
}

export function createPrecedence(): Precedence {
  let underWay = 0;
  const waiting = new Set<() => void>();
  const isBehind = () => underWay >= BEHIND_FROM;

  return {
    async deciding(work) {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
        if (!isBehind()) for (const go of waiting) go();
      }
    },
    giveWay(ms) {
      if (!isBehind()) return Promise.resolve();
      return new Promise((resolve) => {
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, ms);
        waiting.add(go);
      });
    },
  };
}
