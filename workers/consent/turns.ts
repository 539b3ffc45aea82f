// Turns of passes in one process: while one pass reads and another records, only one moves heads,
// so that passes which follow each other never race for a chain. Between processes nothing is
// promised here; there the ledger's own compare-and-set decides.

export interface Turns {
  /**
   * Resolves when every turn that was asked for before is over.
   * @returns ends the turn; to be called whatever happens.
   */
  take(): Promise<() => void>;
  /** How often a turn moved opt-in requests: whoever read them before has to read them again. */
  requestMoves: number;
}

export function createTurns(): Turns {
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
    requestMoves: 0,
  };
}
