// MongoDB's own build, through mongodb-memory-server-core, which knows the archive for every
// platform and checks its digest. Gives up at once where the download server cannot be reached.
import { setTimeout as pause } from 'node:timers/promises';
import { fetchIntoCache } from './binary-cache.js';
import type { Search } from './find-server.js';
import { EmbeddedServerError } from './server-error.js';

const REACH_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 180_000;

/** Fetches mongod into the cache. */
export function downloadOfficialMongod(search: Search): Promise<string> {
  return fetchIntoCache(search, async (folder) => {
    const { MongoBinary } = await import('mongodb-memory-server-core');
    try {
      await checkReachable(await archiveUrl(folder));
      const download = MongoBinary.getPath({ downloadDir: folder, checkMD5: true });
      const late = pause(DOWNLOAD_TIMEOUT_MS, undefined, { ref: false });
      const binary = await Promise.race([download, late]);
      if (binary) return binary;
    } catch (error) {
      throw new EmbeddedServerError(reasonOf(error), { cause: error });
    }
    throw new EmbeddedServerError(`not there after ${DOWNLOAD_TIMEOUT_MS / 1000} s`);
  });
}

async function archiveUrl(downloadDir: string): Promise<string> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core');
  const { MongoBinaryDownloadUrl } = await import(
    'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js'
  );
  const options = await DryMongoBinary.generateOptions({ downloadDir });
  return new MongoBinaryDownloadUrl(options).getDownloadUrl();
}

async function checkReachable(url: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'HEAD',
    signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
  });
  if (!answer.ok) throw new EmbeddedServerError(`${url} answers ${answer.status}`);
}

/** `fetch` says only "fetch failed"; why is in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
