// Whose text was it? An agent meets the question on a record's page, on a phone and on a desktop,
// with and without scripts, and answers it. Each page is audited in both colours.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { until } from '../support/until.js';

const PHONE = { width: 390, height: 844 } as const;
const DESKTOP = { width: 1280, height: 900 } as const;
const WINDOWS = [
  { name: 'a phone', ...PHONE, colorScheme: 'light' },
  { name: 'a phone without scripts', ...PHONE, colorScheme: 'dark', javaScriptEnabled: false },
  { name: 'a desktop', ...DESKTOP, colorScheme: 'dark' },
  { name: 'a desktop without scripts', ...DESKTOP, colorScheme: 'light', javaScriptEnabled: false },
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

describe.each(WINDOWS.map((one, at) => ({ ...one, at })))('on $name', (wanted) => {
  const { width, height, at, name: _, ...settings } = wanted;
  let window: Window;
  let page: Page;
  const phoneOf = (n: number) => `+1602555${7_000 + at * 10 + n}`;
  const record = `match-${at}`;

  // The audit is a script itself.
  const hasScripts = !('javaScriptEnabled' in wanted);
  const look = async () =>
    hasScripts ? expectSound(window) : expect(window.complaints).toEqual([]);

  browserTest('the question stands on the record’s page', async () => {
    const asked = await call('/opt-in-requests', {
      record: { externalId: record, name: 'Nora Beck', phone: phoneOf(0) },
      method: 'text_to_join',
    });
    await text(phoneOf(1), `START ${asked['token']}`);
    await text(phoneOf(2), `START ${asked['token']}`);
    window = await openWindow(house.browser, width, height, settings);
    page = window.page;
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
