// The pages' files: templates, style sheet, script and icon, read once at the start.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

const require = createRequire(import.meta.url);
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export interface Asset {
  /** Path with a digest of the content, so that browsers may keep it for ever. */
  readonly href: string;
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

export const ASSETS = {
  css: readAsset('carrier.css', 'text/css; charset=utf-8'),
  js: readAsset('carrier.js', 'text/javascript; charset=utf-8'),
  scan: readAsset('scan.js', 'text/javascript; charset=utf-8'),
  /** Reads codes in the browser, as a phone's own camera does. */
  decoder: readAsset('jsqr.js', 'text/javascript; charset=utf-8', require.resolve('jsqr')),
  icon: readAsset('icon.svg', 'image/svg+xml'),
} as const;

const templates = new Eta({ views: FOLDER, cache: true, autoTrim: false });

/** Fills a template of this folder; every value is escaped unless the template says otherwise. */
export function render(template: string, values: object): string {
  const assets = Object.fromEntries(Object.entries(ASSETS).map(([name, { href }]) => [name, href]));
  return templates.render(`./${template}`, { assets, ...values });
}

function readAsset(name: string, type: string, file = `${FOLDER}${name}`): Asset {
  const content = readFileSync(file);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name}`;
  return { path, href: `${path}?v=${digest}`, type, content };
}
