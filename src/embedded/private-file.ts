// Files that only their owner may read: passwords, key files, configuration that holds a password.
// Every write is atomic, so that a crash leaves the old content or the new one, never half of it.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Writes `content` to `path` with mode 0600, replacing what was there in one step. */
export function writePrivate(path: string, content: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** Content of a file, trimmed; `undefined` when there is no such file or nothing in it. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What an earlier start wrote to `path`, or what `make` gives, written there first: a start that
 * dies after this line finds the same content the next time.
 */
export function keepOrMake(path: string, make: () => string): string {
  const kept = readIfThere(path);
  if (kept !== undefined) return kept;
  const made = make();
  writePrivate(path, `${made}\n`);
  return made;
}
