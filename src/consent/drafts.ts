// Shapes that every command family returns: entry drafts and decisions, filled in one way.
// No rule is decided here.
import { outlasts } from './acts.js';
import { actsOf, reassignedSince, standingOf, statusOf } from './standing.js';
import type {
  Basis,
  ConsentEvent,
  Decision,
  Effect,
  EntryDraft,
  EntrySource,
  Head,
  IsoTime,
  Policy,
  Purpose,
  Reading,
  ReviewDecided,
  Stamp,
  TemplateName,
  TextEffect,
  TextReceived,
} from './types.js';

/** The event is no act of consent: nothing to record, nothing to do. */
export const NOTHING: Decision = { effects: [] };

/** A decision with an entry. */
export function recorded(entry: EntryDraft, effects: readonly Effect[] = []): Decision {
  return { entry, effects };
}

/** Where a text's entry comes from. */
export function textSource(event: TextReceived, rule: string): EntrySource {
  return {
    channel: 'sms',
    event: event.id,
    stamp: event.stamp,
    rule,
    sender: event.sender,
    ...(event.request && { request: event.request.id }),
    ...(event.foundAt !== undefined && { foundAt: event.foundAt }),
  };
}

/** When a text was sent, as far as anybody knows: by the provider's clock where it was found. */
export const sentAt = ({ foundAt, receivedAt }: TextReceived): IsoTime => foundAt ?? receivedAt;

/** An answer later than this speaks of something that the person has long done. */
const ANSWER_WITHIN_MS = 300_000;

/** True for a text that was found when it was too late to answer it. */
export const isStale = ({ foundAt, receivedAt }: TextReceived): boolean =>
  foundAt !== undefined && Date.parse(receivedAt) - Date.parse(foundAt) > ANSWER_WITHIN_MS;

/** Where the entry of an act comes from that reached us over the API. */
export function apiSource(event: ConsentEvent, rule: string): EntrySource {
  return { channel: 'api', event: event.id, stamp: event.stamp, rule };
}

/** Where a decision about a doubtful text comes from; its place is that of the text. */
export function reviewSource({ id, reviewed }: ReviewDecided, rule: string): EntrySource {
  return { channel: 'api', event: id, stamp: reviewed.stamp, rule };
}

/**
 * A text of ours, in the language that the person's own word suggests (ALTO, ARRET), else the one
 * of the record. STOP and START say nothing: people of every language are told to text them.
 */
export function textEffect(
  template: TemplateName,
  program: string,
  event: { readonly reading?: Reading; readonly locale?: string },
): TextEffect {
  const locale = languageOf(event.reading) ?? event.locale;
  return { kind: 'text', template, program, ...(locale !== undefined && { locale }) };
}

/** A rule's name carries its language: `keyword.es.stop`. */
function languageOf(reading: Reading | undefined): string | undefined {
  const language = /^(?:keyword|phrase)\.([a-z]{2})\./.exec(reading?.rule ?? '')?.[1];
  return language === 'en' ? undefined : language;
}

/** An opt-in that does not count; it is kept, for it was said. */
export function supersededOptIn(
  head: Head,
  optIn: { program: string; occurredAt: string; source: EntrySource; basis?: Basis | undefined },
  effects: readonly Effect[] = [],
): Decision {
  const { program, occurredAt, source, basis } = optIn;
  const held = source.rule === REASSIGNED;
  return recorded(
    {
      kind: 'superseded',
      act: held ? 'opt_in_held' : 'opt_in',
      program,
      status: statusOf(head, program),
      ...(held && basis && { basis }),
      occurredAt,
      source,
    },
    effects,
  );
}

/** The rule that holds an opt-in back because the number is somebody else's by now. */
const REASSIGNED = 'number.reassigned';

/**
 * The rule by which an opt-in that counts at this stamp cannot count at all: it is older than the
 * number's passing to somebody else, older than what has expired already, or vouches for a number
 * of which it is known that it passed on.
 */
export function heldBack(
  head: Head,
  program: string,
  { stamp, fromHandset }: { stamp: Stamp; fromHandset: boolean },
): string | undefined {
  const reassigned = reassignedSince(head);
  if (reassigned !== undefined && !(fromHandset && stamp > reassigned)) return REASSIGNED;
  const { expiredAt } = actsOf(head, program);
  return expiredAt && expiredAt.stamp >= stamp ? 'consent.expired' : undefined;
}

/** A program that the settings no longer know is held to the stricter rule. */
export function purposeOf(policy: Policy, program: string): Purpose {
  return Object.hasOwn(policy.programs, program)
    ? (policy.programs[program]?.purpose ?? 'marketing')
    : 'marketing';
}

/**
 * Already in by an own act that suffices: nothing new to confirm. Attested consent was never
 * confirmed, so acting on top of it is no renewal.
 */
export function isRenewal(head: Head, policy: Policy, program: string): boolean {
  const { inAt, outAt } = actsOf(head, program);
  const { basis } = standingOf(head, program);
  const suffices = basis === 'express_written' || purposeOf(policy, program) === 'informational';
  return outlasts(inAt, outAt) && suffices;
}

/** True when the provider has answered this text itself, so that ours would be a second answer. */
export function answeredByProvider(event: TextReceived, policy: Policy): boolean {
  if (event.optOutType) return true;
  return event.reading.bare && repliesOf(policy, event.sender) === 'provider';
}

/** True when the sender is the workspace's own, so that replies can leave from it. */
export function knowsSender(policy: Policy, sender: string): boolean {
  return Object.hasOwn(policy.senders, sender);
}

/** Who answers the provider's own words on a sender; an unknown sender is taken as the provider's. */
export function repliesOf(policy: Policy, sender: string): 'provider' | 'service' {
  return Object.hasOwn(policy.senders, sender)
    ? (policy.senders[sender]?.keywordReplies ?? 'provider')
    : 'provider';
}
