// The generated half of the TypeScript client is what the API's document gives, to the byte.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generate } from '../../clients/typescript/generator/generate.mjs';
import { apiDocument } from '../../src/ingress/api-document.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEPT = join(ROOT, 'clients/typescript/src/generated');
const FORMATTER = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

test('the client fits the API; if not, run `npm run client`', async () => {
  const files = generate(await apiDocument('http://127.0.0.1:3000'));
  expect(files.size).toBeGreaterThan(10);
  const folder = mkdtempSync(join(tmpdir(), 'assent-client-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const settings = ['--config-path', join(ROOT, 'biome.json'), '--vcs-enabled=false'];
    execFileSync(process.execPath, [FORMATTER, 'format', '--write', ...settings, '.'], {
      cwd: folder,
      stdio: 'pipe',
    });
    expect(textsOf(KEPT)).toEqual(textsOf(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

const textsOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
