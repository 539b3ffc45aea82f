// Two chains that are one person's: the gate sees what one chain would have shown.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHead, evolve, type FoldedEntry, standingOf } from '../../../src/consent/fold.js';
import { joinHeads } from '../../../src/consent/join-heads.js';
import type { Head } from '../../../src/consent/types.js';

type Act = Pick<FoldedEntry, 'kind' | 'program'> & {
  readonly basis: 'express' | 'express_written';
  readonly channel: 'sms' | 'api';
  readonly chain: 'a' | 'b';
};

const acts: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('opted_in', 'opted_out', 'opt_in_pending', 'flagged', 'unflagged'),
  program: fc.constantFrom('*', 'updates', 'offers'),
  basis: fc.constantFrom('express', 'express_written'),
  channel: fc.constantFrom('sms', 'api'),
  chain: fc.constantFrom('a', 'b'),
});

function entryOf({ kind, program, channel, basis }: Act, at: number): FoldedEntry {
  const time = new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
  const flagged = kind === 'flagged' || kind === 'unflagged';
  return {
    v: 1,
    workspace: 'w',
    contact: 'c',
    seq: at,
    kind,
    program: flagged ? '*' : program,
    status: 'none',
    ...(kind === 'opted_in' && { basis }),
    ...(flagged && { flag: 'in_review' as const }),
    occurredAt: time,
    recordedAt: time,
    source: { channel, event: `e${at}`, stamp: String(at * 60).padStart(10, '0'), rule: 'r' },
    evidenceDigest: null,
    prevHash: null,
    id: `le_${String(at).padStart(4, '0')}`,
    hash: 'h',
  };
}

const fold = (entries: readonly FoldedEntry[]): Head => entries.reduce(evolve, emptyHead('c'));

const text = { program: 'updates', channel: 'sms', chain: 'a', basis: 'express' } as const;
const start = (at: number) => entryOf({ ...text, kind: 'opted_in' }, at);
const stop = (at: number) => entryOf({ ...text, kind: 'opted_out', program: '*' }, at);
const standing = (...heads: Head[]) => {
  const joined = joinHeads(heads);
  return joined && standingOf(joined, 'updates');
};

test('none is none, and one stays as it is', () => {
  const head = fold([start(1)]);
  expect(joinHeads([])).toBeNull();
  expect(joinHeads([head])).toBe(head);
});

test('an opt-out counts whichever chain it is in, and so does a later way back', () => {
  expect(standing(fold([start(1)]), fold([stop(2)]))).toMatchObject({ status: 'opted_out' });
  expect(standing(fold([stop(2)]), fold([start(1), start(3)]))).toMatchObject({
    status: 'opted_in',
  });
});

test('what was vouched for after a stop in the other chain lends nothing (invariant 8)', () => {
  const paper = { ...text, kind: 'opted_in', channel: 'api', basis: 'express_written' } as const;
  const other = fold([entryOf(paper, 2), start(3)]);
  expect(standingOf(other, 'updates').basis).toBe('express_written');
  expect(standing(fold([stop(1)]), other)).toMatchObject({ status: 'opted_in', basis: 'express' });
});

test('no join allows what one chain of the same acts would not (invariants 8 and 16)', () => {
  fc.assert(
    fc.property(fc.array(acts, { minLength: 1, maxLength: 14 }), (history) => {
      const entries = history.map((act, index) => entryOf(act, index + 1));
      const ofChain = (chain: string) => entries.filter((_, i) => history[i]?.chain === chain);
      const whole = fold(entries);
      const joined = joinHeads([fold(ofChain('a')), fold(ofChain('b'))]);
      if (!joined) throw new Error('two heads make one');
      for (const program of ['updates', 'offers', 'other']) {
        const alone = standingOf(whole, program).status;
        const together = standingOf(joined, program).status;
        if (alone !== 'opted_in') expect(together).not.toBe('opted_in');
        if (alone === 'opted_out') expect(together).toBe('opted_out');
      }
      expect(Object.keys(joined.flags)).toEqual(Object.keys(whole.flags));
    }),
    { numRuns: 3_000 },
  );
});
