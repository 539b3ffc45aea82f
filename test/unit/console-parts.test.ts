// Parts of the console's scripts that need no browser: addresses of the list, arrow keys, boxes of
// the globe, pins, and the outline that the build makes.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeOutline } from '../../bin/outline.mjs';
import {
  boxOf,
  covers,
  linesOf,
  padded,
  type Pin,
  pinsOf,
  townsOf,
} from '../../src/console/parts/pins.js';
import { addressOf, nextPlace, placeOf, recordOf } from '../../src/console/parts/place.js';

const HOUSE = 'https://a.example';

describe('the address of the list', () => {
  test.each([
    ['/console', {}],
    ['/console?query=Dana+Ruiz', { query: 'Dana Ruiz' }],
    ['/console?state=ok&after=lead-1', { state: 'ok', after: 'lead-1' }],
    ['/console?query=a%26b&record=deal%2F47+%C3%BC', { query: 'a&b', record: 'deal/47 ü' }],
  ])('%s is %j, there and back', (address, place) => {
    expect(placeOf(HOUSE + address)).toEqual(place);
    expect(addressOf(place)).toBe(address);
  });

  test('knows nothing of other parameters, nor of empty ones', () => {
    expect(placeOf(`${HOUSE}/console?query=&next=x`)).toEqual({});
  });

  test('names a record, and only by its own page', () => {
    expect(recordOf(`${HOUSE}/console/records/deal%2F47`)).toBe('deal/47');
    expect(recordOf(`${HOUSE}/console/records/a/opt-out`)).toBeNull();
    expect(recordOf(`${HOUSE}/console`)).toBeNull();
  });
});

test('arrow keys lead from the search field into the list, through it, and back', () => {
  expect(nextPlace('ArrowDown', -1, 3)).toBe(0);
  expect(nextPlace('ArrowDown', 2, 3)).toBe(2);
  expect(nextPlace('ArrowUp', 0, 3)).toBe(-1);
  expect(nextPlace('ArrowUp', -1, 3)).toBeUndefined();
  expect(nextPlace('End', 0, 3)).toBe(2);
  // In the search field these move the caret.
  expect(nextPlace('Home', -1, 3)).toBeUndefined();
  expect(nextPlace('ArrowDown', -1, 0)).toBeUndefined();
});

describe('the map', () => {
  const box = { west: -112, south: 33, east: -111, north: 34 };

  test('asks for a little more than is seen, and never beyond the globe', () => {
    expect(covers(padded(box), box)).toBe(true);
    expect(covers(box, padded(box))).toBe(false);
    const around = { west: -300, south: -89, east: 300, north: 89 };
    expect(padded(around)).toEqual({ west: -180, south: -90, east: 180, north: 90 });
    expect(boxOf({ ...box, east: 190 }).east).toBe(180);
  });

  test('has a pin for each record with a place', () => {
    const textIcon = { state: 'ok', word: 'Can text' };
    const told = { name: 'Dana Ruiz', address: '14 Palm St, Phoenix', textIcon };
    const at = { lat: 33.4, lng: -112 };
    expect(
      pinsOf([
        { externalId: 'a', ...told, location: at },
        { externalId: 'b', ...told },
      ]),
    ).toEqual([{ id: 'a', name: 'Dana Ruiz', ...textIcon, ...at, town: 'Phoenix' }]);
  });

  test('names towns in the middle of their records, not after one alone', () => {
    const pin = (lat: number, lng: number, town?: string): Pin => {
      const rest = { id: String(lat), name: 'A', state: 'ok', word: 'Can text' };
      return { ...rest, lat, lng, ...(town !== undefined && { town }) };
    };
    const pins = [pin(33, -112, 'Mesa'), pin(35, -110, 'Mesa'), pin(1, 1, 'Tempe'), pin(2, 2)];
    expect(townsOf(pins)).toEqual([{ name: 'Mesa', lat: 34, lng: -111 }]);
  });

  test('lies on an outline of less than 60 kB whose lines are where they belong', () => {
    const outline = makeOutline();
    const text = JSON.stringify(outline);
    expect(text.length).toBeLessThan(60_000);
    expect(gzipSync(text).length).toBeLessThan(24_000);
    const points = linesOf(outline).flat();
    expect(points.every(([lat, lng]) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180)).toBe(true);
    // The corner where four states meet, and the Cape of Good Hope.
    for (const [lat, lng] of [
      [37, -109.05],
      [-34.4, 18.5],
    ] as const) {
      const near = points.some(([y, x]) => Math.hypot(y - lat, x - lng) < 0.5);
      expect([lat, lng, near]).toEqual([lat, lng, true]);
    }
  });
});
