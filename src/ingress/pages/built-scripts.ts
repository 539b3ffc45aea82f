// The scripts that the build made out of src/console, read once when the first page asks for one.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface BuiltScript {
  /** Below the folder: `live-dot.js`, `chunks/lit-3Fa9.js`. */
  readonly name: string;
  readonly content: Buffer;
  /** Of the content, short enough for an address. */
  readonly digest: string;
}

/** Beside these pages when they are built themselves; in dist when they run from source. */
const FOLDERS = ['../../console', '../../../dist/src/console'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

let read: ReadonlyMap<string, BuiltScript> | undefined;

/**
 * All of them by name.
 * @throws where none were built, saying how to.
 */
export function builtScripts(): ReadonlyMap<string, BuiltScript> {
  read ??= readScripts();
  return read;
}

/** @throws when there is no such script: a page names one that nobody wrote. */
export function builtScript(name: string): BuiltScript {
  const found = builtScripts().get(name);
  if (found) return found;
  throw new Error(
    `src/console has no ${name.replace(/\.js$/, '.ts')}: there is no ${name} to load`,
  );
}

function readScripts(): ReadonlyMap<string, BuiltScript> {
  const folder = FOLDERS.find((one) => existsSync(join(one, '.stamp')));
  if (folder === undefined) {
    throw new Error(`the console's scripts are not built (${FOLDERS[1]}): run \`npm run build\``);
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'));
  return new Map(
    names.map((name) => {
      const content = readFileSync(join(folder, name));
      const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
      return [name, { name, content, digest }];
    }),
  );
}
