// The form behind an invitation: looking at it changes nothing, sending it off is one act with all
// that stood on it, and what cannot be trusted is asked of the handset.
import { describe, expect, test } from 'vitest';
import { FORMS_OF_NUMBER } from '../../src/ingress/limiting.js';
import { open } from '../../src/store/keyring.js';
import { entryOf } from '../../src/store/ledger.js';
import type { RawInbox } from '../support/road-promises.js';
import { until } from '../support/until.js';
import { useInvited } from './invited-fixture.js';

const mail = useInvited();
const { house, api, get, post, nonceIn, sendOff, invited } = mail;
const { requestOf, statusOf, contactOf, entriesOf } = mail;
const { workspace } = mail.scratch;

const contentOf = (everything: string) =>
  JSON.parse(everything) as { documents: unknown; keys: string[] };
const confirmations = () =>
  house.store.connection.collection<RawInbox>('inbox').countDocuments({
    type: 'email_confirmation',
  });

describe('looking at the form', () => {
  test('shows brand, reason, an empty field, the end of the number and an unticked box', async () => {
    const { confirm, phone } = await invited();
    const page = await get(confirm);
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.body).toContain('Brightside Windows');
    expect(page.body).toContain('your windows');
    expect(page.body).toContain(`ending ${phone.slice(-2)}`);
    expect(page.body).toContain('By ticking this box you agree to get Appointments');
    expect(page.body).toMatch(/<input id="phone"[^>]* value=""/);
    expect(page.body).not.toMatch(/\bchecked\b/);
    expect(page.body).not.toContain(phone.slice(-7));
    expect(page.body).toMatch(/\/terms"/);
    expect(page.body).toMatch(/\/privacy"/);
    expect(page.body).not.toMatch(/(src|href)="https?:\/\/(?!assent\.test)/);
  });

  test('a thousand times, by whatever, changes and grows nothing', async () => {
    const { confirm, id } = await invited();
    const queued = () => house.queues.email.getPrioritizedCount();
    const sent = () => house.store.connection.collection('invitations').countDocuments();
    await until('its mail to be queued', async () => (await queued()) === (await sent()));
    const before = await house.everything();
    const ways = [
      { method: 'GET', headers: {} },
      { method: 'HEAD', headers: {} },
      { method: 'GET', headers: { 'sec-purpose': 'prefetch' } },
      { method: 'GET', headers: { 'user-agent': 'Mozilla/5.0 SafeLinks' } },
    ] as const;
    for (let count = 0; count < 1_000; count += 20) {
      const batch = Array.from({ length: 20 }, (_, at) => ways[(count + at) % ways.length]);
      const answers = await Promise.all(
        batch.map((way) => house.app.inject({ ...way, url: confirm })),
      );
      expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    }
    const after = contentOf(await house.everything());
    expect(after.documents).toEqual(contentOf(before).documents);
    // Keys of the API's rate limit may run out meanwhile; none may be new.
    expect(contentOf(before).keys).toEqual(expect.arrayContaining(after.keys));
    expect(await requestOf(id)).toMatchObject({ status: 'pending' });
  });

  test('is noted as opened only when a person touches it', async () => {
    const { confirm, id } = await invited();
    const nonce = nonceIn(await get(confirm));
    expect((await post(`${confirm}/opened`, { nonce: 'made.up.nonce' })).statusCode).toBe(204);
    expect(await requestOf(id)).toMatchObject({ status: 'pending' });
    expect((await post(`${confirm}/opened`, { nonce })).statusCode).toBe(204);
    expect(await requestOf(id)).toMatchObject({ status: 'opened' });
  });

  test('speaks Spanish to a record that does', async () => {
    const { confirm } = await invited({ locale: 'es-MX' });
    const page = await get(confirm);
    expect(page.body).toContain('<html lang="es">');
    expect(page.body).toContain('¿Podemos enviarte mensajes?');
  });
});

describe('sending it off', () => {
  test('with the record’s own number is consent in writing, with everything that was shown', async () => {
    const { confirm, id, phone, email } = await invited();
    const answer = await sendOff({ confirm }, `(602) 555-${phone.slice(-4)}`);
    expect(answer.statusCode).toBe(303);
    const outcome = String(answer.headers.location);
    expect((await get(outcome)).body).toContain('One moment');
    await house.decideAll();
    expect((await get(outcome)).body).toContain('You’re in');
    expect(await statusOf(phone)).toBe('opted_in');
    expect(await requestOf(id)).toMatchObject({ status: 'completed' });

    const [entry] = (await entriesOf(phone)).map(entryOf);
    expect(entry).toMatchObject({ kind: 'opted_in', basis: 'express_written' });
    const evidence = await evidenceOf(phone);
    expect(evidence).toMatchObject({
      phone,
      phoneAsGiven: `(602) 555-${phone.slice(-4)}`,
      trusted: true,
      invitation: { id: `${id}/1` },
      form: {
        page: 'https://assent.test/confirm/…',
        ending: `ending ${phone.slice(-2)}`,
        boxValue: 'yes',
        button: 'Yes, text me',
        openedAt: expect.any(String),
      },
      disclosure: {
        version: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        text: 'By ticking this box you agree to get Appointments & quotes texts.',
      },
      by: { ip: '127.0.0.1', userAgent: 'Mozilla/5.0 (test)' },
      request: { id, method: 'email', person: { name: 'Dana Ruiz', email } },
    });
    expect(await mail.check(phone)).toMatchObject({ allowed: true });
  });

  test('twice, and at the same moment, is one act', async () => {
    const { confirm, phone } = await invited();
    const nonce = nonceIn(await get(confirm));
    const before = await confirmations();
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(confirm, { phone, agree: 'on', nonce })),
    );
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    await house.decideAll();
    await post(confirm, { phone, agree: 'on', nonce });
    await house.decideAll();
    expect((await confirmations()) - before).toBe(1);
    expect(await entriesOf(phone)).toHaveLength(1);
  });

  test('with another number asks that handset, and texts it nothing', async () => {
    const { confirm, id, phone } = await invited();
    const other = '+16025551999';
    const answer = await sendOff({ confirm }, other);
    await house.decideAll();
    const page = await get(String(answer.headers.location));
    expect(page.body).toContain('One last step, from that phone');
    expect(page.body).toMatch(/href="sms:\+16025550100\?&amp;body=START%20/);
    expect(await requestOf(id)).toMatchObject({ status: 'confirming' });
    expect(await statusOf(other)).toBe('pending');
    expect(await statusOf(phone)).toBe('none');
    const effects = house.store.connection.collection('effects');
    expect(await effects.countDocuments({ contact: await contactOf(other) })).toBe(0);
  });

  test('after an agent has edited number or address asks the handset too', async () => {
    for (const edit of [{ email: 'agent@example.com' }, { phone: '+16025552899' }]) {
      const one = await invited();
      const record = { name: 'Dana Ruiz', phone: one.phone, email: one.email };
      await api('PUT', `/v1/records/${one.externalId}`, { ...record, ...edit });
      await api('PUT', `/v1/records/${one.externalId}`, record);
      await sendOff(one, one.phone);
      await house.decideAll();
      expect(await statusOf(one.phone)).toBe('pending');
      expect(await requestOf(one.id)).toMatchObject({ status: 'confirming' });
    }
  });

  test('and an edit that is a day old is none any more', async () => {
    const one = await invited();
    const long = new Date(Date.now() - 25 * 3_600_000);
    await house.store.connection
      .collection('records')
      .updateOne({ externalId: one.externalId }, { $set: { emailChangedAt: long } });
    await sendOff(one, one.phone);
    await house.decideAll();
    expect(await statusOf(one.phone)).toBe('opted_in');
  });

  test('never lifts a stop', async () => {
    const one = await invited();
    await api('POST', '/v1/contacts/attest', {
      phone: one.phone,
      method: 'paper',
      occurredAt: new Date().toISOString(),
      evidence: { wording: 'x' },
    });
    const stopped = post(one.unsubscribe, { texts: 'stop' });
    expect((await stopped).body).toContain('No e-mail and no texts');
    await house.decideAll();
    expect(await statusOf(one.phone)).toBe('opted_out');
    const answer = await sendOff(one, one.phone);
    await house.decideAll();
    expect(await statusOf(one.phone)).toBe('opted_out');
    expect((await get(String(answer.headers.location))).body).toContain('One last step');
  });

  test.each([
    ['', /Type the mobile number/],
    ['602 555', /This is no phone number/],
    ['+44 7400 123456', /its own country only/],
    ['+1 876 926 1234', /landline/],
    ['(800) 555-0199', /gets no texts/],
  ])('with %j keeps what was typed and says what is wrong', async (typed, words) => {
    const one = await invited();
    const before = await confirmations();
    const page = await sendOff(one, typed);
    expect(page.statusCode).toBe(422);
    expect(page.body).toMatch(words);
    expect(page.body).toContain(`value="${typed}"`);
    expect(await confirmations()).toBe(before);
  });

  test('without the tick, or with a nonce that is not ours, is no act', async () => {
    const one = await invited();
    const other = await invited();
    const before = await confirmations();
    const unticked = await sendOff(one, one.phone, { agree: '' });
    expect(unticked.body).toContain('Tick the box if you agree');
    const foreign = nonceIn(await get(other.confirm));
    for (const nonce of ['', 'x', foreign]) {
      const page = await post(one.confirm, { phone: one.phone, agree: 'yes', nonce });
      expect(page.statusCode).toBe(422);
      expect(page.body).toContain('send it once more');
    }
    expect(await confirmations()).toBe(before);
    expect(await statusOf(one.phone)).toBe('none');
  });

  test('with one number from many mails ends in a pause, whoever is asked', async () => {
    const victim = '+16025559876';
    const max = FORMS_OF_NUMBER[0]?.max ?? 0;
    for (let count = 0; count < max; count += 1) {
      expect((await sendOff(await invited(), victim)).statusCode).toBe(303);
    }
    const last = await invited();
    const refused = await sendOff(last, victim);
    expect(refused.statusCode).toBe(429);
    expect(refused.body).toContain(`${max} a day at most`);
    expect((await sendOff(last, last.phone)).statusCode).toBe(303);
    await house.decideAll();
  });

  test('again and again ends in a pause', async () => {
    const one = await invited();
    const answers: number[] = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push((await sendOff(one, '602')).statusCode);
    }
    expect(answers.slice(0, 20).every((status) => status === 422)).toBe(true);
    expect(answers[20]).toBe(429);
  });
});

/** What is sealed with the newest entry of a number. */
async function evidenceOf(phone: string): Promise<Record<string, unknown>> {
  const contact = await contactOf(phone);
  const row = await house.store.connection
    .collection('ledger')
    .findOne({ contact }, { sort: { seq: -1 } });
  const known = (await house.store.people.known(workspace, [contact])).get(contact);
  if (!row || !known) throw new Error('there is no entry to open');
  const sealed = Buffer.from((row['evidence'] as { buffer: Uint8Array }).buffer);
  return JSON.parse(open(known.key, String(row['_id']), sealed).toString()) as Record<
    string,
    unknown
  >;
}
