// One role of ours (ingress, worker) as a child process: logged into a file, started again when it
// ends by itself, stopped when asked. It ends with us in any case: its channel to us breaks.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Terminal } from './terminal.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const STOP_TIMEOUT_MS = 5_000;
const RESTART_DELAYS_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000];
/** A child that ran this long had started well; its next end begins the delays anew. */
const STEADY_MS = 60_000;
/** pino's number for `error`. */
const LEVEL_ERROR = 50;

export interface ChildRoleOptions {
  readonly role: 'ingress' | 'worker';
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly terminal: Terminal;
}

export interface ChildRole {
  /** The last line that went wrong, while the child does not run. */
  fault(): string | undefined;
  /**
   * From now on errors are shown at the terminal; before, whoever waits for the start tells of
   * them.
   */
  attend(): void;
  /** SIGTERM, and SIGKILL when that is not enough; may be called any number of times. */
  stop(): Promise<void>;
}

export function startRole(options: ChildRoleOptions): ChildRole {
  const { role, logFile, terminal } = options;
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.previous`);
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const stopping = new AbortController();
  const errors: Errors = { last: '', shown: false };
  let child = spawnRole(options, log, errors);
  let running = true;

  async function keepRunning(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const startedAt = performance.now();
      const [code, signal] = await once(child, 'exit');
      running = false;
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > STEADY_MS) failures = 0;
      const delayMs = RESTART_DELAYS_MS[failures] ?? RESTART_DELAYS_MS.at(-1);
      if (errors.shown)
        terminal.note(`${role} ended (${signal ?? code}); starting it again, log: ${logFile}`);
      await pause(delayMs, undefined, { signal: stopping.signal });
      child = spawnRole(options, log, errors);
      running = true;
    }
  }
  const ended = keepRunning().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });

  async function stop(): Promise<void> {
    stopping.abort();
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(late);
    log.end();
  }
  let stopped: Promise<void> | undefined;
  return {
    attend: () => {
      errors.shown = true;
    },
    fault: () => (running ? undefined : errors.last || `see ${logFile}`),
    stop: () => (stopped ??= stop()),
  };
}

function spawnRole(
  { role, environment, terminal }: ChildRoleOptions,
  log: WriteStream,
  errors: Errors,
): ChildProcess {
  const child = fork(MAIN, [role], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C is for us; we stop the children in order.
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      const error = errorIn(line);
      if (error === undefined) return;
      errors.last = error;
      if (errors.shown) terminal.note(`${role}: ${error}`);
    });
  }
  return child;
}

/** The sentence to show of a log line: errors, and whatever was written outside the log. */
function errorIn(line: string): string | undefined {
  try {
    const { level, msg, err } = JSON.parse(line) as LogLine;
    if (level === undefined || level < LEVEL_ERROR) return undefined;
    return [msg, err?.message].filter(Boolean).join(': ');
  } catch {
    // Not of the logger: a fault told in plain words, or a warning of Node itself.
    return line.trim() || undefined;
  }
}

interface Errors {
  last: string;
  shown: boolean;
}

interface LogLine {
  readonly level?: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}
