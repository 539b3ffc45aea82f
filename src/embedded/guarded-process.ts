// A server as a child that cannot outlive us. A small shell stands between: it holds our pipe as
// its input, and when the pipe breaks, whatever killed us, it ends the server. Knows no particular
// server.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync } from 'node:fs';
import { readIfThere } from './private-file.js';

/**
 * `$@` runs beside a reader of the pipe. The server ending by itself ends the shell with its
 * status; the pipe ending ends the server (a paused one is continued, or it would never see the
 * signal).
 */
const GUARD = [
  'exec 3<&0',
  '"$@" 3<&- & server=$!',
  '{ read _ <&3; kill $server; kill -CONT $server; } 2>/dev/null & reader=$!',
  'exec 3<&-',
  'wait $server; status=$?',
  'kill $reader 2>/dev/null',
  'exit $status',
].join('\n');

/** How long a server may take to write everything down before it is killed. */
const STOP_TIMEOUT_MS = 5_000;
const LOG_TAIL_LINES = 3;

export interface GuardedProcess {
  /** Resolves with the exit status once the server and its guard are gone. */
  readonly exited: Promise<number | null>;
  readonly running: () => boolean;
  /** The last lines the server wrote, for an error message. */
  readonly lastWords: () => string;
  /** Ends the server and waits; may be called any number of times. */
  stop(): Promise<void>;
}

/**
 * Starts `command` in a process group of its own, so that Ctrl-C reaches us and not the server.
 * @param logFile takes what the server writes; the log of the run before is kept beside it.
 */
export function startGuarded(command: readonly string[], logFile: string): GuardedProcess {
  if (readIfThere(logFile) !== undefined) renameSync(logFile, `${logFile}.previous`);
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', ...command], {
    stdio: ['pipe', log, log],
    detached: true,
  });
  closeSync(log);
  // Writing to a guard that is gone must not end us; that it is gone is what `exited` says.
  child.stdin?.on('error', () => {});
  const exited = exitOf(child);
  return {
    exited,
    running: () => child.exitCode === null && child.signalCode === null,
    lastWords: () => tail(logFile),
    stop: () => stop(child, exited),
  };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [status] = (await once(child, 'exit')) as [number | null];
  child.stdin?.destroy();
  return status;
}

async function stop(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  child.stdin?.end();
  const late = setTimeout(() => killGroup(child), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(late);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Nobody left in the group: it ended while the timer fired.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function tail(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.slice(-LOG_TAIL_LINES).join(' | ').slice(-600);
}
