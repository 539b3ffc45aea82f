// `npm run check`: types, lint and walls, format, unused code. Everything runs, then one summary.
// Nothing here changes a file; `npm run format` does.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Each check is one program of node_modules; none needs another's result. */
const CHECKS = [
  { name: 'types', script: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'types of the console', script: 'typescript/bin/tsc', args: ['-p', 'src/console'] },
  // With what every platform has, and Node alone has not.
  {
    name: 'types of the client',
    script: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'clients/typescript'],
  },
  // Generated from the API: whoever changes that learns here to run `npm run client`.
  {
    name: 'client fits the API',
    script: 'vitest/vitest.mjs',
    args: ['run', '--project', 'unit', 'test/unit/client-generated.test.ts'],
  },
  { name: 'lint and walls', script: 'oxlint/bin/oxlint', args: ['--type-aware'] },
  { name: 'format', script: '@biomejs/biome/bin/biome', args: ['format'] },
  { name: 'unused code', script: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/** Two at a time: more would only take turns on the cores that a small machine has. */
const LANES = 2;

/** @returns {Promise<{ name: string, passed: boolean, output: string, seconds: number }>} */
function run({ name, script, args }) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${ROOT}node_modules/${script}`, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const finish = (passed) =>
      resolve({ name, passed, output, seconds: (performance.now() - startedAt) / 1_000 });
    child.once('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

async function runAll() {
  const waiting = [...CHECKS];
  const results = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await run(check);
      results.push(result);
      if (!result.passed) console.log(`\n── ${result.name} ──\n${result.output.trim()}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

// Only for the packages: a build that fails is one of the checks, and not the end of all of them.
if (!existsSync(`${ROOT}node_modules`)) await prepare({ say: (line) => console.log(line) });
const results = await runAll();
console.log();
for (const { name, passed, seconds } of results) {
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
}
const failed = results.filter((result) => !result.passed);
console.log(
  failed.length === 0 ? 'check passed' : `check failed: ${failed.length} of ${results.length}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
