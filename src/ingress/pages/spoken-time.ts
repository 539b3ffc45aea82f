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

/** How long ago, and of what is older than a week the day. */
export function sayLately(at: Date, now: Date, timeZone: string | undefined): SpokenTime {
  const lately = now.getTime() - at.getTime() < 7 * DAY_MS;
  return { iso: at.toISOString(), said: lately ? sayAgo(at, now) : sayDay(at, now, timeZone) };
}

/**
 * `today 9:41 AM`, `yesterday 9:41 AM`, `tomorrow 9:41 AM`, `12 Mar 9:41 AM`, with the year when it
 * is another one.
 */
export function sayWhen(at: Date, now: Date, timeZone: string | undefined): SpokenTime {
  const zone = knownZone(timeZone);
  const near = nearDay(at, now, zone) ?? sayDay(at, now, zone);
  return { iso: at.toISOString(), said: `${near} ${sayClock(at, zone)}` };
}

/** `9:41 AM`. */
export function sayClock(at: Date, timeZone: string | undefined): string {
  return format(at, knownZone(timeZone), { hour: 'numeric', minute: '2-digit' });
}

/** `Today`, `Yesterday`, `Tuesday 12 March`, with the year when it is another one. */
export function sayWholeDay(at: Date, now: Date, timeZone: string | undefined): string {
  const zone = knownZone(timeZone);
  const near = nearDay(at, now, zone);
  if (near !== undefined) return near.charAt(0).toUpperCase() + near.slice(1);
  const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  const whole = isSameYear(at, now, zone) ? date : { ...date, year: 'numeric' as const };
  return `${format(at, zone, { weekday: 'long' })} ${format(at, zone, whole)}`;
}

function nearDay(at: Date, now: Date, zone: string): string | undefined {
  const day = (date: Date) => format(date, zone, { dateStyle: 'short' });
  const [own, away] = [day(at), (ms: number) => day(new Date(now.getTime() + ms))];
  if (own === away(0)) return 'today';
  if (own === away(-DAY_MS)) return 'yesterday';
  return own === away(DAY_MS) ? 'tomorrow' : undefined;
}

const isSameYear = (at: Date, now: Date, zone: string) =>
  format(at, zone, { year: 'numeric' }) === format(now, zone, { year: 'numeric' });

/** `12 Mar`, with the year when it is another one. */
export function sayDay(at: Date, now: Date, timeZone: string | undefined): string {
  const zone = knownZone(timeZone);
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  return format(at, zone, isSameYear(at, now, zone) ? parts : { ...parts, year: 'numeric' });
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
