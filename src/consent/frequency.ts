// Frequency caps: how many texts a person gets of one business in a day or a month. What the law
// says is data in sending-rules.ts; what a program promised is its own setting.
import { rulesOf } from './sending-rules.js';
import type { IsoTime, Place, Policy, Purpose, SentText } from './types.js';
import { ownValue } from './standing.js';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const MONTH_HOURS = 30 * DAY_HOURS;

/** At most `max` texts of this kind within so many hours. */
export interface Cap {
  /** Names the rule: `US-FL`, or the program whose own promise it is. */
  readonly by: string;
  readonly max: number;
  readonly hours: number;
  /** Which texts count: all marketing of the business, or all of one program. */
  readonly counts: { readonly purpose: Purpose } | { readonly program: string };
}

/**
 * Every cap that holds for a message. The law counts "on the same subject"; since two programs of
 * one business cannot be told apart by a judge, all its marketing counts together.
 */
export function capsOf(
  { program, purpose }: { program: string; purpose: Purpose },
  places: readonly Place[],
  { programs }: Pick<Policy, 'programs'>,
): readonly Cap[] {
  const { perDayMax, perMonthMax } = ownValue(programs, program) ?? {};
  const own = (max: number | undefined, hours: number): Cap[] =>
    max === undefined ? [] : [{ by: program, max, hours, counts: { program } }];
  return [
    ...(purpose === 'marketing' ? legalCaps(places) : []),
    ...own(perDayMax, DAY_HOURS),
    ...own(perMonthMax, MONTH_HOURS),
  ];
}

function legalCaps(places: readonly Place[]): readonly Cap[] {
  const regions = new Set(places.map(({ region }) => region));
  const rules = new Set([...regions].flatMap(rulesOf));
  const counts = { purpose: 'marketing' } as const;
  return [...rules].flatMap(({ region, cap }) => (cap ? [{ ...cap, by: region, counts }] : []));
}

/** The cap that is reached and when there is room again; of several, the one that lasts longest. */
export function reachedCap(
  caps: readonly Cap[],
  sent: readonly SentText[],
  now: IsoTime,
): { readonly by: string; readonly until: IsoTime } | undefined {
  const reached = caps.flatMap((cap) => {
    const until = fullUntil(cap, sent, Date.parse(now));
    return until === undefined ? [] : [{ by: cap.by, until: new Date(until).toISOString() }];
  });
  return reached.sort((a, b) => (a.until < b.until ? 1 : -1))[0];
}

function fullUntil(cap: Cap, sent: readonly SentText[], now: number): number | undefined {
  const lastsMs = cap.hours * HOUR_MS;
  const times = sent
    .filter((text) => isCounted(cap, text))
    .map(({ at }) => Date.parse(at))
    .filter((at) => at > now - lastsMs)
    .sort((a, b) => a - b);
  if (times.length < cap.max) return undefined;
  const leaving = times[times.length - cap.max];
  return leaving === undefined ? undefined : leaving + lastsMs;
}

const isCounted = ({ counts }: Cap, text: SentText): boolean =>
  'program' in counts ? text.program === counts.program : text.purpose === counts.purpose;
