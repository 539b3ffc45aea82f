// The pages' files: templates, style sheet and icon, read once at the start.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { builtScript, builtScripts } from './built-scripts.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export interface Asset {
  readonly path: string;
  /** Path with a digest of the content, so that browsers may keep it for ever. */
  readonly href: string;
  readonly type: string;
  readonly content: Buffer;
}

export const ASSETS = {
  css: readAsset('assent.css', 'text/css; charset=utf-8'),
  icon: readAsset('assent.svg', 'image/svg+xml'),
  live: readAsset('look-again.js', 'text/javascript; charset=utf-8'),
  form: readAsset('confirm-form.js', 'text/javascript; charset=utf-8'),
} as const;

const templates = new Eta({ views: FOLDER, cache: true, autoTrim: false });

export interface PageValues {
  /**
   * Entries of src/console that the page loads: `['records']` for src/console/records.ts. The page
   * needs LIVE_POLICY (page-stream.ts) for them to run.
   */
  readonly islands?: readonly string[];
}

/** Fills a template of this folder; every value is escaped unless the template says otherwise. */
export function render(template: string, values: object & PageValues): string {
  const assets = Object.fromEntries(Object.entries(ASSETS).map(([name, { href }]) => [name, href]));
  const scripts = (values.islands ?? []).map(islandHref);
  return templates.render(`./${template}`, { assets, scripts, ...values });
}

/** Where a page loads an entry of src/console from; browsers may keep it for ever. */
function islandHref(island: string): string {
  const { name, digest } = builtScript(`${island}.js`);
  return `/assets/console/${name}?v=${digest}`;
}

/** Every script of src/console; chunks carry the digest in their name. */
export function islandAssets(): readonly Asset[] {
  const type = 'text/javascript; charset=utf-8';
  return [...builtScripts().values()].map(({ name, digest, content }) => {
    const path = `/assets/console/${name}`;
    return { path, href: `${path}?v=${digest}`, type, content };
  });
}

function readAsset(name: string, type: string): Asset {
  const content = readFileSync(`${FOLDER}${name}`);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name}`;
  return { path, href: `${path}?v=${digest}`, type, content };
}
