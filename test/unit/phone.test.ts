// Numbers as people and carriers write them: every accepted form is one number, and the forms of
// one number know each other (invariant 16).
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
import { DIVIDED_AREAS, formsOf, normaliseSender, parsePhone } from '../../src/phone.js';
import { NUMBERING_PLANS } from '../../src/phone-plans.js';

/** By plan: the older form, the present one. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  'mexico.mobile_one': ['+5215512345678', '+525512345678'],
  'argentina.mobile_nine': ['+541123456789', '+5491123456789'],
  'brazil.ninth_digit': ['+551187654321', '+5511987654321'],
  'ivory_coast.ten_digits': ['+22507654321', '+2250707654321'],
  'benin.ten_digits': ['+22997123456', '+2290197123456'],
  'vietnam.ten_digits': ['+841201234567', '+84701234567'],
};

describe('one number in many spellings', () => {
  const spellings: readonly [string, readonly string[]][] = [
    [
      '+16025550134',
      [
        ...['(602) 555-0134', '602.555.0134', '6025550134', '16025550134', '1 602 555 0134'],
        ...['+1 (602) 555-0134', 'tel:+16025550134', '011 1 602 555 0134'],
        ...['(602) 555-0134 ext. 12', '+16025550134;ext=7', '６０２５５５０１３４'],
      ],
    ],
    ['+525512345678', ['+52 1 55 1234 5678', '+52 55 1234 5678', '+5215512345678']],
    ['+5491123456789', ['+54 9 11 2345-6789', '+54 11 15 2345 6789']],
    ['+5511987654321', ['+55 11 98765-4321', '+55 11 8765-4321', '+55 (11) 8765 4321']],
    ['+442079460018', ['+44 (0)20 7946 0018', '+44 20 7946 0018']],
    ['+390612345678', ['+39 06 1234 5678']],
  ];
  for (const [number, written] of spellings) {
    test(`${number} (invariant 16)`, () => {
      expect(written.map((one) => parsePhone(one))).toEqual(written.map(() => number));
      expect(written.map((one) => normaliseSender(one))).toEqual(written.map(() => number));
    });
  }

  test('a carrier that leaves out the plus, or writes 00, names the same number', () => {
    const bare = ['5215512345678', '00525512345678', '525512345678'];
    expect(bare.map(normaliseSender)).toEqual(bare.map(() => '+525512345678'));
  });

  test('what is no number is refused, and a short code that texts stays what it is', () => {
    expect(['', 'hello', '123', '+1 602', '+1602555013499'].map(parsePhone)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
    expect(normaliseSender('72727')).toBe('72727');
  });
});

describe('forms of one number', () => {
  test('every plan has its example, and each form leads to the others (invariant 16)', () => {
    expect(NUMBERING_PLANS.map(({ name }) => name)).toEqual(Object.keys(PAIRS));
    for (const [plan, [older, present]] of Object.entries(PAIRS)) {
      expect(formsOf(older), plan).toEqual([present, older]);
      expect(formsOf(present), plan).toEqual([present, older]);
    }
  });

  test('most numbers have one', () => {
    for (const one of ['+16025550134', '+442079460018', '+33612345678', '72727']) {
      expect(formsOf(one)).toEqual([one]);
    }
  });

  test('numbers that never had another form get none by mistake', () => {
    // A Brazilian fixed line, a mobile of the new range, an Ivorian fixed line, a Vietnamese one.
    for (const one of ['+551133334444', '+5511912345678', '+2252720212223', '+842412345678']) {
      expect(formsOf(one)).toEqual([one]);
    }
  });

  test('whatever the digits, all forms of a number agree on the present one', () => {
    const prefix = fc.constantFrom(...NUMBERING_PLANS.map((plan) => plan.prefix));
    const digits = fc.stringMatching(/^\d{8,11}$/);
    fc.assert(
      fc.property(prefix, digits, (before, rest) => {
        const forms = formsOf(before + rest);
        for (const form of forms) expect(formsOf(form)).toEqual(forms);
        expect(forms).toContain(before + rest);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('North American numbers, which are read an exchange at a time', () => {
  const codes = Array.from({ length: 800 }, (_, index) => String(200 + index));
  const exchanges = Array.from({ length: 1_000 }, (_, index) => String(index).padStart(3, '0'));

  /** Every pattern by which libphonenumber tells whether such a number is valid. */
  const patterns = new Set(
    metadata.country_calling_codes['1']?.flatMap((country) => {
      const [, , general = '', , , , , , , , , types] = metadata.countries[country] as unknown[];
      const ofTypes = (types as ([string] | 0)[]).flatMap((type) => (type ? [type[0]] : []));
      return [general as string, ...ofTypes].filter((pattern) => pattern !== '');
    }),
  );

  /** The pattern where `x` is a digit nobody has looked at: any one, or whichever it takes. */
  function blind(pattern: string, isOpen: (atom: string) => boolean): RegExp {
    const atoms = pattern.replace(/\\d|\[[^\]]+\]|\{[^}]+\}|\d/g, (atom) => {
      if (atom.startsWith('{') || !isOpen(atom)) return atom;
      return `(?:${atom}|x)`;
    });
    return new RegExp(`^(?:${atoms})$`);
  }

  test('are valid or not by their first six digits, but for a few areas', () => {
    expect(patterns.size).toBeGreaterThan(50);
    const divided = [...patterns].flatMap((pattern) => {
      const whatever = blind(pattern, (atom) => atom === '\\d');
      const some = blind(pattern, () => true);
      return codes.filter((area) => {
        if (!some.test(`${area}xxxxxxx`)) return false;
        const first = exchanges.map((exchange) => `${area}${exchange}xxxx`);
        return first.some((number) => some.test(number) && !whatever.test(number));
      });
    });
    expect([...new Set(divided)].sort()).toEqual(DIVIDED_AREAS);
  });

  test('give what libphonenumber says, whichever number of the exchange came first', () => {
    const digits = fc.tuple(
      fc.oneof(fc.constantFrom(...codes), fc.constantFrom('246521', '876606', '602555')),
      fc.stringMatching(/^\d{7}$/),
      fc.stringMatching(/^\d{4}$/),
    );
    fc.assert(
      fc.property(digits, ([area, rest, other]) => {
        const number = `+1${area}${rest}`.slice(0, 12);
        for (const one of [number, number.slice(0, 8) + other]) {
          const valid = parsePhoneNumberFromString(one)?.isValid() ?? false;
          expect(parsePhone(one)).toBe(valid ? one : null);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
