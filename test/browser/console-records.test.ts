// The list of records, the map and a record beside it: found by search and by keyboard, opened,
// stopped and agreed for, live, without a connection, and without scripts; phone and desktop.
import type { Page, Request } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';

const PHONE = { width: 390, height: 844 } as const;
const DESKTOP = { width: 1280, height: 900 } as const;
const LIVE_MS = 15_000;
const FIRST_LOAD_MAX = 150_000;

const house = useBrowserHouse();

async function call(method: string, path: string, body: object): Promise<void> {
  const { baseUrl, apiKey } = house.connection;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const url = `${baseUrl}/v1${path}`;
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
}

async function texts(phone: string, body: string): Promise<void> {
  const { carrierUrl, sender } = house.connection;
  const url = `${carrierUrl}/phones/${encodeURIComponent(phone)}/messages`;
  const headers = { 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify({ to: sender, body }) });
}

const PEOPLE = ['Ada', 'Bela', 'Cleo', 'Dora', 'Enid'].map((first, index) => ({
  externalId: `q/${first.toLowerCase()}`,
  name: `${first} Quillon`,
  phone: `+1602555${5_000 + index}`,
  address: `${index + 1} Palm St, Phoenix`,
  location: { lat: 33.4 + index / 50, lng: -112.1 + index / 40 },
  timezone: 'America/Phoenix',
}));
const ADA = '+16025555000';
const pageOf = (first: string) =>
  `${house.connection.console.url}/records/${encodeURIComponent(`q/${first}`)}`;

beforeAll(async () => {
  for (const { externalId, ...told } of PEOPLE) {
    await call('PUT', `/records/${encodeURIComponent(externalId)}`, told);
  }
});

async function signedIn(
  { width, height }: { width: number; height: number },
  settings = {},
): Promise<Window> {
  const window = await openWindow(house.browser, width, height, settings);
  await window.page.goto(house.connection.baseUrl);
  await window.page.getByRole('button', { name: /console/i }).click();
  await window.page.waitForURL(/\/console/);
  return window;
}

/** Takes the connection away; what the browser says of that is no complaint. */
async function offline({ page, complaints }: Window, act: () => Promise<void>): Promise<void> {
  const before = complaints.length;
  await page.context().setOffline(true);
  await act();
  await page.context().setOffline(false);
  const list = complaints as string[];
  const said = list.splice(before);
  expect(said.filter((one) => !/ERR_INTERNET_DISCONNECTED/.test(one))).toEqual([]);
}

const rows = (page: Page) => page.locator('.rows .row');
const found = (page: Page, count: number) =>
  expect.poll(() => rows(page).count(), { timeout: LIVE_MS }).toBe(count);
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()');
const pane = (page: Page) => page.getByRole('complementary', { name: 'Record' });

describe('on a desktop', () => {
  let window: Window;
  let page: Page;

  browserTest('the list is live, with pins beside it', async () => {
    window = await signedIn(DESKTOP, { colorScheme: 'light' });
    page = window.page;
    await page.locator('live-dot[on]').waitFor();
    await page.locator('.map .pin, .map .cluster').first().waitFor();
    await page.locator('.map path.outline').first().waitFor({ state: 'attached' });
    await expectSound(window);
  });

  browserTest('is searched and walked through by keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('quillon');
    await found(page, PEOPLE.length);
    expect(page.url()).toContain('?query=quillon');
    expect(await page.getByRole('status').first().textContent()).toContain('5 records');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('Dora Quillon');
    await page.keyboard.press('Enter');
    await pane(page).getByRole('heading', { name: 'Dora Quillon' }).waitFor();
    await expect.poll(() => focused(page)).toBe('Dora Quillon');
    expect(page.url()).toContain('record=q%2Fdora');
    await page.locator('.map .pin.chosen').waitFor();
    await expectSound(window);
    await page.keyboard.press('Escape');
    await pane(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toContain('Dora Quillon');
    expect(page.url()).not.toContain('record=');
  });

  browserTest('a text turns row, pin and record while they are looked at', async () => {
    await page.getByRole('link', { name: /Ada Quillon/ }).click();
    await pane(page).getByText('No consent yet').first().waitFor();
    await texts(ADA, 'START');
    await pane(page).locator('.person .state.ok').waitFor({ timeout: LIVE_MS });
    await pane(page).getByText('Agreed to texts').first().waitFor();
    await page.locator('.row[aria-current] .state.ok').waitFor({ timeout: LIVE_MS });
    await page.locator('.map .pin.ok.chosen').waitFor({ timeout: LIVE_MS });
  });

  browserTest('an opt-out is recorded in a dialog, and shows with when and how', async () => {
    await pane(page).getByRole('link', { name: 'Record an opt-out' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ada said stop' });
    await dialog.getByLabel('How did we hear it?').selectOption('in_person');
    await dialog.getByLabel(/In their words/).fill('No more of these, please.');
    await expectSound(window);
    await dialog.getByRole('button', { name: 'Stop all texts' }).click();
    await dialog.waitFor({ state: 'detached' });
    const badge = pane(page).locator('.person .state.stop', {
      hasText: /Opted out · .+, recorded by demo in the console/,
    });
    await badge.waitFor({ timeout: LIVE_MS });
    await page.locator('.map .pin.stop.chosen').waitFor({ timeout: LIVE_MS });
    await expectSound(window);
  });

  browserTest('the way back leads through what was looked at', async () => {
    await page.goBack();
    await pane(page).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Opted out', exact: true }).click();
    await found(page, 1);
    expect(page.url()).toContain('state=stop');
    await page.goBack();
    await found(page, PEOPLE.length);
  });

  browserTest('says when there is no connection, and goes on when there is one', async () => {
    const search = page.getByRole('searchbox');
    await offline(window, async () => {
      await search.fill('cleo');
      await page.getByText(/There is no connection/).waitFor();
      expect(await page.locator('.failed button').isVisible()).toBe(true);
    });
    await search.fill('cleo q');
    await found(page, 1);
    await page.getByText(/There is no connection/).waitFor({ state: 'hidden' });
    await search.fill('nobody of this name');
    await page.getByRole('heading', { name: 'Nobody matches' }).waitFor();
    await expectSound(window);
  });

  browserTest('opens without a connection, with the last code and without a name', async () => {
    await page.goto(pageOf('cleo'));
    await page.getByRole('button', { name: 'Ask Cleo' }).click();
    const popUp = page.getByRole('dialog');
    await popUp.getByRole('button', { name: 'QR code' }).click();
    await popUp.locator('.code svg').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const kept = () => page.evaluate<boolean>('caches.has("assent-code")');
    await expect.poll(kept, { timeout: LIVE_MS }).toBe(true);
    await offline(window, async () => {
      await page.goto(`${house.connection.console.url}/requests`);
      await page.getByRole('heading', { name: 'No connection' }).waitFor();
      await page.locator('.kept .picture svg').waitFor();
      expect(await page.locator('body').textContent()).not.toContain('Cleo');
    });
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    await page.getByRole('link', { name: /Cleo Quillon/ }).waitFor();
    await expectSound(window);
  });
});

describe('on a phone', () => {
  let window: Window;
  let page: Page;

  browserTest('the first load is small, and the map no part of it', async () => {
    window = await signedIn(PHONE, { colorScheme: 'dark' });
    page = window.page;
    const loaded: Request[] = [];
    page.on('requestfinished', (request) => loaded.push(request));
    await page.goto(house.connection.console.url);
    await page.locator('live-dot[on]').waitFor();
    const names = loaded.map((request) => request.url());
    // What went over the wire, of the page itself as of all that it loads.
    const sizes = await Promise.all(
      loaded.map(async (request) => (await request.sizes()).responseBodySize),
    );
    expect(sizes.length).toBeGreaterThan(4);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(FIRST_LOAD_MAX);
    expect(names.filter((name) => /chunks\/map|outline/.test(name))).toEqual([]);
    await expectSound(window);
  });

  browserTest('list and map take turns, and a pin opens the record as a page', async () => {
    await page.getByRole('searchbox').fill('bela q');
    await found(page, 1);
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    const pin = page.getByRole('button', { name: 'Bela Quillon: No consent yet' });
    await pin.waitFor();
    await expectSound(window);
    await pin.click();
    await page.waitForURL(/\/records\/q%2Fbela/);
    await page.getByRole('heading', { name: 'Bela Quillon' }).waitFor();
    await expectSound(window);
  });

  browserTest('a written consent needs its wording, and counts with it', async () => {
    await page.getByRole('link', { name: 'Record a written consent' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record a written consent' });
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await dialog.getByRole('alert').waitFor();
    // The browser says of the refusal that it was one.
    expect((window.complaints as string[]).splice(0)).toEqual([expect.stringContaining('400')]);
    await expectSound(window);
    const wording = 'I agree to get texts about my appointment.';
    await dialog.getByLabel(/word for word/).fill(wording);
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.person .state.ok').waitFor({ timeout: LIVE_MS });
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /Proof of consent/ }).click();
    expect((await download).suggestedFilename()).toMatch(/^proof-.+\.json$/);
  });

  browserTest('the other rooms are behind the bar', async () => {
    await page.getByText('More', { exact: true }).click();
    await expectSound(window);
    await page.getByRole('navigation', { name: 'Rooms' }).getByText('Requests').click();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    await expectSound(window);
  });
});

browserTest('without scripts all of it is pages and forms', async () => {
  const { page } = await signedIn(DESKTOP, { javaScriptEnabled: false });
  await page.getByRole('searchbox').fill('enid');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: /Enid Quillon/ }).click();
  await page.getByRole('link', { name: 'Record an opt-out' }).click();
  await page.getByRole('button', { name: 'Stop all texts' }).click();
  await page.waitForURL(/\/records\/q%2Fenid$/);
  await page
    .getByText(/^Opted out · /)
    .first()
    .waitFor();
});
