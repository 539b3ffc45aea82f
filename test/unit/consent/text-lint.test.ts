// What a program's own words for the service's texts have to say: ours say all of it, and each
// missing element is named with who asks for it.
import { describe, expect, test } from 'vitest';
import { judgeText } from '../../../src/consent/text-lint.js';
import { TEMPLATES } from '../../../src/consent/templates.js';
import { LOCALES, renderText } from '../../../src/consent/texts.js';
import type { TemplateName } from '../../../src/consent/types.js';

const facts = {
  ...{ brand: 'Brightside Windows', program: 'Appointments & quotes' },
  ...{ frequency: 'About 4 msgs a month', supportPhone: '(602) 555-0190' },
  ...{ supportEmail: 'help@b.example', shortUrl: 'https://a.example/p' },
};
const NAMES: readonly TemplateName[] = [
  ...(['opt_in_confirmation', 'opt_out_confirmation', 'help', 'agreement'] as const),
];
const judge = (template: TemplateName, pattern: string, locale: 'en' | 'es' = 'en') =>
  judgeText({ template, locale, pattern }, facts);
const codes = (template: TemplateName, pattern: string) =>
  judge(template, pattern).faults.map(({ code }) => code);

describe.each(LOCALES)('our own words in %s', (locale) => {
  test.each(NAMES)('%s lacks nothing', (name) => {
    expect(judge(name, TEMPLATES[locale][name], locale).faults).toEqual([]);
  });
});

describe('words of a program’s own', () => {
  const WHOLE =
    '{brand}: welcome to {program}. {frequency}. Msg & data rates may apply. HELP for help, STOP to end.';

  test('are filled with what the program is', () => {
    expect(judge('opt_in_confirmation', WHOLE)).toMatchObject({
      text:
        'Brightside Windows: welcome to Appointments & quotes. About 4 msgs a month. Msg & data ' +
        'rates may apply. HELP for help, STOP to end.',
      faults: [],
    });
  });

  test.each([
    ['brand', '{brand}: welcome', 'Welcome'],
    ['program', ' to {program}', ''],
    ['frequency', ' {frequency}.', ''],
    ['rates', ' Msg & data rates may apply.', ''],
    ['help', 'HELP for help, ', ''],
    ['stop', ', STOP to end', ''],
  ])('are refused without %s', (code, part, without) => {
    expect(codes('opt_in_confirmation', WHOLE.replace(part, without))).toEqual([code]);
  });

  test('are told what is missing and who asks for it', () => {
    const [fault] = judge('opt_in_confirmation', WHOLE.replace(', STOP to end', '')).faults;
    expect(fault?.detail).toBe(
      'does not say how to end it: "Reply STOP to end." (carriers ask it of every confirmation, CTIA 5.1.2)',
    );
  });

  test('after a STOP have to say that nothing more comes', () => {
    expect(codes('opt_out_confirmation', '{brand}: bye for now!')).toEqual(['no_more']);
    expect(codes('opt_out_confirmation', '{brand}: done, we won’t text you again.')).toEqual([]);
  });

  test('in answer to HELP have to name somebody to turn to', () => {
    expect(codes('help', '{brand}: ask us. STOP to end.')).toEqual(['contact']);
    for (const way of ['{supportPhone}', '{supportEmail}', '{shortUrl}']) {
      expect(codes('help', `{brand}: ask ${way}. STOP to end.`)).toEqual([]);
    }
  });

  test('for written consent have to say all that the law asks', () => {
    expect(codes('agreement', '{brand}: reply yes to get offers.')).toEqual([
      ...['agree_word', 'automated', 'frequency', 'rates', 'not_a_condition', 'help', 'stop'],
    ]);
  });

  test.each(['{brand', '{name}: hi', 'a {brand, select, x {y}}'])(
    'may not hold braces that nothing stands in: %s',
    (pattern) => {
      const [fault, ...others] = judge('help', pattern).faults;
      expect(fault?.code).toBe('placeholder');
      expect(fault?.detail).toContain('{supportPhone}');
      expect(others).toEqual([]);
    },
  );

  test('take the place of ours in their own language only', () => {
    const own = { en: { help: '{brand}: call {supportPhone}. STOP to end.' } };
    expect(renderText('help', 'en-US', facts, own)).toBe(
      'Brightside Windows: call (602) 555-0190. STOP to end.',
    );
    expect(renderText('help', 'es', facts, own)).toBe(renderText('help', 'es', facts));
    expect(renderText('agreement', 'en', facts, own)).toBe(renderText('agreement', 'en', facts));
  });
});
