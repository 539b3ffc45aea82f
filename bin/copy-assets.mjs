// Copies what the compiler leaves out (templates, styles, pictures, data) from src to dist, and the
// runbook, which operators read on a page. Uses nothing but Node. Run by itself it is a part of
// `npm run build`.
import { cpSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
const DIST = fileURLToPath(new URL('../dist/src', import.meta.url));

const ASSETS = ['.eta', '.css', '.js', '.svg', '.png', '.json', '.html', '.webmanifest'];

const RUNBOOK = fileURLToPath(new URL('../docs/runbook.md', import.meta.url));
const RUNBOOK_BUILT = fileURLToPath(new URL('../dist/docs/runbook.md', import.meta.url));

/** Folders are followed, files are taken by their ending. */
export function copyAssets() {
  cpSync(SRC, DIST, {
    recursive: true,
    filter: (file) => statSync(file).isDirectory() || ASSETS.includes(extname(file)),
  });
  cpSync(RUNBOOK, RUNBOOK_BUILT);
}

if (argv[1] === fileURLToPath(import.meta.url)) copyAssets();
