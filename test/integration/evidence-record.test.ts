// The record of consent, line by line, for each of the three ways in: who, what, how they were
// asked, what they did, when, from where. What it names by a hash can be read long after the
// settings changed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEXT_VERSION } from '../../src/consent/texts.js';
import { sha256 } from '../../src/digest.js';
import { createSmtpMailer } from '../../src/senders/mail/smtp-mailer.js';
import type { MailEffectDocument } from '../../src/store/effects.js';
import { verifyProof } from '../../src/store/proof/verify-proof.js';
import { createEmailProcessor } from '../../workers/email.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { SENDER, useApi } from './api-fixture.js';

const api = useApi();
const PUBLIC_URL = 'https://assent.test';
let mailbox: Mailbox;
let mailer: ReturnType<typeof createSmtpMailer>;

beforeAll(async () => {
  mailbox = await startMailbox();
  mailer = createSmtpMailer({ urlOf: () => Promise.resolve(mailbox.url) });
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});

type Json = Record<string, unknown>;
/** What an evidence record has to hold: its name in words, where it lies, what it is like. */
type Line = readonly [name: string, path: string, like: unknown];

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name], value);

/** Names of the lines that the record lacks, or holds otherwise. */
function lacking(record: Json, lines: readonly Line[]): string[] {
  return lines
    .filter(([, path, like]) => {
      try {
        expect(at(record, path)).toEqual(like);
        return false;
      } catch {
        return true;
      }
    })
    .map(([name, path]) => `${name} (${path}): ${JSON.stringify(at(record, path))}`);
}

const like = (pattern: RegExp) => expect.stringMatching(pattern);
const time = like(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const hash = like(/^[0-9a-f]{64}$/);

async function proofOf(contact: string) {
  const { text } = await api.call('GET', `/v1/contacts/${contact}/proof`);
  const proof = JSON.parse(text) as Parameters<typeof verifyProof>[0];
  expect(verifyProof(proof)).toMatchObject({ ok: true });
  return proof;
}

/** The last entry of a contact: its evidence, with the hashed part as `core`. */
async function recordOf(contact: string): Promise<Json> {
  const last = (await proofOf(contact)).entries.at(-1);
  return { ...(last?.evidence?.opened as Json), core: JSON.parse(last?.core ?? '{}') };
}

async function ask(method: string, externalId: string, phone: string): Promise<Json> {
  const record = { externalId, name: 'Nora Beck', phone, email: `${externalId}@example.com` };
  const asked = { record: { ...record, timezone: 'America/Phoenix' }, method };
  return (await api.call('POST', '/v1/opt-in-requests', asked)).body;
}

/** The mail of a request leaves by way of a real mail server; its links are answered here. */
async function sendMail(request: string): Promise<string> {
  const { store, scratch } = api;
  const send = createEmailProcessor({
    ...{ store, mailer, place: { publicUrl: PUBLIC_URL, from: 'invitations@brightside.test' } },
    log: { warn: () => undefined, error: () => undefined },
    faultPoint: () => undefined,
  });
  const effects = store.connection.collection<MailEffectDocument>('effects');
  const effect = (await effects.findOne({ invitation: `${request}/1` }))?._id ?? '';
  const { workspace } = scratch;
  await send({ data: { workspace, effect, urgent: false, at: store.clock.iso() } });
  return effect;
}

/** Somebody follows the link in their mailbox, fills the form in and sends it off. */
async function answerMail(link: string, phone: string): Promise<void> {
  const referer = 'https://mail.example.com/inbox/7?search=secret';
  const page = await api.app.inject({ url: link, headers: { referer } });
  const nonce = /name="nonce" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const answer = await api.app.inject({
    method: 'POST',
    url: link,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...{ 'user-agent': 'Mozilla/5.0 (test)', 'accept-language': 'en-US' },
    },
    payload: new URLSearchParams({ phone, agree: 'yes', nonce }).toString(),
  });
  expect(answer.statusCode).toBe(303);
  await api.decideAll();
}

const IN_FORCE: readonly Line[] = [
  ['brand', 'circumstances.brand.name', 'Brightside Windows'],
  ['legal entity', 'circumstances.brand.legalName', 'Brightside Windows LLC'],
  ['program', 'circumstances.program.name', 'Appointments & quotes'],
  ['scope', 'core.program', 'updates'],
  ['purpose', 'circumstances.program.purpose', 'informational'],
  ['version of the disclosure', 'circumstances.program.disclosure.version', 1],
  ['its hash', 'circumstances.program.disclosure.hash', hash],
  ['terms', 'circumstances.program.terms.page', like(/^\/programs\/.*\/updates\/terms$/)],
  ['their version', 'circumstances.program.terms.version', 1],
  ['their hash', 'circumstances.program.terms.hash', hash],
  ['privacy policy', 'circumstances.program.privacy.page', like(/updates\/privacy$/)],
  ['its version', 'circumstances.program.privacy.version', 1],
  ['its hash', 'circumstances.program.privacy.hash', hash],
  ['when received', 'receivedAt', time],
  ['time of the act', 'core.occurredAt', time],
  ['when recorded', 'core.recordedAt', time],
  ['hash of the evidence', 'core.evidenceDigest', hash],
  ['id of the act', 'core.source.event', like(/./)],
  ['rule', 'core.source.rule', like(/./)],
];
const ASKED: readonly Line[] = [
  ['name', 'request.person.name', 'Nora Beck'],
  ['e-mail', 'request.person.email', like(/@example\.com$/)],
  ['time zone', 'request.person.timezone', 'America/Phoenix'],
  ['CRM record', 'request.record', like(/^line-/)],
  ['who asked', 'request.askedBy.kind', 'api_key'],
  ['when', 'request.askedAt', time],
];
const BY_TEXT: readonly Line[] = [
  ['number as given', 'number.given', like(/^\+1602/)],
  ['number as read', 'number.read', like(/^\+1602/)],
  ['channel', 'core.source.channel', 'sms'],
  ['the act in words', 'act', 'texted these words from the handset'],
  ['raw form', 'raw', like(/Body=/)],
  ['message id', 'message', like(/^SM/)],
  ['number it was sent to', 'textedTo', SENDER],
  ['what it was taken for', 'reading.rule', 'keyword.en.start'],
  ['disclosure as shown', 'disclosure.text', like(/^By texting START/)],
];

describe('the record of consent holds every line', () => {
  test('for a START that an agent asked for', async () => {
    const phone = '+16025550711';
    const asked = await ask('text_to_join', 'line-text', phone);
    const record = await recordOf(await api.text(phone, 'start'));
    const lines: readonly Line[] = [
      ...IN_FORCE,
      ...ASKED,
      ...BY_TEXT,
      ['basis', 'core.basis', 'express'],
      ['words', 'words', 'start'],
      ['what was read aloud', 'request.script', asked['script']],
      ['version of the script', 'request.script.version', TEXT_VERSION],
    ];
    expect(lacking(record, lines)).toEqual([]);
  });

  test('for a code', async () => {
    const phone = '+16025550712';
    const asked = await ask('qr', 'line-qr', phone);
    const words = `START ${String(asked['token'])}`;
    const record = await recordOf(await api.text(phone, words));
    const lines: readonly Line[] = [
      ...IN_FORCE,
      ...ASKED,
      ...BY_TEXT,
      ['basis', 'core.basis', 'express_written'],
      ['words', 'words', words],
      ['which code', 'request.id', asked['id']],
      ['that the disclosure was shown', 'disclosure.shown', true],
    ];
    expect(lacking(record, lines)).toEqual([]);
  });

  test('for a form of an invitation', async () => {
    const phone = '+16025550713';
    const asked = await ask('email', 'line-mail', phone);
    // The number is old news: one that was just edited would not be enough.
    await api.store.connection
      .collection('records')
      .updateMany({}, { $unset: { contactChangedAt: '', emailChangedAt: '' } });
    const effect = await sendMail(String(asked['id']));
    const mail = await mailbox.mailTo('line-mail@example.com');
    const [, link = ''] = /https:\/\/assent\.test(\/confirm\/[\w-]+)/.exec(mail.text ?? '') ?? [];
    await answerMail(link, '(602) 555-0713');
    const contact = await api.store.people.contactOf(api.scratch.workspace, phone);
    const record = await recordOf(contact);
    const lines: readonly Line[] = [
      ...IN_FORCE,
      ...ASKED,
      ['basis', 'core.basis', 'express_written'],
      ['channel', 'core.source.channel', 'email'],
      ['number as given', 'phoneAsGiven', '(602) 555-0713'],
      ['number as read', 'phone', phone],
      ['the act in words', 'act', 'typed the number, ticked the box and sent the form off'],
      ['the box', 'form.boxValue', 'yes'],
      ['what stood beside it', 'form.box', like(/By ticking this box/)],
      ['disclosure', 'disclosure.text', like(/./)],
      ['page', 'form.page', like(/\/confirm\/…$/)],
      ['form', 'form.nonce', like(/./)],
      ['language', 'form.locale', 'en'],
      ['message id', 'invitation.messageId', `<${effect}@brightside.test>`],
      ['token', 'invitation.id', `${String(asked['id'])}/1`],
      ['version of the mail', 'invitation.mail.version', 1],
      ['its wording', 'invitation.mail.wording', hash],
      ['hash of the mail', 'invitation.mail.digest', hash],
      ['terms behind the link', 'documents.terms', at(record, 'circumstances.program.terms')],
      ['privacy behind the link', 'documents.privacy', at(record, 'circumstances.program.privacy')],
      ['opened', 'form.openedAt', time],
      ['posted', 'form.postedAt', time],
      ['address', 'by.ip', '127.0.0.1'],
      ['browser', 'by.userAgent', 'Mozilla/5.0 (test)'],
      ['where from, and nothing more', 'form.referrer', 'https://mail.example.com/inbox/7'],
      ['languages', 'by.acceptLanguage', 'en-US'],
    ];
    expect(lacking(record, lines)).toEqual([]);
    await expectSameMail(record['invitation'] as Json, mail);
  });
});

/** The mail, put together again from what is kept, is the one that arrived. */
async function expectSameMail(invitation: Json, mail: Awaited<ReturnType<Mailbox['mailTo']>>) {
  const { mail: kept, id } = invitation as { id: string; mail: Record<string, string> };
  const { workspace } = api.scratch;
  const link = (path: 'confirm' | 'unsubscribe') =>
    `${PUBLIC_URL}/${path}/${api.store.linkTokens.of(path, workspace, id)}`;
  const { text } = await wording(kept['wording'] ?? '');
  const whole = text
    .replaceAll('{confirmUrl}', link('confirm'))
    .replaceAll('{unsubscribeUrl}', link('unsubscribe'))
    .replaceAll('{ending}', kept['ending'] ?? '')
    .replaceAll('{until}', kept['until'] ?? '');
  expect(sha256(whole)).toBe(kept['digest']);
  expect(text).not.toContain('ending 13');
  expect(whole.split('\n')[0]).toBe(mail.subject);
  const flat = (one = '') => one.replaceAll(/\s+/g, ' ').trim();
  expect(flat(whole)).toBe(flat([mail.subject, mail.text, mail.html].join(' ')));
}

async function wording(hashed: string) {
  const { status, body } = await api.call('GET', `/v1/wordings/${hashed}`);
  expect(status).toBe(200);
  expect(sha256(String(body['text']))).toBe(hashed);
  return body as { text: string; kind: string; version: number };
}

describe('what was in force', () => {
  const documents = (record: Json) => at(record, 'circumstances.program') as Json;
  const hashOf = (record: Json, kind: string) => String(at(documents(record), `${kind}.hash`));

  /** What a page says, as lines of plain text. */
  async function readPage(kind: string): Promise<string[]> {
    const url = `/programs/${api.scratch.workspace}/updates/${kind}`;
    const { body } = await api.app.inject({ url });
    const [article = ''] = /<article[\s\S]*<\/article>/.exec(body) ?? [];
    return article
      .split(/<\/(?:h1|h2|p)>/)
      .map((part) => part.replaceAll(/<[^>]*>/g, ''))
      .map((part) => part.replaceAll('&amp;', '&').replaceAll('&#39;', "'").trim())
      .filter((part) => part !== '' && part !== 'How to agree');
  }

  test.each(['terms', 'privacy'])(
    'is, of %s, letter by letter what the page says',
    async (kind) => {
      const record = await recordOf(await api.text('+16025550721', 'START'));
      const { text, ...kept } = await wording(hashOf(record, kind));
      expect(text.split('\n')).toEqual(await readPage(kind));
      expect(kept).toMatchObject({ kind, version: 1 });
    },
  );

  test('stays readable when settings change, in the proof too', async () => {
    const { store, scratch } = api;
    const before = await recordOf(await api.text('+16025550722', 'START'));
    const settings = await store.workspaces.get(scratch.workspace);
    const program = settings?.programs['updates'];
    if (!settings || !program) throw new Error('there is no program');
    const disclosure = 'By texting START you agree to other words.';
    const changed = { ...program, topic: 'your doors', disclosure };
    await store.workspaces.addProgram(scratch.workspace, changed);
    const contact = await api.text('+16025550723', 'START');
    const after = await recordOf(contact);
    for (const kind of ['terms', 'privacy', 'disclosure']) {
      expect(hashOf(after, kind)).not.toBe(hashOf(before, kind));
    }
    expect((await wording(hashOf(before, 'terms'))).text).toContain('about your windows');
    expect((await wording(hashOf(after, 'terms'))).text).toContain('about your doors');
    expect(await wording(hashOf(before, 'disclosure'))).toMatchObject({ version: 1 });
    expect(await wording(hashOf(after, 'disclosure'))).toMatchObject({
      version: 2,
      text: disclosure,
    });
    const proof = await proofOf(contact);
    const kinds = proof.wordings?.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['disclosure', 'privacy', 'terms']);
    const [first] = proof.wordings ?? [];
    const forged = { ...proof, wordings: [{ ...first, text: 'something else' }] } as typeof proof;
    expect(verifyProof(forged)).toMatchObject({ ok: false });
  });

  test('is an address where the business keeps its own documents', async () => {
    const { store, scratch } = api;
    const settings = await store.workspaces.get(scratch.workspace);
    if (!settings) throw new Error('there is no workspace');
    const brand = { ...settings.brand, termsUrl: 'https://own.example/terms' };
    await store.workspaces.create(scratch.workspace, { brand });
    const record = await recordOf(await api.text('+16025550724', 'START'));
    expect(at(documents(record), 'terms')).toEqual({ url: 'https://own.example/terms' });
    expect(at(documents(record), 'privacy.hash')).toEqual(hash);
  });

  test('is no other workspace’s to read', async () => {
    const record = await recordOf(await api.text('+16025550725', 'START'));
    await api.store.workspaces.create('others', { brand: { name: 'Others' } as never });
    const { key } = await api.newKey(undefined, 'others');
    const headers = { authorization: `Bearer ${key}` };
    const url = `/v1/wordings/${hashOf(record, 'privacy')}`;
    expect((await api.call('GET', url, undefined, headers)).status).toBe(404);
  });
});
