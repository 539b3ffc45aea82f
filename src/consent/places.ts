// Where somebody may be: the record's time zone, the number's area code, and what to do when they
// disagree. Everything that may be true counts, because the strictest of it is what is kept.
import { DateTime, IANAZone } from 'luxon';
import { createMemo } from './memo.js';
import type { IsoTime, Place } from './types.js';

/** What a number says of where its holder is; people move and keep numbers. */
export interface NumberPlace {
  /** `US`, `CA` …; absent for numbers without a country, such as toll-free ones. */
  readonly country?: string;
  /** `US-TX`; absent where the area code is unknown or belongs to no state. */
  readonly state?: string;
  /** IANA zones; empty where nothing is known. */
  readonly zones: readonly string[];
}

/** `2026-11-24T12:00`, of a time in UTC. */
const MINUTE_LENGTH = 16;

/** Zones of each state of the United States, as its area codes have them. */
export type Atlas = ReadonlyMap<string, readonly string[]>;

/**
 * Every place that has to be counted with.
 * @param recordZones what the CRM says of this person; of several records all of it. A zone that
 *   has the same clock as the number's tells the place within the number's state; one that has
 *   another is believed beside the number and not instead of it.
 */
export function placesOf(
  number: NumberPlace,
  recordZones: readonly string[],
  { atlas, now }: { atlas: Atlas; now: IsoTime },
): readonly Place[] {
  const told = [...new Set(recordZones)].filter((zone) => IANAZone.isValidZone(zone));
  const known = placesOfNumber(number);
  if (told.length === 0) return known.length > 0 ? known : everywhere(atlas);
  const agreed = told.map((zone) => known.filter((place) => sameClock(place.zone, zone, now)));
  if (known.length > 0 && agreed.every((places) => places.length > 0)) {
    return told.flatMap((zone, index) =>
      (agreed[index] ?? []).map((place) => ({ ...place, zone })),
    );
  }
  return [...known, ...told.flatMap((zone) => placesIn(zone, { atlas, now }))];
}

/**
 * What clocks show wherever somebody may be, with offset and zone: one, or of several that differ
 * the earliest and the latest. For evidence of when a text arrived at the recipient's.
 */
export function localTimesOf(places: readonly Pick<Place, 'zone'>[], at: IsoTime): string[] {
  const clocks = new Map<number, string>();
  for (const { zone } of places) {
    const local = DateTime.fromISO(at, { zone }).startOf('second');
    const shown = local.toISO({ suppressMilliseconds: true, extendedZone: true });
    if (shown !== null && !clocks.has(local.offset)) clocks.set(local.offset, shown);
  }
  const sorted = [...clocks].sort(([a], [b]) => a - b).map(([, shown]) => shown);
  return sorted.length <= 2 ? sorted : [...sorted.slice(0, 1), ...sorted.slice(-1)];
}

function placesOfNumber({ country, state, zones }: NumberPlace): readonly Place[] {
  const region = state ?? country;
  return region === undefined ? [] : zones.map((zone) => ({ zone, region }));
}

/** Of somebody of whom only the zone is known: each state that lies in it, or abroad. */
function placesIn(zone: string, { atlas, now }: { atlas: Atlas; now: IsoTime }): readonly Place[] {
  const states = [...atlas].flatMap(([state, zones]) =>
    zones.some((one) => sameClock(one, zone, now)) ? [{ zone, region: state }] : [],
  );
  return states.length > 0 ? states : [{ zone, region: '*' }];
}

/** By atlas: hundreds of places, which are the same for everybody of whom nothing is known. */
const anywhere = new WeakMap<Atlas, readonly Place[]>();

/** Nothing is known: any state, and every rule of any of them wherever it is. */
function everywhere(atlas: Atlas): readonly Place[] {
  const known = anywhere.get(atlas);
  if (known) return known;
  const zones = new Set([...atlas.values()].flat());
  const places = Object.freeze(
    [...zones].flatMap((zone) => [...atlas.keys()].map((region) => ({ zone, region }))),
  );
  anywhere.set(atlas, places);
  return places;
}

const offsets = createMemo<number>(5_000);

/** Clocks are put forward and back on whole minutes only. */
function offsetAt(zone: string, now: IsoTime): number {
  const minute = now.slice(0, MINUTE_LENGTH);
  return offsets(`${minute} ${zone}`, () => DateTime.fromISO(now).setZone(zone).offset);
}

const sameClock = (one: string, other: string, now: IsoTime): boolean =>
  one === other || offsetAt(one, now) === offsetAt(other, now);
