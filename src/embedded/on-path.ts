// Looks for a server that is already installed. Fetches nothing.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Search } from './find-server.js';
import { EmbeddedServerError } from './server-error.js';
import { checkVersion } from './server-version.js';

/** Where package managers put servers without every shell having the folder on its PATH. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/opt/homebrew/bin'];

/** @returns the first binary that can be run and is not too old. */
export async function findOnPath({ kind, path }: Search): Promise<string> {
  const folders = new Set([...path.split(delimiter).filter(Boolean), ...USUAL_FOLDERS]);
  let refusal = `no ${kind.commands.join(' or ')}`;
  for (const candidate of [...folders].flatMap((folder) =>
    kind.commands.map((command) => join(folder, command)),
  )) {
    if (!isExecutable(candidate)) continue;
    const fault = await checkVersion(candidate, kind);
    if (fault === null) return candidate;
    refusal = fault;
  }
  throw new EmbeddedServerError(refusal);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there or not ours to run: the next candidate is looked at either way.
    return false;
  }
}
