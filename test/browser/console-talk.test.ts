// The conversation and the inbox: written, answered, closed by a STOP while somebody types, decided
// and read; phone and desktop, light and dark, with scripts, without, and with none arriving.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest, openWindow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';
import { until } from '../support/until.js';

const PHONE = { width: 390, height: 844 } as const;
const DESKTOP = { width: 1280, height: 900 } as const;
const SCRIPTED = [
  { name: 'a phone', ...PHONE, colorScheme: 'dark' },
  { name: 'a desktop', ...DESKTOP, colorScheme: 'light' },
] as const;
const PLAIN = [
  { name: 'a phone without scripts', ...PHONE, colorScheme: 'light', javaScriptEnabled: false },
  // As where a script does not arrive: the audit, a script itself, sees the page as it is then.
  { name: 'a desktop whose scripts do not arrive', ...DESKTOP, colorScheme: 'dark' },
] as const;

const house = useBrowserHouse();

type Answer = Readonly<Record<string, unknown>>;

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const { baseUrl, apiKey } = house.connection;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const sent = body && { body: JSON.stringify(body) };
  const answer = await fetch(`${baseUrl}/v1${path}`, { method, headers, ...sent });
  return (await answer.json()) as Answer;
}

async function handset(phone: string, text?: object): Promise<readonly { body: string }[]> {
  const url = `${house.connection.carrierUrl}/phones/${encodeURIComponent(phone)}/messages`;
  const headers = { 'content-type': 'application/json' };
  const sent = text && { method: 'POST', headers, body: JSON.stringify(text) };
  return (await (await fetch(url, sent)).json()) as { body: string }[];
}

const texts = (phone: string, body: string) =>
  handset(phone, { to: house.connection.sender, body });

const standsAs = (phone: string, reason: string | undefined) =>
  until(`${reason ?? 'consent'} of a number`, async () => {
    const { allowed, reason: said } = await call('POST', '/consents/check', { phone });
    return allowed === (reason === undefined) && said === reason;
  });

/** A record whose person has agreed; the contact of their number. */
async function agreed(externalId: string, name: string, phone: string): Promise<string> {
  await call('PUT', `/records/${externalId}`, { name, phone });
  await texts(phone, 'START');
  await standsAs(phone, undefined);
  const { contact } = await call('POST', '/consents/check', { phone });
  return String(contact);
}

async function signedIn(wanted: (typeof SCRIPTED | typeof PLAIN)[number]): Promise<Window> {
  const { width, height, name, ...settings } = wanted;
  const window = await openWindow(house.browser, width, height, settings);
  const { page } = window;
  if (name.endsWith('not arrive')) {
    await page.route('**/assets/console/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
  }
  await page.goto(house.connection.baseUrl);
  await page.getByRole('button', { name: /console/i }).click();
  await page.waitForURL(/\/console/);
  return window;
}

/** What the browser complains of because the test made it so. */
function forget({ complaints }: Window, wanted: RegExp): void {
  const list = complaints as string[];
  expect(list.filter((one) => wanted.test(one))).toHaveLength(1);
  list.splice(0, list.length, ...list.filter((one) => !wanted.test(one)));
}

const box = (page: Page) => page.getByRole('textbox', { name: /^Message to/ });
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
const talkOf = (contact: string) => `${house.connection.console.url}/inbox/${contact}`;

describe.each(SCRIPTED.map((one, at) => ({ ...one, at })))('on $name', (wanted) => {
  const phoneOf = (n: number) => `+1602555${4_000 + wanted.at * 10 + n}`;
  let window: Window;
  let page: Page;
  let contact: string;
  const calls: { key: string | undefined; body: string | null }[] = [];

  browserTest('the size and what carriers may refuse are said while one writes', async () => {
    contact = await agreed(`talk-${wanted.at}`, 'Vera Lind', phoneOf(0));
    window = await signedIn(wanted);
    page = window.page;
    page.on('request', (request) => {
      if (!request.url().endsWith('/v1/messages')) return;
      calls.push({ key: request.headers()['idempotency-key'], body: request.postData() });
    });
    await page.goto(talkOf(contact));
    await box(page).fill('It’s here!!');
    await page.getByText('UCS-2 because of ’ (curly apostrophe)').waitFor();
    await page.getByText('One sign is enough').waitFor();
    // The confirmation was the first text, and has said who writes and how to stop.
    await page.getByText(/first message/).waitFor({ state: 'detached' });
    await expectSound(window);
    await box(page).fill('Your window is ready. Brightside Windows. Reply STOP to opt out.');
    await page.getByText(/of 160 · 1 segment · GSM-7/).waitFor();
    expect(await page.locator('.warnings li').count()).toBe(0);
  });

  browserTest('an answer that never comes keeps the words, and the same key is sent', async () => {
    await page.route('**/v1/messages', (route) => route.abort(), { times: 1 });
    await send(page).click();
    await page.getByText(/No answer. What you wrote is kept/).waitFor();
    expect(await box(page).inputValue()).toMatch(/^Your window is ready/);
    expect(calls).toHaveLength(1);
    forget(window, /ERR_FAILED/);
  });

  browserTest('a double click is one text, which shows how far it has come', async () => {
    await send(page).dblclick();
    const sent = page.getByRole('log').locator('li', { hasText: 'Your window is ready' });
    await sent.getByText('Delivered', { exact: true }).waitFor();
    await until('the box to be empty', async () => (await box(page).inputValue()) === '');
    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
    const said = (await handset(phoneOf(0))).filter(({ body }) => /is ready/.test(body));
    expect(said).toHaveLength(1);
    await box(page).fill('Another one');
    await send(page).click();
    await page.getByRole('log').getByText('Another one').waitFor();
    expect(calls[2]?.key).not.toBe(calls[1]?.key);
    await expectSound(window);
  });

  browserTest('an answer comes in by itself, and counts as read', async () => {
    await texts(phoneOf(0), 'Before noon, please');
    await page.getByRole('log').getByText('Before noon, please').waitFor();
    await until('the text to count as read', async () => {
      const inbox = await page.context().newPage();
      await inbox.goto(`${house.connection.console.url}/inbox`);
      const mark = await inbox.locator('a.mail', { hasText: 'Before noon' }).innerText();
      await inbox.close();
      return mark.includes('Not answered');
    });
  });

  browserTest('what is being written outlives the session, with its key', async () => {
    await box(page).fill('Shall we come at ten?');
    const key = await page.locator('input[name=draft]').inputValue();
    await page.context().clearCookies();
    await send(page).click();
    await page.waitForURL(/\/console\/login\?next=/);
    await page.getByRole('button', { name: /one click/ }).click();
    await page.waitForURL(talkOf(contact));
    await until(
      'the words',
      async () => (await box(page).inputValue()) === 'Shall we come at ten?',
    );
    expect(await page.locator('input[name=draft]').inputValue()).toBe(key);
    (window.complaints as string[]).splice(0);
  });

  browserTest('a STOP closes the box at once, over what was being written', async () => {
    await box(page).fill('I wanted to add that');
    await texts(phoneOf(0), 'STOP');
    await page.getByRole('heading', { name: /Vera said stop on/ }).waitFor();
    expect(await box(page).inputValue()).toBe('I wanted to add that');
    expect(await box(page).getAttribute('readonly')).not.toBeNull();
    expect(await send(page).isVisible()).toBe(false);
    await page.getByRole('main').getByText('Opted out').first().waitFor();
    await expectSound(window);
  });

  browserTest('a doubtful text waits in the inbox, and is decided where it stands', async () => {
    const doubtful = await agreed(`doubt-${wanted.at}`, 'Tom Berg', phoneOf(1));
    await page.goto(`${house.connection.console.url}/inbox`);
    await texts(phoneOf(1), 'please stop sending me catalogues');
    const row = page.locator('a.needs', { hasText: 'Tom Berg' });
    await row.getByText('Is this a stop?').waitFor();
    const count = page.locator('[data-count-of=Inbox]:not([hidden]):visible');
    const before = Number.parseInt(await count.innerText(), 10);
    expect(await page.locator('[data-counts]').textContent()).toMatch(/^Inbox: \d+ to see to\.$/);
    await expectSound(window);
    await row.focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('a.mail:focus').innerText()).not.toContain('Is this a stop?');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`${doubtful}#msg_`));
    await page.getByRole('heading', { name: 'A text from Tom may be a stop' }).waitFor();
    await page.getByText('flagged by the rule').waitFor();
    await expectSound(window);
    await page.getByLabel(/^Note/).fill('Only the catalogues, she says');
    await page.getByRole('button', { name: 'No, it is not a stop' }).click();
    await page.getByText('Was read and decided').waitFor();
    await box(page).waitFor();
    await until('the number in the navigation to fall', async () => {
      const [now] = await count.allInnerTexts();
      return now === undefined || Number.parseInt(now, 10) < before;
    });
    await expectSound(window);
  });

  browserTest('what is decided to be a stop closes it', async () => {
    await texts(phoneOf(1), 'please stop sending me catalogues!');
    await page.getByRole('button', { name: 'Yes, stop all texts' }).click();
    await page.getByRole('heading', { name: /Tom said stop on/ }).waitFor();
    await expectSound(window);
  });
});

describe('on a phone', () => {
  browserTest('older texts come above the newer ones, and a day stays one day', async () => {
    const phone = '+16025554090';
    const contact = await agreed('talk-long', 'Paul Pages', phone);
    for (let n = 1; n <= 52; n += 1) await texts(phone, `line ${n}`);
    await until('all of them to be kept', async () => {
      const { data } = await call('GET', `/messages?contact=${contact}&limit=100`);
      return (data as object[]).length === 54;
    });
    const window = await signedIn(SCRIPTED[0]);
    const { page } = window;
    await page.goto(talkOf(contact));
    const bubbles = page.getByRole('log').getByRole('listitem');
    await until('one page of texts', async () => (await bubbles.count()) === 50);
    await page.getByRole('link', { name: 'Older messages' }).click();
    await until('all texts', async () => (await bubbles.count()) === 54);
    expect(await bubbles.first().innerText()).toContain('START');
    expect(await page.getByRole('link', { name: 'Older messages' }).count()).toBe(0);
    await texts(phone, 'the last one');
    await bubbles.getByText('the last one').waitFor();
    expect(await bubbles.last().innerText()).toContain('the last one');
    await expectSound(window);
    await page.context().close();
  });
});

describe.each(PLAIN.map((one, at) => ({ ...one, at })))('on $name', (wanted) => {
  const phoneOf = (n: number) => `+1602555${4_100 + wanted.at * 10 + n}`;
  const look = async () =>
    'javaScriptEnabled' in wanted ? expect(window.complaints).toEqual([]) : expectSound(window);
  let window: Window;
  let page: Page;

  browserTest('a text is checked, sent and read in the thread', async () => {
    const contact = await agreed(`plain-${wanted.at}`, 'Omar Haddad', phoneOf(0));
    window = await signedIn(wanted);
    page = window.page;
    await page.goto(`${house.connection.console.url}/records/plain-${wanted.at}`);
    await box(page).fill('It’s here!!');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('UCS-2 because of ’ (curly apostrophe)').waitFor();
    expect(await box(page).inputValue()).toBe('It’s here!!');
    await look();
    await send(page).click();
    await page.waitForURL(new RegExp(contact));
    await page.getByRole('log').getByText('It’s here!!').waitFor();
    await page.getByText(/Carriers may object/).waitFor();
    await look();
  });

  browserTest('what a STOP has overtaken is not sent, and kept', async () => {
    await box(page).fill('One more thing');
    await texts(phoneOf(0), 'STOP');
    await standsAs(phoneOf(0), 'opted_out');
    await send(page).click();
    await page.getByRole('heading', { name: /Omar said stop on/ }).waitFor();
    expect(await box(page).inputValue()).toBe('One more thing');
    expect(await send(page).isVisible()).toBe(false);
    forget(window, /409/);
    await look();
  });

  browserTest('nobody is written to before they were asked; the way to ask is there', async () => {
    const record = { externalId: `quiet-${wanted.at}`, name: 'Grace Okafor', phone: phoneOf(1) };
    await call('PUT', `/records/${record.externalId}`, { name: record.name, phone: record.phone });
    await page.goto(`${house.connection.console.url}/records/${record.externalId}`);
    await page.getByRole('heading', { name: 'Grace has not agreed to texts yet' }).waitFor();
    expect(await box(page).count()).toBe(0);
    await page.getByRole('link', { name: 'Ask for consent' }).waitFor();
    await look();
    await page.goto(`${house.connection.console.url}/inbox?show=failed`);
    await page.getByRole('heading', { name: 'Everything arrived' }).waitFor();
    await look();
  });

  browserTest('an auditor reads, and writes nothing', async () => {
    const email = `auditor-${wanted.at}@example.com`;
    const { password } = await call('POST', '/users', { email, role: 'auditor' });
    const other = await signedIn(wanted);
    const { baseUrl } = house.connection;
    await other.page.context().clearCookies();
    await other.page.goto(`${baseUrl}/console/login`);
    await other.page.getByLabel(/e-mail/i).fill(email);
    await other.page.getByLabel(/password/i).fill(String(password));
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.page.waitForURL(/\/console$/);
    await other.page.goto(`${house.connection.console.url}/records/plain-${wanted.at}`);
    await other.page.getByRole('heading', { name: 'You can read here, and not write' }).waitFor();
    expect(await box(other.page).count()).toBe(0);
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });
});
