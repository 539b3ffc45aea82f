// What every journey in a browser begins with: a house as a person starts it, a Chromium beside it,
// and one way to say that a page is sound.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { audit, overflow, startBrowser, type Window } from './browser.js';
import { type Connection, startHouse } from './house.js';
import { until } from './until.js';

export interface BrowserHouse {
  readonly connection: Connection;
  readonly browser: Browser;
  /** As `kill -9` of the server of pages and API; resolves once it answers again. */
  loseIngress(): Promise<void>;
}

/** One house and one browser for the whole file; what they are is known from its first test on. */
export function useBrowserHouse(): BrowserHouse {
  let folder: string;
  let started: BrowserHouse | undefined;
  const given = () => {
    if (!started) throw new Error('the house stands in tests and hooks only');
    return started;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assent-browser-'));
    const [running, browser] = await Promise.all([startHouse(folder), startBrowser()]);
    const { connection, pid } = running;
    started = { connection, browser, loseIngress: () => loseIngress(pid, connection) };
  });
  afterAll(() => started?.browser.close());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  return {
    get connection() {
      return given().connection;
    },
    get browser() {
      return given().browser;
    },
    loseIngress: () => given().loseIngress(),
  };
}

async function loseIngress(house: number, { baseUrl }: Connection): Promise<void> {
  const children = await readFile(`/proc/${house}/task/${house}/children`, 'utf8');
  for (const child of children.trim().split(' ')) {
    const words = await readFile(`/proc/${child}/cmdline`, 'utf8');
    if (words.split('\0').includes('ingress')) process.kill(Number(child), 'SIGKILL');
  }
  const answers = async () => (await fetch(`${baseUrl}/readyz`).catch(() => undefined))?.ok;
  await until('the ingress to be gone', async () => (await answers()) !== true);
  await until('the ingress to answer again', answers);
}

/** Nothing to stumble over for a screen reader, nothing wider than the window, no complaints. */
export async function expectSound({ page, complaints }: Window): Promise<void> {
  expect(await audit(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
}
