// What clocks show wherever somebody may be, for a text that waits. Pure.
import { localTimesOf } from '../../../consent/places.js';
import type { Place } from '../../../consent/types.js';
import { sayClock, sayDay } from '../spoken-time.js';
import type { Moments } from './gate-words.js';

const DAY_MS = 86_400_000;
const ZONE = /\[(.+)\]$/;

/** @param places everywhere that the gate has to count with. */
export function momentsOf(
  places: readonly Pick<Place, 'zone'>[],
  now: Date,
  leavesAt: Date,
): Moments {
  const zones = localTimesOf(places, now.toISOString()).flatMap((time) => {
    const [, zone] = ZONE.exec(time) ?? [];
    return zone === undefined ? [] : [zone];
  });
  const clocks = (at: Date) => [...new Set(zones.map((zone) => sayClock(at, zone)))];
  const soon = leavesAt.getTime() - now.getTime() < DAY_MS;
  // Within a day a clock alone is no riddle.
  const day = soon ? '' : `on ${sayDay(leavesAt, now, zones[0])} `;
  const [first = '', other] = clocks(leavesAt);
  const when = other === undefined ? `at ${first}` : `when it is ${between(first, other)}`;
  return { there: between(...clocks(now)), leaves: `${day}${when}` };
}

/** Of somebody who may be in several places the earliest and the latest clock. */
const between = (first = '', other?: string) =>
  other === undefined ? first : `between ${first} and ${other}`;
