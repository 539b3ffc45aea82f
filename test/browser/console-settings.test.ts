// The settings, as an admin meets them on a phone and on a desktop, dark and light, with scripts
// and without; and as somebody whose role only looks.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { until } from '../support/until.js';

const PHONE = [390, 844, { colorScheme: 'dark' }] as const;
const DESKTOP = [1280, 900, { colorScheme: 'light' }] as const;
const PAGES = [
  ...['settings', 'settings/brand', 'settings/senders', 'settings/senders/new'],
  ...['settings/keys', 'settings/keys/new', 'settings/people', 'settings/people/new'],
  ...['settings/webhooks', 'settings/webhooks/new', 'programs', 'programs/new'],
  ...['programs/offers', 'programs/offers/texts', 'programs/updates/texts?locale=es'],
  'programs/updates/disclosure',
];

/** A text and its answer, on a machine that has much to do. */
const ANSWER_MS = 60_000;

const house = useBrowserHouse();
const at = (path: string) => `${house.connection.console.url}/${path}`;

async function signIn(
  [width, height, more]: readonly [number, number, BrowserContextOptions],
  { email, password }: { email: string; password: string } = house.connection.console,
): Promise<Window> {
  const window = await openWindow(house.browser, width, height, more);
  const { page } = window;
  await page.goto(at('login'));
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel(/password/i).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Records', level: 1 }).waitFor();
  return window;
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();
const done = (page: Page, words: RegExp) =>
  page.getByRole('status').filter({ hasText: words }).waitFor();

/** What the page that makes it shows once. */
const secretOn = (page: Page) => page.locator('#secret').innerText();

describe.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('on %s', (name, size) => {
  let window: Window;
  let page: Page;
  const open = async (path: string) => {
    await page.goto(at(path));
    return expectSound(window);
  };

  browserTest('every page is sound', async () => {
    window = await signIn(size);
    page = window.page;
    for (const path of PAGES) await open(path);
  });

  browserTest(
    'a fault stands at its field, what was typed is kept, and the preview follows',
    async () => {
      await page.goto(at('settings/brand'));
      await page.getByLabel('Legal name').fill('');
      await page.getByLabel('Support phone').fill('12');
      await page.getByLabel('Name that customers know').fill(`Brightside ${name}`);
      await page.locator('.shown-page').getByText(`Brightside ${name}`).waitFor();
      await press(page, 'Save');
      expect(await page.locator('#f-legalName-fault').innerText()).toBe('Legal name is missing.');
      const phone = page.getByLabel('Support phone');
      expect(await phone.inputValue()).toBe('12');
      await page.getByLabel('Legal name').fill('Brightside Windows LLC');
      await press(page, 'Save');
      const fault = 'Support phone is no phone number that somebody could call.';
      await page.getByText(fault).waitFor();
      expect(await phone.getAttribute('aria-invalid')).toBe('true');
      await expectSound({ ...window, complaints: withoutRefusals(window) });
      await phone.fill('(602) 555-0190');
      await page.getByLabel('Name that customers know').fill('Brightside Windows');
      await press(page, 'Save');
      await done(page, /Saved/);
    },
  );
});

/** A browser names each form that was answered with a 4xx. */
const withoutRefusals = ({ complaints }: Window) =>
  complaints.filter((line) => !/status of 4\d\d/.test(line));

describe('on a desktop, an admin', () => {
  let window: Window;
  let page: Page;
  let crm: Server;
  const look = () => expectSound({ ...window, complaints: withoutRefusals(window) });

  beforeAll(async () => {
    crm = createServer((request, answer) => {
      request.resume();
      answer.end('thank you');
    });
    await new Promise<void>((listening) => crm.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => new Promise((closed) => crm.close(closed)));

  browserTest(
    'changes a text, is told what it lacks, and handsets read the new words',
    async () => {
      window = await signIn(DESKTOP);
      page = window.page;
      await page.goto(at('programs/updates/texts'));
      const card = page.locator('#text-opt_in_confirmation');
      await card.getByText('Change the words').click();
      const field = card.getByRole('textbox');
      await field.fill(
        '{brand}: welcome to {program}! {frequency}. Msg & data rates may apply. HELP 4 help',
      );
      await card.getByText('It does not say how to end it').waitFor();
      await look();
      await card.getByRole('button', { name: 'Save' }).click();
      const fault = page.locator('#f-opt-in-confirmation-fault');
      expect(await fault.innerText()).toMatch(/does not say how to end it.*CTIA/);
      await look();
      await field.fill(
        '{brand}: welcome to {program}! {frequency}. Msg & data rates may apply. HELP 4 help, STOP 2 end.',
      );
      await card.getByRole('button', { name: 'Save' }).click();
      await card.getByText('Your words').first().waitFor();
      await textedBack('+16025550193', /welcome to Appointments & quotes!.*STOP 2 end/);
    },
  );

  browserTest('publishes a disclosure and sees what changed, and who did it', async () => {
    await page.goto(at('programs/updates/disclosure'));
    const field = page.getByLabel('Words of the next version');
    const before = await field.inputValue();
    await field.fill('Text us.');
    await page.getByText('It does not say who texts').waitFor();
    await field.fill(`${before} Thank you.`);
    await press(page, 'Publish');
    await done(page, /Published/);
    expect(await page.locator('.version').first().locator('ins').innerText()).toBe('Thank you.');
    await page.getByText(`published by ${house.connection.console.email}`).waitFor();
    await look();
  });

  browserTest('makes a key that works, rotates it, and revokes it after one question', async () => {
    await page.goto(at('settings/keys/new'));
    await page.getByLabel(/^What it is for/).fill('CRM of the test');
    await press(page, 'Make the key');
    const key = await secretOn(page);
    await look();
    expect(await statusOf(key)).toBe(200);
    await page.getByRole('link', { name: 'I have it' }).click();
    const card = page.locator('.item', { hasText: 'CRM of the test' });
    await card.getByRole('link', { name: 'Rotate' }).click();
    await page.getByLabel('Hours that both keys work').fill('0');
    await press(page, 'Make the new key');
    const next = await secretOn(page);
    await until('the key before to end', async () => (await statusOf(key)) === 401);
    expect(await statusOf(next)).toBe(200);
    await page.getByRole('link', { name: 'I have it' }).click();
    const revoke = card.getByRole('link', { name: 'Revoke' });
    await revoke.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('for good').waitFor();
    await look();
    await dialog.getByRole('link', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('a:focus', { hasText: 'Revoke' }).waitFor();
    await revoke.click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await done(page, /Revoked/);
    await until('the key to end', async () => (await statusOf(next)) === 401);
  });

  browserTest('adds an endpoint, sends a test there, and reads what it answered', async () => {
    const { port } = crm.address() as AddressInfo;
    await page.goto(at('settings/webhooks/new'));
    await page.getByLabel('Address', { exact: true }).fill(`http://127.0.0.1:${port}/hooks`);
    await press(page, 'Add the endpoint');
    expect(await page.locator('#f-url-fault').innerText()).toContain('https');
    await page.getByLabel('In a network of your own').check();
    await page.getByLabel('consent.revoked').check();
    await press(page, 'Add the endpoint');
    expect(await secretOn(page)).toMatch(/^whsec_/);
    await page.getByRole('link', { name: 'I have it' }).click();
    await press(page, 'Send a test event');
    await done(page, /on its way/);
    const taken = async () => {
      await page.reload();
      return (await page.locator('.deliveries').getByText('Taken').count()) > 0;
    };
    await until('the test to be taken', taken, { timeoutMs: ANSWER_MS });
    await page.locator('.deliveries summary').click();
    await page.getByText('thank you').waitFor();
    await look();
    await page.getByRole('link', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await done(page, /Disabled/);
    await look();
  });
});

describe('an agent', () => {
  browserTest('who was invited looks at what is set up, and changes nothing', async () => {
    const admin = await signIn(PHONE);
    await admin.page.goto(at('settings/people/new'));
    await admin.page.getByLabel('E-mail address').fill('agent@brightside.example');
    await press(admin.page, 'Invite');
    const password = await secretOn(admin.page);
    const window = await signIn(PHONE, { email: 'agent@brightside.example', password });
    const { page } = window;
    for (const path of ['settings', 'settings/brand', 'settings/senders', 'programs/updates']) {
      await page.goto(at(path));
      await page.getByText('You look on').waitFor();
      await expectSound(window);
      expect(
        await page
          .getByRole('main')
          .getByRole('button', { name: /Save|Pause/ })
          .count(),
      ).toBe(0);
    }
    expect(await page.getByLabel('Name', { exact: true }).isDisabled()).toBe(true);
    const tabs = page.getByRole('navigation', { name: 'Settings' });
    await page.goto(at('settings'));
    expect(await tabs.getByRole('link').allInnerTexts()).toEqual(['Overview', 'Brand', 'Senders']);
    await page.goto(at('settings/keys'));
    await page.getByRole('heading', { name: 'Your role does not allow this' }).waitFor();
  });
});

describe('without scripts', () => {
  browserTest('everything is done with forms, and asked once on a page', async () => {
    const { page } = await signIn([390, 844, { javaScriptEnabled: false }]);
    await page.goto(at('settings/senders'));
    await page.getByRole('link', { name: 'Pause' }).click();
    await page.getByText('nothing leaves from it').waitFor();
    await press(page, 'Pause');
    await done(page, /Paused/);
    await press(page, 'Resume');
    await done(page, /Resumed/);

    await page.goto(at('programs/offers/disclosure'));
    await page.getByLabel('Words of the next version').fill('By texting OFFERS you agree.');
    await press(page, 'Check');
    await page.getByText('It does not say how often').waitFor();
    await press(page, 'Publish');
    expect(await page.locator('#f-disclosure-fault').innerText()).toContain('64.1200');

    await page.goto(at('programs/offers'));
    await page.getByLabel(/^Words that opt in/).fill('OFFERS, STOP');
    await press(page, 'Save');
    expect(await page.locator('#f-optIn-fault').innerText()).toContain('carriers act on it');

    await page.goto(at('settings/people'));
    const self = page.locator('.item', { hasText: house.connection.console.email });
    await self.getByRole('link', { name: 'Disable' }).click();
    await press(page, 'Disable');
    await page.getByRole('alert').filter({ hasText: 'last admin' }).waitFor();

    await page.goto(at('settings/keys/new'));
    await page.getByLabel('What it may do').selectOption('Only what is ticked below');
    await press(page, 'Make the key');
    await page.getByText('What it may do is missing').waitFor();
    await page.getByLabel('records:read').check();
    await press(page, 'Make the key');
    expect(await secretOn(page)).toMatch(/^ask_test_/);
    await page.reload();
    await page.getByText('cannot be shown again').waitFor();
  });
});

async function statusOf(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${house.connection.baseUrl}/v1/records`, { headers })).status;
}

/** A handset texts START, and is awaited to read this. */
async function textedBack(phone: string, words: RegExp): Promise<void> {
  const { carrierUrl, sender } = house.connection;
  const thread = `${carrierUrl}/phones/${encodeURIComponent(phone)}/messages`;
  await fetch(thread, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: sender, body: 'START' }),
  });
  await until(
    `${phone} to read ${words}`,
    async () => {
      const texts = (await (await fetch(thread)).json()) as { body: string }[];
      return texts.some(({ body }) => words.test(body));
    },
    { timeoutMs: ANSWER_MS },
  );
}
