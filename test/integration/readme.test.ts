// The README's promise, kept to the letter: its bash block runs against a real `assent up`.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse } from '../support/house.js';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const README = new URL('../../README.md', import.meta.url);

describe('the README', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assent-readme-'));
    await startHouse(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.skipIf(!hasCurl)('tells a story that really happens', async () => {
    const block = /^```bash\n([\s\S]*?)^```/m.exec(await readFile(README, 'utf8'))?.[1] ?? '';
    const script = `set -euo pipefail\n${block}`;
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder });
    const answers = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

    expect(answers[0]).toMatchObject({ externalId: 'crm-1042' });
    expect(answers[1]).toMatchObject({ method: 'text_to_join', status: 'pending' });
    expect(answers[2]).toMatchObject({ status: 409, code: 'no_consent' });
    expect(answers[5]).toMatchObject({ allowed: true, status: 'opted_in' });
    expect(answers[6]).toMatchObject({ status: 'queued' });
    expect(stdout).toContain('Hello Nora, this is Dana of Brightside.');
    expect(answers[9]).toMatchObject({ allowed: false, reason: 'opted_out' });
    expect(answers[10]).toMatchObject({ status: 409, code: 'opted_out' });
    expect(answers[11]).toMatchObject({ method: 'qr', status: 'pending' });
    expect(answers[12]).toMatchObject({ method: 'email', status: 'pending' });
    expect(answers[13]).toMatchObject([{ to: 'omar@example.com' }]);
  });
});
