// Every event on every status of an opt-in request: the whole table, written out.
import { describe, expect, test } from 'vitest';
import {
  isOpen,
  type RequestEvent,
  type RequestStatus,
  statusAfter,
} from '../../../src/consent/request-status.js';

const STATUSES: readonly RequestStatus[] = [
  'pending',
  'opened',
  'confirming',
  'needs_match',
  'completed',
  'expired',
  'cancelled',
  'failed',
];

/** Rows: what happens. Columns: the status it meets, as above. `-`: nothing changes. */
const TABLE: Readonly<Record<RequestEvent, string>> = {
  opened: 'opened - - - - - - -',
  confirming: 'confirming confirming - - - - - -',
  completed: 'completed completed completed completed - - - -',
  needs_match: 'needs_match needs_match needs_match - - - - -',
  matched: 'completed completed completed completed - - - -',
  expired: 'expired expired expired - - - - -',
  cancelled: 'cancelled cancelled cancelled cancelled - - - -',
  failed: 'failed failed failed - - - - -',
};
const EVENTS = Object.keys(TABLE) as RequestEvent[];

describe.each(EVENTS)('%s', (event) => {
  const expected = TABLE[event].split(' ');
  test.each(STATUSES.map((status, column) => [status, expected[column]] as const))(
    'meets %s and makes %s of it',
    (status, after) => {
      expect(statusAfter(status, event) ?? '-').toBe(after);
    },
  );
});

test('an end stays an end, whatever comes late or twice', () => {
  for (const end of ['completed', 'expired', 'cancelled', 'failed'] as const) {
    expect(EVENTS.map((event) => statusAfter(end, event))).toEqual(EVENTS.map(() => undefined));
    expect(isOpen(end)).toBe(false);
  }
});

test('no path of events leads out of an end or back to the beginning', () => {
  const reach = (from: RequestStatus, depth: number): Set<RequestStatus> => {
    if (depth === 0) return new Set([from]);
    const next = EVENTS.map((event) => statusAfter(from, event) ?? from);
    return new Set([from, ...next.flatMap((status) => [...reach(status, depth - 1)])]);
  };
  expect([...reach('needs_match', 3)].sort()).toEqual(['cancelled', 'completed', 'needs_match']);
  expect(reach('opened', 3).has('pending')).toBe(false);
  expect(reach('confirming', 3).has('opened')).toBe(false);
});
