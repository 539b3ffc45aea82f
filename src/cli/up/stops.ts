// What a start has to take back, in the opposite order; also when it is stopped half-way.
import type { Logger } from 'pino';
import { canFail } from '../../can-fail.js';

/** Thrown into a start that is going on while everything is being stopped already. */
export class Stopping extends Error {
  override readonly name = 'Stopping' as const;
}

export interface Stops {
  /** @throws Stopping, after undoing this very step, when stopping has begun. */
  add(stop: () => unknown): Promise<void>;
  /** Undoes everything, last first; what cannot be undone does not keep the rest from it. */
  run(): Promise<void>;
}

export function createStops(log: Logger): Stops {
  const stops: (() => unknown)[] = [];
  let running: Promise<void> | undefined;
  const undo = (stop: () => unknown) =>
    canFail(
      (async () => {
        await stop();
      })(),
      'something did not stop cleanly',
      log,
    );
  async function undoAll(): Promise<void> {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await undo(stop);
  }
  return {
    async add(stop) {
      if (!running) {
        stops.push(stop);
        return;
      }
      await undo(stop);
      throw new Stopping('stopped while starting');
    },
    run: () => (running ??= undoAll()),
  };
}
