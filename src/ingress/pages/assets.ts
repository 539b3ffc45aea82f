// The pages' files: templates, style sheet and icon, read once at the start.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

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

/** Fills a template of this folder; every value is escaped unless the template says otherwise. */
export function render(template: string, values: object): string {
  const assets = Object.fromEntries(Object.entries(ASSETS).map(([name, { href }]) => [name, href]));
  return templates.render(`./${template}`, { assets, ...values });
}

function readAsset(name: string, type: string): Asset {
  const content = readFileSync(`${FOLDER}${name}`);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = `/assets/${name}`;
  return { path, href: `${path}?v=${digest}`, type, content };
}
