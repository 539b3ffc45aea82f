// A server that dies under us is started again, on the port that everybody knows: its data are on
// disk, and whoever was connected connects again.
import { setTimeout as pause } from 'node:timers/promises';
import type { Report } from './find-server.js';
import type { RunningServer } from './running-server.js';
import { EmbeddedServerError } from './server-error.js';

const RESTART_DELAYS_MS = [0, 500, 2_000, 5_000, 15_000];

export interface KeepAliveOptions {
  readonly name: string;
  /** Runs already. */
  readonly server: RunningServer;
  readonly start: () => Promise<RunningServer>;
  readonly report: Report;
}

/** The same server to its caller, whichever process it is at the moment. */
export function keepAlive({ name, server, start, report }: KeepAliveOptions): RunningServer {
  const stopping = new AbortController();
  let current = server;

  /** Tries until it runs again: without it nothing does, and a person may be mending it. */
  async function startAgain(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const delayMs = RESTART_DELAYS_MS[tries] ?? RESTART_DELAYS_MS.at(-1);
      await pause(delayMs, undefined, { signal: stopping.signal });
      try {
        current = await start();
        return;
      } catch (error) {
        if (!(error instanceof EmbeddedServerError)) throw error;
        report(`${name}: ${error.message}`);
      }
    }
  }

  async function watch(): Promise<number | null> {
    for (;;) {
      const status = await current.exited;
      if (stopping.signal.aborted) return status;
      report(`${name} ended (${status}); starting it again`);
      await startAgain();
    }
  }
  const exited = watch().catch((error: Error) => {
    if (error.name !== 'AbortError') report(`${name} stays away: ${error.message}`);
    return null;
  });
  return {
    url: server.url,
    port: server.port,
    get pid() {
      return current.pid;
    },
    exited,
    async stop() {
      stopping.abort();
      await current.stop();
      await exited;
      // A start that was going on when the stop came has a server of its own by now.
      await current.stop();
    },
  };
}
