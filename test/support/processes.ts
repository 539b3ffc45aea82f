// Real processes of ours in hand: started, watched, killed, stopped, and never left behind.
// Knows no test runner, for benchmarks start processes too.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

// Compiled for a benchmark, this file lies in dist itself.
const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/dist\/$/, '');
export const MAIN = `${ROOT}dist/src/cli/main.js`;
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;

export interface StartOptions {
  /**
   * Added to a bare environment: nothing of the shell's settings leaks into a test but PATH and
   * HOME.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Another program than the CLI, with its arguments before `command`. */
  readonly program?: readonly [string, ...string[]];
  readonly folder?: string;
  /** Asked until true; left out: the process counts as started once it is spawned. */
  readonly ready?: (running: RunningProcess) => boolean | Promise<boolean>;
  readonly startTimeoutMs?: number;
  /** True for one that is started to be killed: that it ended already is no failure to start. */
  readonly mayDie?: boolean;
}

export interface RunningProcess {
  readonly pid: number;
  /** Everything written so far to stdout and stderr. */
  output(): string;
  exited(): boolean;
  /** Exit code, or the signal's name; waits for the end. */
  ended(timeoutMs?: number): Promise<number | string>;
  /** SIGTERM, then waits for the end. */
  stop(): Promise<number | string>;
  /** As `kill -9`: no handler runs. */
  kill(): Promise<void>;
  /** SIGSTOP: the process stands still with all its connections open. */
  freeze(): void;
  /** True while it stands still, whoever stopped it. */
  frozen(): Promise<boolean>;
  /** SIGCONT. */
  thaw(): void;
}

const alive = new Set<ChildProcess>();

process.once('exit', () => killNow());

/**
 * Starts `assent COMMAND` from dist and waits until it is ready. Whatever still runs after the file
 * is killed; the IPC channel ends it even when the test process itself is killed.
 */
export async function startProcess(
  command: readonly string[],
  options: StartOptions,
): Promise<RunningProcess> {
  const [file, ...first] = options.program ?? [process.execPath, MAIN];
  const child = spawn(file, [...first, ...command], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(options.folder && { cwd: options.folder }),
  });
  alive.add(child);
  const running = watch(child);
  const { ready } = options;
  if (ready) {
    const isReady = async () => {
      if (running.exited()) return 'ended' as const;
      return (await ready(running)) ? ('ready' as const) : undefined;
    };
    const timeoutMs = options.startTimeoutMs ?? START_TIMEOUT_MS;
    const name = command.join(' ');
    const state = await until(`${name} to be ready`, isReady, { timeoutMs }).catch(
      (error: Error) => `${error.message}: ${(error.cause as Error | undefined)?.message ?? ''}`,
    );
    const died = state === 'ended' && options.mayDie === true;
    if (state !== 'ready' && !died)
      throw new Error(`${name} did not start (${state}):\n${running.output()}`);
  }
  return running;
}

/**
 * A worker process that says it is ready; `names` limits it to some workers. One with a fault point
 * may have died at it before anybody read that it was.
 */
export async function startWorker(
  environment: Readonly<Record<string, string>>,
  names: readonly string[] = [],
): Promise<RunningProcess> {
  return startProcess(['worker', ...names], {
    environment: { ...environment, LOG_LEVEL: 'info' },
    ready: (running) => running.output().includes('workers ready'),
    mayDie: environment['FAULT_POINT'] !== undefined,
  });
}

/** A loopback port that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

function watch(child: ChildProcess): RunningProcess {
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', (error) => keep(Buffer.from(String(error))));
  const exited = () => child.exitCode !== null || child.signalCode !== null;
  child.once('exit', () => alive.delete(child));
  const ended = async (timeoutMs = STOP_TIMEOUT_MS) => {
    await until(`process ${child.pid} to end`, exited, { timeoutMs });
    return child.exitCode ?? child.signalCode ?? 'unknown';
  };
  return {
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended();
    },
    async kill() {
      child.kill('SIGKILL');
      await ended();
    },
    freeze: () => void child.kill('SIGSTOP'),
    async frozen() {
      const status = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      return /\) T /.test(status);
    },
    thaw: () => void child.kill('SIGCONT'),
  };
}

/** Kills whatever was started here and still runs. In tests it runs by itself after each file. */
export async function killProcesses(): Promise<void> {
  killNow();
  await until('every started process to end', () => alive.size === 0);
}

function killNow(): void {
  for (const child of alive) child.kill('SIGKILL');
}
