// What a disclosure has to say: the standard ones say all of it, and each missing element is named.
import { describe, expect, test } from 'vitest';
import { faultsOfDisclosure } from '../../../src/consent/disclosure-lint.js';
import { disclosureText, LOCALES } from '../../../src/consent/texts.js';

const FREQUENCY = 'About 4 msgs a month';
const facts = { brand: 'Brightside Windows', frequency: FREQUENCY, purpose: 'marketing' } as const;
const codes = (text: string, more: object = {}) =>
  faultsOfDisclosure(text, { ...facts, ...more }).map(({ code }) => code);

const SENTENCES = {
  agreement: 'By texting GOLD you agree to get offers from Brightside Windows at this number.',
  automated: 'Some are sent automatically.',
  frequency: 'About 4 msgs a month.',
  rates: 'Msg & data rates may apply.',
  not_a_condition: 'Not a condition of any purchase.',
  help: 'Reply HELP for help.',
  stop: 'Reply STOP to end.',
  terms: 'Terms: https://a.example/terms',
  privacy: 'Privacy: https://a.example/privacy',
};
const WHOLE = Object.values(SENTENCES).join(' ');

describe('the standard disclosure', () => {
  test.each(LOCALES)('says everything, in %s', (locale) => {
    const values = {
      ...{ act: 'texting START', brand: facts.brand, program: 'VIP', frequency: FREQUENCY },
      ...{ termsUrl: 'https://a.example/terms', privacyUrl: 'https://a.example/privacy' },
    };
    expect(codes(disclosureText(values, locale))).toEqual([]);
  });
});

describe('a wording of its own', () => {
  test('may say it in other words', () => {
    expect(codes(WHOLE)).toEqual([]);
    const other =
      'I authorize Brightside  windows to send recurring marketing texts by autodialer to the ' +
      'mobile number I gave. Consent is not required as a condition of buying. Message frequency ' +
      'varies. Carrier rates may apply. Text STOP to cancel, HELP for help. Terms & privacy ' +
      'policy: https://a.example/legal';
    expect(codes(other)).toEqual([]);
  });

  test.each(Object.entries(SENTENCES).filter(([code]) => code !== 'agreement'))(
    'that leaves out %s is refused for it',
    (code, sentence) => {
      expect(codes(WHOLE.replace(sentence, ''))).toEqual([code]);
    },
  );

  test('that names nobody, no number and no agreement is refused for each', () => {
    const vague = WHOLE.replace(SENTENCES.agreement, 'Text GOLD for our offers.');
    expect(codes(vague)).toEqual(['agreement', 'number', 'brand']);
    expect(codes(WHOLE, { brand: 'Acme' })).toEqual(['brand']);
  });

  test('of an informational program needs no written agreement', () => {
    const { agreement: _agreement, automated: _a, not_a_condition: _n, ...rest } = SENTENCES;
    const text = `Brightside Windows. ${Object.values(rest).join(' ')}`;
    expect(codes(text, { purpose: 'informational' })).toEqual([]);
    expect(codes(text)).toEqual(['agreement', 'automated', 'number', 'not_a_condition']);
  });

  test('is told what to write', () => {
    for (const { detail } of faultsOfDisclosure('x', facts)) expect(detail).toMatch(/^does not /);
  });
});
