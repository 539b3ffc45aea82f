// What the statuses must be, worked out from the whole list of acts sorted by time: written from
// the rules of consent alone, knowing nothing of heads, slots or folding.
import type { ConsentEvent, ConsentStatus, Stamp } from '../../../src/consent/types.js';

/** An act of the story, and when it was decided (seconds of the story). */
export interface Told {
  readonly event: ConsentEvent;
  /** When its entry was written; absent where it has none. */
  readonly recordedAt?: string;
  /** Of AGREE and of a settled order: where it counts; absent where it counts for nothing. */
  readonly countsAt?: Stamp | undefined;
}

interface Said {
  readonly stamp: Stamp;
  readonly receivedAt: string;
  readonly recordedAt: string;
  readonly written: boolean;
  readonly event: string;
  /** The stop of which the provider said that it came before this START. */
  readonly settledWith?: string | undefined;
}

const secondsOf = (stamp: Stamp) => Number(stamp.split('.')[0]);
const near = (a: Stamp, b: Stamp) => Math.abs(secondsOf(a) - secondsOf(b)) <= 30;
/** Both texts were on the way at once, so that their order proves nothing. */
const isContested = (start: Said, stop: Said) =>
  near(start.stamp, stop.stamp) &&
  start.settledWith !== stop.event &&
  (start.stamp > stop.stamp
    ? stop.recordedAt >= start.receivedAt
    : start.recordedAt >= stop.receivedAt);

const said = ({ event, recordedAt, countsAt }: Told, written = false): Said => {
  // A review is about a text that came earlier; what it says was said then.
  const { stamp, receivedAt } = event.type === 'review_decided' ? event.reviewed : event;
  return {
    stamp: countsAt ?? stamp,
    receivedAt,
    recordedAt: recordedAt ?? event.receivedAt,
    written,
    event: event.id,
    settledWith: event.type === 'order_reported' ? event.optOut.event : undefined,
  };
};

export interface Specified {
  readonly status: ConsentStatus;
  readonly written: boolean;
  /** Some START lies so close to a stop that being out is right as well. */
  readonly contested: boolean;
}

/** Where the contact stands with a program after all of these acts. */
export function specify(acts: readonly Told[], program: string): Specified {
  const passedOn = lastReassignment(acts);
  const stops = acts.filter((act) => endsProgram(act, program)).map((act) => said(act));
  const later = (start: Said) => stops.every((stop) => start.stamp > stop.stamp);
  const settles = (start: Said) => later(start) && !stops.some((stop) => isContested(start, stop));
  const own = acts
    .filter((act) => passedOn === undefined || (act.countsAt ?? act.event.stamp) > passedOn)
    .flatMap((act) => optInOf(act, program, acts));
  const starts = own.filter(({ pending }) => !pending).map(({ start }) => start);
  const vouched = passedOn === undefined ? acts.flatMap((act) => vouchedOf(act, program)) : [];
  const contested = own.some(({ start }) => stops.some((stop) => isContested(start, stop)));
  const cameBack = starts.filter(settles);
  const since = cameBack.map(({ stamp }) => stamp).sort()[0];
  const counts = vouched.filter(
    ({ stamp }) => stops.length === 0 || (since !== undefined && stamp > since),
  );
  const isIn = cameBack.length > 0 || (stops.length === 0 && vouched.length > 0);
  if (isIn) {
    const written = [...cameBack, ...counts].some((act) => act.written);
    return { status: 'opted_in', written, contested };
  }
  const asked = own.some(({ start, pending }) => pending && settles(start));
  if (asked) return { status: 'pending', written: false, contested };
  if (stops.length > 0) return { status: 'opted_out', written: false, contested };
  const form = passedOn === undefined && acts.some((act) => isForm(act, program));
  return { status: form ? 'pending' : 'none', written: false, contested };
}

/** True while words that may mean stop wait for a person. */
export function isInReview(acts: readonly Told[]): boolean {
  const settled = acts.filter(
    ({ event }) => event.type === 'review_decided' || endsProgram({ event }, '*'),
  );
  const upTo = settled.map((act) => said(act).stamp);
  return acts.some(
    ({ event }) =>
      event.type === 'text_received' &&
      event.reading.intent === 'review' &&
      event.optOutType === undefined &&
      upTo.every((stamp) => stamp < event.stamp),
  );
}

function endsProgram({ event }: Told, program: string): boolean {
  if (event.type === 'revocation_recorded') return [program, '*'].includes(event.program);
  if (event.type === 'review_decided') return event.decision === 'opt_out';
  if (event.type !== 'text_received') return false;
  return event.reading.intent === 'opt_out' || event.optOutType === 'STOP';
}

function optInOf(
  act: Told,
  program: string,
  acts: readonly Told[],
): { start: Said; pending: boolean }[] {
  const { event } = act;
  if (event.type === 'order_reported') {
    if (event.optIn.program !== program || act.countsAt === undefined) return [];
    const { basis } = event.optIn;
    return [{ start: said(act, basis === 'express_written'), pending: basis === undefined }];
  }
  if (event.type !== 'text_received' || event.reading.intent !== 'opt_in') return [];
  if (event.optOutType === 'STOP') return [];
  if (event.reading.rule === 'keyword.en.agree') {
    // Which START it completed is in its entry; it is worth what that START is worth, in writing.
    if (program !== 'offers' || act.countsAt === undefined) return [];
    const completed = acts
      .filter((other) => other !== act)
      .flatMap((other) => optInOf(other, program, []))
      .filter(({ start, pending }) => pending && start.stamp === act.countsAt);
    return completed.map(({ start }) => ({ start: { ...start, written: true }, pending: false }));
  }
  if ((event.request?.program ?? 'updates') !== program) return [];
  const written = event.request?.disclosureShown === true;
  return [{ start: said(act, written), pending: program === 'offers' && !written }];
}

function vouchedOf(act: Told, program: string): Said[] {
  const { event } = act;
  if (event.type === 'email_confirmed') {
    return event.trusted && event.request.program === program ? [said(act, true)] : [];
  }
  if (event.type !== 'consent_attested' || event.program !== program) return [];
  return [said(act, event.basis === 'express_written')];
}

function isForm({ event }: Told, program: string): boolean {
  return event.type === 'email_confirmed' && !event.trusted && event.request.program === program;
}

/** When the number passed to somebody else, unless that was taken back later. */
function lastReassignment(acts: readonly Told[]): Stamp | undefined {
  const reports = acts
    .flatMap(({ event }) =>
      event.type === 'flag_reported' && event.flag === 'reassigned' ? [event] : [],
    )
    .sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
  const last = reports.at(-1);
  return last?.raised ? last.stamp : undefined;
}
