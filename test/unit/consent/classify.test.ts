// The classifier: every rule's own examples, the exact words, and any string at all.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, stricter } from '../../../src/consent/classify.js';
import { KEYWORD_RULES, PROVIDER_WORDS } from '../../../src/consent/keywords.js';
import { compileOwnWords } from '../../../src/consent/own-words.js';

const INTENTS = ['opt_out', 'opt_in', 'help', 'review', 'none'];

describe('keywords', () => {
  it.each(KEYWORD_RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
    for (const keyword of rule.texts) {
      for (const variant of [keyword, ` ${keyword.toUpperCase()}!\n`, `"${keyword}"`]) {
        expect(classify(variant), variant).toMatchObject({ intent: rule.intent });
      }
    }
  });

  it.each(['START K7Q2', 'start k7q2', ' Start  K7Q2. ', 'JOIN k7q2', 'start: k7q2'])(
    '%j carries a short code',
    (text) => {
      expect(classify(text)).toMatchObject({ intent: 'opt_in', token: 'K7Q2', bare: false });
    },
  );

  it.each(['start today', 'START 2026', 'start K7', 'start K7Q2 please', 'STOP K7Q2', 'join us'])(
    '%j is no opt-in',
    (text) => {
      expect(classify(text).intent).not.toBe('opt_in');
    },
  );

  it('opting in is never guessed', () => {
    for (const text of ['stsrt', 'starts', 'strat', 'please start', 'start!!! now', 'agreed']) {
      expect(classify(text).intent, text).not.toBe('opt_in');
    }
  });

  it('a program’s own words opt in, with a code or without', () => {
    const own = compileOwnWords({ optIn: ['Windows'] });
    expect(classify('windows', own)).toMatchObject({ rule: 'keyword.own.opt_in' });
    expect(classify('WINDOWS K7Q2', own).token).toBe('K7Q2');
    expect(classify('windows').intent).toBe('none');
  });

  it('names a word after the first rule that has it', () => {
    expect(classify('STOP').rule).toBe('keyword.en.stop');
  });

  it.each(['Red', 'acha', 'STOP ACME'])('%j only asks for a person', (text) => {
    expect(classify(text).intent).toBe('review');
  });

  it('is not made of a word that only folds alike', () => {
    expect(classify('dừng').intent).toBe('opt_out');
    expect(classify('Đúng.').intent).toBe('none');
  });

  it('bare is the provider’s own word and nothing else', () => {
    for (const word of Object.keys(PROVIDER_WORDS)) {
      expect(classify(` ${word.toLowerCase()}\n`).bare, word).toBe(true);
    }
    for (const text of ['Stop.', 'stop please', 'JOIN', 'START K7Q2', 'ＳＴＯＰ', 'S T O P', '']) {
      expect(classify(text).bare, text).toBe(false);
    }
  });
});

describe('folding and misspelling', () => {
  it.each([
    'ＳＴＯＰ',
    '𝐒𝐓𝐎𝐏',
    's\u200bt\u200bo\u200bp',
    'S.T.O.P',
    's t o p',
    'st0p',
    'sotp',
    'STOOOOP',
    '¡STOP!',
    '🛑 STOP 🛑',
    'sтop',
    'unsubcribe',
    'quitt',
    'stp please',
    'st op',
    '🆂🆃🅾🅿',
    '🇸🇹🇴🇵',
    'sᴛᴏᴘ',
    '\u202estop\u202c',
    '(stop)',
    '- stop -',
    'stoptexting me',
    'remvoe me from the lsit',
  ])('%j is a stop', (text) => {
    expect(classify(text).intent).toBe('opt_out');
  });

  it.each(['shop', 'step', 'top', 'spot', 'quite', 'suit', 'quiet', 'cancer', 'remote', 'small'])(
    '%j is a word of its own',
    (text) => {
      expect(classify(text).intent).toBe('none');
    },
  );

  it('reads long bodies that the provider encoded', () => {
    const long =
      'Hello, this is Anna from the corner. Please stop texting me, I am not interested.';
    const encode = (text: string) => Buffer.from(text).toString('base64');
    expect(classify(encode(long))).toMatchObject({ intent: 'opt_out', bare: false });
    expect(classify(encode('STOP')).intent).toBe('none');
    expect(classify('A'.repeat(80)).intent).toBe('none');
  });

  it('reads a handset’s reaction as no text of the person', () => {
    for (const text of [
      'Liked “Reply STOP to end.”',
      'Loved an image',
      'Disliked "STOP to end"',
      '👍 to “Reply STOP to end.”',
    ]) {
      expect(classify(text).intent, text).toBe('none');
    }
  });

  it('reads the person’s words, not what their phone puts below', () => {
    for (const text of [
      'Stop\n\n> Our sale ends today',
      'STOP\nSent from my iPhone',
      'stop - sent from my Galaxy',
      'Please stop\n\nOn Tue, 3 Mar 2026 Brightside <hi@b.example> wrote:\nHello',
    ]) {
      expect(classify(text).intent, text).toBe('opt_out');
    }
    expect(classify('See you at 5\n> Reply STOP to stop all texts').intent).toBe('none');
  });

  it('leaves a stop sign to a person and other signs alone', () => {
    expect(classify('🛑').intent).toBe('review');
    expect(classify('👍').intent).toBe('none');
  });
});

describe('ordinary texts', () => {
  it.each([
    'Can you stop by tomorrow at 5?',
    "don't stop, it looks great",
    'cancel my appointment',
    'can you stop the order?',
    'Please cancel the second window',
    'yes 5 works',
    "don't call me, text me",
    'not interested',
    'can I cancel my massage?',
    'stop drilling',
    'No message.. no response.. what happened?',
    'the crew quit early',
    'is this the right number?',
    'I told the crew to stop drilling',
    'my kids never stop texting',
    'remove the old screens first',
    'that contract should end',
    'no more than 3 windows',
    'No thanks',
    'opt for the bronze handle',
    'what happens if I text STOP?',
    "please don't unsubscribe me",
    'keep the texts coming',
    '',
    '   ',
    '???',
    '123',
  ])('%j is none', (text) => {
    expect(classify(text).intent).toBe('none');
  });
});

describe('any string', () => {
  it('has a reading', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.base64String({ minLength: 60, maxLength: 400 }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(wild, (text) => {
        const reading = classify(text);
        expect(INTENTS).toContain(reading.intent);
        expect(reading.rule).not.toBe('');
      }),
      { numRuns: 1_000, verbose: 1 },
    );
  });

  it.each([
    ...['stop ', 'a', '\ud800', 'dont want to receive any ', 'want to be ', '停止再', 'no me '],
    ...['please ', 'i ', 'told asked ', '| . ', 'remove me from the ', 'QUJD', '💥'],
  ])('64 KB of %j are read within a moment', (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    const before = process.cpuUsage().user;
    classify(text);
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(1_000);
  });
});

describe('the stricter reading', () => {
  it('is the one that leads further from sending', () => {
    const [out, review, none] = ['STOP', 'go away', 'hi'].map((text) => classify(text));
    if (!out || !review || !none) throw new TypeError('three texts give three readings');
    expect(stricter(none, out)).toBe(out);
    expect(stricter(out, review)).toBe(out);
    expect(stricter(none, review)).toBe(review);
    expect(stricter(none, classify('hello'))).toBe(none);
    // Nobody is in by a word that one of two versions does not know.
    expect(stricter(classify('START'), none)).toBe(none);
    expect(stricter(none, classify('START'))).toBe(none);
  });
});
