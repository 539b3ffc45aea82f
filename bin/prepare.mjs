// Makes a checkout ready to run: dependencies as the lockfile says, dist as the sources say. Each
// is skipped when nothing changed, which costs some milliseconds. Uses nothing but Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyAssets } from './copy-assets.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const inRoot = (...names) => join(ROOT, ...names);

const INSTALLED = inRoot('node_modules', '.package-lock.json');
const STAMP = inRoot('dist', '.stamp');
const SOURCES = ['src', 'workers'];
const SETTINGS_OF_BUILD = [
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
  'bin/build-console.mjs',
  'bin/outline.mjs',
  'docs/runbook.md',
];

/** What a person can mend or report: shown as one message, without a stack. */
class PrepareError extends Error {
  name = 'PrepareError';
}

/**
 * Installs and builds where needed. An installed package has no sources, and nothing is done.
 * @param {{ say: (line: string) => void }} options takes a line before each step that takes a
 * while.
 * @throws PrepareError when npm or the compiler fails; their own output is in its message.
 */
export async function prepare({ say }) {
  if (!existsSync(inRoot('src'))) return;
  if (!isLinked() && !dependenciesAreThere()) await install(say);
  const stamp = stampOfSources();
  if (readIfThere(STAMP) === stamp) return;
  await build(say);
  writeFileSync(STAMP, stamp);
}

/**
 * npm writes the inner lockfile last, so an install that was cut short has none. A lockfile that is
 * newer may still say the same, as after a checkout; then nothing is installed.
 */
function dependenciesAreThere() {
  const [wanted, installed] = [inRoot('package-lock.json'), INSTALLED];
  const installedAt = timeOf(installed);
  if (installedAt === undefined) return false;
  return installedAt >= timeOf(wanted) || isInstalled(packagesIn(wanted), packagesIn(installed));
}

/** A folder that belongs to another checkout is not ours to fill: npm would empty it first. */
const isLinked = () =>
  lstatSync(inRoot('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** What is optional may be missing: it is for another platform. */
function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    const found = installed[path];
    return path === '' || link || (found ? found.version === version : optional === true);
  });
}

const packagesIn = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages;

async function install(say) {
  say('installing dependencies (once, about half a minute) …');
  const flags = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const command = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  await run([...command, 'ci', ...flags, '--loglevel=error'], 'npm ci');
}

async function build(say) {
  say('building …');
  const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const bundler = inRoot('bin', 'build-console.mjs');
  await Promise.all([
    run([process.execPath, compiler, '-p', 'tsconfig.build.json'], 'the build'),
    run([process.execPath, bundler], 'the build of the console'),
  ]);
  copyAssets();
}

function run([program, ...parameters], name) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a script of the shell on Windows.
      shell: process.platform === 'win32' && program === 'npm',
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) =>
      reject(new PrepareError(`${name} did not start: ${error.message}`)),
    );
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new PrepareError(`${name} failed:\n${output.trim()}`));
    });
  });
}

/** Digest of everything that dist is made from: names and contents, in a fixed order. */
function stampOfSources() {
  const digest = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  for (const file of [
    ...files.sort((a, b) => (a < b ? -1 : 1)),
    ...SETTINGS_OF_BUILD.map((name) => inRoot(name)),
  ]) {
    digest
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return digest.digest('hex');
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
