// `npm run fuzz [-- --seconds N] [-- --seed N]`: schemathesis walks through the whole API, from its
// own document, against everything that `assent up` starts: nothing may break, answer outside its
// schema, or be taken that the schema refuses. Says so and does nothing where Python is missing.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from './prepare.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FUZZ = join(ROOT, 'test', 'fuzz');
const REQUIREMENTS = join(FUZZ, 'requirements.txt');
const UP_WITHIN_MS = 180_000;
const DOWN_WITHIN_MS = 20_000;
/** Beyond the time that it was given: loading the document, writing the report. */
const GRACE_MS = 30_000;

/** What is checked. Valid data may still be refused (a number that is none), so that is not. */
const CHECKS = [
  ...['no_fault_of_ours', 'refusals_are_problems', 'status_code_conformance'],
  ...['content_type_conformance', 'response_schema_conformance', 'negative_data_rejection'],
  ...['ignored_auth', 'use_after_free'],
];
/**
 * Each with a time of its own: one after the other, the first would leave nothing to the last. What
 * the document shows and its borders; walks from answer to answer; whatever it allows.
 */
const WALKS = [
  { phases: 'examples,coverage', share: 0.5 },
  { phases: 'stateful', share: 0.25 },
  { phases: 'fuzzing', share: 0.25 },
];
/** Answers that do not end. */
const ENDLESS = '/stream$';

const say = (line) => console.log(line);

/** @returns the folder of a Python with schemathesis in it; undefined where there can be none. */
function pythonWithSchemathesis() {
  const [, version = ''] = /^schemathesis==(.+)$/m.exec(readFileSync(REQUIREMENTS, 'utf8')) ?? [];
  const folder = join(ROOT, 'node_modules', '.cache', `schemathesis-${version}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  const run = (command, args) => {
    const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) return true;
    say(`${command} ${args.slice(0, 3).join(' ')}: ${error?.message ?? stderr.trim().slice(-300)}`);
    return false;
  };
  say(`installing schemathesis ${version} (once)`);
  const installed =
    run('python3', ['-m', 'venv', folder]) &&
    run(join(folder, 'bin', 'pip'), ['install', '--quiet', '-r', REQUIREMENTS]);
  if (installed) return program;
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Ingress, workers, carrier, Redis and MongoDB, as a person starts them, on ports of their own. */
async function startHouse(dataDir) {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'src', 'cli', 'main.js'), 'up'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ DATA_DIR: dataDir, LOG_LEVEL: 'fatal' },
      ...{ PORT: String(await freePort()), CARRIER_PORT: String(await freePort()) },
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const file = join(dataDir, 'connection.json');
  for (const until = Date.now() + UP_WITHIN_MS; !existsSync(file); ) {
    if (child.exitCode !== null || Date.now() > until) throw new Error('the house did not start');
    await pause(200);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, pause(DOWN_WITHIN_MS)]);
    if (child.exitCode === null) child.kill('SIGKILL');
  };
  return { stop, connection: JSON.parse(readFileSync(file, 'utf8')) };
}

/**
 * One run; its own report goes to the terminal.
 * @returns how many failures it found; what it could not try for a reason of its own is none.
 */
function walk(program, { baseUrl, apiKey }, { seconds, seed, phases }) {
  const args = [
    ...['run', `${baseUrl}/openapi.json`, '--header', `Authorization: Bearer ${apiKey}`],
    ...['--checks', CHECKS.join(','), '--exclude-path-regex', ENDLESS],
    ...['--seed', String(seed), '--max-time', String(seconds), '--workers', '1'],
    ...['--phases', phases, '--continue-on-failure', '--no-color'],
    ...['--request-timeout', '15', '--warnings', 'off', '--generation-database', 'none'],
    '--suppress-health-check=all',
  ];
  const child = spawn(program, args, {
    cwd: FUZZ,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SCHEMATHESIS_HOOKS: 'fuzz_checks',
      PYTHONPATH: [FUZZ, process.env.PYTHONPATH].filter(Boolean).join(delimiter),
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000 + GRACE_MS);
  let report = '';
  child.stdout.on('data', (chunk) => {
    report += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      const [last = ''] = report.match(/^=+ .* in [\d.]+s =+$/gm)?.slice(-1) ?? [];
      const [, failures = last === '' ? '1' : '0'] = /(\d+) failures?\b/.exec(last) ?? [];
      resolve(Number(failures));
    });
  });
}

/** A fresh house, walked through. @returns whether everything held and it still stands. */
async function tryOnce(program, values) {
  const dataDir = mkdtempSync(join(tmpdir(), 'assent-fuzz-'));
  let house;
  try {
    house = await startHouse(dataDir);
    const { connection } = house;
    let failures = 0;
    for (const { phases, share } of WALKS) {
      const seconds = Math.ceil(values.seconds * share);
      failures += await walk(program, connection, { seed: values.seed, seconds, phases });
    }
    const { ok } = await fetch(`${connection.baseUrl}/readyz`).catch(() => ({ ok: false }));
    if (!ok) say('the ingress does not answer any more');
    return failures === 0 && ok;
  } finally {
    await house?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: '8' },
      prepared: { type: 'boolean', default: false },
    },
  });
  if (!values.prepared) await prepare({ say });
  const program = pythonWithSchemathesis();
  if (!program) {
    say('fuzz skipped: it needs python3 with venv and pip (on Debian: apt install python3-venv)');
    return 0;
  }
  // The same seed finds the same fault again; what only a busy machine did, it does not.
  const passed = (await tryOnce(program, values)) || (await tryOnce(program, values));
  say(passed ? 'fuzz passed' : 'fuzz failed');
  return passed ? 0 : 1;
}

process.exitCode = await main();
