// The parts of an invitation that need no server: what is read of a typed number, what a form is
// worth, how an address is shown, what the box says, and which settings mail needs.
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { disclosureText } from '../../src/consent/texts.js';
import { sha256 } from '../../src/digest.js';
import { maskAddress, normaliseAddress } from '../../src/email-address.js';
import { formDisclosure } from '../../src/ingress/form-disclosure.js';
import { doubtsOf } from '../../src/ingress/pages/confirm-trust.js';
import { namedLinks } from '../../src/ingress/pages/linked-text.js';
import { readTypedPhone } from '../../src/phone.js';
import { canMail, mailServerUrl, senderAddress } from '../../src/senders/mail/mail-place.js';

describe('an address', () => {
  test('is the same in every spelling, and shown by its first letter', () => {
    expect(normaliseAddress(' Dana@Example.COM ')).toBe('dana@example.com');
    expect(maskAddress('dana@example.com')).toBe('d…@example.com');
    expect(maskAddress('"a@b"@example.com')).toBe('"…@example.com');
  });
});

describe('a typed number', () => {
  const sender = '+16025550100';
  test.each([
    ['(602) 555-0134', { phone: '+16025550134' }],
    ['+1 602 555 0134', { phone: '+16025550134' }],
    ['  ', { fault: 'missing' }],
    ['555-0134', { fault: 'invalid' }],
    ['call me', { fault: 'invalid' }],
    ['+44 7400 123456', { fault: 'foreign' }],
    ['+1 876 926 1234', { fault: 'landline' }],
    ['(800) 555-0199', { fault: 'service' }],
  ])('%j is read', (typed, read) => {
    expect(readTypedPhone(typed, sender)).toEqual(read);
  });

  test('is read in the country of the sender', () => {
    const british = '+447400123456';
    expect(readTypedPhone('07400 123457', british)).toEqual({ phone: '+447400123457' });
    expect(readTypedPhone('+1 602 555 0134', british)).toEqual({ fault: 'foreign' });
  });
});

describe('a form that came back', () => {
  const now = new Date('2026-03-12T12:00:00Z');
  const invitation = { address: 'a1' } as never;
  const record = { externalId: 'r', name: 'Dana', contact: 'ct_1', createdAt: now, updatedAt: now };
  const doubts = (more: object, contact = 'ct_1', address: string | undefined = 'a1') =>
    doubtsOf({ record: { ...record, ...more }, contact, address, invitation, now });
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

  test('is enough for the record’s own number at the address that was written to', () => {
    expect(doubts({})).toEqual([]);
    expect(doubts({ contactChangedAt: hoursAgo(24), emailChangedAt: hoursAgo(24) })).toEqual([]);
  });

  test('is not enough for anything else', () => {
    expect(doubts({}, 'ct_2')).toEqual(['other_number']);
    expect(doubts({}, 'ct_1', 'a2')).toEqual(['other_address']);
    expect(doubts({ contactChangedAt: hoursAgo(23.9) })).toEqual(['number_edited']);
    expect(doubts({ emailChangedAt: hoursAgo(0) })).toEqual(['address_edited']);
    const gone = { record: null, contact: 'ct_1', address: undefined, invitation, now };
    expect(doubtsOf(gone)).toEqual(['no_record']);
  });
});

describe('the words beside the box', () => {
  const place = { publicUrl: 'https://assent.test' };
  const brand = { name: 'Brightside Windows' } as never;
  const page = 'https://assent.test/programs/demo/updates';
  const values = {
    brand: 'Brightside Windows',
    program: 'Quotes',
    frequency: 'About 4 msgs a month',
    termsUrl: `${page}/terms`,
    privacyUrl: `${page}/privacy`,
  };
  const programWith = (text: string) => ({
    id: 'updates',
    name: 'Quotes',
    purpose: 'informational' as const,
    topic: 'your quote',
    frequency: 'About 4 msgs a month',
    frequencySpoken: 'about four texts a month',
    disclosure: { version: 3, hash: sha256(text), text },
  });
  const standard = programWith(disclosureText({ act: 'texting START', ...values }));

  test('name the act of the form, in the language of the invitation, under a hash of their own', () => {
    const english = formDisclosure({ id: 'demo', brand }, standard, { ...place, locale: 'en' });
    expect(english.text).toMatch(/^By ticking this box you agree to get Quotes texts/);
    expect(english).toMatchObject({ version: 3, hash: sha256(english.text) });
    const spanish = formDisclosure({ id: 'demo', brand }, standard, { ...place, locale: 'es' });
    expect(spanish.text).toMatch(/^Al marcar esta casilla aceptas/);
  });

  test('are the workspace’s own where it wrote them', () => {
    const own = programWith('Brightside may text you. Ask us anything.');
    const shown = formDisclosure({ id: 'demo', brand }, own, { ...place, locale: 'es' });
    expect(shown.text).toBe('Brightside may text you. Ask us anything.');
  });

  test('hide an address behind the word before it, and change nothing else', () => {
    const parts = namedLinks(`Reply STOP to end. Terms: ${page}/terms Privacy: ${page}/privacy`);
    expect(parts).toEqual([
      { text: 'Reply STOP to end. ' },
      { text: 'Terms', href: `${page}/terms` },
      { text: ' · ' },
      { text: 'Privacy', href: `${page}/privacy` },
    ]);
    expect(namedLinks('See https://a.test/x.')).toEqual([
      { text: 'See ' },
      { text: 'https://a.test/x', href: 'https://a.test/x' },
      { text: '.' },
    ]);
  });
});

describe('mail needs', () => {
  test('an address to come from, once it leaves by a server of one’s own', () => {
    const twilio = { CARRIER: 'twilio', SMTP_URL: 'smtp://mail.acme.test' };
    expect(() => loadConfig(twilio)).toThrow(/MAIL_FROM is not set/);
    expect(() => loadConfig({ ...twilio, MAIL_FROM: 'nobody' })).toThrow(
      /wanted an e-mail address/,
    );
    const config = loadConfig({ ...twilio, MAIL_FROM: 'Acme <help@acme.test>' });
    expect(senderAddress(config)).toBe('help@acme.test');
    expect(senderAddress(loadConfig({}))).toBe('invitations@assent.example');
  });

  test('a server, unless the carrier is simulated', async () => {
    expect(canMail(loadConfig({}))).toBe(true);
    const none = loadConfig({ CARRIER: 'twilio' });
    expect(canMail(none)).toBe(false);
    await expect(mailServerUrl(none)).rejects.toThrow(/SMTP_URL is not set/);
  });
});
