// The parts of the settings' pages that know nobody: faults at their fields, what changed between
// two wordings, and what a carrier makes of a text.
import { describe, expect, test } from 'vitest';
import { checkedOf } from '../../src/ingress/pages/settings/checked-text.js';
import {
  faultsOf,
  type Field,
  numberOrNull,
  shown,
  wordsIn,
} from '../../src/ingress/pages/settings/fields.js';
import { programBody } from '../../src/ingress/pages/settings/program-form.js';
import { wordDiff } from '../../src/ingress/pages/settings/word-diff.js';
import { Problem, type ProblemFault } from '../../src/ingress/problems.js';

const FIELDS: readonly Field[] = [
  { name: 'supportPhone', label: 'Support phone' },
  { name: 'optIn', label: 'Words that opt in' },
  { name: 'url', label: 'Address' },
];
const refused = (...errors: ProblemFault[]) =>
  faultsOf(new Problem('invalid_setting', 'refused', { errors }), FIELDS);
const fault = (pointer: string, code: string, detail: string) => ({ pointer, code, detail });

describe('a fault of the API', () => {
  test.each([
    ['/brand/supportPhone', 'phone', 'is no phone number', 'Support phone is no phone number.'],
    ['/keywords/optIn/0', 'reserved', '"STOP" means stop', 'Words that opt in "STOP" means stop.'],
    [
      ...[
        '/url',
        'minLength',
        '/url must NOT have fewer than 1 characters.',
        'Address is missing.',
      ],
    ] as const,
    [
      '/url',
      'invalid',
      'Nothing listens there. Name another.',
      'Nothing listens there. Name another.',
    ],
  ])('at %s becomes a sentence at its field', (pointer, code, detail, said) => {
    const found = refused(fault(pointer, code, detail));
    expect(found.form).toBeUndefined();
    expect(Object.values(found.fields)).toEqual([said]);
  });

  test('of something that is missing says nothing else of it', () => {
    const empty = ['minLength', 'pattern', 'format'].map((code) =>
      fault('/url', code, `/url must match ${code}.`),
    );
    expect(refused(...empty).fields).toEqual({ url: 'Address is missing.' });
  });

  test('that no field has stands above the form, and so does a refusal without faults', () => {
    expect(refused(fault('/disclosure', 'stop', 'does not say how to end it'))).toEqual({
      form: 'The disclosure does not say how to end it.',
      fields: {},
    });
    expect(faultsOf(new Problem('conflict', 'Somebody was faster.'), FIELDS).form).toBe(
      'Somebody was faster.',
    );
  });

  test('keeps what was typed beside it', () => {
    const faults = refused(fault('/url', 'url', 'is none'), fault('/url', 'x', 'is no way'));
    expect(shown(FIELDS, { url: 'htp:/x' }, faults)[2]).toEqual({
      ...{ name: 'url', label: 'Address', value: 'htp:/x' },
      fault: 'Address is none. Address is no way.',
    });
  });
});

describe('what is typed', () => {
  test('is read as words, as a number, or as taken back', () => {
    expect(wordsIn(' GOLD, quote;\n\n vip ')).toEqual(['GOLD', 'quote', 'vip']);
    expect(['3', ' 0.5 ', '', 'three', '-1'].map(numberOrNull)).toEqual([
      ...[3, 0.5, null, 'three', '-1'],
    ]);
  });

  test('makes the body of a program, with null for what is empty', () => {
    expect(
      programBody({ name: 'VIP', purpose: 'marketing', optIn: 'GOLD', perDayMax: '2' }),
    ).toEqual({
      ...{ name: 'VIP', purpose: 'marketing', topic: '', frequency: '', frequencySpoken: '' },
      ...{ keywords: { optIn: ['GOLD'] }, perDayMax: 2, perMonthMax: null, validForDays: null },
      optOutReminder: false,
    });
    expect(programBody({}).keywords).toBeNull();
  });
});

describe('what changed between two wordings', () => {
  const said = (before: string, after: string) =>
    wordDiff(before, after).map(({ kind, text }) => `${kind}: ${text}`);

  test.each([
    ['a b c', 'a b c', ['same: a b c']],
    ['a b c', 'a x c', ['same: a', 'gone: b', 'added: x', 'same: c']],
    ['a b', 'a b c d', ['same: a b', 'added: c d']],
    ['x a b', 'a b', ['gone: x', 'same: a b']],
    ['', 'a', ['added: a']],
    ['a', '', ['gone: a']],
  ])('%j → %j', (before, after, parts) => {
    expect(said(before, after)).toEqual(parts);
  });

  test('leaves both readable in full', () => {
    const [before, after] = ['the cat sat on the mat', 'a cat lay on the red mat today'];
    const parts = wordDiff(before, after);
    const words = (kind: string) =>
      parts.flatMap((part) => (part.kind === 'same' || part.kind === kind ? [part.text] : []));
    expect(words('gone').join(' ')).toBe(before);
    expect(words('added').join(' ')).toBe(after);
  });
});

describe('a checked text', () => {
  test('is counted by the alphabet that it needs', () => {
    expect(checkedOf('Hello', [])).toMatchObject({ segments: 1, alphabet: 'GSM-7', length: 5 });
    const curly = checkedOf(`It’s ${'x'.repeat(70)}`, []);
    expect(curly).toMatchObject({ segments: 2, alphabet: 'UCS-2', costly: '’' });
  });

  test('says how many of its elements are missing', () => {
    const element = (code: string, is: boolean) => ({
      code,
      said: is,
      detail: 'lacks',
      why: 'law',
    });
    const checked = checkedOf('x', [element('brand', true), element('stop', false)]);
    expect(checked.missing).toBe(1);
    expect(checked.elements.map(({ name }) => name)).toEqual(['Who texts', 'How to end it']);
  });
});
