// Heads on their way to the store: whoever read before they were written goes on from them.
import { expect, test } from 'vitest';
import { emptyHead } from '../../src/consent/fold.js';
import type { Head } from '../../src/consent/types.js';
import { createRecentHeads } from '../../workers/consent/recent-heads.js';

const head = (contact: string, seq: number): Head => ({ ...emptyHead(contact), seq });
const mapOf = (...heads: Head[]) => new Map(heads.map((one) => [one.contact, one]));
const moved = (heads: Head[], fresh: string[] = [], workspace = 'ws') => ({
  ...{ workspace, heads },
  fresh: new Set(fresh),
});

test('what was appended before the reading and not written by then is brought up', () => {
  const recent = createRecentHeads();
  recent.appended(moved([head('a', 2), head('b', 1)], ['b']));
  const known = recent.watch()('ws', mapOf(head('a', 1)));
  expect(known.heads).toEqual(mapOf(head('a', 2), head('b', 1)));
  expect(known.fresh).toEqual(new Set(['b']));
});

test('so is what was appended between the reading and the asking, the latest last', () => {
  const recent = createRecentHeads();
  const bringUp = recent.watch();
  recent.appended(moved([head('a', 2)]))();
  recent.appended(moved([head('a', 3)]));
  expect(bringUp('ws', mapOf(head('a', 1))).heads).toEqual(mapOf(head('a', 3)));
});

test('what was written before the reading is what was read', () => {
  const recent = createRecentHeads();
  recent.appended(moved([head('a', 2)]))();
  const known = recent.watch()('ws', mapOf());
  expect(known).toEqual({ heads: mapOf(), fresh: new Set() });
});

test('one that is on its way holds nothing back that stands further, nor another workspace', () => {
  const recent = createRecentHeads();
  recent.appended(moved([head('a', 2)], ['a']));
  recent.appended(moved([head('b', 9)], ['b'], 'another'));
  const known = recent.watch()('ws', mapOf(head('a', 4)));
  expect(known).toEqual({ heads: mapOf(head('a', 4)), fresh: new Set() });
});
