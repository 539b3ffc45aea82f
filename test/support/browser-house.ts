// What every journey in a browser begins with: a house as a person starts it, a Chromium beside it,
// and one way to say that a page is sound.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { audit, overflow, startBrowser, type Window } from './browser.js';
import { type Connection, startHouse } from './house.js';

export interface BrowserHouse {
  readonly connection: Connection;
  readonly browser: Browser;
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
    const [{ connection }, browser] = await Promise.all([startHouse(folder), startBrowser()]);
    started = { connection, browser };
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
  };
}

/** Nothing to stumble over for a screen reader, nothing wider than the window, no complaints. */
export async function expectSound({ page, complaints }: Window): Promise<void> {
  expect(await audit(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
}
