// `npm run bench [-- NAME] [-- --json FILE …]`: builds, then runs one benchmark by name, or all.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Files of bench/ that measure something; the rest are their parts. */
const BENCHMARKS = ['classify', 'inbound-burst', 'backlog-drain', 'gate-check', 'import'];
/** An import runs in this process: with the nursery that `assent up` gives to a worker. */
const FLAGS = { import: ['--max-semi-space-size=32'] };

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  return status ?? 1;
}

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !first.startsWith('-');
const chosen = named ? [first] : BENCHMARKS;
const options = named ? rest : process.argv.slice(2);

const unknown = chosen.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there is ${BENCHMARKS.join(', ')}`);
  process.exit(2);
}

await prepare({ say: (line) => console.log(line) });
const built = run(['node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.json']);
const results =
  built === 0
    ? chosen.map((name) => run([...(FLAGS[name] ?? []), `dist/bench/${name}.js`, ...options]))
    : [1];
process.exitCode = results.every((status) => status === 0) ? 0 : 1;
