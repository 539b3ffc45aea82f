// Every phrase rule's own examples are its tests; a rule without any fails here.
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/consent/classify.js';
import { KEYWORD_RULES } from '../../../src/consent/keywords.js';
import { LANGUAGES } from '../../../src/consent/languages/all.js';
import { foldText, wordsOf } from '../../../src/consent/folding.js';
import { type PhraseRule, readRule } from '../../../src/consent/phrase-rule.js';
import { SPELLINGS } from '../../../src/consent/spellings.js';
import { Vocabulary } from '../../../src/consent/word-pattern.js';

const rulesOf = ({ rules, retreats = [] }: (typeof LANGUAGES)[number]) => [...rules, ...retreats];

const named: (readonly [string, string, PhraseRule])[] = LANGUAGES.flatMap((language) =>
  rulesOf(language).map((rule) => {
    const kind = rule.intent === 'opt_out' ? 'phrase' : 'doubt';
    return [`${kind}.${language.code}.${rule.name}`, language.code, rule] as const;
  }),
);

describe('each phrase rule', () => {
  it.each(named)('%s reads its examples', (name, _code, { intent, examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    const readings = examples.map((example) => classify(example));
    const recognised = intent === 'opt_out' ? ['opt_out'] : ['review', 'opt_out'];
    for (const [index, reading] of readings.entries()) {
      expect(recognised, `${examples[index]} → ${reading.rule}`).toContain(reading.intent);
    }
    // A rule that no example needs is a rule that nobody can check.
    expect(readings.map(({ rule }) => rule)).toContain(name);
  });

  it.each(named)('%s leaves its near misses alone', (name, _code, { nearMisses }) => {
    expect(nearMisses.length).toBeGreaterThan(0);
    for (const nearMiss of nearMisses) {
      const { intent, rule } = classify(nearMiss);
      expect(intent, `${nearMiss} → ${rule}`).not.toBe('opt_out');
      expect(rule, nearMiss).not.toBe(name);
    }
  });

  it('has a name of its own', () => {
    const names = [...named.map(([name]) => name), ...KEYWORD_RULES.map(({ name }) => name)];
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('is written in words as folding leaves them', () => {
    const words = new Vocabulary();
    for (const language of LANGUAGES) {
      for (const rule of rulesOf(language)) readRule(rule, language, words);
    }
    const whole = [...words.words()].filter((word) => !word.endsWith('~'));
    const never = whole.filter(
      (word) => SPELLINGS.has(word) || wordsOf(foldText(word)).join(' ') !== word,
    );
    expect(never).toEqual([]);
  });
});

describe('a pattern', () => {
  const language = { code: 'xx', groups: { end: 'stop | quit' } };
  const rule = (parts: Partial<PhraseRule>): PhraseRule => ({
    name: 'tried',
    intent: 'opt_out',
    says: ['stop'],
    examples: [],
    nearMisses: [],
    ...parts,
  });
  const compile = (parts: Partial<PhraseRule>) =>
    readRule(rule(parts), language, new Vocabulary())();

  it.each([
    ['<nobody> texts', 'no word group'],
    ['stop (texts', 'not closed'],
    ['stop texts)', 'bracket too many'],
    ['stop | ', 'empty'],
    ['stop {1,9} texts', 'no bound'],
    ['stop & texts', 'means nothing'],
    ['st~ texts', 'too short'],
    ['_ $', 'cannot do without'],
  ])('%j is refused', (says, why) => {
    expect(() => compile({ says: [says] })).toThrow(why);
  });

  it('is refused a guard that would silence it', () => {
    expect(() => compile({ unlessAfter: 'never?' })).toThrow('holds everywhere');
  });
});
