// Invitations on real SMTP: what is sent, what is tried again, what fails for good, and that a lost
// answer or a killed worker never means more than one copy, with the same Message-ID.
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCarrier } from '../../src/carrier/start.js';
import { createSmtpMailer } from '../../src/senders/mail/smtp-mailer.js';
import type { MailEffectDocument } from '../../src/store/effects.js';
import { createEmailProcessor } from '../../workers/email.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { startWorker } from '../support/processes.js';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
let mailbox: Mailbox;
let mailer: ReturnType<typeof createSmtpMailer>;
let send: (effect: string) => Promise<void>;
let person = 0;
const phoneOf = (n: number) => `+1602555${String(n).padStart(4, '0')}`;

beforeAll(async () => {
  mailbox = await startMailbox();
  mailer = createSmtpMailer({ urlOf: () => Promise.resolve(mailbox.url) });
  const process = createEmailProcessor({
    store: api.store,
    mailer,
    place: { publicUrl: 'https://assent.test', from: 'invitations@brightside.test' },
    log: { warn: () => undefined, error: () => undefined },
    faultPoint: () => undefined,
  });
  const { workspace } = api.scratch;
  send = (effect) =>
    process({ data: { workspace, effect, urgent: false, at: api.store.clock.iso() } });
});
beforeEach(() => mailbox.fail(undefined));
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});

const effects = () => api.store.connection.collection<MailEffectDocument>('effects');

/** Somebody new is asked by e-mail. */
async function invited(more: object = {}) {
  person += 1;
  const externalId = `mail-${person}`;
  const email = `${externalId}@example.com`;
  const record = { externalId, name: 'Dana Ruiz', phone: phoneOf(700 + person), email, ...more };
  const answer = await api.call('POST', '/v1/opt-in-requests', { record, method: 'email' });
  expect(answer.status).toBe(201);
  const id = String(answer.body['id']);
  const effect = await effects().findOne({ invitation: `${id}/1` });
  if (!effect) throw new Error(`request ${id} has no mail on its way`);
  return { id, email, effect: effect._id, answer };
}

const view = async (id: string) => (await api.call('GET', `/v1/opt-in-requests/${id}`)).body;
const state = async (effect: string) => effects().findOne({ _id: effect });
const makeDue = (effect: string) =>
  effects().updateOne({ _id: effect }, { $set: { dueAt: new Date(0), hintedAt: new Date(0) } });

describe('an invitation', () => {
  test('leaves once, with everything that a mailbox wants to see', async () => {
    const { id, email, effect, answer } = await invited();
    expect(answer.body['email']).toEqual({ to: 'm…@example.com', status: 'queued' });
    await send(effect);
    await send(effect);
    expect(mailbox.mailsTo(email)).toHaveLength(1);
    const mail = await mailbox.mailTo(email);
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(mail.messageId).toBe(`<${effect}@brightside.test>`);
    expect(mail.from).toMatchObject({
      address: 'invitations@brightside.test',
      name: 'Brightside Windows',
    });
    expect(mail.replyTo?.[0]?.address).toBe('help@example.com');
    expect(mail.subject).toBe('May Brightside Windows text you?');
    expect(header('list-unsubscribe')).toMatch(
      /^<https:\/\/assent\.test\/unsubscribe\/[\w-]{22}>$/,
    );
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(await view(id)).toMatchObject({ status: 'pending', email: { status: 'sent' } });
    const invitation = await api.store.invitations.newest(api.scratch.workspace, id);
    expect(invitation).toMatchObject({ messageId: mail.messageId, sentAt: expect.any(Date) });
  });

  test('says who, why and where, loads nothing, and shows no more than the end of the number', async () => {
    const { email, effect } = await invited({ phone: '+16025550734', locale: 'en-US' });
    await send(effect);
    const { html = '', text = '' } = await mailbox.mailTo(email);
    for (const body of [html, text]) {
      expect(body).toContain('your windows');
      expect(body).toContain('the number ending 34');
      expect(body).toContain('1 Main St, Phoenix');
      expect(body).toContain('STOP');
      expect(body).toMatch(/https:\/\/assent\.test\/confirm\/[\w-]{22}/);
      expect(body).toMatch(/https:\/\/assent\.test\/unsubscribe\/[\w-]{22}/);
      expect(body.replace(/\D/g, ' ')).not.toMatch(/555\s*0734/);
    }
    expect(html).not.toMatch(/\bsrc=|@import|url\(|<link/);
  });

  test('speaks Spanish to a record that does', async () => {
    const { email, effect } = await invited({ locale: 'es-MX' });
    await send(effect);
    const mail = await mailbox.mailTo(email);
    expect(mail.subject).toBe('¿Puede Brightside Windows enviarte mensajes de texto?');
    expect(mail.html).toContain('<html lang="es">');
  });

  test('that is refused for good fails the request, and says why without the address', async () => {
    const { id, email, effect } = await invited();
    mailbox.fail({ at: 'recipient', code: 550, says: `5.1.1 <${email}> is unknown here` });
    await send(effect);
    const shown = await view(id);
    expect(shown).toMatchObject({ status: 'failed', email: { status: 'failed' } });
    expect(shown['email']).toMatchObject({ reason: expect.stringContaining('is unknown here') });
    expect(JSON.stringify(shown)).not.toContain(email);
    expect(await state(effect)).toMatchObject({ state: 'settled' });
    mailbox.fail(undefined);
    await send(effect);
    expect(mailbox.mailsTo(email)).toHaveLength(0);
  });

  test('that is refused for now stays open and leaves later', async () => {
    const { id, email, effect } = await invited();
    mailbox.fail({ at: 'data', code: 451, says: '4.7.1 greylisted, try again' });
    await send(effect);
    expect(await view(id)).toMatchObject({ status: 'pending', email: { status: 'retrying' } });
    const waiting = await state(effect);
    expect(waiting?.state).toBe('open');
    expect(waiting?.dueAt?.getTime()).toBeGreaterThan(Date.now() + 30_000);
    mailbox.fail(undefined);
    await makeDue(effect);
    await send(effect);
    expect(mailbox.mailsTo(email)).toHaveLength(1);
    const shown = await view(id);
    expect(shown['email']).toEqual({
      to: 'm…@example.com',
      status: 'sent',
      sentAt: expect.any(String),
    });
  });

  test('waits for a server that cannot be reached', async () => {
    const { id, effect } = await invited();
    const nowhere = createSmtpMailer({ urlOf: () => Promise.resolve('smtp://127.0.0.1:1') });
    const process = createEmailProcessor({
      store: api.store,
      mailer: nowhere,
      place: { publicUrl: 'https://assent.test', from: 'invitations@brightside.test' },
      log: { warn: () => undefined, error: () => undefined },
      faultPoint: () => undefined,
    });
    const { workspace } = api.scratch;
    await process({ data: { workspace, effect, urgent: false, at: api.store.clock.iso() } });
    nowhere.close();
    expect(await state(effect)).toMatchObject({ state: 'open', attempts: 1 });
    expect(await view(id)).toMatchObject({ email: { status: 'retrying' } });
  });

  test('whose answer was lost is handed over once more, under the same name, and then left', async () => {
    const { id, email, effect } = await invited();
    mailbox.fail({ at: 'answer' });
    await send(effect);
    expect(await state(effect)).toMatchObject({ state: 'calling' });
    await makeDue(effect);
    await send(effect);
    expect(await state(effect)).toMatchObject({ state: 'open', repeats: 1 });
    await send(effect);
    expect(await state(effect)).toMatchObject({ state: 'calling' });
    await makeDue(effect);
    await send(effect);
    expect(await state(effect)).toMatchObject({ state: 'settled', outcome: { result: 'unknown' } });
    expect(await view(id)).toMatchObject({ status: 'pending', email: { status: 'unknown' } });
    const copies = mailbox.mailsTo(email);
    expect(copies).toHaveLength(2);
    expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('whose answer was lost counts as sent once its form was opened', async () => {
    const { id, email, effect } = await invited();
    mailbox.fail({ at: 'answer' });
    await send(effect);
    const { workspace } = api.scratch;
    await api.store.requests.settle(workspace, [
      { request: id, outcome: 'opened', at: new Date() },
    ]);
    await makeDue(effect);
    await send(effect);
    expect(await state(effect)).toMatchObject({ state: 'settled', outcome: { result: 'sent' } });
    expect(mailbox.mailsTo(email)).toHaveLength(1);
  });

  test('does not leave for a request that is over, or an address that was changed', async () => {
    const taken = await invited();
    await api.call('POST', `/v1/opt-in-requests/${taken.id}/cancel`);
    await send(taken.effect);
    const moved = await invited();
    const record = { name: 'Dana Ruiz', email: 'somebody.else@example.com' };
    await api.call('PUT', `/v1/records/mail-${person}`, record);
    await send(moved.effect);
    expect(mailbox.mailsTo(taken.email)).toHaveLength(0);
    expect(mailbox.mailsTo(moved.email)).toHaveLength(0);
    expect(mailbox.mailsTo(record.email)).toHaveLength(0);
    expect(await view(moved.id)).toMatchObject({ status: 'failed', email: { status: 'failed' } });
  });
});

describe('asking by e-mail', () => {
  test('twice is one mail, also when both ask at once', async () => {
    const record = { externalId: 'twice', name: 'Dana', email: 'twice@example.com' };
    const asked = await Promise.all(
      [1, 2, 3].map(() => api.call('POST', '/v1/opt-in-requests', { record, method: 'email' })),
    );
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(asked.map(({ body }) => body['id'])).size).toBe(1);
    const ofRequest = { invitation: new RegExp(`^${asked[0]?.body['id']}/`) };
    expect(await effects().countDocuments(ofRequest)).toBe(1);
  });

  test('sends again a few times a day, and says when next', async () => {
    const { id, email, effect } = await invited();
    await send(effect);
    const resend = () => api.call('POST', `/v1/opt-in-requests/${id}/resend`);
    for (const number of [2, 3]) {
      expect(await resend()).toMatchObject({ status: 200, body: { email: { status: 'queued' } } });
      const again = await effects().findOne({ invitation: `${id}/${number}` });
      await send(String(again?._id));
    }
    const links = mailbox.mailsTo(email).map(({ text = '' }) => /confirm\/\S+/.exec(text)?.[0]);
    expect(new Set(links).size).toBe(3);
    const refused = await resend();
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(80_000);
    expect(await view(id)).toMatchObject({ email: { status: 'sent' } });
  });

  test('again is no way around the cap: it counts the record, not the request', async () => {
    const { id, answer } = await invited();
    const ask = () =>
      api.call('POST', '/v1/opt-in-requests', {
        record: { externalId: answer.body['record'] },
        method: 'email',
      });
    await api.call('POST', `/v1/opt-in-requests/${id}/cancel`);
    for (let count = 2; count <= 3; count += 1) {
      const again = await ask();
      expect(again.status).toBe(201);
      await api.call('POST', `/v1/opt-in-requests/${again.body['id']}/cancel`);
    }
    expect((await ask()).status).toBe(429);
  });

  test('needs an address, and honours who does not want mail', async () => {
    const ask = (record: object) =>
      api.call('POST', '/v1/opt-in-requests', { record, method: 'email' });
    expect(await ask({ externalId: 'no-mail', name: 'Dana' })).toMatchObject({
      status: 422,
      body: { code: 'email_required', errors: [{ pointer: '/record/email' }] },
    });
    const { workspace } = api.scratch;
    const address = await api.store.invitations.addressOf(workspace, 'Enough@Example.com');
    await api.store.invitations.refuseAddress(workspace, address, 'oir_x/1');
    const refused = await ask({ externalId: 'enough', name: 'Dana', email: 'ENOUGH@example.com' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'email_unsubscribed' } });
    const list = await api.call('GET', '/v1/opt-in-requests?record=enough');
    expect(list.body['data']).toEqual([]);
  });
});

describe('a worker without a mail server of its own', () => {
  test('hands mail to the simulated inbox, wherever that listens', async () => {
    const carrier = await startCarrier({ port: 0, accounts: [], log: pino({ level: 'silent' }) });
    const { email, effect } = await invited();
    const environment = { ...api.scratch.environment, CARRIER_URL: carrier.url };
    await makeDue(effect);
    const worker = await startWorker(environment, ['email']);
    const mails = await until(
      'the mail in the simulated inbox',
      async () => {
        const inbox = await fetch(`${carrier.url}/inbox/messages?to=${email}`);
        const found = (await inbox.json()) as { messageId: string; unsubscribeUrl: string }[];
        return found.length > 0 && found;
      },
      { timeoutMs: 30_000 },
    );
    await worker.stop();
    await carrier.close();
    expect(mails).toMatchObject([
      {
        messageId: `<${effect}@assent.example>`,
        unsubscribeUrl: expect.stringContaining('/unsubscribe/'),
      },
    ]);
  });
});

describe('a worker that is killed', () => {
  const STEPS = [
    { step: 'email.claimed', copies: 1 },
    { step: 'email.calling', copies: 1 },
    { step: 'email.called', copies: 2 },
    { step: 'email.shown', copies: 2 },
  ] as const;

  test.each(STEPS)('at $step leaves at most $copies copies of one mail', async (one) => {
    const { id, email, effect } = await invited();
    const environment = {
      ...api.scratch.environment,
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://assent.test',
    };
    await makeDue(effect);
    const doomed = await startWorker({ ...environment, FAULT_POINT: one.step }, ['email']);
    expect(await doomed.ended(30_000)).toBe('SIGKILL');
    await makeDue(effect);
    const worker = await startWorker(environment, ['email']);
    // The claim of the dead one, and each wait after a lost answer, is over at once.
    await until(
      'the mail to be settled',
      async () => {
        const now = await state(effect);
        if (now?.state === 'settled') return true;
        await effects().updateOne(
          { _id: effect, dueAt: { $gt: new Date(Date.now() + 5_000) } },
          { $set: { dueAt: new Date(0), hintedAt: new Date(0) } },
        );
        return false;
      },
      { timeoutMs: 45_000, stepMs: 500 },
    );
    await worker.stop();
    expect(await view(id)).toMatchObject({ email: { status: 'sent' } });
    const copies = mailbox.mailsTo(email);
    expect(copies.length).toBe(one.copies);
    expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
  });
});
