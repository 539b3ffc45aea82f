// `assent up` as people use it: a first start, a second one, kills, taken ports, folders in use.
// Real processes, real servers, one folder that lives through all of it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.js';
import { checkLedger } from '../support/ledger-check.js';
import { freePort, startProcess } from '../support/processes.js';
import { until } from '../support/until.js';

const BIN = fileURLToPath(new URL('../../bin/assent.mjs', import.meta.url));
const STOP_MS = 15_000;

let folder: string;
let house: House;
/** How many of the demo's people have which status. */
let past: Record<string, number>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-up-'));
  house = await startHouse(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dataDir = () => join(folder, '.data');
const connectionFile = () => join(dataDir(), 'connection.json');

async function api<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${house.connection.baseUrl}/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${house.connection.apiKey}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as Answer;
}

interface Records {
  readonly data: { readonly externalId: string; readonly consent: { readonly status: string } }[];
}

async function statuses(): Promise<Record<string, number>> {
  const { data } = await api<Records>('/records?limit=100');
  const counts: Record<string, number> = {};
  for (const { consent } of data) counts[consent.status] = (counts[consent.status] ?? 0) + 1;
  return counts;
}

/** Runs a start that must fail; resolves with its code and what it wrote. */
async function failedStart(environment: Record<string, string>) {
  const started = await startProcess(['up'], { folder, environment });
  const code = await started.ended();
  return { code, words: started.output().trim() };
}

/** Process ids of everything that descends from `pid`. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([own = 0]) => [own, ...childrenOf(own)]);
  return childrenOf(pid);
}

function alive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

describe('the first start', () => {
  test('tells programs where everything is, and only its owner', async () => {
    const { connection } = house;
    expect(Object.keys(connection).toSorted()).toEqual([
      ...['apiKey', 'baseUrl', 'carrierUrl', 'console', 'mongodbUri', 'redisUrl', 'sender'],
      ...['twilio', 'workspace'],
    ]);
    expect(connection.apiKey).toMatch(/^ask_test_/);
    expect(connection.twilio.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
    for (const name of ['connection.json', 'secret', 'demo-login.json', 'carrier-account.json']) {
      expect((await stat(join(dataDir(), name))).mode & 0o777, name).toBe(0o600);
    }
  });

  test('tells people where everything is, and what to try', async () => {
    // Said once the file for programs stands; what is said takes a moment to come through a pipe.
    await until('the last word', () => house.output().includes('Ctrl-C'));
    const words = house.output();
    expect(words).toContain(house.connection.baseUrl);
    expect(words).toContain(`${house.connection.carrierUrl}/phones`);
    expect(words).toMatch(/Try this\n {2}1\. .*\n {2}2\. .*\n {2}3\. /);
  });

  test('opens three doors', async () => {
    const page = await fetch(house.connection.baseUrl);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/console[\s\S]*handset[\s\S]*API/i);
  });

  test('lets forty people live through their past on the road', async () => {
    past = await statuses();
    expect(Object.values(past).reduce((sum, one) => sum + one, 0)).toBe(40);
    for (const status of ['none', 'opted_in', 'opted_out']) {
      expect(past[status], status).toBeGreaterThan(2);
    }
    const report = await checkLedger(house.connection.mongodbUri, 'demo');
    expect(report.faults).toEqual([]);
    expect(report.entries).toBeGreaterThan(10);
  });
});

describe('another start beside it', () => {
  test('on the same folder ends with one line', async () => {
    const ports = { PORT: String(await freePort()), CARRIER_PORT: String(await freePort()) };
    const { code, words } = await failedStart({ DATA_DIR: dataDir(), ...ports });
    expect(code).toBe(1);
    expect(words).toMatch(/^assent: DATA_DIR .* is in use by process \d+; [^\n]*$/);
  });

  test.each(['PORT', 'CARRIER_PORT'])('with %s taken ends with one line', async (setting) => {
    const taken = new URL(house.connection.baseUrl).port;
    const { code, words } = await failedStart({
      DATA_DIR: join(folder, 'other'),
      PORT: String(await freePort()),
      CARRIER_PORT: String(await freePort()),
      [setting]: taken,
    });
    expect(code).toBe(1);
    expect(words).toBe(
      `assent: port ${taken} of 127.0.0.1 is in use; set ${setting} to a free one`,
    );
  });

  test('in a folder that cannot be written ends with one line', async () => {
    await writeFile(join(folder, 'file'), '');
    const { code, words } = await failedStart({ DATA_DIR: join(folder, 'file', 'data') });
    expect(code).toBe(1);
    expect(words).toMatch(/^assent: DATA_DIR [^\n]* cannot be written to: [^\n]*$/);
  });

  test('on databases of its own needs their secret', async () => {
    const { mongodbUri, redisUrl } = house.connection;
    const { code, words } = await failedStart({
      DATA_DIR: join(folder, 'other'),
      PORT: String(await freePort()),
      CARRIER_PORT: String(await freePort()),
      MONGODB_URI: mongodbUri,
      REDIS_URL: redisUrl,
    });
    expect(code).toBe(1);
    expect(words).toMatch(/^assent: ASSENT_SECRET is not set; wanted [^\n]*$/);
  });

  test('under another secret is refused', async () => {
    const { mongodbUri, redisUrl } = house.connection;
    const { code, words } = await failedStart({
      DATA_DIR: join(folder, 'other'),
      PORT: String(await freePort()),
      CARRIER_PORT: String(await freePort()),
      MONGODB_URI: mongodbUri,
      REDIS_URL: redisUrl,
      ASSENT_SECRET: 'another secret, and long enough to be one',
    });
    expect(code).toBe(1);
    expect(words).toMatch(/assent: ASSENT_SECRET has fingerprint [^\n]*$/);
  });
});

describe('after a kill', () => {
  const connectionIsGone = () =>
    readFile(connectionFile()).then(
      () => false,
      () => true,
    );

  test('nobody is left behind, and the next start has it all, on other ports', async () => {
    const before = { counts: await statuses(), connection: house.connection };
    const family = descendants(house.pid);
    expect(family.length).toBeGreaterThanOrEqual(6);
    await house.kill();
    await until('connection.json to go', connectionIsGone);
    house = await startHouse(folder);
    expect(family.filter(alive)).toEqual([]);
    expect(house.connection.baseUrl).not.toBe(before.connection.baseUrl);
    expect(house.connection.apiKey).toBe(before.connection.apiKey);
    expect(await statuses()).toEqual(before.counts);
    expect(house.output()).toContain('as you left it');
  });

  test('with nobody following, everything ends by itself', async () => {
    const family = descendants(house.pid);
    await house.kill();
    await until('the family to end', () => !family.some(alive), { timeoutMs: STOP_MS });
    house = await startHouse(folder);
  });
});

test('a role that dies is started again', async () => {
  const role = descendants(house.pid).find((pid) =>
    execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      'main.js worker',
    ),
  );
  process.kill(role ?? 0, 'SIGKILL');
  await until('the line about it', () => house.output().includes('worker ended (SIGKILL)'));
  await until('a worker', async () => {
    const answer = await fetch(`${house.connection.baseUrl}/readyz`);
    return ((await answer.json()) as { degraded: string[] }).degraded.length === 0;
  });
});

test('SIGTERM takes everything back in time', async () => {
  const family = descendants(house.pid);
  expect(await house.stop()).toBe(0);
  expect(family.filter(alive)).toEqual([]);
  await expect(readFile(connectionFile())).rejects.toThrow(/ENOENT/);
  await expect(readFile(join(dataDir(), 'lock'))).rejects.toThrow(/ENOENT/);
});

test('a demo that was killed half-way is finished by the next start', async () => {
  const unfinished = join(folder, 'unfinished');
  const started = await startProcess(['up'], {
    folder,
    environment: {
      DATA_DIR: join(unfinished, '.data'),
      PORT: String(await freePort()),
      CARRIER_PORT: String(await freePort()),
    },
    ready: (running) => running.output().includes('ingress and workers answer'),
  });
  const family = descendants(started.pid);
  await started.kill();
  house = await startHouse(unfinished);
  await until('the first family to end', () => !family.some(alive), { timeoutMs: STOP_MS });
  expect(house.output()).not.toContain('as you left it');
  expect(await statuses()).toEqual(past);
  await house.stop();
});

test('Ctrl-C in the middle of a start takes back what was started', async () => {
  const started = await startProcess(['up'], {
    folder,
    environment: {
      DATA_DIR: dataDir(),
      PORT: String(await freePort()),
      CARRIER_PORT: String(await freePort()),
    },
    ready: (running) => running.output().includes('servers'),
  });
  const family = descendants(started.pid);
  process.kill(started.pid, 'SIGINT');
  expect(await started.ended()).toBe(0);
  await until('the family to end', () => !family.some(alive), { timeoutMs: STOP_MS });
});

describe('the command line', () => {
  const assent = (parameters: string[], more: string[] = []) =>
    spawnSync(process.execPath, [...more, BIN, ...parameters], { encoding: 'utf8', cwd: folder });

  test('has help for every command', () => {
    const help = assent(['--help']);
    expect(help.status).toBe(0);
    for (const command of ['up', 'ingress', 'worker', 'migrate', 'classify']) {
      expect(help.stdout).toContain(command);
      expect(assent([command, '--help']).status).toBe(0);
    }
  });

  test('answers a wrong call with 2 and a wrong setting with 1', () => {
    expect(assent(['nonsense']).status).toBe(2);
    expect(assent(['classify', '--nonsense']).status).toBe(2);
    const wrong = spawnSync(process.execPath, [BIN, 'up'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], PORT: 'many', CARRIER: 'pigeon' },
    });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr.trim().split('\n')).toEqual([
      'assent: PORT is "many"; wanted a port number from 0 to 65535',
      'assent: CARRIER is "pigeon"; wanted one of simulated, twilio',
    ]);
  });

  test('says in one line that Node is too old', async () => {
    const old = join(folder, 'old-node.mjs');
    await writeFile(
      old,
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });',
    );
    const { status, stderr } = assent(['up'], ['--import', old]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^assent: this is Node 18\.20\.4; wanted Node 20\.19 [^\n]*\n$/);
  });
});
