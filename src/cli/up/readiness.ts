// Waiting until the ingress answers that everything works: MongoDB with its indexes, Redis, a
// worker.
import { waitUntil } from '../../embedded/wait-until.js';
import { UsageFault } from '../usage-fault.js';
import type { ChildRole } from './child-role.js';

const READY_TIMEOUT_MS = 60_000;
const ASK_TIMEOUT_MS = 2_000;

/**
 * @throws UsageFault with a child's own words when one ends instead, or when nothing answers in
 * time.
 */
export async function waitUntilReady(
  address: string,
  children: readonly ChildRole[],
): Promise<void> {
  let last = 'no answer';
  const ready = await waitUntil(READY_TIMEOUT_MS, async () => {
    for (const child of children) {
      const fault = child.fault();
      if (fault) throw new UsageFault(fault.replace(/^assent: /, ''));
    }
    last = await ask(address);
    return last === 'ok' ? true : undefined;
  });
  if (!ready) throw new UsageFault(`the service does not become ready: ${last}`);
}

async function ask(address: string): Promise<string> {
  try {
    const answer = await fetch(`${address}/readyz`, {
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    const { status, degraded } = (await answer.json()) as { status: string; degraded: string[] };
    return degraded.length > 0 ? `waiting for ${degraded.join(' and ')}` : status;
  } catch (error) {
    // Not listening yet is the usual answer while it starts.
    return (error as Error).message;
  }
}
