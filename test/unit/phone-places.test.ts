// What a number says of where its holder is, by the metadata that ships with the package.
import { describe, expect, it } from 'vitest';
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
