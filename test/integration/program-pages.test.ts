// The public pages of a program: everything that carriers and the law want to see is on them, for
// everybody, without a login. Elements: CTIA's call to action and terms, 10DLC's reviewers.
import { describe, expect, test } from 'vitest';
import { readCode } from '../support/read-code.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const pageOf = (program: string, more = '') =>
  `/programs/${api.scratch.workspace}/${program}${more}`;

/** What a page says, without its markup. */
async function read(url: string) {
  const answer = await api.app.inject({ url });
  const words = answer.body
    .replaceAll(/<(style|script|title)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
  return { answer, words };
}

const CALL_TO_ACTION: readonly [string, RegExp][] = [
  ['who sends', /Brightside Windows/],
  ['which program', /Appointments & quotes/],
  ['about what', /about your windows/],
  ['how often', /About 4 msgs a month/],
  ['what it costs', /Msg & data rates may apply/],
  ['how to get help', /HELP/],
  ['how to stop', /STOP/],
  ['that nothing is bought with it', /never a condition of buying/],
  ['from which number', /\(602\) 555-0100/],
  ['by which word', /Text START to/],
  ['the whole disclosure', /By texting START you agree to get Appointments & quotes texts\./],
  ['what an agent says', /would like to text you about your windows/],
  ['the legal name and address', /Brightside Windows LLC · 1 Main St, Phoenix/],
  ['whom to ask', /help@example\.com/],
  ['the confirmation', /you're in for Appointments & quotes/],
  ['the answer to STOP', /no more texts/],
];

const TERMS: readonly [string, RegExp][] = [
  ['the name of the program', /Appointments & quotes/],
  ['what it is about', /about your windows/],
  ['how often', /About 4 msgs a month/],
  ['what it costs', /Message and data rates may apply/],
  ['how to stop, and what follows', /Text STOP to \(602\) 555-0100 .* no more after that/],
  ['how to get help', /Text HELP to \(602\) 555-0100 ?, call .* or write to help@example\.com/],
  ['that carriers are not liable', /Carriers are not liable for delayed or undelivered messages/],
  ['that nothing is bought with it', /not a condition of buying anything/],
  ['who it is', /Brightside Windows LLC, 1 Main St, Phoenix/],
];

const PRIVACY: readonly [string, RegExp][] = [
  [
    'that nothing is shared for marketing',
    /No mobile information is shared with third parties or affiliates for marketing/,
  ],
  ['that consent itself is not sold', /opt-in data and consent are not sold, rented or shared/],
  ['what is kept', /Your mobile number/],
  ['what for', /To text you about your windows/],
  ['how long', /How long/],
  ['how to stop', /text STOP to/],
  ['whom to ask', /help@example\.com/],
];

describe.each([
  ['', CALL_TO_ACTION],
  ['/terms', TERMS],
  ['/privacy', PRIVACY],
] as const)('the page %s of a program', (path, elements) => {
  test('says everything that it has to', async () => {
    const { answer, words } = await read(pageOf('updates', path));
    expect(answer.statusCode).toBe(200);
    const missing = elements.filter(([, element]) => !element.test(words)).map(([name]) => name);
    expect(missing).toEqual([]);
  });

  test('sets nothing, loads nothing from elsewhere and runs nothing', async () => {
    const { headers, body, cookies } = (await read(pageOf('updates', path))).answer;
    expect(cookies).toEqual([]);
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(headers['referrer-policy']).toBe('no-referrer');
    const loaded = [...body.matchAll(/(?:src|<link[^>]*href)="([^"]+)"/g)].map(([, url]) => url);
    expect(loaded.every((url) => /^\/(assets|programs)\//.test(url ?? ''))).toBe(true);
  });
});

describe('the page of a program', () => {
  test('shows all three ways, a sample of the form with its box empty, and the sign', async () => {
    const { answer } = await read(pageOf('updates'));
    for (const heading of ['1. By text', '2. By QR code', '3. By e-mail']) {
      expect(answer.body).toContain(heading);
    }
    expect(answer.body).toContain('href="sms:+16025550100?&amp;body=START"');
    expect(answer.body).toMatch(
      /<fieldset[^>]* disabled>[\s\S]*type="checkbox">[\s\S]*<\/fieldset>/,
    );
    expect(answer.body).not.toContain('checked');
    const sign = await api.app.inject({ url: pageOf('updates', '/sign.svg') });
    expect(answer.body).toContain(`src="${pageOf('updates', '/sign.svg')}"`);
    expect(await readCode(sign.rawPayload, { width: 600 })).toBe('sms:+16025550100?&body=START');
    expect(sign.headers['cache-control']).toBe('public, max-age=300');
  });

  test('promises no bare word where that would mean another program', async () => {
    const { answer, words } = await read(pageOf('offers'));
    expect(words).toContain('gives you a code of your own');
    expect(answer.body).not.toContain('sms:');
    expect((await read(pageOf('offers', '/sign.svg'))).answer.statusCode).toBe(404);
  });

  test('is where the texts and the disclosure point to', async () => {
    const { workspace } = api.scratch;
    const settings = await api.store.workspaces.get(workspace);
    for (const program of Object.keys(settings?.programs ?? {})) {
      for (const path of ['', '/terms', '/privacy']) {
        expect((await read(pageOf(program, path))).answer.statusCode).toBe(200);
      }
    }
  });

  test('is not there for what nobody has, and says so', async () => {
    const unknown = ['/programs/nobody/updates', pageOf('nothing'), pageOf('constructor')];
    for (const url of [
      ...unknown,
      '/programs/..%2f/updates/terms',
      pageOf('nothing', '/privacy'),
    ]) {
      const { answer, words } = await read(url);
      expect(answer.statusCode).toBe(404);
      expect(words).toContain('There is no such page');
    }
  });
});

describe('a business with terms and a policy of its own', () => {
  test('is sent there, from the addresses that its texts already name', async () => {
    const own = {
      termsUrl: 'https://own.example/terms',
      privacyUrl: 'https://own.example/privacy',
    };
    const settings = await api.store.workspaces.get(api.scratch.workspace);
    if (!settings) throw new Error('the workspace is gone');
    const { brand } = settings;
    await api.store.workspaces.create(api.scratch.workspace, { brand: { ...brand, ...own } });
    for (const [path, url] of [
      ['/terms', own.termsUrl],
      ['/privacy', own.privacyUrl],
    ] as const) {
      const { headers, statusCode } = (await read(pageOf('updates', path))).answer;
      expect([statusCode, headers.location]).toEqual([302, url]);
    }
    const { body } = await api.call('GET', '/v1/workspace');
    expect(body['brand']).toMatchObject(own);
  });
});
