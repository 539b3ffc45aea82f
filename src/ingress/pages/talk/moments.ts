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
  const clocks = (at: Date) => between(zones.map((zone) => sayClock(at, zone)));
  const soon = leavesAt.getTime() - now.getTime() < DAY_MS;
  // Within a day a clock alone is no riddle.
  const day = soon ? '' : `on ${sayDay(leavesAt, now, zones[0])} `;
  return { there: clocks(now), leaves: `${day}at ${clocks(leavesAt)}` };
}

const between = (clocks: readonly string[]) => [...new Set(clocks)].join(' to ');
