// The last way to a server: Debian's own package, which changes the machine. Only as root, and said
// first.
import { existsSync } from 'node:fs';
import type { Search } from './find-server.js';
import { findOnPath } from './on-path.js';
import { runCommand } from './run-command.js';
import { EmbeddedServerError } from './server-error.js';

const APT_TIMEOUT_MS = 120_000;
const APT_GET = '/usr/bin/apt-get';

/** Installs the package and returns the binary it brought. */
export async function installDebianPackage(search: Search): Promise<string> {
  const { debianPackage, name } = search.kind;
  if (!debianPackage || !existsSync(APT_GET)) throw new EmbeddedServerError('not on Debian');
  if (process.getuid?.() !== 0) throw new EmbeddedServerError('only root may install packages');
  search.report(`${name}: installing Debian's package ${debianPackage} with apt-get …`);
  const install = ['env', 'DEBIAN_FRONTEND=noninteractive', APT_GET, 'install', '-y'] as const;
  let result = await runCommand([...install, debianPackage], APT_TIMEOUT_MS);
  if (result.state !== 'done') {
    // A machine that never asked for the package lists does not know the package.
    await runCommand([APT_GET, 'update'], APT_TIMEOUT_MS);
    result = await runCommand([...install, debianPackage], APT_TIMEOUT_MS);
  }
  if (result.state === 'failed') throw new EmbeddedServerError(result.reason);
  return findOnPath(search);
}
