// The carrier's pages as a browser gets them: what they show, what they must not run, what arrives
// live.
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Carrier } from '../../src/carrier/start.js';
import { until } from '../support/until.js';
import * as bench from './carrier-bench.js';

let receiver: bench.Receiver;
let carrier: Carrier;
let api: ReturnType<typeof bench.control>;

beforeAll(async () => {
  receiver = await bench.startReceiver();
  carrier = await bench.startTestCarrier([bench.numberAt(receiver)], {
    people: [{ number: bench.HANDSET, name: 'Omar <Haddad>', email: 'omar@example.com' }],
  });
  api = bench.control(carrier);
});

afterAll(async () => {
  await carrier.close();
  await receiver.close();
});

async function page(path: string) {
  const response = await fetch(`${carrier.url}${path}`, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

async function sendMail(html: string) {
  const transport = createTransport(carrier.smtpUrl);
  await transport.sendMail({ from: 'a@b.test', to: 'omar@example.com', subject: 'Hi <b>', html });
  transport.close();
}

test('a handset shows its thread with everything escaped', async () => {
  await api.text('<script>alert(1)</script> https://a.test/x?a=1&b=2');
  const { status, headers, html } = await page(`/phones/${bench.HANDSET}`);
  expect(status).toBe(200);
  expect(html).toContain('Omar &lt;Haddad&gt;');
  expect(html).toContain('&lt;script&gt;alert(1)');
  expect(html).toContain('href="https://a.test/x?a=1&amp;b=2"');
  expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)|style="| on\w+="/);
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('a deep link fills the composer', async () => {
  const { html } = await page(`/phones/${bench.HANDSET}?body=START%20K7Q2`);
  expect(html).toMatch(/<textarea[^>]*>START K7Q2<\/textarea>/);
});

test('a link of a page opens the messages of the handset that was held last', async () => {
  const link = encodeURIComponent(`sms:${bench.SENDER}?&body=START%20K7Q2`);
  await page('/phones/%2B16025550142');
  const opened = await page(`/open?link=${link}`);
  expect(opened.status).toBe(303);
  const messages = new URL(opened.headers.get('location') ?? '', carrier.url);
  expect(messages.pathname).toBe('/phones/%2B16025550142');
  expect(messages.searchParams.get('sender')).toBe(bench.SENDER);
  expect(messages.searchParams.get('body')).toBe('START K7Q2');
  for (const wrong of ['https://a.test/', 'sms:', 'tel:+16025550100']) {
    expect((await page(`/open?link=${encodeURIComponent(wrong)}`)).status).toBe(400);
  }
});

test('any other number opens its phone, and no number says so', async () => {
  const opened = await page('/phones?number=(602)%20555-0142');
  expect(opened.status).toBe(303);
  expect(opened.headers.get('location')).toBe('/phones/%2B16025550142');
  // A phone that was never used says what can be done with it.
  expect((await page('/phones/%2B16025550142')).html).toContain('Try the whole story');
  const refused = await page('/phones?number=12');
  expect(refused.status).toBe(400);
  expect(refused.html).toContain('This is no phone number');
  expect((await page('/phones/abc')).status).toBe(400);
});

test('mail is shown in a frame that runs nothing', async () => {
  await sendMail('<script>alert(1)</script><a href="http://a.test/">Choose</a>');
  const { html } = await page('/inbox?to=omar@example.com');
  expect(html).toContain('Hi &lt;b&gt;');
  expect(html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  const [, source = ''] = /<iframe [^>]*src="([^"]+)"/.exec(html) ?? [];
  const body = await page(source);
  expect(body.html).toContain('<base target="_blank">');
  expect(body.headers.get('content-security-policy')).toMatch(
    /default-src 'none'.*sandbox allow-popups/,
  );
  expect((await page('/inbox/messages/mail_none/body')).status).toBe(404);
});

test('an open page is told of texts and mail', async () => {
  const query = new URLSearchParams({ phone: bench.HANDSET, sender: bench.SENDER }).toString();
  const stream = await fetch(`${carrier.url}/phones/live?${query}`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const reading = (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      told += part.value;
    }
  })();
  await api.text('are you there?');
  await sendMail('<p>hello</p>');
  await until(
    'both events',
    () => /event: text[^]*are you there/.test(told) && /event: mail/.test(told),
  );
  await until('the outcome', () => told.includes('Delivered'));
  await reader?.cancel();
  await reading;
});

test('files of the pages are found and may be kept', async () => {
  const { html } = await page('/phones');
  for (const [, path = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    const { status, headers } = await page(path);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('immutable');
  }
});
