// What a number says of where its holder is, by the metadata that ships with the package.
import { describe, expect, it } from 'vitest';
import { localTimesOf } from '../../src/consent/places.js';
import { atlas, placeOfNumber } from '../../src/phone-places.js';

describe('the place of a number', () => {
  it.each([
    ['Arizona', '+16025550100', 'US', 'US-AZ', ['America/Phoenix']],
    ['Florida of two clocks', '+18505550100', 'US', 'US-FL', ['America/New_York']],
    ['a city with an area code of its own', '+12105550100', 'US', 'US-TX', ['America/Chicago']],
    ['Washington, the state', '+12065550100', 'US', 'US-WA', ['America/Los_Angeles']],
    ['Washington, the city', '+12025550100', 'US', 'US-DC', ['America/New_York']],
    ['Toronto', '+14165550100', 'CA', undefined, ['America/Toronto']],
    ['London', '+442071838750', 'GB', undefined, ['Europe/London']],
  ])('is known for %s', (_name, number, country, state, zones) => {
    const place = placeOfNumber(number);
    expect([place.country, place.state]).toEqual([country, state]);
    expect(place.zones).toEqual(expect.arrayContaining(zones));
  });

  it('is nowhere in particular for a number that is free to call', () => {
    expect(placeOfNumber('+18005550100')).toEqual({ country: 'US', zones: [] });
  });

  it('has every state, each with a clock', () => {
    const states = [...atlas().entries()];
    expect(states).toHaveLength(51);
    expect(states.filter(([, zones]) => zones.length === 0)).toEqual([]);
    expect(atlas().get('US-TX')).toEqual(
      expect.arrayContaining(['America/Chicago', 'America/Denver']),
    );
  });
});

describe('the time at a place', () => {
  const at = '2026-01-15T18:30:00.000Z';
  const shown = (...zones: string[]) =>
    localTimesOf(
      zones.map((zone) => ({ zone })),
      at,
    );

  it('has its offset and its zone', () => {
    expect(shown('America/Phoenix')).toEqual(['2026-01-15T11:30:00-07:00[America/Phoenix]']);
  });

  it('is one where clocks agree, and the earliest and latest where several do not', () => {
    expect(shown('America/Phoenix', 'America/Denver')).toHaveLength(1);
    expect(shown('America/Chicago', 'America/New_York', 'America/Los_Angeles')).toEqual([
      '2026-01-15T10:30:00-08:00[America/Los_Angeles]',
      '2026-01-15T13:30:00-05:00[America/New_York]',
    ]);
  });

  it('is none where nothing is known', () => expect(shown()).toEqual([]));
});
