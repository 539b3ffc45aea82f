// What every embedded server looks like from outside once it answers, and how it is brought that
// far.
import { type GuardedProcess, startGuarded } from './guarded-process.js';
import { EmbeddedServerError } from './server-error.js';
import { waitUntil } from './wait-until.js';

/**
 * Reading back a long journal at start may take a while; a server that is silent longer is broken.
 */
const ANSWER_TIMEOUT_MS = 60_000;
/** Another program may take the port between our look and the server's own bind. */
const PORT_TRIES_MAX = 3;

export interface RunningServer {
  /** Address with user and password, as the driver wants it. */
  readonly url: string;
  readonly port: number;
  /** Process id of the server itself (not of its guard). */
  readonly pid: number;
  /** Resolves with the exit status when the server ends, asked for or not. */
  readonly exited: Promise<number | null>;
  /** Lets the server write everything down and end; may be called any number of times. */
  stop(): Promise<void>;
}

export interface StartPlan {
  readonly name: string;
  readonly logFile: string;
  readonly choosePort: () => Promise<number>;
  readonly command: (port: number) => readonly string[];
  /** `true` once the server answers on `port`, `undefined` while it does not. */
  readonly answers: (port: number) => Promise<true | undefined>;
}

/**
 * Starts the server of a plan and waits until it answers.
 * @throws EmbeddedServerError with the server's last words when it ends or stays silent.
 */
export async function bringUp(plan: StartPlan): Promise<GuardedProcess & { port: number }> {
  for (let tries = 1; ; tries += 1) {
    const port = await plan.choosePort();
    const server = startGuarded(plan.command(port), plan.logFile);
    const state = await waitUntil(ANSWER_TIMEOUT_MS, async () =>
      server.running() ? plan.answers(port) : ('ended' as const),
    );
    if (state === true) return { ...server, port };
    await server.stop();
    const words = server.lastWords();
    if (state === 'ended' && /address already in use/i.test(words) && tries < PORT_TRIES_MAX) {
      continue;
    }
    const fate = state === 'ended' ? 'ended at its start' : 'does not answer';
    throw new EmbeddedServerError(`${plan.name} ${fate} (${plan.logFile}): ${words}`);
  }
}
