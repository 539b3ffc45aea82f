// Codes with a real browser: a handset scans one and texts, the landing page notices by itself,
// with and without scripts; and a program's public pages, on a phone in the light and on a desktop
// in the dark. Each page is audited in both colours.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { audit, browserTest, openWindow, overflow, type Window } from '../support/browser.js';
import { expectSound, useBrowserHouse } from '../support/browser-house.js';

const SIZES = [
  { name: 'a phone', width: 390, height: 844, colorScheme: 'light', at: 1 },
  { name: 'a desktop', width: 1280, height: 900, colorScheme: 'dark', at: 2 },
] as const;
const ANSWER_MS = 20_000;

const house = useBrowserHouse();

interface Asked {
  readonly id: string;
  readonly token: string;
  readonly joinUrl: string;
  readonly smsUrl: string;
  readonly qr: { readonly svg: string; readonly png: string };
}

const headersOf = () => ({
  authorization: `Bearer ${house.connection.apiKey}`,
  'content-type': 'application/json',
});

async function ask(externalId: string, more: object = {}): Promise<Asked> {
  const body = { record: { externalId, name: 'Nora Beck' }, method: 'qr', ...more };
  const answer = await fetch(`${house.connection.baseUrl}/v1/opt-in-requests`, {
    method: 'POST',
    headers: headersOf(),
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Asked;
}

interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function picture(url: string, name: string, mimeType: string): Promise<Picture> {
  const answer = await fetch(url, { headers: headersOf() });
  return { name, mimeType, buffer: Buffer.from(await answer.arrayBuffer()) };
}

/** The picture as a person's hand brings it: dragged onto the page, or out of the clipboard. */
async function bring(page: Page, how: 'drop' | 'paste', { buffer, mimeType }: Picture) {
  const bytes = JSON.stringify([...buffer]);
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(${bytes})], 'code', { type: '${mimeType}' }));
    const told = { bubbles: true, cancelable: true };
    document.dispatchEvent('${how}' === 'drop'
      ? new DragEvent('drop', { ...told, dataTransfer: data })
      : new ClipboardEvent('paste', { ...told, clipboardData: data }));
  })()`);
}

const heading = (page: Page, name: RegExp | string) =>
  page.getByRole('heading', { name, level: 1 });

describe.each(SIZES)('on $name, $colorScheme', ({ width, height, colorScheme, at }) => {
  const customer = `+1602555015${at}`;
  let asked: Asked;
  let landing: Window;
  let handset: Window;
  const said = () => handset.page.getByRole('status').filter({ hasText: /\S/ }).last();

  browserTest('the landing shows what is agreed to, and the way that fits the screen', async () => {
    asked = await ask(`browser-${at}`);
    landing = await openWindow(house.browser, width, height, { colorScheme });
    const { page } = landing;
    await page.goto(asked.joinUrl);
    await page.getByText('By texting START you agree to get').waitFor();
    const code = page.getByRole('img', { name: /opens a text with START/ });
    expect(await code.isVisible()).toBe(width > 700);
    const button = page.getByRole('link', { name: 'Yes, write the text' });
    if (width < 700) expect(await button.getAttribute('href')).toBe(asked.smsUrl);
    const simulated = page.getByRole('link', { name: 'open them there' });
    const messages = new URL((await simulated.getAttribute('href')) ?? '');
    expect(messages.searchParams.get('link')).toBe(asked.smsUrl);
    await page.getByText('Waiting for your text.').waitFor();
    await expectSound(landing);
  });

  browserTest('a handset reads the code from a picture and opens its messages', async () => {
    handset = await openWindow(house.browser, width, height, { colorScheme });
    const { page } = handset;
    await page.goto(`${house.connection.carrierUrl}/phones/${customer}`);
    const sign = `${house.connection.baseUrl}/v1/programs/updates/sign.svg`;
    await bring(page, 'paste', await picture(sign, 'sign.svg', 'image/svg+xml'));
    await said().getByText('Open Messages: START to (602) 555-0100').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await bring(page, 'drop', await picture(`${asked.qr.png}?size=200`, 'code.png', 'image/png'));
    await said().getByText(`Open Messages: START ${asked.token}`).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: /Scan a code/ }).click();
    const camera = page.getByLabel('Choose a picture of a code');
    await camera.setInputFiles(await picture(asked.qr.svg, 'code.svg', 'image/svg+xml'));
    await said().getByText(`Open Messages: START ${asked.token} to (602) 555-0100`).waitFor();
    await camera.setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await said().getByText('This is no picture.').waitFor();
    await camera.setInputFiles(await picture(`${asked.qr.png}?target=page`, 'p.png', 'image/png'));
    await page.getByRole('button', { name: 'Open the page' }).waitFor();
    await camera.setInputFiles(await picture(asked.qr.png, 'code.png', 'image/png'));
    await page.getByRole('button', { name: 'Open Messages' }).waitFor();
    await expectSound(handset);
    await page.getByRole('button', { name: 'Open Messages' }).click();
    const composer = page.getByRole('textbox', { name: /text message/i });
    expect(await composer.inputValue()).toBe(`START ${asked.token}`);
  });

  browserTest('sending it is the consent, and the landing notices by itself', async () => {
    await handset.page.getByRole('button', { name: 'Send', exact: true }).click();
    const answer = handset.page.getByRole('log').getByText(/Reply HELP for help, STOP to end/);
    await answer.waitFor({ timeout: ANSWER_MS });
    await heading(landing.page, /Your text has arrived/).waitFor({ timeout: ANSWER_MS });
    expect(await landing.page.evaluate('document.activeElement.tagName')).toBe('H1');
    await expectSound(landing);
  });

  browserTest('an agent shows a code, and a handset reads it off the screen', async () => {
    const { baseUrl, carrierUrl } = house.connection;
    const externalId = `door-${at}`;
    await fetch(`${baseUrl}/v1/records/${externalId}`, {
      method: 'PUT',
      headers: headersOf(),
      body: JSON.stringify({ name: 'Omar Haddad' }),
    });
    const agent = await openWindow(house.browser, width, height, { colorScheme });
    await agent.page.goto(baseUrl);
    await agent.page.getByRole('button', { name: 'Open the console' }).click();
    await agent.page.goto(`${baseUrl}/console/records/${externalId}`);
    await agent.page.getByRole('button', { name: 'Ask Omar' }).click();
    const popUp = agent.page.getByRole('dialog');
    await popUp.getByRole('button', { name: 'QR code' }).click();
    const code = popUp.getByRole('img', { name: /opens a text with START/ });
    const buffer = await code.screenshot();
    await popUp.getByText('By texting START you agree to get').waitFor();
    await expectSound(agent);
    await handset.page.goto(`${carrierUrl}/phones/${customer}`);
    await bring(handset.page, 'paste', { name: 'screen.png', mimeType: 'image/png', buffer });
    await said()
      .getByText(/Open Messages: START \w+ to \(602\) 555-0100/)
      .waitFor();
    await handset.page.getByRole('button', { name: 'Open Messages' }).click();
    await handset.page.getByRole('button', { name: 'Send', exact: true }).click();
    // The page looks again by itself.
    const state = agent.page.locator('.person .state', { hasText: 'Can text' });
    await state.waitFor({ timeout: ANSWER_MS });
    await agent.page.context().close();
  });

  browserTest('the landing of a marketing program works without scripts', async () => {
    const offers = await ask(`offers-${at}`, { program: 'offers' });
    const plain = await openWindow(house.browser, width, height, {
      colorScheme,
      javaScriptEnabled: false,
    });
    await plain.page.goto(offers.joinUrl);
    await plain.page.getByText('get Seasonal offers texts').waitFor();
    // The audit is a script itself, and runs in no page that has none.
    expect(await overflow(plain.page)).toBeLessThanOrEqual(0);
    await plain.page.getByRole('link', { name: /I have sent it/ }).click();
    await plain.page.locator('.after', { hasText: 'looks again every few seconds' }).waitFor();
    await fetch(`${house.connection.carrierUrl}/phones/${customer}/messages`, {
      method: 'POST',
      headers: headersOf(),
      body: JSON.stringify({ to: house.connection.sender, body: `START ${offers.token}` }),
    });
    await heading(plain.page, /Your text has arrived/).waitFor({ timeout: ANSWER_MS });
  });

  browserTest('codes that lead nowhere say what to do', async () => {
    const gone = await ask(`gone-${at}`);
    await fetch(`${house.connection.baseUrl}/v1/opt-in-requests/${gone.id}/cancel`, {
      method: 'POST',
      headers: { authorization: headersOf().authorization },
    });
    const { page } = await openWindow(house.browser, width, height, { colorScheme });
    for (const [url, words] of [
      [gone.joinUrl, 'This code was taken back'],
      [gone.joinUrl.slice(0, -4), 'We do not know this code'],
    ] as const) {
      await page.goto(url);
      await heading(page, words).waitFor();
      expect(await audit(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
  });

  browserTest('a program’s pages are readable by everybody', async () => {
    const visitor = await openWindow(house.browser, width, height, { colorScheme });
    const { page } = visitor;
    await page.goto(`${house.connection.baseUrl}/programs/demo/updates`);
    await heading(page, /texts from Brightside Windows/).waitFor();
    const footer = page.getByRole('contentinfo');
    const sign = page.getByRole('img', { name: /^The sign/ });
    await sign.waitFor();
    expect(
      await sign.evaluate('(image) => image.decode().then(() => image.naturalWidth)'),
    ).not.toBe(0);
    await expectSound(visitor);
    await footer.getByRole('link', { name: 'Terms', exact: true }).click();
    await heading(page, /Terms/).waitFor();
    await expectSound(visitor);
    await footer.getByRole('link', { name: 'Privacy', exact: true }).click();
    await heading(page, /Privacy/).waitFor();
    await expectSound(visitor);
    await page.goto(`${house.connection.baseUrl}/programs/demo/offers`);
    await expectSound(visitor);
  });
});
