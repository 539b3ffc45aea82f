// Holidays on which a workspace may choose to send no marketing: the federal ones, and those of
// states that forbid sales calls on theirs. Data first; how a rule becomes a date is below it.
import { DateTime } from 'luxon';

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface Holiday {
  readonly name: string;
  readonly when:
    | { readonly month: number; readonly day: number }
    /** `nth: 3` is the third such weekday of the month, `-1` the last. */
    | { readonly month: number; readonly weekday: Weekday; readonly nth: number }
    /** Days after Easter Sunday; negative before it. */
    | { readonly easter: number };
}

const MONDAY = 1;
const GOOD_FRIDAY: Holiday = { name: 'Good Friday', when: { easter: -2 } };

/** 5 USC 6103(a). */
const FEDERAL: readonly Holiday[] = [
  { name: "New Year's Day", when: { month: 1, day: 1 } },
  { name: 'Martin Luther King Day', when: { month: 1, weekday: MONDAY, nth: 3 } },
  { name: "Washington's Birthday", when: { month: 2, weekday: MONDAY, nth: 3 } },
  { name: 'Memorial Day', when: { month: 5, weekday: MONDAY, nth: -1 } },
  { name: 'Juneteenth', when: { month: 6, day: 19 } },
  { name: 'Independence Day', when: { month: 7, day: 4 } },
  { name: 'Labor Day', when: { month: 9, weekday: MONDAY, nth: 1 } },
  { name: 'Columbus Day', when: { month: 10, weekday: MONDAY, nth: 2 } },
  { name: 'Veterans Day', when: { month: 11, day: 11 } },
  { name: 'Thanksgiving', when: { month: 11, weekday: 4, nth: 4 } },
  { name: 'Christmas', when: { month: 12, day: 25 } },
];

/**
 * What the six states add that forbid sales calls on their legal holidays. Which states: dnc.com,
 * restricted call dates; what they add: Ala. Code 1-3-8, La. R.S. 1:55, Miss. Code 3-3-7, 44 Pa.
 * Stat. 11, R.I. Gen. Laws 25-1-1, Utah Code 63G-1-301. Days that a governor proclaims are unknown
 * here.
 */
const OF_STATES: Readonly<Record<string, readonly Holiday[]>> = {
  'US-AL': [
    { name: 'Confederate Memorial Day', when: { month: 4, weekday: MONDAY, nth: 4 } },
    { name: "Jefferson Davis' Birthday", when: { month: 6, weekday: MONDAY, nth: 1 } },
  ],
  'US-LA': [{ name: 'Mardi Gras', when: { easter: -47 } }, GOOD_FRIDAY],
  'US-MS': [{ name: 'Confederate Memorial Day', when: { month: 4, weekday: MONDAY, nth: -1 } }],
  'US-PA': [GOOD_FRIDAY, { name: 'Flag Day', when: { month: 6, day: 14 } }],
  'US-RI': [{ name: 'Victory Day', when: { month: 8, weekday: MONDAY, nth: 2 } }],
  'US-UT': [{ name: 'Pioneer Day', when: { month: 7, day: 24 } }],
};

/** Every region that has holidays, `US` first, with what each adds. */
export const HOLIDAYS: readonly (readonly [string, readonly Holiday[]])[] = [
  ['US', FEDERAL],
  ...Object.entries(OF_STATES),
];

const kept = new Map<string, ReadonlyMap<string, string>>();

/**
 * The holiday of a region on this day, by name; also the Friday or Monday on which one that falls
 * on a weekend is observed (5 USC 6103(b)).
 */
export function holidayOn(day: DateTime, region: string): string | undefined {
  const known = `${region} ${day.year}`;
  const days = kept.get(known) ?? daysOf(region, day.year);
  kept.set(known, days);
  return days.get(dateName(day));
}

/** Every day of a year that is kept in a region; those of the years beside it may fall into it. */
function daysOf(region: string, year: number): ReadonlyMap<string, string> {
  const [country] = region.split('-');
  if (country !== 'US') return new Map();
  const holidays = [...FEDERAL, ...(OF_STATES[region] ?? [])];
  return new Map(
    [year, year + 1].flatMap((one) =>
      holidays.flatMap(({ name, when }) => {
        const date = dateOf(when, one);
        const shift = { 6: -1, 7: 1 }[date.weekday as 6 | 7] ?? 0;
        return [date, date.plus({ days: shift })].map((day) => [dateName(day), name] as const);
      }),
    ),
  );
}

const dateName = (day: DateTime) => `${day.year}/${day.month}/${day.day}`;

function dateOf(when: Holiday['when'], year: number): DateTime {
  if ('easter' in when) return easterOf(year).plus({ days: when.easter });
  if ('day' in when) return DateTime.utc(year, when.month, when.day);
  const { month, weekday, nth } = when;
  if (nth > 0) {
    const first = DateTime.utc(year, month, 1);
    return first.plus({ days: ((weekday - first.weekday + 7) % 7) + 7 * (nth - 1) });
  }
  const last = DateTime.utc(year, month, 1).endOf('month').startOf('day');
  return last.minus({ days: (last.weekday - weekday + 7) % 7 });
}

/** Easter Sunday by the Gregorian computus in the form of Meeus, Jones and Butcher. */
function easterOf(year: number): DateTime {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return DateTime.utc(year, month, day);
}
