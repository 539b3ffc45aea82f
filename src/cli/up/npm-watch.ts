// Notices that the npm that started us is gone. Killed, it tells nobody, and we would run on
// unseen.
import { readFileSync } from 'node:fs';
import { isRunByNpm } from '../../config.js';

const LOOK_EVERY_MS = 500;

/**
 * Calls `gone` once when a process between npm and us has ended; does nothing when npm did not
 * start us. npm runs scripts through a shell, which may stay in between, so the shell's parent is
 * watched as well.
 */
export function watchNpm(gone: () => void): void {
  if (!isRunByNpm()) return;
  const before = lineage();
  const timer = setInterval(() => {
    if (lineage() === before) return;
    clearInterval(timer);
    gone();
  }, LOOK_EVERY_MS);
  timer.unref();
}

function lineage(): string {
  const parent = process.ppid;
  try {
    // The parent's own parent; only Linux tells it in a file, elsewhere the parent alone is
    // watched.
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return `${parent} ${stat.replace(/^.*\) /s, '').split(' ')[1]}`;
  } catch {
    // Not Linux, or the parent ended between the two looks; the next look sees its successor.
    return String(parent);
  }
}
