// Whoever is not the provider changes nothing: every forgery is refused before anything is stored,
// and one account's signature opens nothing of another's. Asked of the whole ingress.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overallStatus } from '../../src/consent/fold.js';
import { ACCOUNT, BRAND, PUBLIC_URL, SENDER } from '../support/road.js';
import { documentsOf } from '../support/road-promises.js';
import { inboxOf } from '../support/road-worker.js';
import { useScratch } from '../support/scratch.js';
import {
  inboundForm,
  signature,
  signedRequest,
  type TwilioForm,
} from '../support/twilio-request.js';
import { postForm, TEXTS_PATH } from '../support/webhook-post.js';
import { openWholeIngress, type WholeIngress } from '../support/whole-ingress.js';

const scratch = useScratch();
const OURS = scratch.workspace;
/** Another workspace of the same provider account, and one of somebody else's account. */
const SISTER = `${OURS}-sister`;
const STRANGER = `${OURS}-stranger`;
const STRANGERS_ACCOUNT = { accountSid: `AC${'d4'.repeat(16)}`, authToken: 'e5'.repeat(16) };
/** The account of the settings, while its token is rotated. */
const ROTATING = { accountSid: `AC${'f6'.repeat(16)}`, tokens: ['a7'.repeat(16), 'b8'.repeat(16)] };
const SERVICE = `MG${'c9'.repeat(16)}`;
const POOLED = '+16025550102';
const SISTERS_NUMBER = '+16025550103';
const ROTATING_NUMBER = '+16025550104';
const STRANGERS_NUMBER = '+16025550105';
const NOBODYS_NUMBER = '+16025550199';

let ingress: WholeIngress;

beforeAll(async () => {
  ingress = await openWholeIngress(scratch, ROTATING);
  const { senders, workspaces } = ingress.store;
  for (const one of [OURS, SISTER, STRANGER]) await workspaces.create(one, { brand: BRAND });
  const common = {
    keywordReplies: 'service',
    defaultProgram: 'updates',
    messagesPerSecond: 1,
  } as const;
  const pooled = { number: POOLED, messagingServiceSid: SERVICE };
  await senders.add(OURS, { ...common, ...ACCOUNT, number: SENDER });
  await senders.add(OURS, { ...common, ...ACCOUNT, ...pooled });
  await senders.add(SISTER, { ...common, ...ACCOUNT, number: SISTERS_NUMBER });
  await senders.add(STRANGER, { ...common, ...STRANGERS_ACCOUNT, number: STRANGERS_NUMBER });
  const { accountSid } = ROTATING;
  await senders.add(OURS, { ...common, accountSid, number: ROTATING_NUMBER });
});

afterAll(() => ingress?.close());

let lastPhone = 0;
const newPhone = () => `+1602558${String(1000 + (lastPhone += 1))}`;
const formOf = (body: string, more: TwilioForm = {}): TwilioForm => ({
  ...inboundForm({ accountSid: ACCOUNT.accountSid, from: newPhone(), to: SENDER, body }),
  ...more,
});

async function statusOf(phone: string, workspace = OURS): Promise<string> {
  const { people, heads } = ingress.store;
  const head = await heads.get(workspace, await people.contactOf(workspace, phone));
  return head ? overallStatus(head) : 'none';
}

const kept = async (form: TwilioForm) =>
  (await inboxOf(ingress)).filter(({ _id }) => _id.endsWith(`/${form['MessageSid']}`));

/** A request that is right but for one thing. */
interface Forgery {
  readonly name: string;
  /** What is sent, where the signature is of another form. */
  readonly sent?: (form: Record<string, string>) => TwilioForm;
  readonly path?: string;
  readonly headers?: (right: string, form: TwilioForm) => Record<string, string>;
  /** What the form says other than that of our own account. */
  readonly form?: TwilioForm;
}

const signedAs = (value: string) => ({ 'x-twilio-signature': value });
const of = (token: string, url: string) => (_right: string, form: TwilioForm) =>
  signedAs(signature(token, url, form));
const { authToken } = ACCOUNT;
const RIGHT_URL = `${PUBLIC_URL}${TEXTS_PATH}`;
const withoutBody = ({ Body: _dropped, ...rest }: Record<string, string>) => rest;

const FORGERIES: readonly Forgery[] = [
  { name: 'no signature', headers: () => ({}) },
  { name: 'an empty signature', headers: () => signedAs('') },
  { name: 'a signature of nothing', headers: () => signedAs('AAAAAAAAAAAAAAAAAAAAAAAAAAA=') },
  { name: 'a truncated signature', headers: (right) => signedAs(right.slice(0, -3)) },
  { name: 'a signature and more', headers: (right) => signedAs(`${right}AA`) },
  { name: 'two signatures', headers: (right) => signedAs(`x, ${right}`) },
  { name: 'letters beyond Base64', headers: () => signedAs('ü'.repeat(28)) },
  { name: 'a field added', sent: (form) => ({ ...form, OptOutType: 'START' }) },
  { name: 'a field dropped', sent: withoutBody },
  { name: 'a field changed', sent: (form) => ({ ...form, From: '+16025559999' }) },
  { name: 'a letter of a field changed', sent: (form) => ({ ...form, Body: 'STOp' }) },
  { name: 'a query added', path: `${TEXTS_PATH}?OptOutType=STOP` },
  { name: 'the address of status reports signed', path: '/webhooks/twilio/status' },
  { name: 'another host signed', headers: of(authToken, `https://evil.test${TEXTS_PATH}`) },
  { name: 'another path signed', headers: of(authToken, `${PUBLIC_URL}/webhooks/twilio/status`) },
  { name: "a stranger's token", headers: of(STRANGERS_ACCOUNT.authToken, RIGHT_URL) },
  { name: 'an empty token', headers: of('', RIGHT_URL) },
  { name: 'an account that nobody has', form: { AccountSid: `AC${'00'.repeat(16)}` } },
  { name: 'no account', form: { AccountSid: '' } },
  { name: 'no sender of the text', form: { From: '' } },
  { name: 'no number that was texted', form: { To: '' } },
  { name: "a stranger's number", form: { To: STRANGERS_NUMBER } },
  {
    name: "a stranger's account and token with our number",
    form: { AccountSid: STRANGERS_ACCOUNT.accountSid },
    headers: of(STRANGERS_ACCOUNT.authToken, RIGHT_URL),
  },
  {
    name: "a stranger's account and token with our sister's number",
    form: { AccountSid: STRANGERS_ACCOUNT.accountSid, To: SISTERS_NUMBER },
    headers: of(STRANGERS_ACCOUNT.authToken, RIGHT_URL),
  },
];

describe('a text with', () => {
  test.each(FORGERIES)('$name gets 403 and changes nothing', async (forgery) => {
    const { sent, path = TEXTS_PATH, headers = (right) => signedAs(right) } = forgery;
    const form = formOf('STOP', forgery.form);
    const before = await ingress.everything();
    const { 'x-twilio-signature': right = '', ...others } = signedRequest(
      RIGHT_URL,
      authToken,
      form,
    ).headers;
    const answer = await ingress.app.inject({
      method: 'POST',
      url: path,
      headers: { ...others, ...headers(right, form) },
      payload: new URLSearchParams(sent ? sent({ ...form }) : form).toString(),
    });
    expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 403, body: '' });
    expect(await ingress.everything()).toBe(before);
  });

  test('the right signature counts whatever Host and proxies claim', async () => {
    const claims = {
      host: 'evil.test',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
    };
    expect((await postForm(ingress.app, authToken, formOf('hello'), claims)).statusCode).toBe(200);
    const before = await ingress.everything();
    const form = formOf('STOP');
    const forged = signedAs(signature(authToken, `http://evil.test${TEXTS_PATH}`, form));
    const answer = await postForm(ingress.app, authToken, form, { ...claims, ...forged });
    expect(answer.statusCode).toBe(403);
    expect(await ingress.everything()).toBe(before);
  });

  test('no body at all gets 403 and changes nothing', async () => {
    const before = await ingress.everything();
    for (const url of [TEXTS_PATH, '/webhooks/twilio/status']) {
      expect((await ingress.app.inject({ method: 'POST', url })).statusCode).toBe(403);
    }
    expect(await ingress.everything()).toBe(before);
  });
});

describe('a status report', () => {
  const ids = { effect: 'fx_1', message: 'msg_1', contact: 'ct_1' };
  const report = (workspace: string) =>
    `/webhooks/twilio/status?${new URLSearchParams({ workspace, ...ids })}`;
  const REPORTED = { MessageStatus: 'failed', ErrorCode: '21610' };

  test.each([
    ["of a stranger's workspace, signed by us", STRANGER, ACCOUNT, ACCOUNT.authToken],
    [
      'of our workspace, signed by a stranger',
      OURS,
      STRANGERS_ACCOUNT,
      STRANGERS_ACCOUNT.authToken,
    ],
    ['of our workspace and account, signed by a stranger', OURS, ACCOUNT, 'e5'.repeat(16)],
    ['of no workspace', 'nobody', ACCOUNT, ACCOUNT.authToken],
  ])('%s gets 403 and changes nothing', async (_name, workspace, { accountSid }, token) => {
    const url = report(workspace);
    const form = { ...formOf(''), AccountSid: accountSid, From: SENDER, ...REPORTED };
    const { headers, body } = signedRequest(`${PUBLIC_URL}${url}`, token, form);
    const before = await ingress.everything();
    const answer = await ingress.app.inject({ method: 'POST', url, headers, payload: body });
    expect(answer.statusCode).toBe(403);
    expect(await ingress.everything()).toBe(before);
  });
});

describe('a body', () => {
  const KIB_64 = 64 * 1024;
  const padded = (bytes: number) => {
    const form = formOf('', { Body: '' });
    const { length } = new URLSearchParams(form).toString();
    return { ...form, Body: 'a'.repeat(bytes - length) };
  };

  test('of 64 KB is read, one byte more gets 413 and changes nothing', async () => {
    expect((await postForm(ingress.app, authToken, padded(KIB_64))).statusCode).toBe(200);
    const before = await ingress.everything();
    const answer = await postForm(ingress.app, authToken, padded(KIB_64 + 1));
    expect(answer.statusCode).toBe(413);
    expect(await ingress.everything()).toBe(before);
  });

  test.each([
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/xml',
    'nonsense',
  ])('of type %s gets 415 and changes nothing', async (type) => {
    const before = await ingress.everything();
    const answer = await postForm(ingress.app, authToken, formOf('STOP'), { 'content-type': type });
    expect(answer.statusCode).toBe(415);
    expect(await ingress.everything()).toBe(before);
  });
});

describe('a text that is right', () => {
  test('is answered with an empty document and nothing else', async () => {
    const answer = await postForm(ingress.app, authToken, formOf('hello'));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/xml\b/);
    expect(answer.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  test('is accepted from both tokens while they are rotated, and from no third', async () => {
    const rotating = { AccountSid: ROTATING.accountSid, To: ROTATING_NUMBER };
    for (const token of ROTATING.tokens) {
      const form = formOf('STOP', rotating);
      expect((await postForm(ingress.app, token, form)).statusCode).toBe(200);
      expect(await kept(form)).toMatchObject([{ workspace: OURS, fence: true }]);
    }
    const answer = await postForm(ingress.app, authToken, formOf('STOP', rotating));
    expect(answer.statusCode).toBe(403);
  });

  test('finds its sender by the messaging service where To is unknown', async () => {
    const form = formOf('START', { To: '+16025550150', MessagingServiceSid: SERVICE });
    expect((await postForm(ingress.app, authToken, form)).statusCode).toBe(200);
    expect(await kept(form)).toMatchObject([{ workspace: OURS, sender: POOLED, state: 'open' }]);
  });

  test('finds its sender by To before the messaging service', async () => {
    const form = formOf('START', { To: SISTERS_NUMBER, MessagingServiceSid: SERVICE });
    expect((await postForm(ingress.app, authToken, form)).statusCode).toBe(200);
    expect(await kept(form)).toMatchObject([{ workspace: SISTER, sender: SISTERS_NUMBER }]);
  });

  test("does not find a sender by a stranger's messaging service", async () => {
    const { accountSid, authToken: token } = STRANGERS_ACCOUNT;
    const theirs = { AccountSid: accountSid, To: NOBODYS_NUMBER, MessagingServiceSid: SERVICE };
    const form = formOf('STOP', theirs);
    expect((await postForm(ingress.app, token, form)).statusCode).toBe(200);
    expect(await kept(form)).toMatchObject([{ workspace: STRANGER }]);
  });

  test.each(['START', 'see you at five', ''])(
    'reading %j is an opt-out where it is marked',
    async (body) => {
      const form = formOf(body, { OptOutType: 'STOP' });
      expect((await postForm(ingress.app, authToken, form)).statusCode).toBe(200);
      expect(await kept(form)).toMatchObject([{ intent: 'opt_out', fence: true }]);
      await ingress.decideAll();
      expect(await statusOf(form['From'] ?? '')).toBe('opted_out');
    },
  );
});

describe('a text to a number that nobody has', () => {
  const elsewhere = (body: string, more: TwilioForm = {}) =>
    formOf(body, { To: NOBODYS_NUMBER, ...more });

  test.each([
    elsewhere('STOP'),
    elsewhere('please stop texting me'),
    elsewhere('see you', { OptOutType: 'STOP' }),
  ])('that opts out ($Body) counts in every workspace of the account', async (form) => {
    const phone = form['From'] ?? '';
    expect((await postForm(ingress.app, authToken, form)).statusCode).toBe(200);
    const events = await kept(form);
    expect(new Set(events.map(({ workspace }) => workspace))).toEqual(new Set([OURS, SISTER]));
    expect(events.every(({ fence }) => fence)).toBe(true);
    await ingress.decideAll();
    expect(await statusOf(phone)).toBe('opted_out');
    expect(await statusOf(phone, SISTER)).toBe('opted_out');
    expect(await statusOf(phone, STRANGER)).toBe('none');
    const effects = await documentsOf<{ contact: string }>(ingress.store.connection, 'effects');
    const theirs = events.map(({ contact }) => contact);
    expect(effects.filter(({ contact }) => theirs.includes(contact))).toEqual([]);
  });

  test.each(['START', 'HELP', 'see you at five', "don't text me until Monday"])(
    '(%s) is kept for an operator and opts nobody in',
    async (body) => {
      const form = elsewhere(body);
      expect((await postForm(ingress.app, authToken, form)).statusCode).toBe(200);
      await ingress.decideAll();
      const events = await kept(form);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ state: 'set_aside', fence: false });
      expect(events[0]?.reason).toContain('no sender of ours');
      expect(await statusOf(form['From'] ?? '')).toBe('none');
    },
  );
});
