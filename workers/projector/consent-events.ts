// What one ledger entry tells the CRM: worked out from where the contact stood before it and after
// it, so that an act that changed nothing is not told as one that did. Pure.
import { type FoldedEntry, overallStatus, standingOf } from '../../src/consent/fold.js';
import {
  type ConsentStatus,
  type Effect,
  type EntryKind,
  EVERY_PROGRAM,
  type Head,
} from '../../src/consent/types.js';
import type { EventFacts, EventType } from '../../src/store/events.js';
import { messageIdOf } from '../../src/store/messages.js';

/** A ledger entry with what stood before and after it, and what followed from its act. */
export interface Step {
  readonly before: Head;
  readonly after: Head;
  readonly entry: FoldedEntry;
  readonly follows: readonly Effect[];
}

/** One thing that an entry tells. */
export interface Telling {
  readonly type: EventType;
  readonly data: EventFacts;
}

type ConsentEvent = Extract<EventType, `consent.${string}`>;

/** What an act is called when it left the contact where it meant to. */
const OWN_NAME: Partial<Record<EntryKind, readonly [ConsentStatus, ConsentEvent]>> = {
  opted_in: ['opted_in', 'consent.granted'],
  opt_in_renewed: ['opted_in', 'consent.renewed'],
  opt_in_pending: ['pending', 'consent.pending'],
  opted_out: ['opted_out', 'consent.revoked'],
};
/** What a change of status is called, whatever it came from. `none`: consent that is over. */
const CHANGED: Readonly<Record<ConsentStatus, ConsentEvent>> = {
  opted_in: 'consent.granted',
  pending: 'consent.pending',
  opted_out: 'consent.revoked',
  none: 'consent.revoked',
};

/** Everything that an entry tells, in the order in which it is told. */
export function tellingsOf(step: Step): Telling[] {
  return [...consentOf(step), ...flagsOf(step), ...reviewOf(step)];
}

function consentOf({ before, after, entry }: Step): Telling[] {
  const { kind, program } = entry;
  const previousStatus = statusFor(before, program);
  const status = statusFor(after, program);
  const type = nameOf(kind, previousStatus, status);
  if (!type) return [];
  const { basis } = standingOf(after, program);
  return [{ type, data: { ...told(entry), status, previousStatus, ...(basis && { basis }) } }];
}

function nameOf(kind: EntryKind, before: ConsentStatus, after: ConsentStatus) {
  const [meant, name] = OWN_NAME[kind] ?? [];
  if (meant === after) return name;
  return before === after ? undefined : CHANGED[after];
}

const statusFor = (head: Head, program: string): ConsentStatus =>
  program === EVERY_PROGRAM ? overallStatus(head) : standingOf(head, program).status;

function flagsOf({ before, after, entry }: Step): Telling[] {
  const [had, flags] = [flagNamesOf(before), flagNamesOf(after)];
  const raised = flags.filter((flag) => !had.includes(flag));
  const lifted = had.filter((flag) => !flags.includes(flag));
  if (raised.length + lifted.length === 0) return [];
  const data = { ...told(entry), status: overallStatus(after), flags, raised, lifted };
  return [{ type: 'contact.flagged', data }];
}

/** A provider's block is kept for each sender; told is that there is one. */
const flagNamesOf = ({ flags }: Head): string[] =>
  [...new Set(Object.keys(flags).map((key) => key.split(':')[0] ?? key))].sort();

/** A text that a person has to read. */
function reviewOf({ after, entry, follows }: Step): Telling[] {
  if (!follows.some(({ kind }) => kind === 'review')) return [];
  const message = messageIdOf(entry.workspace, entry.source.event);
  const data = { ...told(entry), status: overallStatus(after), message };
  return [{ type: 'message.review', data }];
}

function told({ id, kind, program, occurredAt, source }: FoldedEntry) {
  const { channel, rule, sender, request } = source;
  return {
    ...{ program, entry: id, kind, occurredAt, channel, rule },
    ...(sender !== undefined && { sender }),
    ...(request !== undefined && { request }),
  };
}
