// `npm run crm`: builds the client and the example CRM, as a project of its own would have them,
// and starts it beside a running Assent.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMPILER = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const CLIENT = join(ROOT, 'clients', 'typescript');
const CRM = join(ROOT, 'examples', 'crm');
const LINK = join(CRM, 'node_modules', 'assent-client');

if (!existsSync(COMPILER)) throw new Error('run npm start first: it installs what this needs');
const compile = (project) =>
  execFileSync(process.execPath, [COMPILER, '-p', project], { stdio: 'inherit' });

compile(CLIENT);
// What `npm install` makes of "file:../../clients/typescript".
mkdirSync(join(CRM, 'node_modules'), { recursive: true });
if (!existsSync(LINK)) symlinkSync(CLIENT, LINK, 'junction');
compile(join(CRM, 'tsconfig.build.json'));
await import(join(CRM, 'dist', 'server.js'));
