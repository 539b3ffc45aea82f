// Somebody on duty: sees that nothing waits, sees what failed and gives it back, holds sending back
// and lets it go on; on a phone without scripts, and on a desktop with a page that is told.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { until } from '../support/until.js';

const house = useBrowserHouse();
const SOON = { timeout: 20_000 };
const NO_ROUTE = 'The provider has no route from this sender to this number.';
const HELLO = 'Brightside Windows: hi, Maya here. Thursday 4 pm for the measurement?';
let people = 0;

async function send(url: string, method: string, body?: object, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${url}: ${answer.status}`).toBe(true);
  const text = await answer.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

const api = (method: string, path: string, body?: object) => {
  const { baseUrl, apiKey } = house.connection;
  return send(baseUrl + path, method, body, { authorization: `Bearer ${apiKey}` });
};

const threadOf = async (phone: string): Promise<readonly { readonly body: string }[]> => {
  const path = `/phones/${encodeURIComponent(phone)}/messages`;
  return (await send(house.connection.carrierUrl + path, 'GET')) as { body: string }[];
};
const arrives = (phone: string, words: string) =>
  until(
    `“${words}” to arrive`,
    async () => (await threadOf(phone)).some(({ body }) => body.includes(words)),
    { timeoutMs: SOON.timeout },
  );

/** Somebody new joins and has been told so: nothing else is on its way to them. */
async function somebody(): Promise<string> {
  people += 1;
  const phone = `+1602555${7_000 + people}`;
  const { carrierUrl, sender } = house.connection;
  const path = `/phones/${encodeURIComponent(phone)}/messages`;
  await send(carrierUrl + path, 'POST', { to: sender, body: 'START' });
  await arrives(phone, 'Reply HELP for help');
  return phone;
}

/** A text to somebody that the provider refuses for good; afterwards it would take it. */
async function failedText(): Promise<string> {
  const { carrierUrl } = house.connection;
  const to = await somebody();
  await send(`${carrierUrl}/faults`, 'POST', { failWith: { code: 21612, to } });
  const { id } = (await api('POST', '/v1/messages', { to, body: HELLO })) as { id: string };
  await until(
    'the text to fail',
    async () => {
      const found = (await api('GET', '/v1/queues/sms/failed')) as { data: { message: string }[] };
      return found.data.some(({ message }) => message === id);
    },
    { timeoutMs: SOON.timeout },
  );
  await send(`${carrierUrl}/faults`, 'DELETE');
  return to;
}

async function signIn(page: Page): Promise<void> {
  page.setDefaultTimeout(SOON.timeout);
  await page.goto(house.connection.baseUrl);
  await page.getByRole('button', { name: /console/i }).click();
  await page.waitForURL(/\/console/);
  await page.goto(`${house.connection.console.url}/operations`);
}

describe('on a phone without scripts', () => {
  let window: Window;
  let page: Page;
  const look = () => expect(window.complaints).toEqual([]);

  browserTest('a text that failed is seen, given back, and gone', async () => {
    const phone = await failedText();
    window = await openWindow(house.browser, 390, 844, { javaScriptEnabled: false });
    page = window.page;
    await signIn(page);
    await page.getByRole('heading', { name: NO_ROUTE }).waitFor();
    expect(await page.content()).not.toContain(phone.slice(-7));
    await page.getByText('The same as a table').first().click();
    expect(await page.getByRole('rowheader', { name: /^\d\d:00$/ }).count()).toBe(24);
    await page.getByRole('button', { name: `Redrive of “${NO_ROUTE}”` }).click();
    await page.getByText('1 given back. Every gate is asked again.').waitFor();
    await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    await arrives(phone, 'Thursday 4 pm');
    look();
  });

  browserTest('all sending is held back, then goes on', async () => {
    await page.getByRole('button', { name: 'Pause all sending' }).click();
    await page.getByText('Paused with all').waitFor();
    expect(await page.getByRole('button', { name: 'Pause all sending' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Resume sending' }).click();
    await page.getByText('Sending goes on.').waitFor();
    expect(await page.getByText('All sending is paused').count()).toBe(0);
    look();
  });
});

const WINDOWS = [
  { name: 'a phone in the dark', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'a desktop in the light', width: 1280, height: 900, colorScheme: 'light' },
] as const;

describe.each(WINDOWS)('on $name', ({ width, height, colorScheme }) => {
  let window: Window;
  let page: Page;

  browserTest('nothing waits, and charts are drawn from their tables', async () => {
    window = await openWindow(house.browser, width, height, { colorScheme });
    page = window.page;
    await signIn(page);
    await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    await page.locator('[data-chart=hours] canvas').waitFor();
    await page.locator('[data-chart=days] canvas').waitFor();
    await expectSound(window);
  });

  browserTest('a failure appears by itself, and the reader stays where they were', async () => {
    const table = page.locator('#figures-hours summary');
    await table.click();
    const phone = await failedText();
    await page.getByRole('heading', { name: NO_ROUTE }).waitFor();
    await page
      .getByRole('status')
      .getByText(/more to see to/)
      .waitFor();
    const focused = 'document.activeElement.parentElement.id';
    expect(await page.evaluate<string>(focused)).toBe('figures-hours');
    expect(await page.locator('#figures-hours[open]').count()).toBe(1);
    await page.getByText('Show it').click();
    await page.getByText('a message').waitFor();
    await expectSound(window);
    await page.getByRole('button', { name: /^Redrive fx_/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 given back.').waitFor();
    await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    await arrives(phone, 'Thursday 4 pm');
  });

  browserTest('what is paused on one page shows on another, and so does its end', async () => {
    const senders = page.locator('.senders');
    const other = await openWindow(house.browser, 1280, 900);
    await signIn(other.page);
    await other.page.getByRole('button', { name: 'Pause all sending' }).click();
    await page.getByText('All sending is paused').waitFor();
    await senders.getByText('Paused with all').waitFor();
    await expectSound(window);
    await page.getByRole('button', { name: 'Resume sending' }).click();
    await other.page.locator('.senders').getByText('Sends').waitFor();
    await other.page.context().close();
  });

  browserTest('the runbook is a page', async () => {
    await page.goto(`${house.connection.console.url}/operations/runbook#provider_away`);
    await page.getByRole('heading', { name: /does not answer or slows us down/ }).waitFor();
    await expectSound(window);
  });
});
