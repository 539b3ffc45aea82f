// Finding a server's binary: what counts as one, what is refused, and what a person is told.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cachedServer, fetchIntoCache } from '../../src/embedded/binary-cache.js';
import type { Search } from '../../src/embedded/find-server.js';
import { findOnPath } from '../../src/embedded/on-path.js';
import { helpFor, type Machine } from '../../src/embedded/server-help.js';
import { MONGODB, REDIS, type ServerKind } from '../../src/embedded/server-kinds.js';

/** A server that no machine has, so that only what a test puts there is found. */
const KIND: ServerKind = { ...REDIS, commands: ['assent-test-server', 'assent-test-other'] };
const SAYS_7 = 'echo "Redis server v=7.0.15 sha=00000000:0"';

let folder: string;
let search: Search;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-find-'));
  const path = `${folder}/first:${folder}/second`;
  search = { kind: KIND, cacheDir: join(folder, 'cache'), report: () => {}, path };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(file: string, script: string): Promise<string> {
  const path = join(folder, file);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('on PATH', () => {
  test('the first that runs is taken', async () => {
    await program('first/assent-test-server', 'exit 1');
    const good = await program('second/assent-test-other', SAYS_7);
    expect(await findOnPath(search)).toBe(good);
  });

  test('one that is too old is refused by its version', async () => {
    await program('first/assent-test-server', 'echo "Redis server v=4.0.9 sha=0"');
    await expect(findOnPath(search)).rejects.toThrow(/version 4\.0; wanted 5\.0 or later/);
  });

  test('nothing there is said with the names looked for', async () => {
    await expect(findOnPath(search)).rejects.toThrow('no assent-test-server or assent-test-other');
  });
});

describe('the cache', () => {
  test('keeps what was fetched for the next start', async () => {
    const made = await program('made', SAYS_7);
    const binary = await fetchIntoCache(search, async () => made);
    expect(binary).toBe(join(search.cacheDir, 'redis-server'));
    expect(await cachedServer(search)).toBe(binary);
  });

  test('takes nothing that does not run here', async () => {
    const broken = await program('broken', 'echo "cannot open shared object file" >&2; exit 127');
    await expect(fetchIntoCache(search, async () => broken)).rejects.toThrow(/shared object/);
    await expect(cachedServer(search)).rejects.toThrow(/is not there/);
  });

  test('says why it cannot be written', async () => {
    await writeFile(join(folder, 'cache'), 'a file where a folder should be');
    await expect(fetchIntoCache(search, async () => '')).rejects.toThrow(/cannot write to/);
  });
});

describe('the help', () => {
  const machine = (platform: NodeJS.Platform, programs: string[], arch = 'x64'): Machine => ({
    platform,
    arch,
    has: (name) => programs.includes(name),
  });

  test.each([
    ['Debian', REDIS, machine('linux', ['apt-get']), 'sudo apt-get install -y redis-server'],
    ['Debian without pip', MONGODB, machine('linux', ['apt-get']), 'install -y python3-pip'],
    ['Fedora', REDIS, machine('linux', ['dnf']), 'sudo dnf install -y valkey'],
    ['Linux on ARM', MONGODB, machine('linux', ['apt-get'], 'arm64'), 'docker compose up'],
    ['macOS', MONGODB, machine('darwin', []), 'brew install mongodb/brew/mongodb-community'],
    ['Windows', REDIS, machine('win32', []), 'docker compose up'],
  ])('on %s names one command', (_name, kind, where, command) => {
    const line = helpFor(kind, where);
    expect(line).toContain(command);
    expect(line).toContain(kind.setting);
    expect(line).not.toContain('\n');
  });
});
