// Times as people say them, in the zone of whoever is spoken of.
import { expect, test } from 'vitest';
import {
  sayAgo,
  sayDay,
  sayLately,
  sayWhen,
  sayWholeDay,
} from '../../src/ingress/pages/spoken-time.js';

const now = new Date('2026-11-23T06:30:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test.each([
  [0.5, 'just now'],
  [5, '5 min ago'],
  [130, '2 h ago'],
  [26 * 60, 'yesterday'],
  [80 * 60, '3 days ago'],
])('%d minutes before is said as %s', (minutes, said) => {
  expect(sayAgo(ago(minutes), now)).toBe(said);
});

test('a day begins at midnight where the person lives', () => {
  // 06:30 UTC is 23:30 of the day before in Phoenix.
  expect(sayWhen(ago(60), now, 'America/Phoenix').said).toBe('today 10:30 PM');
  expect(sayWhen(ago(60), now, 'UTC').said).toBe('today 5:30 AM');
  expect(sayWhen(ago(24 * 60), now, 'America/Phoenix').said).toBe('yesterday 11:30 PM');
});

test('older days carry their date, and their year when it is another', () => {
  expect(sayDay(new Date('2026-03-12T12:00:00Z'), now, 'UTC')).toBe('12 Mar');
  expect(sayDay(new Date('2025-03-12T12:00:00Z'), now, 'UTC')).toBe('12 Mar 2025');
});

test('lists say how long ago, and the day of what is older than a week', () => {
  expect(sayLately(ago(130), now, 'UTC').said).toBe('2 h ago');
  expect(sayLately(ago(8 * 24 * 60), now, 'UTC').said).toBe('15 Nov');
});

test('tomorrow has its name, and so have whole days', () => {
  expect(sayWhen(ago(-60 * 24), now, 'UTC').said).toBe('tomorrow 6:30 AM');
  expect(sayWholeDay(ago(60 * 24), now, 'UTC')).toBe('Yesterday');
  expect(sayWholeDay(new Date('2025-03-12T12:00:00Z'), now, 'UTC')).toBe('Wednesday 12 March 2025');
});

test('a time zone that nobody knows is read as UTC', () => {
  expect(sayWhen(ago(60), now, 'Mars/Olympus').said).toBe('today 5:30 AM');
});
