// `npm test [-- FILTER]`: on a fresh checkout installs and builds, then runs every test and ends
// with `N passed, N failed`. A filter is part of a test file's path; `-- -t NAME` picks by a test's
// name. Where at most three files failed they run once more by themselves: whoever passes then is
// named as unsteady, and whoever fails again has failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './chromium.mjs';
import { nodeVersionFault } from './node-version.mjs';
import { prepare } from './prepare.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROJECTS = ['unit', 'integration', 'browser'];

/** More than so many files that failed are no matter of a busy machine. */
const AGAIN_MAX = 3;

const say = (line) => console.log(line);

/** Runs vitest with its own reporter on the terminal and a second one into a file. */
function runVitest(reportFile, filters) {
  const args = [
    `${ROOT}node_modules/vitest/vitest.mjs`,
    'run',
    ...PROJECTS.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...filters,
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

const isBroken = (file) =>
  file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');

/** Paths of the files in which something failed. */
const failedFiles = (reportFile) =>
  (readReport(reportFile)?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => relative(ROOT, name));

/** Runs files again that failed; what passes now is said by name, and counts as passed. */
async function runAgain(folder, files, first, filters) {
  say(`${first.failed} failed; running again by themselves: ${files.join(', ')}`);
  const reportFile = join(folder, 'again.json');
  const options = filters.filter((one, at) => one.startsWith('-') || filters[at - 1] === '-t');
  const again = count(reportFile, await runVitest(reportFile, [...files, ...options]));
  const mended = Math.max(0, first.failed - again.failed);
  if (mended > 0) say(`UNSTEADY: ${mended} failed among the others and passed alone`);
  return { ...first, passed: first.passed + mended, failed: again.failed };
}

/**
 * Counts tests. A file that broke outside its tests (an import, a hook, something left open) counts
 * as one failure, and so does a run that ended badly for a reason no file names.
 */
function count(reportFile, exitCode) {
  const report = readReport(reportFile);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(isBroken);
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

function readReport(reportFile) {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch (error) {
    say(`vitest left no report: ${error.message}`);
    return undefined;
  }
}

async function main() {
  await makeReady();
  provideChromium(say);
  const folder = mkdtempSync(join(tmpdir(), 'assent-test-'));
  try {
    const reportFile = join(folder, 'report.json');
    const filters = process.argv.slice(2);
    const first = count(reportFile, await runVitest(reportFile, filters));
    const files = failedFiles(reportFile);
    const few = files.length > 0 && files.length <= AGAIN_MAX;
    const { passed, failed, skipped } = few ? await runAgain(folder, files, first, filters) : first;
    say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeReady() {
  const fault = nodeVersionFault(process.versions.node);
  if (fault !== null) throw new Error(fault);
  await prepare({ say });
}

try {
  await main();
} catch (error) {
  say(error.message);
  say('0 passed, 1 failed');
  process.exitCode = 1;
}
