// The small parts under the embedded servers: private files, ports, children that cannot outlive
// us.
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGuarded } from '../../src/embedded/guarded-process.js';
import { isFree, rememberedPort } from '../../src/embedded/ports.js';
import { keepOrMake, readIfThere } from '../../src/embedded/private-file.js';
import { waitUntil } from '../../src/embedded/wait-until.js';
import { until } from '../support/until.js';

let folder: string;
const file = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-parts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a secret is made once, for its owner only', async () => {
  expect(keepOrMake(file('secret'), () => 'first')).toBe('first');
  expect(keepOrMake(file('secret'), () => 'second')).toBe('first');
  expect((await stat(file('secret'))).mode & 0o777).toBe(0o600);
});

test('a secret that a crash left empty is made anew', async () => {
  await writeFile(file('secret'), '');
  expect(keepOrMake(file('secret'), () => 'made')).toBe('made');
});

test('a port is kept while free and replaced once taken', async () => {
  const port = await rememberedPort(file('port'));
  expect(await rememberedPort(file('port'))).toBe(port);
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  expect(await isFree(port)).toBe(false);
  const next = await rememberedPort(file('port'));
  expect(next).not.toBe(port);
  expect(readIfThere(file('port'))).toBe(String(next));
  other.close();
  await once(other, 'close');
});

test('a guarded process is stopped, twice without harm', async () => {
  const guarded = startGuarded(['sleep', '1000'], file('log'));
  expect(guarded.running()).toBe(true);
  await guarded.stop();
  await guarded.stop();
  expect(guarded.running()).toBe(false);
});

test('a guarded process that ends by itself says how and why', async () => {
  const script = 'echo the disk is full >&2; exit 7';
  const guarded = startGuarded(['sh', '-c', script], file('log'));
  expect(await guarded.exited).toBe(7);
  expect(guarded.lastWords()).toBe('the disk is full');
  await guarded.stop();
});

test('the log of the run before is kept', async () => {
  await startGuarded(['echo', 'first'], file('log')).exited;
  await startGuarded(['echo', 'second'], file('log')).exited;
  expect(readIfThere(file('log.previous'))).toBe('first');
  expect(readIfThere(file('log'))).toBe('second');
});

test('a paused process is stopped as well', async () => {
  const script = `echo $$ > ${file('pid')}; exec sleep 1000`;
  const guarded = startGuarded(['sh', '-c', script], file('log'));
  const pid = Number(await until('its pid', () => readIfThere(file('pid'))));
  process.kill(pid, 'SIGSTOP');
  await guarded.stop();
  expect(isAlive(pid)).toBe(false);
});

test('waiting ends with the answer or at its bound', async () => {
  let asked = 0;
  expect(await waitUntil(1_000, async () => (++asked === 3 ? 'yes' : undefined))).toBe('yes');
  expect(await waitUntil(30, async () => undefined)).toBeUndefined();
});
