// Finds a Chromium for the browser tests, or installs Debian's. Node's own modules only: this runs
// before anything is installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALL_TIMEOUT_MS = 240_000;

/** Path of the first Chromium on PATH, or `undefined`. */
export function findChromium() {
  return findOnPath(NAMES);
}

/**
 * Finds a Chromium, or as root on Debian installs one, which it says before.
 * @param {(line: string) => void} say
 * @returns {string | undefined} its path
 */
export function provideChromium(say) {
  const found = findChromium();
  if (found) return found;
  const reason = whyNotInstallable();
  if (reason) {
    say(`no Chromium on PATH and ${reason}: the browser tests will be skipped`);
    return undefined;
  }
  say('no Chromium on PATH: installing Debian’s with apt-get (as root), for the browser tests');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['-q', ...args], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_TIMEOUT_MS,
    });
    if (status !== 0) say(`apt-get ${args[0]} did not succeed`);
  }
  const installed = findChromium();
  if (!installed) say('still no Chromium: the browser tests will be skipped');
  return installed;
}

function whyNotInstallable() {
  if (process.platform !== 'linux' || !findOnPath(['apt-get'])) return 'no apt-get to install one';
  return process.getuid?.() === 0 ? undefined : 'not root to install one';
}

function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
