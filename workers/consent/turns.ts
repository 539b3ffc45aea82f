// Turns of passes in one process: while one pass reads and another records, only one appends to the
// ledger and only one moves heads, so that passes which follow each other never race for a chain.
// Between processes nothing is promised here; there the ledger's own compare-and-set decides.
import { createRecentHeads, type RecentHeads } from './recent-heads.js';

export interface Turn {
  /**
   * Resolves when every turn that was asked for before is over.
   * @returns ends the turn; to be called whatever happens, and once more does nothing.
   */
  take(): Promise<() => void>;
}

export interface Turns {
  /** Taken first; whoever has it takes the other one at once, so that both have the same order. */
  readonly appending: Turn;
  readonly advancing: Turn;
  readonly recent: RecentHeads;
  /** How often a turn moved opt-in requests: whoever read them before has to read them again. */
  requestMoves: number;
}

export const createTurns = (): Turns => ({
  appending: createTurn(),
  advancing: createTurn(),
  recent: createRecentHeads(),
  requestMoves: 0,
});

export function createTurn(): Turn {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      let end: () => void = () => undefined;
      last = new Promise((resolve) => {
        end = resolve;
      });
      await before;
      return end;
    },
  };
}
