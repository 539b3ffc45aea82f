// The pages' files: templates, style sheet and icon, read once at the start.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { calledName } from '../../called-name.js';
import { builtScript, builtScripts } from './built-scripts.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

export interface Asset {
  readonly path: string;
  /** Path with a digest of the content, so that browsers may keep it for ever. */
  readonly href: string;
  readonly type: string;
  readonly content: Buffer;
}

export const ASSETS = {
  css: readAsset('assent.css', CSS),
  icon: readAsset('assent.svg', 'image/svg+xml'),
  live: readAsset('look-again.js', SCRIPT),
  crm: readAsset('demo-activity.js', SCRIPT),
  form: readAsset('confirm-form.js', SCRIPT),
  offline: readAsset('offline.js', SCRIPT),
  worker: readAsset('console-worker.js', SCRIPT),
  icon192: readAsset('icon-192.png', 'image/png'),
  icon512: readAsset('icon-512.png', 'image/png'),
  maskable: readAsset('icon-maskable-512.png', 'image/png'),
} as const;

const templates = new Eta({ views: FOLDER, cache: true, autoTrim: false });

/** Style sheets by the name of their file: `console`, or `talk/inbox` in a folder of its own. */
export const STYLES: ReadonlyMap<string, Asset> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.css') && file !== 'assent.css')
    .map((file) => [file.slice(0, -'.css'.length), readAsset(file, CSS)]),
);

/** Whatever a template shows, and what its page loads. */
export interface PageValues {
  readonly [name: string]: unknown;
  /** Style sheets beside the one of all pages: `['records']` for pages/records.css. */
  readonly styles?: readonly string[];
  /**
   * Entries of src/console that the page loads: `['records']` for src/console/records.ts. With them
   * comes the policy that lets them run.
   */
  readonly islands?: readonly string[];
  /** Instead of that policy, for a page that needs more. */
  readonly policy?: string;
}

/** Fills a template of this folder; every value is escaped unless the template says otherwise. */
export function render(template: string, values: PageValues): string {
  const assets = Object.fromEntries(Object.entries(ASSETS).map(([name, { href }]) => [name, href]));
  const scripts = (values.islands ?? []).map(islandHref);
  return templates.render(`./${template}`, { ...values, assets, scripts, styleHref, calledName });
}

/** @throws when there is no such style sheet. */
function styleHref(name: string): string {
  const style = STYLES.get(name);
  if (!style) throw new Error(`src/ingress/pages has no ${name}.css`);
  return style.href;
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
