// What carriers refuse, found in messages before they do; and ordinary messages left alone.
import { describe, expect, it } from 'vitest';
import {
  LINT_RULES,
  type LintCode,
  lintMessage,
  saysHowToStop,
} from '../../../src/consent/message-lint.js';

const message = {
  brand: 'Brightside Windows',
  isFirst: false,
  reminds: false,
  ownHosts: ['brightside.example'],
  segments: 1,
};
const codes = (body: string, more: object = {}) =>
  lintMessage({ ...message, body, ...more }).map(({ code }) => code);

const FOUND: readonly [LintCode, string, object?][] = [
  ['link_shortener', 'Your quote: https://bit.ly/3xY'],
  ['link_shortener', 'Your quote: bit.ly/3xY'],
  ['link_shortener', 'See www.tinyurl.com/abc'],
  ['unregistered_link', 'Your quote: https://elsewhere.example/q'],
  ['unregistered_link', 'Your quote: https://brightside.example.evil.example/q'],
  ['link_to_address', 'Your quote: http://192.0.2.7/q'],
  ['link_not_secure', 'Your quote: http://brightside.example/q'],
  [
    'no_brand_in_first_message',
    'Hello Nora, see you at 3. Reply STOP to opt out.',
    { isFirst: true },
  ],
  ['no_opt_out_in_first_message', 'Hello from Brightside Windows.', { isFirst: true }],
  ['shaft_words', 'Free beer for every window this week'],
  ['shaft_words', 'New VAPES in stock'],
  ['restricted_subject', 'Get a payday loan today'],
  ['restricted_subject', 'You’ve won a window'],
  ['all_caps', 'BUY NEW WINDOWS TODAY OR NEVER'],
  ['shouting', 'New windows!!'],
  ['shouting', 'Save $$$ today'],
  ['hidden_characters', 'Win\u200Bdows'],
  ['costly_characters', 'We’ll be there at three', { segments: 2 }],
  ['too_many_segments', 'a', { segments: 5 }],
];

const CLEAN: readonly [string, object?][] = [
  [
    'Hello Nora, this is Dana of Brightside Windows. Your fitter comes at 3. Reply STOP to opt out.',
    { isFirst: true },
  ],
  ['brightside windows: your quote is ready. Text STOP to end', { isFirst: true }],
  ['Brightside Windows: your quote is ready.', { isFirst: true, reminds: true }],
  ['Your quote: https://quotes.brightside.example/4711?x=1.'],
  ['See you at 3.30 p.m. tomorrow, i.e. Tuesday'],
  ['Write to dana@elsewhere.example or call (602) 555-0190.'],
  ['Version 2.0.1 is out'],
  ['Reply STOP to end, HELP for help'],
  ['Ok? Great!'],
  ['Our office in Essex moves to Middlesex; begun, the guns are a swine'.replace('guns', 'gum')],
  ['Würden Sie “morgen” kommen? – Grüße', { segments: 1 }],
];

describe('a message that a carrier may refuse', () => {
  it.each(FOUND)('is told of %s: %s', (code, body, more) => {
    expect(codes(body, more)).toContain(code);
  });

  it('has an example here for every rule', () => {
    const shown = new Set(FOUND.map(([code]) => code));
    expect([...shown].sort()).toEqual(LINT_RULES.map(({ code }) => code).sort());
  });

  it('is told in words what was found', () => {
    const [found] = lintMessage({ ...message, body: 'See bit.ly/3xY' });
    expect(found?.detail).toBe(
      'Carriers filter links of bit.ly. Use an address of your own, in full.',
    );
  });
});

describe('how to stop', () => {
  it.each([
    ...[
      'Reply STOP to opt out.',
      'text stop to end',
      'STOP to end',
      'Sale! STOP=end',
      'Txt "STOP"',
    ],
    ...['Responde STOP para salir.', 'HELP for help, STOP', 'Send STOP'],
  ])('is said by: %s', (body) => expect(saysHowToStop(body)).toBe(true));

  it.each([
    ...['The bus will stop to let you out', 'Next stop', "Don't stop", 'STOP sign at the corner'],
    ...['Please stop by at 5', 'Reply YES'],
  ])('is not said by: %s', (body) => expect(saysHowToStop(body)).toBe(false));
});

describe('an ordinary message', () => {
  it.each(CLEAN)('is left alone: %s', (body, more) => {
    expect(codes(body, more)).toEqual([]);
  });
});
