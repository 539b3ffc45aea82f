// Asks a binary for its version: proof that it runs on this machine, and that the drivers speak
// with it.
import { runCommand } from './run-command.js';
import type { ServerKind } from './server-kinds.js';

const VERSION_TIMEOUT_MS = 5_000;

/** `null` when the binary will do, else the sentence that says why not. */
export async function checkVersion(binary: string, kind: ServerKind): Promise<string | null> {
  const result = await runCommand([binary, '--version'], VERSION_TIMEOUT_MS);
  if (result.state === 'missing') return `${binary} is not there`;
  if (result.state === 'failed') return `${binary} does not run: ${result.reason}`;
  const [, major, minor] = (kind.version.exec(result.output) ?? []).map(Number);
  if (major === undefined || minor === undefined) return `${binary} does not tell its version`;
  const [oldestMajor, oldestMinor] = kind.oldest;
  const isTooOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  return isTooOld
    ? `${binary} is version ${major}.${minor}; wanted ${kind.oldest.join('.')} or later`
    : null;
}
