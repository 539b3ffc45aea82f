// The smallest typing errors, and what is more than one.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneLetterOff } from '../../../src/consent/one-letter-off.js';

describe('one letter off', () => {
  it.each(['stopp', 'sttop', 'top', 'sop', 'stp', 'shop', 'stip', 'tsop', 'sotp', 'stpo'])(
    '%j from stop',
    (word) => {
      expect(isOneLetterOff(word, 'stop')).toBe(true);
      expect(isOneLetterOff('stop', word)).toBe(true);
    },
  );

  it.each(['stop', 'pots', 'st', 'stoppp', 'chop', ''])('%j is not', (word) => {
    expect(isOneLetterOff(word, 'stop')).toBe(false);
  });

  it('holds for every word with a letter left out', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(), (word, at) => {
        const index = at % word.length;
        expect(isOneLetterOff(word.slice(0, index) + word.slice(index + 1), word)).toBe(true);
      }),
    );
  });
});
