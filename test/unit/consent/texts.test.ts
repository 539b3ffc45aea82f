// Every text is filled with the demo brand, counted as a carrier counts it, and read for what it
// must say.
import { readFileSync } from 'node:fs';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import {
  agentSentence,
  disclosureText,
  LOCALES,
  renderText,
  TEXT_VERSION,
} from '../../../src/consent/texts.js';
import { LEGAL, LEGAL_VERSION } from '../../../src/consent/legal.js';
import { TEMPLATES } from '../../../src/consent/templates.js';
import { sha256 } from '../../../src/digest.js';
import {
  INVITATION_VERSION,
  invitationWords,
  MAIL_LOCALES,
} from '../../../src/senders/mail/invitation-words.js';
import type { TemplateName } from '../../../src/consent/types.js';

const values = {
  brand: 'Brightside Windows',
  program: 'Appointments & quotes',
  frequency: 'About 4 msgs a month',
  frequencySpoken: 'about four texts a month',
  supportPhone: '(602) 555-0100',
  supportEmail: 'help@brightside.example',
  shortUrl: 'https://brightside.example/t',
  termsUrl: 'https://brightside.example/terms',
  privacyUrl: 'https://brightside.example/privacy',
  act: 'texting START',
  keyword: 'START',
  topic: 'your window quote and appointment',
  senderSpoken: '602 555 0100',
};
const offers = { ...values, program: 'Seasonal', frequency: 'Up to 2 msgs a month' };

const RATES = /rates|tarifas/;
const FREQUENCY = /msgs a month/;
const required: Record<TemplateName, { elements: (string | RegExp)[]; segments: number }> = {
  opt_in_confirmation: {
    elements: ['Brightside Windows', values.program, FREQUENCY, RATES, 'HELP', 'STOP'],
    segments: 1,
  },
  opt_out_confirmation: {
    elements: ['Brightside Windows', /no more texts|ya no/, 'START'],
    segments: 1,
  },
  help: {
    elements: ['Brightside Windows', values.supportPhone, values.supportEmail, RATES, 'STOP'],
    segments: 1,
  },
  agreement: {
    elements: ['Brightside Windows', 'AGREE', FREQUENCY, RATES, 'HELP', 'STOP', /purchase|compra/],
    segments: 2,
  },
};
const templates = Object.keys(required) as TemplateName[];

describe.each([...LOCALES])('texts in %s', (locale) => {
  it.each(templates)('%s says what it must within its segments', (template) => {
    const text = renderText(template, locale, template === 'agreement' ? offers : values);
    for (const element of required[template].elements) expect(text).toMatch(element);
    const counted = new SegmentedMessage(text);
    expect(counted.encodingName, text).toBe('GSM-7');
    expect(counted.segmentsCount, text).toBeLessThanOrEqual(required[template].segments);
  });

  it('shows a disclosure with everything that the rules ask for', () => {
    const text = disclosureText(values, locale);
    for (const element of [values.brand, values.program, FREQUENCY, RATES, 'HELP', 'STOP']) {
      expect(text).toMatch(element);
    }
    for (const element of [/condition|condici/, values.termsUrl, values.privacyUrl]) {
      expect(text).toMatch(element);
    }
  });

  it('gives agents a sentence that names brand, number and way out', () => {
    const text = agentSentence(values, locale);
    for (const element of [values.brand, values.senderSpoken, 'START', 'HELP', 'STOP', RATES]) {
      expect(text).toMatch(element);
    }
  });
});

describe('a version of the texts', () => {
  // What was shown under a version stays what it was: other words are another version.
  const digestOf = (value: unknown) => sha256(JSON.stringify(value)).slice(0, 16);

  it('stands for these words of the service', () => {
    expect({ [TEXT_VERSION]: digestOf(TEMPLATES) }).toEqual({ 3: '0c59b867ec96e322' });
  });

  it('stands for these terms and this privacy policy', () => {
    expect({ [LEGAL_VERSION]: digestOf(LEGAL) }).toEqual({ 1: '85114bb42ae3ee41' });
  });

  it('stands for these invitations', () => {
    const html = readFileSync(new URL('../../../src/senders/mail/invitation.eta', import.meta.url));
    const filled = { brand: 'B', topic: 't', frequency: 'f', ending: '42', until: 'u' };
    const words = MAIL_LOCALES.map((locale) => invitationWords(locale, filled));
    expect({ [INVITATION_VERSION]: digestOf([words, String(html)]) }).toEqual({
      1: 'ee6f3c3d453c8a61',
    });
  });
});

describe('an agent’s sentence', () => {
  it('asks for the program’s own word', () => {
    const text = agentSentence({ ...values, keyword: 'OFFERS' });
    expect(text).toContain('To agree, text OFFERS to 602 555 0100.');
  });
});

describe('filling a text', () => {
  it('keeps the English disclosure within two segments', () => {
    const short = { ...values, termsUrl: 'https://b.example/t', privacyUrl: 'https://b.example/p' };
    const counted = new SegmentedMessage(disclosureText(short));
    expect(counted.encodingName).toBe('GSM-7');
    expect(counted.segmentsCount).toBeLessThanOrEqual(2);
  });

  it('falls back from a region to its language and then to English', () => {
    const spanish = renderText('help', 'es', values);
    expect(renderText('help', 'es-MX', values)).toBe(spanish);
    expect(renderText('help', 'tlh', values)).toBe(renderText('help', 'en', values));
  });

  it('takes values as they are, whatever characters they hold', () => {
    const text = renderText('help', 'en', { ...values, brand: "O'Neil {Windows} <b>" });
    expect(text).toContain("O'Neil {Windows} <b> Appointments & quotes: call");
  });

  it('doubles no full stop', () => {
    const text = renderText('opt_in_confirmation', 'en', { ...values, frequency: 'Weekly.' });
    expect(text).toContain('Weekly. Msg');
  });

  it('names the text whose value is missing', () => {
    expect(() => renderText('help', 'en', { brand: 'B' })).toThrow(/en\/help/);
  });
});
