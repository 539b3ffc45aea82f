// Copies what the compiler leaves out (templates, styles, pictures, data) from src to dist.
// Uses nothing but Node. Run by itself it is the second half of `npm run build`.
import { cpSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
const DIST = fileURLToPath(new URL('../dist/src', import.meta.url));

const ASSETS = ['.eta', '.css', '.js', '.svg', '.png', '.json', '.html', '.webmanifest'];

/** Folders are followed, files are taken by their ending. */
export function copyAssets() {
  cpSync(SRC, DIST, {
    recursive: true,
    filter: (file) => statSync(file).isDirectory() || ASSETS.includes(extname(file)),
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) copyAssets();
