// Times as people say them, in the time zone of whoever is spoken of.
// The exact time goes with each as a hover text, in UTC.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface SpokenTime {
  readonly iso: string;
  readonly said: string;
}

/** `just now`, `5 min ago`, `2 h ago`, `3 days ago`. */
export function sayAgo(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime();
  if (passed < MINUTE_MS) return 'just now';
  if (passed < HOUR_MS) return `${Math.floor(passed / MINUTE_MS)} min ago`;
  if (passed < DAY_MS) return `${Math.floor(passed / HOUR_MS)} h ago`;
  const days = Math.floor(passed / DAY_MS);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** `today 9:41 AM`, `yesterday 9:41 AM`, `12 Mar 9:41 AM`, with the year when it is another one. */
export function sayWhen(at: Date, now: Date, timeZone: string | undefined): SpokenTime {
  const zone = knownZone(timeZone);
  const clock = format(at, zone, { hour: 'numeric', minute: '2-digit' });
  const day = (date: Date) => format(date, zone, { dateStyle: 'short' });
  const iso = at.toISOString();
  if (day(at) === day(now)) return { iso, said: `today ${clock}` };
  if (day(at) === day(new Date(now.getTime() - DAY_MS))) return { iso, said: `yesterday ${clock}` };
  return { iso, said: `${sayDay(at, now, zone)} ${clock}` };
}

/** `12 Mar`, with the year when it is another one. */
export function sayDay(at: Date, now: Date, timeZone: string | undefined): string {
  const zone = knownZone(timeZone);
  const sameYear = format(at, zone, { year: 'numeric' }) === format(now, zone, { year: 'numeric' });
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  return format(at, zone, sameYear ? parts : { ...parts, year: 'numeric' });
}

function format(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const locale = options.month ? 'en-GB' : 'en-US';
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
}

/** A record's time zone is what the CRM wrote; one that nobody knows is read as UTC. */
function knownZone(timeZone: string | undefined): string {
  if (timeZone === undefined) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
