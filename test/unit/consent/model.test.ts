// The rules under two workers, crashes, repeats and late delivery, against a specification that
// only sorts the acts. Ten thousand stories; a failing one is shrunk to its shortest form.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { coreBytes, parseCore } from '../../../src/consent/entry.js';
import { emptyHead, evolve, standingOf, statusOf } from '../../../src/consent/fold.js';
import type { ConsentEvent } from '../../../src/consent/types.js';
import { type Entry, ModelRoad } from './model-road.js';
import { isInReview, specify, type Specified, type Told } from './specification.js';
import { CONTACT, POLICY, text } from './story.js';
import { Teller } from './teller.js';

const PROGRAMS = ['updates', 'offers', 'other'];
/** Mutation runs play fewer. */
const STORIES = inject('stories') ?? 10_000;

declare module 'vitest' {
  interface ProvidedContext {
    stories?: number;
  }
}

const script = fc.uint8Array({ minLength: 4, maxLength: 48 });

interface Playing {
  /** Looks at the road after every step. */
  readonly watch?: (road: ModelRoad) => void;
  /** What arrives between the steps besides what the story tells. */
  readonly also?: readonly ConsentEvent[];
}

/** Plays a script to its end: every act has arrived, every worker has finished or died. */
function play(bytes: Uint8Array, { watch, also = [] }: Playing = {}): ModelRoad {
  const road = new ModelRoad(POLICY);
  const teller = new Teller(road);
  for (const [index, byte] of bytes.entries()) {
    const guest = also[index];
    if (guest) road.arrive(guest);
    teller.tell(byte);
    watch?.(road);
  }
  teller.finish();
  watch?.(road);
  return road;
}

function everyStory(property: (bytes: Uint8Array) => void, numRuns: number) {
  fc.assert(fc.property(script, property), { numRuns });
}

describe('stories under two workers, crashes, repeats and late delivery', () => {
  it('keep invariants 1, 2, 3, 4, 5, 8 and 17', () => {
    everyStory((bytes) => {
      const road = play(bytes, { watch: fencesStand });
      if (road.open().length > 0) throw new Error('4: something was left undecided');
      chainHolds(road);
      statusesAreSpecified(road);
    }, STORIES);
  }, 120_000);

  it('13: one event that cannot be decided changes the outcome of no other', () => {
    const bad = { ...text(0, 'hi'), id: 'bad', type: 'invented' } as unknown as ConsentEvent;
    everyStory(
      (bytes) => {
        const alone = play(bytes);
        const beside = play(bytes, { also: [bad] });
        expect(beside.inbox.get('bad')?.state).toBe('set_aside');
        expect(beside.ledger).toEqual(alone.ledger);
        expect(beside.head).toEqual(alone.head);
        expect(beside.effects).toEqual(alone.effects);
      },
      Math.ceil(STORIES / 10),
    );
  });

  it('15: a second copy of a text that reads as a stop opts out, whatever the first one was', () => {
    const copies = ['START', 'HELP', 'hi', 'go away'];
    fc.assert(
      fc.property(script, fc.constantFrom(...copies), (bytes, words) => {
        const last = 1_000_000;
        const first = text(last, words);
        const road = play(bytes);
        road.clock = last;
        // As the inbox keeps it: beside the first copy, under an id of its own.
        const second = { ...text(last + 1, words, { optOutType: 'STOP' }), id: `${first.id}/stop` };
        road.arrive(first);
        road.arrive(first);
        road.arrive(second);
        new Teller(road).finish();
        for (const program of PROGRAMS) expect(statusOf(road.head, program)).toBe('opted_out');
      }),
      { numRuns: Math.ceil(STORIES / 10) },
    );
  });
});

/** Invariants 3 and 5: fences until the entry is in the head, done only then. */
function fencesStand(road: ModelRoad): void {
  for (const { event, fenced, state, fence } of road.inbox.values()) {
    const entry = road.entryOf(event.id)?.row;
    if (state !== 'done' && fence !== fenced) throw new Error('5: a fence fell too early');
    if (state !== 'done') continue;
    if (fence) throw new Error('5: a fence stands for ever');
    if (fenced && !entry) throw new Error('5: a fence fell without an entry');
    if (entry && road.head.seq < entry.seq) throw new Error('3: done before it is in the head');
  }
}

/** Invariants 1, 2, 3 and 17, and that an entry says of a status what the head says after it. */
function chainHolds(road: ModelRoad): void {
  let head = emptyHead(CONTACT);
  const events = new Set<string>();
  for (const [index, { row, core }] of road.ledger.entries()) {
    const { hash, id } = row;
    if (row.seq !== index + 1 || row.prevHash !== head.hash) throw new Error('1: a broken chain');
    if (events.size === events.add(row.source.event).size) throw new Error('2: two entries');
    if (createHash('sha256').update(core).digest('hex') !== hash) throw new Error('17: its hash');
    if (coreBytes(parseCore(core)) !== core) throw new Error('17: its bytes');
    head = evolve(head, { ...parseCore(core), hash, id });
    const found = row.program === '*' ? row.status : statusOf(head, row.program);
    if (found !== row.status) throw new Error(`8: ${row.source.rule} says ${row.status}: ${found}`);
  }
  if (!isDeepStrictEqual(road.head, head)) throw new Error('3: the head is not the fold');
}

/** Invariant 8: a status is what the acts say, sorted by time, however they were delivered. */
function statusesAreSpecified(road: ModelRoad): void {
  const acts = told(road);
  for (const program of PROGRAMS) {
    const wanted = specify(acts, program);
    const { status, basis } = standingOf(road.head, program);
    const written = basis === 'express_written';
    // Opting out always wins: nobody may be in who is not, nor in writing who never wrote.
    if (status === 'opted_in' && wanted.status !== 'opted_in') fail(road, program, wanted);
    if (written && !wanted.written) fail(road, program, wanted);
    if (wanted.contested) continue;
    if (status !== wanted.status) fail(road, program, wanted);
    // What was vouched for before the START that lets it count was decided stays uncounted.
    if (inOrder(road) && written !== wanted.written) fail(road, program, wanted);
  }
  const inReview = Object.hasOwn(road.head.flags, 'in_review');
  if (inReview !== isInReview(acts)) throw new Error(`8: in review: ${inReview}`);
}

/** The acts of a story as the specification wants them: in order, with their times of decision. */
function told(road: ModelRoad): Told[] {
  return [...road.inbox.values()]
    .map(({ event }): Told => {
      const entry = road.entryOf(event.id)?.row;
      if (!entry) return { event };
      return { event, recordedAt: entry.recordedAt, countsAt: placeOf(event, entry) };
    })
    .sort((a, b) => (a.event.stamp < b.event.stamp ? -1 : 1));
}

/** AGREE and a settled order count elsewhere, and only if they were found to count at all. */
function placeOf(event: ConsentEvent, { kind, source }: Entry['row']) {
  const elsewhere =
    event.type === 'order_reported' ||
    (event.type === 'text_received' && event.reading.rule === 'keyword.en.agree');
  return elsewhere && kind !== 'superseded' ? source.countsAt : undefined;
}

/** True when the acts were decided in the order in which they came. */
function inOrder({ ledger }: ModelRoad): boolean {
  return ledger.every(({ row }, index) => {
    const before = ledger[index - 1]?.row.source.stamp;
    return before === undefined || before <= row.source.stamp;
  });
}

function fail(road: ModelRoad, program: string, wanted: Specified): never {
  const lines = road.ledger.map(({ row: { kind, program: of, source, recordedAt } }) =>
    [kind, of, source.rule, source.stamp, recordedAt].join(' '),
  );
  const found = standingOf(road.head, program);
  throw new Error([`8: ${program}`, JSON.stringify({ wanted, found }), ...lines].join('\n'));
}
