// `npm run screenshots`: the pictures of the README, taken of a demo that is started for it and
// lived through: words texted from handsets, a pop-up opened, an opt-out. The same scenes always.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './chromium.mjs';
import { prepare } from './prepare.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'docs', 'screenshots');
/** A checkout stays small: a picture that comes out larger ends the run. */
const BYTES_MAX = 80_000;
const QUALITY = 82;
const START_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 250;
const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const PHONE = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
const LOCALE = { locale: 'en-US', timezoneId: 'America/Phoenix', reducedMotion: 'reduce' };

/** People of the demo (src/cli/demo/people.ts). */
const DANA = 'lead-4711';
const OMAR = { record: 'lead-4712', phone: '+16025550177' };
const GRACE = { record: 'lead-4715', phone: '+16025550131' };

/** In this order: what is done for one picture shows in the next. */
const SCENES = [
  {
    name: 'records',
    ...DESKTOP,
    async shows({ page, at }) {
      await page.goto(`${at}/console`);
      await page.locator('live-dot[on]').waitFor();
      await page.locator('.map .pin').first().waitFor();
      await page.locator('.map path.outline').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'record',
    ...DESKTOP,
    async shows({ page, at }) {
      await page.goto(`${at}/console/records/${DANA}`);
      await page.locator('live-dot[on]').waitFor();
      await page.locator('assent-opt-in [aria-busy=false]').waitFor();
    },
  },
  {
    name: 'pop-up-phone',
    ...PHONE,
    async shows({ page, at }) {
      await page.goto(`${at}/console/records/${OMAR.record}`);
      await page.getByRole('button', { name: 'Ask Omar' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Text to join/ })
        .click();
      await page.getByRole('dialog').getByText('Waiting for Omar’s text').waitFor();
    },
  },
  {
    name: 'crm-code',
    ...DESKTOP,
    async shows({ page, at }) {
      await page.goto(`${at}/demo/crm/harbor?record=${OMAR.record}`);
      await page.locator('assent-opt-in [aria-busy=false]').click();
      await page.getByRole('dialog').getByRole('button', { name: 'QR code' }).click();
      await page.getByRole('dialog').locator('.code svg').waitFor();
    },
  },
  {
    name: 'handset-phone',
    ...PHONE,
    async shows({ page, carrier, texts }) {
      await texts(OMAR.phone, 'START');
      await page.goto(`${carrier}/phones/${OMAR.phone}`);
      await page
        .getByRole('log')
        .getByText(/Reply HELP for help/)
        .waitFor();
    },
  },
  {
    name: 'stopped-phone',
    ...PHONE,
    async shows({ page, at, texts }) {
      await page.goto(`${at}/console/records/${GRACE.record}`);
      const contact = await page.locator('assent-talk').getAttribute('contact');
      await page.goto(`${at}/console/inbox/${contact}`);
      await texts(GRACE.phone, 'Please stop texting me');
      await page
        .locator('[data-part=thread]')
        .getByText(/no more texts/)
        .waitFor();
      await page
        .locator('[data-part=gate]')
        .getByText(/said stop on/)
        .waitFor();
      await page.locator('[data-part=thread]').getByText('Delivered').last().waitFor();
    },
  },
  {
    name: 'operations',
    ...DESKTOP,
    async shows({ page, at }) {
      await page.goto(`${at}/console/operations`);
      await page.locator('.uplot').first().waitFor();
    },
  },
];

const say = (line) => process.stderr.write(`${line}\n`);

/** A port that was free a moment ago: where it can be the usual one, for it stands in links. */
function freePort(usual) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(freePort(0)));
    server.listen(usual, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A demo in a folder of its own; `stop` waits until it is gone. */
async function startHouse(dataDir) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/src/cli/main.js'), 'up'], {
    cwd: dataDir,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn' },
      ...{ DATA_DIR: dataDir, PORT: await freePort(3000), CARRIER_PORT: await freePort(3001) },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  const file = join(dataDir, 'connection.json');
  const until = performance.now() + START_WITHIN_MS;
  while (performance.now() < until && child.exitCode === null) {
    try {
      return { connection: JSON.parse(readFileSync(file, 'utf8')), stop };
    } catch {
      await sleep(LOOK_EVERY_MS);
    }
  }
  await stop();
  throw new Error('the demo did not start');
}

function handsets({ carrierUrl, sender }) {
  return async (phone, body) => {
    const answer = await fetch(`${carrierUrl}/phones/${phone}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: sender, body }),
    });
    if (!answer.ok) throw new Error(`the handset answered ${answer.status}`);
  };
}

/** Opens a window of its own, signed in, lets the scene happen and keeps what is to be seen. */
async function take(browser, house, { name, shows, ...window }) {
  const context = await browser.newContext({ ...window, ...LOCALE, colorScheme: 'light' });
  try {
    const page = await context.newPage();
    const { baseUrl: at, carrierUrl: carrier } = house;
    await page.goto(at);
    await page.getByRole('button', { name: /console/i }).click();
    await page.waitForURL(/\/console/);
    await shows({ page, at, carrier, texts: handsets(house) });
    await page.evaluate('document.fonts.ready.then(() => true)');
    const bytes = await pictureOf(context, page);
    if (bytes.length > BYTES_MAX) throw new Error(`${name} has ${bytes.length} bytes`);
    writeFileSync(join(FOLDER, `${name}.webp`), bytes);
    say(`${name}.webp ${Math.ceil(bytes.length / 1_000)} kB`);
  } finally {
    await context.close();
  }
}

/** Playwright writes PNG and JPEG; the browser itself also knows what is a third as large. */
async function pictureOf(context, page) {
  const session = await context.newCDPSession(page);
  const how = { format: 'webp', quality: QUALITY };
  const { data } = await session.send('Page.captureScreenshot', how);
  return Buffer.from(data, 'base64');
}

await prepare({ say });
const executablePath = provideChromium(say);
if (!executablePath) throw new Error('there is no Chromium to take pictures with');
const { chromium } = await import('playwright-core');
const dataDir = mkdtempSync(join(tmpdir(), 'assent-screenshots-'));
const house = await startHouse(dataDir);
try {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--hide-scrollbars'],
  });
  mkdirSync(FOLDER, { recursive: true });
  for (const scene of SCENES) await take(browser, house.connection, scene);
  await browser.close();
} finally {
  await house.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
