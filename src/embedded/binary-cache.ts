// Binaries that an earlier start fetched, in the user's cache folder: shared by every checkout,
// replaced in one step, never half there. Knows nothing of where they come from.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Search } from './find-server.js';
import { EmbeddedServerError } from './server-error.js';
import type { ServerKind } from './server-kinds.js';
import { checkVersion } from './server-version.js';

/** @returns the binary that an earlier start put into the cache. */
export async function cachedServer({ kind, cacheDir }: Search): Promise<string> {
  const binary = join(cacheDir, kind.name);
  const fault = await checkVersion(binary, kind);
  if (fault !== null) throw new EmbeddedServerError(fault);
  return binary;
}

/**
 * Lets `fetch` put a binary into a folder of its own, checks that it runs and moves it into the
 * cache.
 * @param fetch is given the folder and returns the path of the binary, anywhere.
 * @returns the path in the cache.
 */
export async function fetchIntoCache(
  { kind, cacheDir }: Search,
  fetch: (folder: string) => Promise<string>,
): Promise<string> {
  const folder = makeFolder(cacheDir);
  try {
    return await adopt(await fetch(folder), folder, kind, cacheDir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Copied first, for what was fetched may lie on another file system; only then is renaming one
 * step.
 */
async function adopt(
  fetched: string,
  folder: string,
  kind: ServerKind,
  cacheDir: string,
): Promise<string> {
  const draft = join(folder, `${kind.name}.ready`);
  copyFileSync(fetched, draft);
  chmodSync(draft, 0o755);
  const fault = await checkVersion(draft, kind);
  if (fault !== null) throw new EmbeddedServerError(fault);
  const binary = join(cacheDir, kind.name);
  renameSync(draft, binary);
  return binary;
}

function makeFolder(cacheDir: string): string {
  try {
    mkdirSync(cacheDir, { recursive: true });
    return mkdtempSync(join(cacheDir, '.fetching-'));
  } catch (error) {
    throw new EmbeddedServerError(`cannot write to ${cacheDir}: ${(error as Error).message}`);
  }
}
