// A server that an earlier start left behind: asked to finish, and waited for, before its folder is
// used again. The caller holds the lock on the data folder, so nobody else can be entitled to that
// server.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readIfThere } from './private-file.js';
import { EmbeddedServerError } from './server-error.js';
import { waitUntil } from './wait-until.js';

const FINISH_TIMEOUT_MS = 15_000;

/**
 * Waits until the server whose process id is noted in `pidFile` is gone.
 * @param marks parts of its command line; a process without any of them merely got its number.
 * @throws EmbeddedServerError when it does not finish in time.
 */
export async function outlast(pidFile: string, marks: readonly string[]): Promise<void> {
  const pid = Number(readIfThere(pidFile) ?? 0);
  const isOurs = () => marks.some((mark) => commandLine(pid).includes(mark));
  if (!(pid > 0) || !isOurs()) return;
  askToEnd(pid);
  const gone = await waitUntil(FINISH_TIMEOUT_MS, async () => (isOurs() ? undefined : true));
  if (gone) return;
  throw new EmbeddedServerError(
    `process ${pid} of an earlier start does not end; end it with: kill -9 ${pid}`,
  );
}

/** A paused server is continued as well: it would never see the signal otherwise. */
function askToEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    // It ended between the look and the signal, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Command line of a process; empty when there is none. A zombie has none either. */
function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // No such process is what both ways report by failing.
    return '';
  }
}
