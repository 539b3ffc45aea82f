// One role of ours (ingress, worker) as a child process: logged into a file, started again when it
// ends by itself, stopped when asked. It ends with us in any case: its channel to us breaks.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type LogTail, tailLog } from './log-tail.js';
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
  let child = spawnRole(options);
  let attended = false;
  let lastError = '';
  const tail = tailLog(logFile, (line) => {
    const error = errorIn(line);
    if (error === undefined) return;
    lastError = error;
    if (attended) terminal.note(`${role}: ${error}`);
  });
  const stopping = new AbortController();
  const ended = keepRunning().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });

  async function keepRunning(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const startedAt = performance.now();
      const [code, signal] = await once(child, 'exit');
      tail.look();
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > STEADY_MS) failures = 0;
      const delayMs = RESTART_DELAYS_MS[failures] ?? RESTART_DELAYS_MS.at(-1);
      if (attended) terminal.note(`${role} ended (${signal ?? code}); starting it again`);
      await pause(delayMs, undefined, { signal: stopping.signal });
      child = spawnRole(options);
    }
  }

  let stopped: Promise<void> | undefined;
  return {
    fault: () => (isRunning(child) ? undefined : lastError || `see ${logFile}`),
    attend: () => {
      attended = true;
    },
    stop: () => {
      stopping.abort();
      stopped ??= stopChild(child, ended, tail);
      return stopped;
    },
  };
}

function spawnRole({ role, environment, logFile }: ChildRoleOptions): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = fork(MAIN, [role], {
    env: environment,
    // Most objects here live for one request or one pass: a larger nursery lets them die there.
    execArgv: ['--max-semi-space-size=32'],
    stdio: ['ignore', log, log, 'ipc'],
    // Ctrl-C is for us; we stop the children in order.
    detached: true,
  });
  closeSync(log);
  return child;
}

async function stopChild(child: ChildProcess, ended: Promise<void>, tail: LogTail): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
  tail.close();
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

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

interface LogLine {
  readonly level?: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}
