// Builds what runs in a browser: each file directly in src/console is an entry of its own and ends
// in dist/src/console; what entries have in common becomes a chunk beside them. Last part of
// `npm run build`; tests call it too, and it does nothing when nothing changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { makeOutline } from './outline.mjs';

const SELF = fileURLToPath(import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'src', 'console');
const OUTPUT = join(ROOT, 'dist', 'src', 'console');
const STAMP = join(OUTPUT, '.stamp');

/** Entries that a page of somebody else's loads: one file each that needs no other. */
const EMBEDDED = ['widget'];

/** Browsers of the last four years; Lit needs no more than that. */
const TARGET = 'es2022';
/** The first that know `light-dark()`; elsewhere the pop-up would have no colours. */
const CSS_TARGET = ['chrome123', 'firefox120', 'safari17.5'];

/** What licences of bundled packages ask for: to be named. */
const BANNER = `/*! Assent, Apache-2.0. Contains Lit, (c) Google LLC, BSD-3-Clause;
  Leaflet, (c) Volodymyr Agafonkin, CloudMade, BSD-2-Clause; supercluster, (c) Mapbox, ISC. */`;

/**
 * Builds in a process of its own, for what NODE_ENV says decides which Lit is taken: a test's is
 * not the one that people get.
 * @throws with what vite says when a source does not build.
 */
export function buildConsole() {
  if (isBuilt()) return;
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(process.execPath, [SELF], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

const isBuilt = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOfSources();

async function build() {
  const { build: bundle } = await import('vite');
  const entries = readdirSync(SOURCES)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => basename(name, '.ts'));
  await bundle(toBuild(entries, OUTPUT, true));
  for (const name of EMBEDDED.filter((one) => entries.includes(one))) {
    await bundle(toBuild([name], join(OUTPUT, 'embedded'), false));
  }
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(STAMP, stampOfSources());
}

/** `virtual:outline` is the ground of the map, made here and nowhere kept. */
const OUTLINE = {
  name: 'outline',
  resolveId: (id) => (id === 'virtual:outline' ? id : undefined),
  load: (id) =>
    id === 'virtual:outline'
      ? `export const outline = JSON.parse('${JSON.stringify(makeOutline())}')`
      : undefined,
};

/** @returns {import('vite').InlineConfig} nothing is read from a file, nothing is guessed. */
function toBuild(entries, outDir, shared) {
  return {
    root: ROOT,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [OUTLINE],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: shared,
      target: TARGET,
      cssTarget: CSS_TARGET,
      modulePreload: false,
      reportCompressedSize: false,
      lib: {
        entry: Object.fromEntries(entries.map((name) => [name, join(SOURCES, `${name}.ts`)])),
        formats: ['es'],
      },
      rolldownOptions: {
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          assetFileNames: '[name][extname]',
          postBanner: BANNER,
          minify: true,
        },
      },
    },
  };
}

/** Digest of everything that goes in: names and contents in a fixed order, and how it is built. */
function stampOfSources() {
  const digest = createHash('sha256');
  const sources = ['console', 'consent'].flatMap((room) => filesIn(join(ROOT, 'src', room)));
  const settings = [
    'package-lock.json',
    join('bin', 'build-console.mjs'),
    join('bin', 'outline.mjs'),
  ];
  for (const file of [...sources, ...settings.map((name) => join(ROOT, name))]) {
    digest.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return digest.digest('hex');
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort((a, b) => (a < b ? -1 : 1));

if (argv[1] === SELF && !isBuilt()) {
  process.env.NODE_ENV = 'production';
  await build();
}
