// Canonical bytes: equal cores give equal bytes, and what cannot be written the same again is
// refused.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/canonical-json.js';
import { canonicalBytes, coreBytes, parseCore } from '../../../src/consent/entry.js';
import type { EntryCore } from '../../../src/consent/types.js';
import { CONTACT, stampAt, timeAt } from './story.js';

const core: EntryCore = {
  v: 1,
  workspace: 'demo',
  contact: CONTACT,
  seq: 1,
  kind: 'opted_in',
  program: 'updates',
  status: 'opted_in',
  basis: 'express',
  occurredAt: timeAt(0),
  recordedAt: timeAt(1),
  source: { channel: 'sms', event: 'e1', stamp: stampAt(0), rule: 'keyword.en.start' },
  evidenceDigest: null,
  prevHash: null,
};

describe('the bytes of an entry', () => {
  it('do not depend on the order in which fields were set', () => {
    const reversed = Object.fromEntries(Object.entries(core).reverse()) as unknown as EntryCore;
    expect(coreBytes(reversed)).toBe(coreBytes(core));
    expect(coreBytes(core)).toMatch(/^\{"basis":"express","contact":"ct_/);
  });

  it('come back as the entry that they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (rule, seq) => {
        const written = { ...core, seq, source: { ...core.source, rule } };
        expect(parseCore(coreBytes(written))).toEqual(written);
      }),
      { verbose: 1 },
    );
  });

  it.each([
    ['undefined', { ...core, basis: undefined }, /core\.basis/],
    ['a lone surrogate', { ...core, program: 'a\ud800' }, /core\.program holds a lone surrogate/],
    ['a lone surrogate in a key', { ...core, ['\udc00']: 1 }, /key of core/],
    ['not a number', { ...core, seq: Number.NaN }, /core\.seq/],
    ['an inner undefined', { ...core, source: { ...core.source, sender: undefined } }, /sender/],
  ])('refuse %s and say where', (_name, broken, place) => {
    expect(() => coreBytes(broken as unknown as EntryCore)).toThrow(TypeError);
    expect(() => coreBytes(broken as unknown as EntryCore)).toThrow(place);
  });

  it('are those of RFC 8785, whatever stands in them', () => {
    const json = fc.jsonValue({ stringUnit: 'grapheme' });
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalBytes(value, 'it')).toBe(canonicalJson(value));
      }),
      { numRuns: 1_000 },
    );
    const odd = { 10: 1, 9: '"\\\u0001\u2028é😀', ['__proto__']: [[], {}, -0, 1e21], '': null };
    expect(canonicalBytes(odd, 'it')).toBe(canonicalJson(odd));
  });

  it('may be true or false in places', () => {
    expect(coreBytes({ ...core, seen: true } as unknown as EntryCore)).toContain('"seen":true');
  });

  it.each(['{"v":2}', 'null', '[]', '"v"'])('of something else (%s) are refused', (bytes) => {
    expect(() => parseCore(bytes)).toThrow(TypeError);
    expect(() => parseCore(bytes)).toThrow(/not a ledger entry of version 1/);
  });
});
