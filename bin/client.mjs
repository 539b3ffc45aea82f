// `npm run client`: makes the generated half of clients/typescript from the API's own document, and
// builds the package. Run it after a change of the API; a test says when that was forgotten.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../clients/typescript/generator/generate.mjs';
import { prepare } from './prepare.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GENERATED = join(ROOT, 'clients', 'typescript', 'src', 'generated');

/** Runs a program of node_modules or our own command; its complaints go to the terminal. */
function run(script, ...args) {
  return execFileSync(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

await prepare({ say: (line) => console.log(line) });
const document = JSON.parse(run('dist/src/cli/main.js', 'openapi'));
const files = generate(document);
rmSync(GENERATED, { recursive: true, force: true });
mkdirSync(GENERATED, { recursive: true });
for (const [name, text] of files) writeFileSync(join(GENERATED, name), text);
run('node_modules/@biomejs/biome/bin/biome', 'format', '--write', GENERATED);
run('node_modules/typescript/bin/tsc', '-p', 'clients/typescript');
console.log(`${files.size} files in clients/typescript/src/generated; built into dist`);
