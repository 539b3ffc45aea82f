// Quiet hours and caps: where somebody may be, whether it is quiet there, when it no longer is.
import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { describe, expect, it, vi } from 'vitest';
import { gate } from '../../../src/consent/gate.js';
import { HOLIDAYS, holidayOn } from '../../../src/consent/holidays.js';
import { type NumberPlace, placesOf } from '../../../src/consent/places.js';
import { nextOpening } from '../../../src/consent/quiet-hours.js';
import { SENDING_RULES } from '../../../src/consent/sending-rules.js';
import type { Circumstances, Place, Policy, SendPurpose } from '../../../src/consent/types.js';
import { atlas, placeOfNumber } from '../../../src/phone-places.js';
import { attested, SENDER, tell, text } from './story.js';

/** Wall clock of a place as the instant it is. */
const at = (local: string, zone: string) => DateTime.fromISO(local, { zone }).toUTC().toISO() ?? '';
const local = (instant: string, zone: string) =>
  DateTime.fromISO(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
const dallas: Place[] = [{ zone: 'America/Chicago', region: 'US-TX' }];
const open = (places: readonly Place[], asked: string, holidays = false) =>
  nextOpening(places, asked, { holidays });

describe('quiet hours', () => {
  // 2026-11-24 is a Tuesday, 11-28 a Saturday, 11-29 a Sunday.
  it.each([
    ['weekday, a minute early', '2026-11-24T08:59', '2026-11-24T09:00'],
    ['weekday, on the minute', '2026-11-24T09:00', '2026-11-24T09:00'],
    ['weekday, the last minute', '2026-11-24T20:59', '2026-11-24T20:59'],
    ['weekday, too late', '2026-11-24T21:00', '2026-11-25T09:00'],
    ['Saturday night into Sunday', '2026-11-28T21:30', '2026-11-29T12:00'],
    ['Sunday before noon', '2026-11-29T11:59', '2026-11-29T12:00'],
    ['Sunday after noon', '2026-11-29T12:00', '2026-11-29T12:00'],
    ['the night in which the clock is put back', '2026-11-01T01:30', '2026-11-01T12:00'],
    ['the night in which it is put forward', '2026-03-08T03:30', '2026-03-08T12:00'],
  ])('in Texas: %s', (_name, asked, next) => {
    const opening = open(dallas, at(asked, 'America/Chicago'));
    expect(local(opening.at, 'America/Chicago')).toBe(next);
    expect(opening.closedBy === undefined).toBe(asked === next);
  });

  it('name the region whose rule it is', () => {
    expect(open(dallas, at('2026-11-24T08:30', 'America/Chicago')).closedBy).toBe('US-TX');
    expect(open(dallas, at('2026-11-24T22:00', 'America/Chicago')).closedBy).toBe('US');
  });

  it('close Louisiana on Sundays altogether', () => {
    const places = [{ zone: 'America/Chicago', region: 'US-LA' }];
    const { at: next } = open(places, at('2026-11-28T20:00', 'America/Chicago'));
    expect(local(next, 'America/Chicago')).toBe('2026-11-30T08:00');
  });

  it('are the strictest of every place the person may be', () => {
    const places = [...dallas, { zone: 'America/Los_Angeles', region: 'US-CA' }];
    const morning = open(places, at('2026-11-24T09:30', 'America/Chicago'));
    expect(local(morning.at, 'America/Los_Angeles')).toBe('2026-11-24T08:00');
    const evening = open(places, at('2026-11-24T19:30', 'America/Los_Angeles'));
    expect(local(evening.at, 'America/Los_Angeles')).toBe('2026-11-25T08:00');
  });

  it('find an hour for somebody of whom nothing is known, never at night anywhere', () => {
    const places = placesOf(placeOfNumber('+18005550100'), [], { atlas: atlas(), now: '' });
    const { at: next } = open(places, at('2026-11-28T23:00', 'America/New_York'));
    for (const zone of ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu']) {
      const { hour, weekday } = DateTime.fromISO(next, { zone });
      expect([weekday, hour >= 10 && hour < 18]).toEqual([1, true]);
    }
  });

  it('are worked out once a minute for everybody who may be anywhere', () => {
    const nobody = () => placesOf({ zones: [] }, [], { atlas: atlas(), now: '' });
    expect(nobody()).toBe(nobody());
    const clock = vi.spyOn(DateTime, 'fromMillis');
    const ask = (count: number, minute: string) => {
      clock.mockClear();
      for (let one = 0; one < count; one += 1) {
        open(nobody(), `${minute}:${String(one % 60).padStart(2, '0')}.000Z`);
      }
      return clock.mock.calls.length;
    };
    const alone = ask(1, '2031-05-06T03:04');
    expect(alone).toBeGreaterThan(0);
    expect(ask(500, '2031-05-07T03:04')).toBe(alone);
    expect(ask(500, '2031-05-07T03:04')).toBe(0);
    clock.mockRestore();
  });

  it('of a day are read once for however many moments of it', () => {
    const nobody = placesOf({ zones: [] }, [], { atlas: atlas(), now: '' });
    // A Sunday, on which many states are closed to its end.
    const ends = vi.spyOn(DateTime.prototype, 'endOf');
    const hour = (from: number) => {
      ends.mockClear();
      for (let minute = from; minute < 60; minute += 1) {
        open(nobody, `2031-08-03T15:${String(minute).padStart(2, '0')}:00.000Z`);
      }
      return ends.mock.calls.length;
    };
    expect(hour(59)).toBeGreaterThan(0);
    expect(hour(0)).toBe(0);
    ends.mockRestore();
  });

  it('are told of the second that was asked about, also from memory', () => {
    const [first, later] = ['2026-11-24T18:00:01.500Z', '2026-11-24T18:00:59.000Z'];
    expect([open(dallas, first).at, open(dallas, later).at]).toEqual([first, later]);
    expect(open(dallas, first, true).at).toBe(first);
  });

  it('keep holidays where the workspace does, also on the day they are observed', () => {
    const noon = (day: string) => at(`${day}T12:30`, 'America/Chicago');
    expect(open(dallas, noon('2026-11-26')).closedBy).toBeUndefined();
    const { at: next, closedBy } = open(dallas, noon('2026-11-26'), true);
    expect([closedBy, local(next, 'America/Chicago')]).toEqual(['US-TX', '2026-11-27T09:00']);
    // 4 July 2026 is a Saturday.
    expect(open(dallas, noon('2026-07-03'), true).closedBy).toBe('US-TX');
    expect(open(dallas, noon('2026-07-06'), true).closedBy).toBeUndefined();
  });
});

describe('holidays', () => {
  const on = (day: string, region = 'US') =>
    holidayOn(DateTime.fromISO(day, { zone: 'utc' }), region);

  it.each([
    ['2026-01-19', 'Martin Luther King Day'],
    ['2026-05-25', 'Memorial Day'],
    ['2026-09-07', 'Labor Day'],
    ['2026-10-12', 'Columbus Day'],
    ['2026-11-26', 'Thanksgiving'],
    ['2027-12-31', "New Year's Day"],
    ['2026-11-27', undefined],
  ])('of %s: %s', (day, name) => expect(on(day)).toBe(name));

  it.each([
    ['US-LA', '2026-02-17', 'Mardi Gras'],
    ['US-LA', '2026-04-03', 'Good Friday'],
    ['US-LA', '2027-03-26', 'Good Friday'],
    ['US-PA', '2038-04-23', 'Good Friday'],
    ['US-UT', '2026-07-24', 'Pioneer Day'],
    ['US-MS', '2026-04-27', 'Confederate Memorial Day'],
    ['US-TX', '2026-07-24', undefined],
    ['CA', '2026-12-25', undefined],
  ])('of %s on %s: %s', (region, day, name) => expect(on(day, region)).toBe(name));
});

describe('where somebody may be', () => {
  const now = '2026-11-24T12:00:00.000Z';
  const places = (number: NumberPlace, ...zones: string[]) =>
    placesOf(number, zones, { atlas: atlas(), now });
  const arizona = placeOfNumber('+16025550100');
  const regions = (found: readonly Place[]) => [...new Set(found.map(({ region }) => region))];

  it('is the area code where no record says more', () => {
    expect(places(arizona)).toEqual([{ zone: 'America/Phoenix', region: 'US-AZ' }]);
  });

  it("is the record's zone where the area code agrees with it", () => {
    const detroit = placeOfNumber('+13135550100');
    expect(places(detroit, 'America/Detroit')).toEqual([
      { zone: 'America/Detroit', region: 'US-MI' },
    ]);
  });

  it('is both where they disagree, and every state of the zone', () => {
    const found = places(arizona, 'America/Chicago');
    expect(found).toContainEqual({ zone: 'America/Phoenix', region: 'US-AZ' });
    expect(found).toContainEqual({ zone: 'America/Chicago', region: 'US-TX' });
    expect(found).toContainEqual({ zone: 'America/Chicago', region: 'US-AL' });
    expect(regions(found)).not.toContain('US-NY');
    expect(places(arizona, 'Asia/Tokyo')).toEqual([
      { zone: 'America/Phoenix', region: 'US-AZ' },
      { zone: 'Asia/Tokyo', region: '*' },
    ]);
  });

  it("is the record's zone alone where the number says nothing", () => {
    const found = places({ zones: [] }, 'America/New_York');
    expect(new Set(found.map(({ zone }) => zone))).toEqual(new Set(['America/New_York']));
    expect(regions(found)).toEqual(expect.arrayContaining(['US-CT', 'US-FL']));
  });

  it('is anywhere where nothing is known, and a zone that is none says nothing', () => {
    expect(regions(places({ zones: [] }, 'Mars/Olympus'))).toHaveLength(51);
    expect(places(arizona, 'Mars/Olympus')).toEqual(places(arizona));
  });
});

describe('the gate', () => {
  const policy: Pick<Policy, 'programs' | 'holidays'> = {
    programs: {
      updates: { purpose: 'informational' },
      offers: { purpose: 'marketing' },
      weekly: { purpose: 'informational', perDayMax: 1, perMonthMax: 4 },
    },
  };
  const written = (program: string) => tell([attested(0, program, 'express_written')]).head;
  const noon = at('2026-11-24T12:00', 'America/New_York');
  const night = at('2026-11-24T22:00', 'America/New_York');
  const miami: Place[] = [{ zone: 'America/New_York', region: 'US-FL' }];
  const offers: SendPurpose = { kind: 'message', program: 'offers', purpose: 'marketing' };
  const ago = (hours: number, now = noon) =>
    new Date(Date.parse(now) - hours * 3_600_000).toISOString();
  const sentAgo = (...hours: number[]) =>
    hours.map((one) => ({ at: ago(one), program: 'offers', purpose: 'marketing' as const }));

  function ask(now: string, more: Partial<Circumstances> = {}, send: SendPurpose = offers) {
    const circumstances = { places: miami, sent: [], ...more };
    const program = send.program;
    const question = { head: written(program), fences: [], sender: SENDER, policy, now };
    return gate({ ...question, send, circumstances });
  }

  it('asks for circumstances before it lets marketing pass, and fails closed without', () => {
    const question = { head: written('offers'), fences: [], sender: SENDER, policy, now: noon };
    expect(gate({ ...question, send: offers })).toMatchObject({
      allowed: false,
      reason: 'cannot_read',
      rule: 'circumstances.unread',
    });
    const update = { kind: 'message', program: 'updates', purpose: 'informational' } as const;
    const informed = { ...question, head: tell([text(0, 'START')]).head, now: night };
    expect(gate({ ...informed, send: update }).allowed).toBe(true);
  });

  it('holds marketing at night until the morning', () => {
    expect(ask(noon)).toMatchObject({ allowed: true, rule: 'status.opted_in' });
    expect(ask(night)).toMatchObject({
      allowed: false,
      reason: 'quiet_hours',
      rule: 'quiet_hours.US-FL',
      retryAt: at('2026-11-25T08:00', 'America/New_York'),
    });
  });

  it('lets an answer pass within fifteen minutes of the person’s own text', () => {
    const heardAt = (minutes: number) => ({ heardAt: ago(minutes / 60, night) });
    expect(ask(night, heardAt(15))).toMatchObject({ allowed: true, rule: 'answer.own_text' });
    expect(ask(night, heardAt(15.1)).reason).toBe('quiet_hours');
  });

  it('holds an answer back when the person has had all that the law or the program grants', () => {
    const capped = { sent: sentAgo(1, 2, 3), heardAt: ago(0.1) };
    expect(ask(noon, capped)).toMatchObject({
      reason: 'frequency_cap',
      rule: 'frequency_cap.US-FL',
      retryAt: ago(-21),
    });
    // At night it is not the hour that holds it; but when there is room again, hours count.
    const sent = [1, 2, 8].map((hours) => ({ ...sentAgo(0)[0], at: ago(hours, night) }));
    const asleep = ask(night, { sent: sent as typeof capped.sent, heardAt: ago(0.1, night) });
    expect(asleep).toMatchObject({ reason: 'frequency_cap', rule: 'frequency_cap.US-FL' });
    expect(local(asleep.retryAt ?? '', 'America/New_York')).toBe('2026-11-25T14:00');
    const weekly: SendPurpose = { kind: 'message', program: 'weekly', purpose: 'informational' };
    const one = { at: ago(1), program: 'weekly', purpose: 'informational' } as const;
    const promised = ask(noon, { sent: [one], heardAt: ago(0.1) }, weekly);
    expect(promised).toMatchObject({ allowed: false, rule: 'frequency_cap.weekly' });
  });

  it('counts three texts in 24 hours, and comes back when the first one is a day old', () => {
    expect(ask(noon, { sent: sentAgo(1, 2) }).allowed).toBe(true);
    expect(ask(noon, { sent: sentAgo(1, 2, 25) }).allowed).toBe(true);
    expect(ask(noon, { sent: sentAgo(1, 2, 3) })).toMatchObject({
      allowed: false,
      reason: 'frequency_cap',
      rule: 'frequency_cap.US-FL',
      retryAt: ago(-21),
    });
    expect(ask(noon, { sent: sentAgo(1, 2, 3, 4) }).retryAt).toBe(ago(-21));
  });

  it('never names a time to come back that lies in quiet hours', () => {
    // The cap ends at 04:00; the hours begin at 08:00.
    const { retryAt = '' } = ask(noon, { sent: sentAgo(1, 2, 8) });
    expect(local(retryAt, 'America/New_York')).toBe('2026-11-25T08:00');
  });

  it("keeps a program's own promise for every purpose, and counts that program only", () => {
    const weekly: SendPurpose = { kind: 'message', program: 'weekly', purpose: 'informational' };
    const sent = (...hours: number[]) =>
      hours.map((one) => ({ at: ago(one), program: 'weekly', purpose: 'informational' as const }));
    expect(ask(night, { sent: sentAgo(1, 2, 3) }, weekly).allowed).toBe(true);
    expect(ask(noon, { sent: sent(1) }, weekly)).toMatchObject({
      rule: 'frequency_cap.weekly',
      retryAt: ago(-23),
    });
    expect(ask(noon, { sent: sent(30, 60, 90, 120) }, weekly).retryAt).toBe(ago(-600));
    expect(ask(noon, { sent: sent(30, 60, 90, 800) }, weekly).allowed).toBe(true);
  });
});

describe('the page of sending rules', () => {
  const page = readFileSync(new URL('../../../docs/sending-rules.md', import.meta.url), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|\s*-/.test(line))
    .map((line) => line.replace(/\s*\|\s*/g, '|').replace(/^\||\|$/g, ''));

  it('shows every row of the data, and no other', () => {
    const expected = SENDING_RULES.map(({ region, name, cap, source, ...hours }) =>
      [
        ...[region, name, hours.weekdays, hours.saturday, hours.sunday],
        ...[cap ? `${cap.max} in ${cap.hours} h` : '–', source],
      ].join('|'),
    );
    const found = rows
      .filter((row) => /^(US|\*|\\\*)/.test(row))
      .map((row) => row.replace('\\*', '*'));
    expect(found.filter((row) => row.split('|').length === 7)).toEqual(expected);
  });

  it('names every holiday', () => {
    for (const [region, holidays] of HOLIDAYS) {
      const row = `${region}|${holidays.map(({ name }) => name).join(', ')}`;
      expect(rows).toContain(row);
    }
  });

  it('gives every row a source and hours that can be read', () => {
    for (const rule of SENDING_RULES) {
      expect(rule.source.length).toBeGreaterThan(5);
      for (const hours of [rule.weekdays, rule.saturday, rule.sunday]) {
        expect(hours).toMatch(/^(closed|\d\d:[0-5]\d-\d\d:[0-5]\d)$/);
      }
    }
  });
});
