// What a workspace sets up over the API: checked, versioned, in force, and never another one's.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CarrierNumber, startCarrier } from '../../src/carrier/start.js';
import { openStore } from '../../src/store/store.js';
import { runAssent } from '../support/command.js';
import { until } from '../support/until.js';
import { SENDER, setUp, useApi } from './api-fixture.js';

const PROGRAM = {
  ...{ name: 'Gold club', topic: 'your membership' },
  ...{ frequency: 'About 2 msgs a month', frequencySpoken: 'about two texts a month' },
};
const WORDING =
  'By texting GOLD you agree to get club offers from Brightside Windows at this number, some sent ' +
  'automatically. About 2 msgs a month. Msg & data rates may apply. Not a condition of any ' +
  'purchase. Reply HELP for help or STOP to end. Terms: https://a.example/t Privacy: ' +
  'https://a.example/p';
const ACCOUNT = `AC${'d4'.repeat(16)}`;
const TOKEN = 'e5'.repeat(16);
const FRESH = `AC${'0b'.repeat(16)}`;
const rented = (number: string): CarrierNumber => ({
  ...{ number, friendlyName: 'Sender', smsUrl: 'http://127.0.0.1:1/' },
  keywordReplies: 'service',
});
const carrier = await startCarrier({
  port: 0,
  accounts: [
    {
      ...{ accountSid: ACCOUNT, authToken: TOKEN },
      numbers: ['+16025550170', '+16025550171', '+16025550173'].map(rented),
    },
    { accountSid: FRESH, authToken: TOKEN, numbers: ['+16025550174', '+16025550175'].map(rented) },
  ],
  log: pino({ level: 'silent' }),
});
const api = useApi({ environment: { CARRIER_URL: carrier.url } });
afterAll(() => carrier.close());
type Json = Record<string, unknown>;

const call = (method: string, path: string, body?: unknown, headers?: object) =>
  api.call(method, `/v1${path}`, body, headers);
const pointers = (body: Json) =>
  (body['errors'] as { pointer: string; code: string }[]).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );
const add = (id: string, more: Json = {}) => call('POST', '/programs', { id, ...PROGRAM, ...more });
const change = (id: string, body: Json) => call('PATCH', `/programs/${id}`, body);
const versions = async (id: string) =>
  (await call('GET', `/programs/${id}/disclosures`)).body['data'] as Json[];

let other: { key: string };
const asOther = (method: string, path: string, body?: unknown) =>
  call(method, path, body, { authorization: `Bearer ${other.key}` });
beforeAll(async () => {
  await setUp(api.store, 'other', '+16025550109');
  other = await api.newKey(undefined, 'other');
});

describe('the brand', () => {
  test('is changed in part, and what was optional is taken back', async () => {
    const brand = { supportEmail: 'hi@bright.example', termsUrl: 'https://bright.example/terms' };
    const set = await call('PATCH', '/workspace', { brand, holidays: true });
    expect(set.body).toMatchObject({
      brand: { ...brand, legalName: 'Brightside Windows LLC' },
      holidays: true,
    });
    const reset = await call('PATCH', '/workspace', { brand: { termsUrl: null }, holidays: false });
    expect(reset.body['brand']).not.toHaveProperty('termsUrl');
    expect((await call('GET', '/workspace')).body).toEqual(reset.body);
  });

  test.each([
    ['termsUrl', 'http://bright.example/terms', 'url'],
    ['termsUrl', 'https://user:pw@bright.example/terms', 'url'],
    ['privacyUrl', 'https://localhost/privacy', 'url'],
    ['privacyUrl', 'https://10.0.0.1/privacy', 'url'],
    ['supportPhone', '12', 'phone'],
    ['supportEmail', 'nobody', 'email'],
    ['locale', 'Español', 'locale'],
    ['name', '   ', 'required'],
  ])('has no %s %j', async (field, value, code) => {
    const answer = await call('PATCH', '/workspace', { brand: { [field]: value } });
    expect(answer.status).toBe(422);
    expect(pointers(answer.body)).toEqual([`/brand/${field} ${code}`]);
  });

  test('with another name makes standard wordings anew, and leaves others alone', async () => {
    await add('own', { disclosure: WORDING.replace('GOLD', 'OWN') });
    await add('standard');
    await call('PATCH', '/workspace', { brand: { name: 'Brightside Windows & Doors' } });
    const [own, standard] = await Promise.all(['own', 'standard'].map(versions));
    expect(own).toHaveLength(1);
    expect(standard?.map((one) => one['version'])).toEqual([2, 1]);
    expect(standard?.[0]?.['text']).toContain('Brightside Windows & Doors');
    await call('PATCH', '/workspace', { brand: { name: 'Brightside Windows' } });
  });
});

describe('a program', () => {
  test('is added once, with a wording made from what is known', async () => {
    const made = await add('gold', { keywords: { optIn: ['GOLD'] }, validForDays: 400 });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe('/v1/programs/gold');
    expect(made.body).toMatchObject({ purpose: 'informational', validForDays: 400 });
    expect(made.body['disclosure']).toMatchObject({
      version: 1,
      text: expect.stringContaining('Gold club'),
    });
    expect((await add('gold')).status).toBe(409);
    expect((await call('GET', '/programs/gold')).body).toEqual(made.body);
    expect((await call('GET', '/programs/constructor')).status).toBe(404);
  });

  test('gets another version with other words, and keeps every one for ever', async () => {
    await add('wording');
    const [first] = await versions('wording');
    expect(first?.['by']).toMatch(/^key_/);
    const own = await change('wording', { disclosure: WORDING });
    expect(own.body['disclosure']).toMatchObject({ version: 2, text: WORDING });
    // What has nothing to do with the words makes no version, and leaves them.
    await change('wording', { topic: 'something else', frequency: 'About 3 msgs a month' });
    expect((await change('wording', { disclosure: WORDING })).body['disclosure']).toMatchObject({
      version: 2,
    });
    await change('wording', { disclosure: null });
    const all = await versions('wording');
    expect(all.map((one) => [one['version'], one['inForce']])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(all[2]).toEqual({ ...first, inForce: false });
    expect(all[0]?.['text']).toContain('About 3 msgs a month');
  });

  test('loses no change and no version when many change it at once', async () => {
    await add('busy');
    const texts = Array.from({ length: 8 }, (_, index) => WORDING.replace('GOLD', `GOLD${index}`));
    const all = await Promise.all(texts.map((disclosure) => change('busy', { disclosure })));
    expect(all.map(({ status }) => status)).toEqual(texts.map(() => 200));
    const kept = await versions('busy');
    expect(kept.map((one) => one['version'])).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(new Set(kept.map((one) => one['text'])).size).toBe(9);
  });

  test('has no word of a carrier, none that reads as a stop, none of another program', async () => {
    await add('silver', { keywords: { optIn: ['SILVER'] } });
    const keywords = {
      optIn: ['START', 'silver', 'quit', 'BRONZE', 'bronze'],
      help: ['no more texts please'],
    };
    const answer = await add('bronze', { keywords });
    expect(answer.status).toBe(422);
    expect(pointers(answer.body)).toEqual([
      '/keywords/help/0 reads_as_stop',
      '/keywords/optIn/0 reserved',
      '/keywords/optIn/1 taken',
      '/keywords/optIn/2 reserved',
      '/keywords/optIn/4 twice',
    ]);
    expect((await call('GET', '/programs/bronze')).status).toBe(404);
  });

  test('gets a word once, however many programs ask for it at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        add(`race-${index}`, { keywords: { optIn: ['PLATINUM'] } }),
      ),
    );
    expect(all.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 4 }, () => 422),
    ]);
  });

  test('of marketing shows what the law asks for', async () => {
    const bare = 'By texting GOLD you agree to get texts from Brightside Windows.';
    const answer = await add('promo', { purpose: 'marketing', disclosure: bare });
    expect(answer.status).toBe(422);
    expect(pointers(answer.body)).toEqual(
      ['automated', 'number', 'not_a_condition', 'frequency', 'rates', 'help', 'stop']
        .concat(['terms', 'privacy'])
        .map((code) => `/disclosure ${code}`),
    );
    const plain = WORDING.replace(' Not a condition of any purchase.', '');
    expect((await add('promo', { disclosure: plain })).status).toBe(201);
    const turned = await change('promo', { purpose: 'marketing' });
    expect(pointers(turned.body)).toEqual(['/disclosure not_a_condition']);
    const both = { purpose: 'marketing', disclosure: WORDING };
    expect((await change('promo', both)).body).toMatchObject({ purpose: 'marketing' });
  });

  test('of another workspace is neither seen nor changed', async () => {
    expect((await asOther('GET', '/programs/gold')).status).toBe(404);
    expect((await asOther('PATCH', '/programs/gold', { topic: 'x' })).status).toBe(404);
    expect((await asOther('GET', '/programs/gold/disclosures')).status).toBe(404);
  });
});

describe('a program’s own texts', () => {
  const help = '{brand}: call {supportPhone}. STOP to end.';

  test('take the place of ours one by one, and are taken back', async () => {
    await add('texts');
    const set = await change('texts', { texts: { en: { help } } });
    expect(set.body['texts']).toEqual({ en: { help } });
    const bye = '{brand}: adios, ya no recibes nada.';
    await change('texts', { texts: { es: { opt_out_confirmation: bye } }, topic: 'texts' });
    const page = await call('GET', `/../programs/${api.scratch.workspace}/texts`);
    expect(page.text).toContain('Brightside Windows: call +16025550199. STOP to end.');
    const one = await change('texts', { texts: { en: { help: null } } });
    expect(one.body['texts']).toEqual({ es: { opt_out_confirmation: bye } });
    expect((await change('texts', { texts: null })).body).not.toHaveProperty('texts');
  });

  test('are refused, and nothing is set, when they lack what has to be said', async () => {
    await add('lacking');
    const texts = { en: { help, agreement: 'Reply AGREE.' }, es: { help: '{who}?' } };
    const refused = await change('lacking', { texts });
    expect(refused.status).toBe(422);
    expect(pointers(refused.body)).toEqual([
      ...['brand', 'automated', 'frequency', 'rates', 'not_a_condition', 'help', 'stop'].map(
        (code) => `/texts/en/agreement ${code}`,
      ),
      '/texts/es/help placeholder',
    ]);
    expect((await call('GET', '/programs/lacking')).body).not.toHaveProperty('texts');
  });
});

describe('a sender', () => {
  const sender = (number: string, more: Json = {}) =>
    call('POST', '/senders', { number, accountSid: ACCOUNT, defaultProgram: 'updates', ...more });

  test('is added with its token, which is sealed and never shown', async () => {
    const made = await sender('(602) 555-0170', { authToken: TOKEN, messagesPerSecond: 3 });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{ number: '+16025550170', accountSid: ACCOUNT, messagesPerSecond: 3 },
      keywordReplies: 'service',
    });
    expect(made.text).not.toContain(TOKEN);
    expect((await call('GET', '/senders')).text).not.toContain(TOKEN);
    const stored = await api.store.connection.collection('senders').find({}).toArray();
    expect(JSON.stringify(stored)).not.toContain(TOKEN);
    expect((await api.store.senders.account(ACCOUNT))?.tokens).toEqual([TOKEN]);
    expect((await sender('+16025550170')).body).toMatchObject({ code: 'conflict' });
    // The second number of the account needs no token again.
    expect((await sender('+16025550171')).status).toBe(201);
  });

  test('is changed, and a new token counts for all numbers of its account', async () => {
    const { data } = (await call('GET', '/senders')).body as { data: Json[] };
    const one = data.find(({ number }) => number === '+16025550171');
    const path = `/senders/${String(one?.['id'])}`;
    const set = await call('PATCH', path, { keywordReplies: 'provider', messagesPerSecond: 0.5 });
    expect(set.body).toMatchObject({ keywordReplies: 'provider', messagesPerSecond: 0.5 });
    const wrong = await call('PATCH', path, { authToken: 'f6'.repeat(16) });
    expect(pointers(wrong.body)).toEqual(['/authToken refused']);
    expect((await call('PATCH', path, { authToken: TOKEN })).status).toBe(200);
    const stored = api.store.connection.collection('senders');
    const tokens = await stored.distinct('token', { accountSid: ACCOUNT });
    expect(tokens).toHaveLength(2);
    expect((await api.store.senders.account(ACCOUNT))?.tokens).toEqual([TOKEN]);
    const lost = await call('PATCH', path, { defaultProgram: 'nothing' });
    expect(pointers(lost.body)).toEqual(['/defaultProgram unknown_program']);
    expect((await asOther('PATCH', path, { messagesPerSecond: 1 })).status).toBe(404);
  });

  test.each([
    ['a number of somebody else', { authToken: TOKEN }, '/number not_in_account'],
    ['another token', { authToken: 'f6'.repeat(16) }, '/authToken refused'],
    ['a number that is none', { number: 'banana', authToken: TOKEN }, '/number phone'],
    ['an account that is none', { accountSid: 'AC1', authToken: TOKEN }, '/accountSid account_sid'],
    ['no token', { accountSid: `AC${'e9'.repeat(16)}` }, '/authToken required'],
    ['no such program', { defaultProgram: 'x' }, '/defaultProgram unknown_program'],
    ['a service that is none', { messagingServiceSid: 'x' }, '/messagingServiceSid service_sid'],
  ])('is refused with %s', async (_name, more, pointer) => {
    const answer = await sender('+16025550172', more);
    expect(answer.status).toBe(422);
    expect(pointers(answer.body)).toEqual([pointer]);
  });

  test('never gets at the account of another workspace', async () => {
    const theirs = { number: '+16025550173', accountSid: ACCOUNT, defaultProgram: 'updates' };
    const asked = (authToken: string) => asOther('POST', '/senders', { ...theirs, authToken });
    expect(pointers((await asked('ab'.repeat(16))).body)).toEqual(['/authToken refused']);
    expect((await asked(TOKEN)).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await api.store.senders.account(ACCOUNT))?.workspaces).toEqual([api.scratch.workspace]);
    const both = await Promise.all([
      sender('+16025550174', { accountSid: FRESH, authToken: TOKEN }),
      asOther('POST', '/senders', {
        ...{ ...theirs, number: '+16025550175', accountSid: FRESH, authToken: TOKEN },
      }),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
  });
});

test('a change is in force in another process within a second or so', async () => {
  const { mongodbUri: uri, secret, workspace } = api.scratch;
  const elsewhere = await openStore({ uri, secret });
  try {
    const topic = async () => (await elsewhere.workspaces.get(workspace))?.programs['gold']?.topic;
    expect(await topic()).toBe('your membership');
    await change('gold', { topic: 'your card' });
    await until('the change', async () => (await topic()) === 'your card', { timeoutMs: 1_500 });
  } finally {
    await elsewhere.close();
  }
});

test('the command line refuses and shows the same', async () => {
  const { workspace, environment } = api.scratch;
  const assent = (...command: string[]) =>
    runAssent(command, { ...environment, LOG_LEVEL: 'silent' });
  const bad = await assent('disclosures', 'add', workspace, 'gold', 'Text GOLD.');
  expect(bad.code).toBe(1);
  expect(bad.stderr).toContain('disclosure does not say how to end it');
  const good = await assent('disclosures', 'add', workspace, 'gold', WORDING);
  expect(good.stdout).toContain('version 2');
  const listed = await assent('disclosures', 'list', workspace, 'gold', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject([{ version: 2, text: WORDING }, { version: 1 }]);
  const programs = JSON.parse((await assent('programs', 'list', workspace, '--json')).stdout);
  expect((programs as Json[]).map(({ id }) => id)).toContain('gold');
  const senders = await assent('senders', 'list', workspace);
  expect(senders.stdout).toContain(SENDER);
  expect(senders.stdout).not.toContain('b2b2');
});
