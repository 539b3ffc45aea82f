// Quiet hours: whether a text may arrive now wherever the person may be, and when it may next.
// The hours are data in sending-rules.ts; only the calendar is worked out here, by luxon.
import { DateTime } from 'luxon';
import { holidayOn } from './holidays.js';
import { createMemo } from './memo.js';
import { type RegionRule, rulesOf } from './sending-rules.js';
import type { IsoTime, Place } from './types.js';

/** Days that are looked through for an open hour; the longest run of closed ones is far shorter. */
const DAYS_MAX = 12;
/** How often zones may push each other's next hour back before the search is given up. */
const TURNS_MAX = 60;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface Opening {
  /** The asked moment itself when it is open, else the next one that is open everywhere. */
  readonly at: IsoTime;
  /** Region whose rule keeps the asked moment quiet; absent when it is open. */
  readonly closedBy?: string;
}

/** Regions by zone: all that may hold at one clock. */
type Clocks = ReadonlyMap<string, readonly string[]>;

/** Answers of the last minutes: many people share their places, and everybody is asked twice. */
const openings = createMemo<Opening>(2_000);
/** Hours of whole days: many moments to come back lie on the same ones. */
const windows = createMemo<Window>(2_000);
/** Hundreds of places of one array are written out once. */
const keys = new WeakMap<readonly Place[], string>();

/**
 * @param places never empty, and never changed afterwards; a moment is open when it is open in
 *   every one of them.
 * @param holidays whether the workspace keeps them.
 */
export function nextOpening(
  places: readonly Place[],
  asked: IsoTime,
  { holidays }: { holidays: boolean },
): Opening {
  // Hours begin and end on whole minutes everywhere, so one answer serves for the whole minute.
  const askedAt = Date.parse(asked);
  const minute = Math.floor(askedAt / MINUTE_MS) * MINUTE_MS;
  const found = openings(`${minute} ${holidays} ${keyOf(places)}`, () =>
    searchOpening(places, iso(minute), holidays),
  );
  if (found.closedBy === undefined) return { at: iso(askedAt) };
  return found.closedBy === 'nowhere' ? { ...found, at: iso(askedAt + DAY_MS) } : found;
}

function keyOf(places: readonly Place[]): string {
  const known = keys.get(places);
  if (known !== undefined) return known;
  const key = places.map(({ zone, region }) => `${zone}/${region}`).join();
  keys.set(places, key);
  return key;
}

function searchOpening(places: readonly Place[], asked: IsoTime, holidays: boolean): Opening {
  const clocks = byZone(places);
  let [at, closedBy] = [Date.parse(asked), undefined as string | undefined];
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const before = at;
    for (const [zone, regions] of clocks) {
      const next = openIn(zone, regions, at, holidays);
      // No hour that suits every place: it is asked again in a day, when more may be known.
      if (next === undefined) return { at: iso(Date.parse(asked) + DAY_MS), closedBy: 'nowhere' };
      closedBy ??= next.closedBy;
      at = next.at;
    }
    if (at === before) return { at: iso(at), ...(closedBy !== undefined && { closedBy }) };
  }
  return { at: iso(Date.parse(asked) + DAY_MS), closedBy: 'nowhere' };
}

function byZone(places: readonly Place[]): Clocks {
  const clocks = new Map<string, string[]>();
  for (const { zone, region } of places) {
    const regions = clocks.get(zone);
    if (regions) regions.push(region);
    else clocks.set(zone, [region]);
  }
  return clocks;
}

/** The first open moment of one clock from `from` on; `undefined` when there is none for days. */
function openIn(zone: string, regions: readonly string[], from: number, holidays: boolean) {
  const local = DateTime.fromMillis(from, { zone });
  let closedBy: string | undefined;
  for (let days = 0; days < DAYS_MAX; days += 1) {
    const day = local.startOf('day').plus({ days });
    const window = windows(`${day.toISODate()} ${holidays} ${zone} ${regions.join()}`, () =>
      windowOn(day, regions, holidays),
    );
    if (from >= window.from && from < window.to) return { at: from, closedBy };
    closedBy ??= from < window.from ? window.opensBy : window.closesBy;
    if (window.from < window.to && from < window.from) return { at: window.from, closedBy };
  }
  return undefined;
}

interface Window {
  readonly from: number;
  readonly to: number;
  /** Whose rule opens latest and closes earliest. */
  readonly opensBy: string;
  readonly closesBy: string;
}

/** The strictest hours of one day: the latest beginning and the earliest end of all regions. */
function windowOn(day: DateTime, regions: readonly string[], holidays: boolean): Window {
  let [from, to, opensBy, closesBy] = ['00:00', '24:00', '', ''];
  for (const region of regions) {
    if (holidays && holidayOn(day, region) !== undefined) return closedOn(day, region);
    for (const rule of rulesOf(region)) {
      const hours = hoursOn(day, rule);
      if (hours === 'closed') return closedOn(day, rule.region);
      // Times of one form compare as strings.
      const [opens = '', closes = ''] = hours.split('-');
      if (opens > from) [from, opensBy] = [opens, rule.region];
      if (closes < to) [to, closesBy] = [closes, rule.region];
    }
  }
  return { from: timeOn(day, from), to: timeOn(day, to), opensBy, closesBy };
}

function closedOn(day: DateTime, by: string): Window {
  return { from: day.endOf('day').toMillis() + 1, to: day.toMillis(), opensBy: by, closesBy: by };
}

const hoursOn = (day: DateTime, { weekdays, saturday, sunday }: RegionRule) =>
  ({ 6: saturday, 7: sunday })[day.weekday as 6 | 7] ?? weekdays;

function timeOn(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}

const iso = (millis: number): IsoTime => new Date(millis).toISOString();
