// Waiting by asking again, with a bound. Knows nothing of what is asked.
import { setTimeout as pause } from 'node:timers/promises';

const ASK_EVERY_MS = 15;

/**
 * Asks until `ask` gives something other than `undefined`.
 * @returns the answer, or `undefined` when none came within `timeoutMs`. What `ask` throws ends it.
 */
export async function waitUntil<T>(
  timeoutMs: number,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) return undefined;
    await pause(ASK_EVERY_MS);
  }
}
