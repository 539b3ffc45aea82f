// Folding: what a head is made of, and that it does not depend on the order of delivery.
import * as fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { emptyHead, evolve, overallStatus, statusOf } from '../../../src/consent/fold.js';
import type { ConsentEvent, Head } from '../../../src/consent/types.js';
import { append, attested, CONTACT, request, revoked, tell, text, timeAt } from './story.js';

/** Mutation runs try fewer. */
const STORIES = Math.ceil((inject('stories') ?? 10_000) / 5);

/**
 * Acts more than half a minute apart, so that none is contested; `slot` is the place in the story.
 * AGREE is not among them: it counts only when it came after its question was decided.
 */
const act = (kind: string, slot: number): ConsentEvent => {
  const second = slot * 60;
  if (kind === 'written') {
    const shown = request({ program: 'offers', disclosureShown: true });
    return text(second, 'START K7Q2', { request: shown });
  }
  if (kind === 'asked') return text(second, 'START', { request: request({ program: 'offers' }) });
  if (kind === 'attested') return attested(second, 'updates', 'express_written');
  if (kind === 'vouched') return attested(second, 'offers', 'express_written');
  if (kind === 'revoked') return revoked(second, 'offers');
  return text(second, kind);
};

const story = fc
  .array(
    fc.constantFrom(
      ...['START', 'STOP', 'written', 'asked'],
      ...['attested', 'vouched', 'revoked', 'go away'],
    ),
    { minLength: 2, maxLength: 8 },
  )
  .chain((kinds) => {
    const events = kinds.map((kind, index) => act(kind, index + 1));
    return fc.record({
      events: fc.constant(events),
      shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
    });
  });

function statuses(head: Head) {
  return {
    updates: statusOf(head, 'updates'),
    offers: statusOf(head, 'offers'),
    other: statusOf(head, 'other'),
    flags: Object.keys(head.flags).sort(),
  };
}

describe('a head', () => {
  it('has the same statuses and flags whatever the order of delivery', () => {
    fc.assert(
      fc.property(story, ({ events, shuffled }) => {
        expect(statuses(tell(shuffled).head)).toEqual(statuses(tell(events).head));
      }),
      { numRuns: STORIES, verbose: 1 },
    );
  });

  it('is out whenever the last own act was a stop', () => {
    fc.assert(
      fc.property(story, ({ shuffled }) => {
        const stop = text(100_000, 'STOP');
        expect(overallStatus(tell([stop, ...shuffled]).head)).toBe('opted_out');
      }),
      { numRuns: Math.ceil(STORIES / 4), verbose: 1 },
    );
  });

  it('goes through storage as it is', () => {
    fc.assert(
      fc.property(story, ({ shuffled }) => {
        const { head } = tell(shuffled);
        expect(JSON.parse(JSON.stringify(head))).toStrictEqual(head);
        expect(Object.keys({ ...head.programs, ...head.flags }).join()).not.toMatch(/[.$]/);
      }),
      { numRuns: Math.ceil(STORIES / 10), verbose: 1 },
    );
  });

  it('carries the sequence and hash of its last entry', () => {
    expect(tell([text(0, 'START'), text(60, 'STOP')]).head).toMatchObject({
      seq: 2,
      hash: 'hash-2',
      contact: CONTACT,
    });
  });

  it('survives a kind that this version does not know', () => {
    const { head } = tell([text(0, 'START')]);
    const source = { channel: 'system', event: 'e', stamp: '1', rule: 'r' } as const;
    const draft = { program: '*', status: 'none', occurredAt: timeAt(1), source } as const;
    const next = append(head, { ...draft, kind: 'invented' as 'erased' }, timeAt(1));
    expect(next).toEqual({ ...head, seq: 2, hash: 'hash-2' });
  });

  it('knows no program by an inherited name', () => {
    expect(statusOf(emptyHead(CONTACT), 'constructor')).toBe('none');
    expect(statusOf(emptyHead(CONTACT), '__proto__')).toBe('none');
  });

  it('lets a person’s decision lift a flag', () => {
    const { head } = tell([text(0, 'go away')]);
    const lifted = append(
      head,
      {
        kind: 'unflagged',
        program: '*',
        status: 'none',
        flag: 'in_review',
        occurredAt: timeAt(9),
        source: { channel: 'api', event: 'review', stamp: '9999999999.0000000001', rule: 'review' },
      },
      timeAt(9),
    );
    expect(lifted.flags).toEqual({});
  });

  it('keeps written consent when a later START comes without a disclosure', () => {
    const shown = request({ program: 'offers', disclosureShown: true });
    const { head } = tell([
      text(0, 'START K7Q2', { request: shown }),
      text(60, 'START', { request: request({ program: 'offers' }) }),
    ]);
    expect(head.programs['offers']?.basis).toBe('express_written');
  });

  it('is not changed by evolving', () => {
    const { head } = tell([text(0, 'START')]);
    const frozen = structuredClone(head);
    tell([text(0, 'START'), text(60, 'STOP')]);
    expect(head).toEqual(frozen);
    expect(evolve).toBeTypeOf('function');
  });
});
