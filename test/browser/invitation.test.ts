// An invitation from the mailbox to the outcome, on a phone in the dark and on a desktop in the
// light, with scripts and without: the mail, its form, the handset's last step, and the way out.
// Each page is audited in both colours.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { audit, browserTest, openWindow, overflow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { until } from '../support/until.js';

const SIZES = [
  { name: 'a phone in the dark', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'a desktop in the light', width: 1280, height: 900, colorScheme: 'light' },
] as const;
const ANSWER_MS = 15_000;

interface Mail {
  readonly id: string;
  readonly links: readonly string[];
}

const house = useBrowserHouse();
let person = 0;

/** Somebody new is invited; resolves when the mail lies in the inbox. */
async function invited() {
  person += 1;
  const externalId = `guest-${person}`;
  const email = `${externalId}@example.com`;
  const phone = `+1602555${String(6_000 + person)}`;
  const { baseUrl, apiKey, carrierUrl } = house.connection;
  const record = { externalId, name: 'Dana Ruiz', phone, email };
  const asked = await fetch(`${baseUrl}/v1/opt-in-requests`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': externalId,
    },
    body: JSON.stringify({ record, method: 'email' }),
  });
  expect(asked.status).toBe(201);
  const mail = await until(`the mail to ${email}`, async () => {
    const inbox = await fetch(`${carrierUrl}/inbox/messages?to=${email}`);
    return ((await inbox.json()) as Mail[])[0];
  });
  const link = (path: string) => mail.links.find((one) => one.includes(`/${path}/`)) ?? '';
  return { email, phone, mail, confirm: link('confirm'), unsubscribe: link('unsubscribe') };
}

/** The person texts from their own handset. */
async function text(phone: string, body: string) {
  const { carrierUrl, sender } = house.connection;
  const answer = await fetch(`${carrierUrl}/phones/${encodeURIComponent(phone)}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: sender, body }),
  });
  expect(answer.status).toBe(201);
}

async function fillIn(page: Page, phone: string) {
  await page.getByLabel('Your mobile number').fill(phone);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Yes, text me' }).click();
}

const heading = (page: Page, name: RegExp) =>
  page.getByRole('heading', { name, level: 1 }).waitFor({ timeout: ANSWER_MS });

describe.each(SIZES)('on $name', ({ width, height, colorScheme }) => {
  let window: Window;
  let page: Page;

  const openPage = async (more: { javaScriptEnabled?: boolean } = {}) => {
    window = await openWindow(house.browser, width, height, { colorScheme, ...more });
    page = window.page;
  };
  const look = () => expectSound(window);

  browserTest('the mail can be read in the inbox, and its button opens the form', async () => {
    const { email } = await invited();
    await openPage();
    await page.goto(`${house.connection.carrierUrl}/inbox?to=${email}`);
    const frame = page.frameLocator('.mail[open] iframe');
    const button = frame.getByRole('link', { name: 'See the form and decide' });
    await button.waitFor({ timeout: ANSWER_MS });
    await look();
    await page.getByRole('link', { name: 'As text' }).click();
    await frame.getByText('See the form and decide:').waitFor({ timeout: ANSWER_MS });
    await page.getByRole('link', { name: 'As HTML' }).click();
    const [form] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
    await heading(form, /May we text you/);
    await page.context().close();
  });

  browserTest('the mail by itself fits a narrow and a wide window', async () => {
    const { mail } = await invited();
    const url = `${house.connection.carrierUrl}/inbox/messages/${mail.id}/body`;
    for (const narrow of [320, 600]) {
      window = await openWindow(house.browser, narrow, 800, { colorScheme });
      page = window.page;
      await page.goto(url);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });

  browserTest('a wrong number gets a helpful line, the right one the outcome', async () => {
    const { confirm, phone } = await invited();
    await openPage();
    await page.goto(confirm);
    await look();
    await fillIn(page, '602 5');
    await page.getByText('Check the digits').waitFor({ timeout: ANSWER_MS });
    expect(await page.getByLabel('Your mobile number').inputValue()).toBe('602 5');
    expect(await page.getByRole('checkbox').isChecked()).toBe(false);
    expect(await audit(page)).toEqual([]);
    await fillIn(page, phone.slice(2));
    await heading(page, /You’re in/);
    // A refused form is a 422, which the browser notes as such.
    expect(window.complaints.filter((one) => !one.includes('422'))).toEqual([]);
    expect(await audit(page)).toEqual([]);
    await page.context().close();
  });

  browserTest('another number has to say yes itself, and the page sees it', async () => {
    const { confirm } = await invited();
    const other = `+1602555${String(6_500 + person)}`;
    await openPage();
    await page.goto(confirm);
    await fillIn(page, other);
    await heading(page, /One last step/);
    await look();
    const words = await page.locator('.by-hand kbd').innerText();
    await text(other, words);
    await heading(page, /You’re in/);
    await look();
    await page.context().close();
  });

  browserTest('without scripts the form, its faults and the outcome are the same', async () => {
    const { confirm, phone } = await invited();
    await openPage({ javaScriptEnabled: false });
    await page.goto(confirm);
    await page.getByLabel('Your mobile number').fill('602 5');
    await page.getByRole('button', { name: 'Yes, text me' }).click();
    await page.getByText('Check the digits').waitFor({ timeout: ANSWER_MS });
    await fillIn(page, phone);
    await heading(page, /You’re in/);
    await page.goto(confirm);
    await heading(page, /You have answered already/);
    await page.context().close();
  });

  browserTest('mail is ended with one click, texts with a second', async () => {
    const { unsubscribe } = await invited();
    await openPage();
    await page.goto(unsubscribe);
    await look();
    await page.getByRole('button', { name: 'Don’t e-mail me again' }).click();
    await heading(page, /We won’t write again/);
    await look();
    await page.getByRole('button', { name: 'Stop texts too' }).click();
    await heading(page, /No e-mail and no texts/);
    await look();
    await page.context().close();
  });
});
