// One start at a time on a data folder. The lock is a file that names its holder so exactly that a
// process which merely got the same number, after a kill or a reboot, is not taken for it.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageFault } from '../usage-fault.js';

export interface DataDirLock {
  /** True when the holder before us was killed: what it started may still be on its way out. */
  readonly tookOver: boolean;
  release(): void;
}

/**
 * Makes the folder where it is missing and locks it.
 * @throws UsageFault when it cannot be written to, or when another start holds it.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const lock = join(dataDir, 'lock');
  const draft = join(dataDir, `lock.${process.pid}`);
  const own = `${process.pid} ${birthOf(process.pid)}`;
  try {
    makeFolder(dataDir);
    writeFileSync(draft, own, { mode: 0o600 });
  } catch (error) {
    throw new UsageFault(`DATA_DIR ${dataDir} cannot be written to: ${(error as Error).message}`);
  }
  try {
    const tookOver = take(lock, draft, dataDir);
    return { tookOver, release: () => rmSync(lock, { force: true }) };
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Step by step, for Node's own recursive way never returns where a folder takes none at all, as
 * /proc does.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start made it meanwhile; whose it is, the lock decides.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Linking is the one step that only one process can win.
 * @returns whether a dead holder was replaced.
 */
function take(lock: string, draft: string, dataDir: string): boolean {
  if (linked(draft, lock)) return false;
  const holder = readFileSync(lock, 'utf8');
  refuseWhileAlive(holder, dataDir);
  const aside = `${draft}.before`;
  renameSync(lock, aside);
  const moved = readFileSync(aside, 'utf8');
  // Another start was quicker, and what we moved aside is its fresh lock: it is put back.
  if (moved !== holder) linked(aside, lock);
  rmSync(aside);
  if (!linked(draft, lock)) refuseWhileAlive(readFileSync(lock, 'utf8'), dataDir);
  return true;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function refuseWhileAlive(holder: string, dataDir: string): void {
  const [pid = '', ...birth] = holder.split(' ');
  if (!/^\d+$/.test(pid) || birthOf(Number(pid)) !== birth.join(' ')) return;
  throw new UsageFault(
    `DATA_DIR ${dataDir} is in use by process ${pid}; stop that one, or set another DATA_DIR`,
  );
}

/** What tells a process from any other that has the same number; empty when there is none. */
function birthOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      // The program's name comes first, in brackets, and may hold anything; fields count from after
      // it.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const [state, startTicks] = [fields[0], fields[19]];
      return state === 'Z' ? '' : `${boot} ${startTicks}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    // No such process is what both ways report by failing.
    return '';
  }
}
