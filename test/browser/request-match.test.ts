// Whose text was it? An agent meets the question on a record's page, on a phone and on a desktop,
// light and dark, and answers it.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { until } from '../support/until.js';

const SIZES = [
  { name: 'a phone', width: 390, height: 844, at: 1, scheme: 'light' },
  { name: 'a desktop', width: 1280, height: 900, at: 5, scheme: 'dark' },
] as const;

const house = useBrowserHouse();

async function call(path: string, body: object): Promise<Record<string, string>> {
  const { baseUrl, apiKey } = house.connection;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const answer = await fetch(`${baseUrl}/v1${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers,
  });
  return (await answer.json()) as Record<string, string>;
}

async function text(from: string, body: string): Promise<void> {
  const { carrierUrl, sender } = house.connection;
  await fetch(`${carrierUrl}/phones/${encodeURIComponent(from)}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: sender, body }),
  });
  const agreed = async () => (await call('/consents/check', { phone: from }))['allowed'];
  await until('the text to be decided', agreed, { timeoutMs: 15_000 });
}

describe.each(SIZES)('on $name', ({ width, height, at, scheme }) => {
  let window: Window;
  let page: Page;
  const phoneOf = (n: number) => `+1602555018${at + n}`;
  const record = `match-${at}`;

  const look = () => expectSound(window);

  browserTest('the question stands on the record’s page', async () => {
    const asked = await call('/opt-in-requests', {
      record: { externalId: record, name: 'Nora Beck', phone: phoneOf(0) },
      method: 'text_to_join',
    });
    await text(phoneOf(1), `START ${asked['token']}`);
    await text(phoneOf(2), `START ${asked['token']}`);
    window = await openWindow(house.browser, width, height);
    page = window.page;
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(house.connection.baseUrl);
    await page.getByRole('button', { name: /console/i }).click();
    await page.goto(`${house.connection.console.url}/records/${record}`);
    expect(await page.getByRole('heading', { name: /is this Nora\?/ }).count()).toBe(2);
    await look();
  });

  browserTest('and the answer makes the number the record’s own', async () => {
    const second = page.locator('.candidate').nth(1);
    await second.getByRole('button', { name: /use this number/ }).click();
    await page.getByText('Can text').first().waitFor();
    expect(await page.getByRole('heading', { name: /is this Nora\?/ }).count()).toBe(0);
    const ending = phoneOf(2).slice(-4);
    await page.getByText(`(602) 555-${ending}`).first().waitFor();
    await look();
  });

  browserTest('a START without a code is offered, and “none of them” is an answer', async () => {
    const open = await call('/opt-in-requests', {
      record: { externalId: `${record}-open`, name: 'Omar Haddad' },
      method: 'qr',
    });
    await text(phoneOf(3), 'START');
    await page.goto(`${house.connection.console.url}/records/${record}-open`);
    await page.getByRole('heading', { name: /is this Omar\?/ }).waitFor();
    await look();
    await page.getByRole('button', { name: /Take back/ }).click();
    await page.getByRole('heading', { name: /is this Omar\?/ }).waitFor({ state: 'detached' });
    expect(open['status']).toBe('pending');
    await look();
  });
});
