// What happened with a record, in plain words, newest first: its entries, the requests, its
// beginning.
import { formatPhone } from '../../phone.js';
import type { LedgerEntry } from '../../store/ledger.js';
import type { CrmRecord } from '../../store/records.js';
import type { OptInRequest } from '../../store/requests.js';
import { oneOfEachToken } from './request-panel.js';
import { type SpokenTime, sayWhen } from './spoken-time.js';
import type { IconState } from './text-icon.js';

export interface TimelineItem {
  readonly tone: IconState;
  readonly text: string;
  readonly details: readonly string[];
  readonly time: SpokenTime;
}

export interface Happenings {
  readonly record: CrmRecord;
  readonly entries: readonly LedgerEntry[];
  /** What is known beyond the channel of how they came, by entry (how-it-came.ts). */
  readonly came?: ReadonlyMap<string, string>;
  readonly requests: readonly OptInRequest[];
  /** Minutes in which each request's code was scanned, oldest first. */
  readonly scans: ReadonlyMap<string, readonly Date[]>;
  /** Names of the workspace's programs by id. */
  readonly programs: Readonly<Record<string, { readonly name: string }>>;
  readonly now: Date;
}

interface Happened {
  readonly at: Date;
  readonly tone: IconState;
  readonly text: string;
  readonly details: readonly string[];
}

export function timelineOf(happenings: Happenings) {
  const { record, entries, came, requests, scans, programs, now } = happenings;
  const nameOf = (program: string) =>
    program === '*' ? 'everything' : (programs[program]?.name ?? program);
  const asking = oneOfEachToken(requests);
  const happened: Happened[] = [
    { at: record.createdAt, tone: 'none', text: 'Record created by your CRM', details: [] },
    ...requests.map((request) =>
      askedFor(request, nameOf(request.program), asking.includes(request)),
    ),
    ...requests.flatMap((request) => visited(request, scans.get(request._id) ?? [])),
    ...entries.map((entry) => entered(entry, nameOf(entry.program), came?.get(entry.id))),
  ];
  const newestFirst = happened.sort((a, b) => b.at.getTime() - a.at.getTime());
  return newestFirst.map(
    ({ at, ...rest }): TimelineItem => ({ ...rest, time: sayWhen(at, now, record.timezone) }),
  );
}

const METHODS = {
  text_to_join: 'by text to join',
  qr: 'with a QR code',
  email: 'by e-mail',
} as const;

function askedFor(request: OptInRequest, program: string, asks: boolean): Happened {
  const { createdAt: at, method, token, status, reason } = request;
  const details = [`code ${token}`];
  if (status === 'needs_match' && asks) details.push('answered from another number: whose is it?');
  if (status === 'expired' || status === 'cancelled') details.push(status);
  if (status === 'failed') details.push(reason ?? status);
  return { at, tone: 'wait', text: `Asked ${METHODS[method]} · ${program}`, details };
}

/** Somebody looked, and that is all it was. Only the minute is kept: never before its request. */
function visited({ createdAt }: OptInRequest, minutes: readonly Date[]): Happened[] {
  const [minute] = minutes;
  if (!minute) return [];
  const at = minute > createdAt ? minute : new Date(createdAt.getTime() + 1);
  const details = minutes.length > 1 ? [`${minutes.length} times`] : [];
  return [{ at, tone: 'wait', text: 'Opened the page behind the code', details }];
}

function entered(entry: LedgerEntry, program: string, came?: string): Happened {
  const at = new Date(entry.occurredAt);
  const details = [sourceOf(entry, came)];
  if (entry.status === 'opted_in' && entry.basis) {
    details.push(entry.basis === 'express_written' ? 'in writing' : 'express consent');
  }
  return { at, details, ...wordsFor(entry, program) };
}

function wordsFor(
  { kind, flag, source }: LedgerEntry,
  program: string,
): Pick<Happened, 'tone' | 'text'> {
  const flagged = (flag ?? 'flag').replaceAll('_', ' ');
  switch (kind) {
    case 'opted_in':
      return { tone: 'ok', text: `Agreed to texts · ${program}` };
    case 'opt_in_renewed':
      return { tone: 'ok', text: `Agreed again · ${program}` };
    case 'opt_in_pending':
      return {
        tone: 'wait',
        text: `Wants texts, ${DUE[source.channel] ?? 'AGREE'} is still due · ${program}`,
      };
    case 'opted_out':
      return { tone: 'stop', text: `Opted out · ${program}` };
    case 'superseded':
      return {
        tone: 'none',
        text: `${SUPERSEDED[source.rule] ?? 'Arrived late'} and changed nothing · ${program}`,
      };
    case 'flagged':
      return { tone: 'block', text: `Noted: ${flagged}` };
    case 'unflagged':
      return { tone: 'none', text: `No longer: ${flagged}` };
    case 'expired':
      return { tone: 'none', text: `Consent expired · ${program}` };
    case 'erased':
      return { tone: 'none', text: 'Personal data erased' };
    default:
      return unknown(kind);
  }
}

/** What an opt-in still waits for, by how it came; a text waits for AGREE. */
const DUE: Readonly<Partial<Record<LedgerEntry['source']['channel'], string>>> = {
  email: 'a text from that phone',
};

/** Why an act counts for nothing, where it did not only come too late. */
const SUPERSEDED: Readonly<Record<string, string>> = {
  'email.after_opt_out': 'Agreed on the form after a stop',
  'attested.after_opt_out': 'Attested after a stop',
};

const CHANNELS = {
  sms: 'by text',
  email: 'by e-mail',
  qr: 'with a QR code',
  api: 'told by your CRM',
  provider: 'said by the carrier',
  system: 'by this service',
} as const;

/** Acts of the person's own on a page of ours, which the channel alone does not tell. */
const BY_LINK: Readonly<Record<string, string>> = {
  'revoked.unsubscribe': 'by the link in an e-mail',
};

/** How an act reached us, in words. */
export const channelWord = ({ source }: LedgerEntry): string =>
  BY_LINK[source.rule] ?? CHANNELS[source.channel];

function sourceOf(entry: LedgerEntry, came: string = channelWord(entry)): string {
  const { channel, sender } = entry.source;
  const to = channel === 'sms' && sender ? ` to ${formatPhone(sender)}` : '';
  return came + to;
}

function unknown(kind: never): never {
  throw new TypeError(`no words for the entry kind ${JSON.stringify(kind)}`);
}
