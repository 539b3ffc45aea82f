// The pop-up in two pages of a CRM, on a phone and on a desktop, light and dark: asked in three
// ways, answered from handsets and by mail, in every state that a record can be in.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { audit, browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { readCode } from '../support/read-code.js';
import { until } from '../support/until.js';

/** The page with rules for everything is met on both sizes; each scheme once. */
const WINDOWS = [
  { name: 'a phone', crm: 'fieldbook', width: 390, height: 844, colorScheme: 'light', at: 1 },
  { name: 'a desktop', crm: 'harbor', width: 1280, height: 900, colorScheme: 'dark', at: 2 },
] as const;
const ANSWER_MS = 20_000;

const house = useBrowserHouse();

async function call<T = Record<string, unknown>>(
  method: string,
  url: string,
  body?: object,
): Promise<T> {
  const { apiKey } = house.connection;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const answer = await fetch(url, {
    ...{ method, headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}

const tell = (id: string, more: object) =>
  call('PUT', `${house.connection.baseUrl}/v1/records/${id}`, more);

async function text(from: string, body: string): Promise<void> {
  const { carrierUrl, sender } = house.connection;
  await call('POST', `${carrierUrl}/phones/${from}/messages`, { to: sender, body });
}

describe.each(WINDOWS)('in $crm on $name', ({ crm, width, height, colorScheme, at }) => {
  const omar = { id: `omar-${at}`, phone: `+1520555012${at}` };
  const other = `+1520555012${at + 4}`;
  let window: Window;
  let page: Page;
  let icon: Locator;
  const dialog = () => page.getByRole('dialog');
  const button = (name: string | RegExp) => dialog().getByRole('button', { name });
  const way = (name: RegExp) =>
    dialog().getByRole('group', { name: 'How to ask' }).getByRole('button', { name });
  const state = (word: string) => icon.getByText(word).waitFor({ timeout: ANSWER_MS });
  const activity = () => page.locator('#log');

  /** Under the machine's other name the page is another site than the service. */
  async function open(record: string, more = ''): Promise<void> {
    const { port } = new URL(house.connection.baseUrl);
    await page.goto(`http://localhost:${port}/demo/crm/${crm}?record=${record}${more}`);
    await icon.and(page.locator('[aria-busy=false]')).waitFor();
  }

  beforeAll(async () => {
    window = await openWindow(house.browser, width, height, { colorScheme });
    ({ page } = window);
    icon = page.locator('assent-opt-in').getByRole('button').first();
  });
  afterAll(() => page?.context().close());

  browserTest('the icon opens the pop-up, which says what there is to choose', async () => {
    const { id, phone } = omar;
    await tell(id, { name: 'Omar Haddad', phone, email: `omar-${at}@example.com` });
    await open(id);
    await state('No consent yet');
    await expectSound(window);
    await icon.click();
    await dialog().getByRole('heading', { name: 'May we text Omar?' }).waitFor();
    expect(await way(/./).count()).toBe(3);
    await dialog().getByText('Omar scans your screen and presses send.').waitFor();
    for (const one of await dialog().getByRole('button').all()) {
      const box = await one.boundingBox();
      expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44);
    }
    const sheet = await dialog().boundingBox();
    if (width < 480) expect(sheet).toMatchObject({ x: 0, width });
    if (width < 480) expect(Math.round((sheet?.y ?? 0) + (sheet?.height ?? 0))).toBe(height);
    await expectSound(window);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    const focused = 'document.activeElement.shadowRoot?.activeElement?.getAttribute("part")';
    expect(await page.evaluate(focused)).toBe('icon');
    const { data } = await call<{ data: unknown[] }>(
      'GET',
      `${house.connection.baseUrl}/v1/opt-in-requests?record=${id}`,
    );
    expect(data).toEqual([]);
  });

  browserTest(
    'Text to Join: word, number and what to say; the icon changes by itself',
    async () => {
      await icon.focus();
      await page.keyboard.press('Enter');
      await way(/Text to join/).focus();
      await page.keyboard.press('Enter');
      await dialog().getByText('START', { exact: true }).waitFor();
      await dialog().getByText('(602) 555-0100').first().waitFor();
      await dialog()
        .getByText(/Brightside Windows would like to text you about/)
        .waitFor();
      await dialog().getByRole('status').getByText('Waiting for Omar’s text').waitFor();
      await expectSound(window);
      await button('Copy').click();
      await dialog()
        .getByRole('button', { name: /Copied|Select the words/ })
        .waitFor();
      await text(omar.phone, 'START');
      const outcome = /Omar texted START, (?:today|yesterday) \d.*You can text now\./;
      await dialog().getByRole('status').getByText(outcome).waitFor({ timeout: ANSWER_MS });
      await expectSound(window);
      await button('Write a text').click();
      await state('Can text');
      await activity().getByText(`Consent of ${omar.id}: wait → ok`).waitFor();
      await activity().getByText('open its own text window').waitFor();
    },
  );

  browserTest('a STOP turns the icon, and the pop-up says what is lawful', async () => {
    await text(omar.phone, 'STOP');
    await state('Opted out');
    await icon.getByText(/Opted out · .*, texted STOP/).waitFor();
    await icon.click();
    await dialog().getByRole('heading', { name: 'Omar said stop' }).waitFor();
    await dialog().getByText('Only Omar can undo that').waitFor();
    await expectSound(window);
    await button('Close').click();
  });

  browserTest(
    'the code fills the screen, a camera reads it, another phone is asked about',
    async () => {
      const id = `ana-${at}`;
      await tell(id, { name: 'Ana Ferrer', phone: `+1520555013${at}` });
      await open(id);
      await icon.click();
      await way(/QR code/).click();
      const code = dialog().getByRole('img', { name: /opens a text with START/ });
      await code.waitFor();
      expect((await code.boundingBox())?.width).toBeGreaterThanOrEqual(240);
      await dialog().getByText('By texting START you agree to get').waitFor();
      await button('Print sign').waitFor();
      await expectSound(window);
      await button('Make bigger').click();
      expect(await dialog().boundingBox()).toMatchObject({ x: 0, y: 0, width, height });
      await expectSound(window);
      const link = await readCode(await code.screenshot());
      const token = /START%20(\w+)/.exec(link ?? '')?.[1] ?? expect.fail(`the code says ${link}`);
      await page.keyboard.press('Escape');
      await button('Make bigger').waitFor();

      await text(other, `START ${token}`);
      const question = dialog().getByRole('heading', { name: /is this Ana\?/ });
      await question.waitFor({ timeout: ANSWER_MS });
      await expectSound(window);
      await button('Yes, use this number').click();
      await dialog().getByRole('heading', { name: 'You can text Ana' }).waitFor();
      await state('Can text');
      await expectSound(window);
      await button('Close').click();
    },
  );

  browserTest('e-mail: the address, the mail as it will be, and how far it has come', async () => {
    const id = `nora-${at}`;
    const email = `nora-${at}@example.com`;
    await tell(id, { name: 'Nora Beck', phone: `+1520555014${at}`, email: `old-${email}` });
    await open(id, '&methods=email');
    await icon.click();
    // The only way there is needs no choice.
    const address = dialog().getByLabel('E-mail address');
    await address.fill('nobody');
    await button('Send the mail').click();
    await dialog().getByText('Type an address like name@example.com.').waitFor();
    await address.fill(email);
    await dialog().getByText('You changed the address.').waitFor();
    await button('See the mail').click();
    await dialog().getByText('Subject: May Brightside Windows text you?').waitFor();
    await expectSound(window);
    await button('Send the mail').click();
    const steps = dialog().getByRole('listitem');
    await steps.getByText('Sent: done').waitFor({ timeout: ANSWER_MS });
    await expectSound(window);
    const inbox = `${house.connection.carrierUrl}/inbox/messages?to=${email}`;
    const link = await until('the mail', async () => {
      const [mail] = await call<{ links: string[] }[]>('GET', inbox);
      return mail?.links.find((one) => one.includes('/confirm/'));
    });
    const customer = await openWindow(house.browser, 390, 844);
    await customer.page.goto(link);
    await customer.page.getByRole('textbox', { name: /number/i }).fill('520');
    await steps.getByText('Opened: done').waitFor({ timeout: ANSWER_MS });
    await dialog().getByRole('status').getByText('Nora has opened the form').waitFor();
    await customer.page.context().close();
    await button('Take back').click();
    await dialog().getByText('The last request was taken back.').waitFor();
    await button('Close').click();
    await state('No consent yet');
  });

  browserTest('somebody who cannot be reached, and a token that is over', async () => {
    const id = `kim-${at}`;
    const phone = `+1520555015${at}`;
    await tell(id, { name: 'Kim Lee', phone });
    await text(phone, 'START');
    const { baseUrl } = house.connection;
    await until('the consent', async () => {
      const { allowed } = await call('POST', `${baseUrl}/v1/consents/check`, { phone });
      return allowed;
    });
    await text(phone, 'please do not text me at work, call my wife instead');
    await open(id);
    await state('In review');
    await icon.click();
    await dialog().getByRole('heading', { name: 'Did Kim ask to stop?' }).waitFor();
    await expectSound(window);
    await button('Close').click();
    // What the page was given is worth nothing any more; it asks for another one by itself.
    const over = `wgt_demo.${'A'.repeat(60)}`;
    const set = `document.querySelector('assent-opt-in').token = '${over}'`;
    await page.evaluate(`window.stays = true; ${set}`);
    await until('the page to have given it another token', () =>
      page.evaluate<boolean>(`document.querySelector('assent-opt-in').token !== '${over}'`),
    );
    await state('In review');
    // A page that has none to give: the words stay in the pop-up, until it has.
    const kept = await page.evaluate<string>(`document.querySelector('assent-opt-in').token`);
    await page.evaluate(
      `addEventListener('assent-token-expired', (told) => told.stopPropagation(), true)`,
    );
    await icon.click();
    await page.evaluate(set);
    await dialog().getByText('This page was open for too long.').waitFor();
    await button('Reload').waitFor();
    await page
      .getByRole('button', { name: 'Not available', includeHidden: true })
      .waitFor({ state: 'attached' });
    expect(await audit(page)).toEqual([]);
    await page.evaluate(`document.querySelector('assent-opt-in').token = '${kept}'`);
    await dialog().getByText('This page was open for too long.').waitFor({ state: 'detached' });
    await button('Close').click();
    await state('In review');
    expect(await page.evaluate('window.stays')).toBe(true);
  });
});

describe('when the service was killed', () => {
  browserTest('the icon follows again, in a CRM and in the console', async () => {
    const { browser, connection } = house;
    const [id, phone] = ['lena-3', '+15205550163'];
    await tell(id, { name: 'Lena Orr', phone });
    const { page, complaints } = await openWindow(browser, 1280, 900);
    await page.goto(connection.baseUrl);
    await page.getByRole('button', { name: /console/i }).click();
    await page.waitForURL(/\/console/);
    await page.goto(`${connection.console.url}/records/${id}`);
    const crm = await page.context().newPage();
    crm.on('pageerror', (error) => (complaints as string[]).push(error.message));
    await crm.goto(`${connection.baseUrl}/demo/crm/harbor?record=${id}`);
    const icons = [page, crm].map((one) => one.locator('assent-opt-in').getByRole('button'));
    for (const icon of icons) await icon.getByText('No consent yet').waitFor();
    await house.loseIngress();
    await text(phone, 'START');
    for (const icon of icons) await icon.getByText('Can text').waitFor({ timeout: ANSWER_MS });
    // The browser itself says that nobody answered; nothing of ours may have been left uncaught.
    expect(complaints.filter((one) => !one.includes('net::ERR_'))).toEqual([]);
    await page.context().close();
  });
});
