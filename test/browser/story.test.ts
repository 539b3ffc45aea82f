// The first story with a mouse, on a phone in the light and on a desktop in the dark: the doors, a
// handset that texts START and STOP and reads the answers, and the console behind its one-click
// sign-in, and the page of the API. Each page but that one is audited in both colours.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest, openWindow, overflow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';

const WINDOWS = [
  { name: 'a phone', width: 390, height: 844, colorScheme: 'light', customer: '+16025550171' },
  { name: 'a desktop', width: 1280, height: 900, colorScheme: 'dark', customer: '+16025550176' },
] as const;
const ANSWER_MS = 15_000;

const house = useBrowserHouse();

describe.each(WINDOWS)('on $name', ({ width, height, colorScheme, customer }) => {
  let window: Window;
  let page: Page;

  const look = () => expectSound(window);
  const write = async (words: string) => {
    await page.getByRole('textbox', { name: /text message/i }).fill(words);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
  };
  const reads = (words: RegExp) =>
    page.getByRole('log').getByText(words).last().waitFor({ timeout: ANSWER_MS });

  browserTest('three doors stand open', async () => {
    window = await openWindow(house.browser, width, height, { colorScheme });
    page = window.page;
    await page.goto(house.connection.baseUrl);
    expect(await page.getByRole('main').getByRole('heading', { level: 2 }).count()).toBe(3);
    await look();
  });

  browserTest('the handset is picked up, and any number can be', async () => {
    await page.goto(`${house.connection.carrierUrl}/phones`);
    await look();
    await page.goto(`${house.connection.carrierUrl}/phones/${customer}`);
    await look();
  });

  browserTest('START is answered with one confirmation', async () => {
    await write('start');
    await reads(/Reply HELP for help, STOP to end/);
    expect(
      await page
        .getByRole('log')
        .getByText(/Reply HELP for help/)
        .count(),
    ).toBe(1);
    await look();
  });

  browserTest('STOP is answered once and ends it', async () => {
    await write('pls stop texting me');
    await reads(/no more texts/);
    expect(
      await page
        .getByRole('log')
        .getByText(/no more texts/)
        .count(),
    ).toBe(1);
    await look();
  });

  browserTest('the mail inbox shows itself', async () => {
    await page.goto(`${house.connection.carrierUrl}/inbox`);
    await look();
  });

  browserTest('the console opens with one click', async () => {
    await page.goto(house.connection.baseUrl);
    await page.getByRole('button', { name: /console/i }).click();
    await page.waitForURL(/\/console/);
    await look();
  });
});

browserTest('the page of the API makes a call with a key', async () => {
  const { baseUrl, apiKey } = house.connection;
  const docs = await openWindow(house.browser, 390, 844, { colorScheme: 'dark' });
  await docs.page.goto(`${baseUrl}/docs`);
  const call = docs.page.locator('[id$="-checkConsent"]');
  await docs.page.getByRole('button', { name: 'Authorize' }).click();
  const door = docs.page.locator('.modal-ux');
  // A key is all that can be typed.
  expect(await door.getByRole('textbox').count()).toBe(1);
  await door.getByRole('textbox').fill(apiKey);
  await door.getByRole('button', { name: /Apply credentials|Authorize/ }).click();
  await door.getByRole('button', { name: 'Close' }).last().click();
  await call.getByText('/v1/consents/check').click();
  await call.getByRole('button', { name: 'Try it out' }).click();
  await call.getByRole('button', { name: 'Execute' }).click();
  await call.locator('.live-responses-table').getByText('"allowed"').waitFor();
  expect(await overflow(docs.page)).toBeLessThanOrEqual(0);
  expect(docs.complaints).toEqual([]);
  await docs.page.context().close();
});
