// The order of acts at its edges: what is near, what is later, and what a tie comes to.
import { describe, expect, it } from 'vitest';
import {
  justAfter,
  laterAct,
  laterOptOut,
  laterStamp,
  outlasts,
  secondsSince,
  tooCloseToOrder,
} from '../../../src/consent/acts.js';
import type { Act } from '../../../src/consent/types.js';
import { stampAt, timeAt } from './story.js';

const act = (second: number, more: Partial<Act> = {}): Act => ({
  stamp: stampAt(second),
  at: timeAt(second),
  entry: `entry/${second}`,
  recordedAt: timeAt(second),
  ...more,
});

describe('near', () => {
  it('is up to thirty seconds in either direction, whatever the increments', () => {
    const late = stampAt(30).replace(/1$/, '9');
    expect(tooCloseToOrder(stampAt(0), late)).toBe(true);
    expect(tooCloseToOrder(late, stampAt(0))).toBe(true);
    expect(tooCloseToOrder(stampAt(0), stampAt(31))).toBe(false);
    expect(tooCloseToOrder(stampAt(31), stampAt(0))).toBe(false);
  });

  it('is counted in whole seconds from a stamp', () => {
    expect(secondsSince(stampAt(10), timeAt(70))).toBe(60);
    expect(secondsSince(stampAt(10), timeAt(70).replace('.000Z', '.999Z'))).toBe(60);
    expect(secondsSince(stampAt(70), timeAt(10))).toBe(-60);
  });
});

describe('later', () => {
  it('is the higher stamp; between equal ones the entry decides, in either order', () => {
    const [first, second] = [act(0, { entry: 'b' }), act(1, { entry: 'a' })];
    expect([laterAct(first, second), laterAct(second, first)]).toEqual([second, second]);
    const twin = act(1, { entry: 'c' });
    expect([laterAct(second, twin), laterAct(twin, second)]).toEqual([twin, twin]);
    expect([laterAct(undefined, first), laterAct(first, undefined)]).toEqual([first, first]);
    expect(laterAct(undefined, undefined)).toBeUndefined();
    expect(laterStamp(stampAt(0), stampAt(1))).toBe(stampAt(1));
    expect(laterStamp(stampAt(1), stampAt(0))).toBe(stampAt(1));
  });

  it('outlasts what lies before it, and loses a tie', () => {
    expect(outlasts(act(1), act(0))).toBe(true);
    expect(outlasts(act(1), undefined)).toBe(true);
    expect(outlasts(act(1), act(1))).toBe(false);
    expect(outlasts(undefined, undefined)).toBe(false);
  });

  it('has a place right behind a stamp, before every other one', () => {
    const behind = justAfter(stampAt(5));
    const next = stampAt(5).replace(/1$/, '2');
    expect([next, behind, stampAt(5)].sort()).toEqual([stampAt(5), behind, next]);
    expect(tooCloseToOrder(behind, stampAt(35))).toBe(true);
  });
});

describe('two opt-outs', () => {
  it('within a minute are marked, and count as decided when both were', () => {
    const [first, second] = [act(0, { recordedAt: timeAt(90) }), act(60)];
    const both = { ...second, recordedAt: timeAt(90), crowded: true };
    expect([laterOptOut(first, second), laterOptOut(second, first)]).toEqual([both, both]);
    const [soon, late] = [act(0), act(60, { recordedAt: timeAt(70) })];
    expect(laterOptOut(soon, late)).toEqual({ ...late, crowded: true });
    expect(laterOptOut(late, soon)).toEqual({ ...late, crowded: true });
  });

  it('further apart are one: the later', () => {
    const [first, second] = [act(0, { recordedAt: timeAt(900) }), act(61)];
    expect([laterOptOut(first, second), laterOptOut(second, first)]).toEqual([second, second]);
    expect([laterOptOut(undefined, first), laterOptOut(first, undefined)]).toEqual([first, first]);
  });
});
