// A real Chromium, looking at real pages: opens them, hears what goes wrong in them, and audits
// them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test } from 'vitest';
import { findChromium } from '../../bin/chromium.mjs';

const executablePath = findChromium();
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** A test that is skipped, and counted as skipped, where there is no Chromium. */
export const browserTest = test.skipIf(executablePath === undefined);

export async function startBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('no Chromium on PATH');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

export interface Window {
  readonly page: Page;
  /** Errors of scripts, of the content policy, and answers of 500 and above, as they happen. */
  readonly complaints: readonly string[];
}

/** @param more what else the person's browser is set to: dark, without scripts. */
export async function openWindow(
  browser: Browser,
  width: number,
  height: number,
  more: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    ...more,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} from ${response.url()}`);
  });
  return { page, complaints };
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/**
 * What axe-core finds on the page as it is now: one line for each place. The light and the dark
 * differ in their colours alone, so what is true of colours is asked in both.
 */
export async function audit(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await runAxe(page, 'axe.run(document)');
  const isDark = await page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: dark)').matches`);
  const [own, other] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  await page.emulateMedia({ colorScheme: other });
  const contrast = await runAxe(page, `axe.run(document, { runOnly: ['color-contrast'] })`);
  await page.emulateMedia({ colorScheme: own });
  return [...found, ...contrast.map((line) => `${other}: ${line}`)];
}

async function runAxe(page: Page, call: string): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResult>(call);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id} (${help}): ${html}`),
  );
}

/** By how many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}
