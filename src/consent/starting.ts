// Starts: an opt-in keyword by text, and AGREE to the written agreement of a marketing program.
// Consent belongs to the number that acted; a request is only linked to it.
import { FIRST_STAMP, justAfter, laterAct, laterStamp, outlasts } from './acts.js';
import {
  heldBack,
  isRenewal,
  NOTHING,
  purposeOf,
  recorded,
  repliesOf,
  sentAt,
  supersededOptIn,
  textEffect,
  textSource,
} from './drafts.js';
import { flagKey } from './fold.js';
import { askAboutStart, completedBy, CONTESTED, isContested } from './ordering.js';
import { actsOf, awaitsAgreement, overallStatus, ownValue, standingOf } from './standing.js';
import type {
  Basis,
  ContestedOptIn,
  Decision,
  Effect,
  EntrySource,
  Head,
  Policy,
  Stamp,
  TextReceived,
} from './types.js';

/** Rule names that mean more than "opt in": they count only where something waits for them. */
export const AGREE_RULE = 'keyword.en.agree';
export const YES_RULE = 'keyword.en.yes';

/** An opt-in keyword: opts in, renews, asks for the agreement, or comes too early to count. */
export function onStart(head: Head, event: TextReceived, policy: Policy): Decision {
  const program =
    event.request?.program ?? event.reading.program ?? defaultProgram(policy, event.sender);
  if (!program) return { effects: [{ kind: 'review' }] };
  const basis = basisOf(event, program, policy);
  const against =
    overtakenBy(head, program, event) ??
    heldBack(head, program, { stamp: placeOf(head, program, event), fromHandset: true });
  if (against) {
    const source = textSource(event, against);
    const asks =
      against === CONTESTED
        ? askAboutStart(head, event.sender, contestedStart(event, { program, basis, policy, head }))
        : [];
    return supersededOptIn(head, { program, occurredAt: sentAt(event), source, basis }, asks);
  }
  if (basis) return optIn(event, policy, head, program, basis);
  // In a marketing program a bare START is worth nothing by itself: it renews or asks.
  const renews = standingOf(head, program).basis === 'express_written';
  return renews
    ? optIn(event, policy, head, program, undefined)
    : askAgreement(event, policy, head, program);
}

/**
 * AGREE completes the START whose agreement text the person was sent last, and counts where that
 * START lies, so that a stop in between still ends it. It must have arrived after that text was
 * decided on: nobody agrees to words that were not yet asked.
 */
export function onAgree(head: Head, event: TextReceived, policy: Policy): Decision {
  const asked = Object.entries(head.programs)
    .filter(([program]) => awaitsAgreement(head, program))
    .map(([program, state]) => ({ program, act: state.pendingAt }))
    .filter(({ act }) => act !== undefined && act.recordedAt <= event.receivedAt)
    .sort((a, b) => (laterAct(a.act, b.act) === a.act ? -1 : 1))[0];
  if (!asked?.act) return NOTHING;
  const { program, act } = asked;
  const linked = event.request?.program === program ? event : withoutRequest(event);
  const { entry, effects } = optIn(linked, policy, head, program, 'express_written');
  if (!entry) return NOTHING;
  return recorded({ ...entry, source: { ...entry.source, countsAt: act.stamp } }, effects);
}

/**
 * YES is an everyday answer and, for providers, also an opt-in word. It counts where the provider
 * acts on it for somebody who is out or blocked, or where a request is open; else it is talk.
 */
export function onYes(head: Head, event: TextReceived, policy: Policy): Decision {
  const actsAtProvider = event.reading.bare && repliesOf(policy, event.sender) === 'provider';
  const comesBack = overallStatus(head) === 'opted_out' || isBlocked(head, event.sender);
  const counts =
    event.optOutType === 'START' || event.request !== undefined || (actsAtProvider && comesBack);
  return counts ? onStart(head, event, policy) : NOTHING;
}

/** What a START rests on by itself; nothing where the written agreement is still to be asked. */
function basisOf(event: TextReceived, program: string, policy: Policy): Basis | undefined {
  if (event.request?.disclosureShown) return 'express_written';
  return purposeOf(policy, program) === 'informational' ? 'express' : undefined;
}

/** The rule by which a stop beats this opt-in, or `undefined` when none does. */
function overtakenBy(head: Head, program: string, event: TextReceived): string | undefined {
  const { inAt, outAt } = actsOf(head, program);
  if (!outAt) return undefined;
  const overtaken = outAt.stamp >= event.stamp;
  // The stamp of a text that was found orders nothing: any opt-out may be the later one.
  const unordered = event.foundAt !== undefined || isContested(outAt, event);
  const contested = unordered && (overtaken || !outlasts(inAt, outAt));
  if (contested) return CONTESTED;
  return overtaken ? 'order.overtaken' : undefined;
}

function contestedStart(
  event: TextReceived,
  {
    program,
    basis,
    policy,
    head,
  }: { program: string; basis: Basis | undefined; policy: Policy; head: Head },
): ContestedOptIn {
  const { id, stamp, request } = event;
  return {
    event: id,
    stamp,
    program,
    ...(basis && { basis }),
    ...(request && { request }),
    ...(liftsBlock(event, policy, head).providerBlock && { liftsBlock: true as const }),
    ...(event.foundAt !== undefined && { found: 'opt_in' as const }),
  };
}

/**
 * Where an opt-in counts. One that was found lies right behind what is known to be older, so that
 * every stop which is decided later beats it: it may have been sent after it.
 */
function placeOf(head: Head, program: string, event: TextReceived): Stamp {
  if (event.foundAt === undefined) return event.stamp;
  const { outAt, expiredAt } = actsOf(head, program);
  const ended = [outAt, expiredAt].map((act) => act?.stamp ?? FIRST_STAMP);
  return justAfter(ended.reduce(laterStamp));
}

function startSource(head: Head, program: string, event: TextReceived): EntrySource {
  const source = textSource(event, event.reading.rule);
  const countsAt = placeOf(head, program, event);
  return countsAt === event.stamp ? source : { ...source, countsAt };
}

function askAgreement(event: TextReceived, policy: Policy, head: Head, program: string): Decision {
  const effects: Effect[] = [textEffect('agreement', program, event)];
  if (event.request) {
    effects.push({ kind: 'request', request: event.request.id, outcome: 'confirming' });
  }
  return recorded(
    {
      kind: 'opt_in_pending',
      program,
      status: standingOf(head, program).status === 'opted_in' ? 'opted_in' : 'pending',
      ...liftsBlock(event, policy, head),
      occurredAt: sentAt(event),
      source: startSource(head, program, event),
    },
    effects,
  );
}

function optIn(
  event: TextReceived,
  policy: Policy,
  head: Head,
  program: string,
  basis: Basis | undefined,
): Decision {
  const renews = isRenewal(head, policy, program);
  const effects: Effect[] = [];
  if (!renews && event.optOutType !== 'START') {
    effects.push(textEffect('opt_in_confirmation', program, event));
  }
  if (event.request) {
    const outcome = completedBy(event.contact, event.request.contact);
    effects.push({ kind: 'request', request: event.request.id, outcome });
  }
  return recorded(
    {
      kind: renews || !basis ? 'opt_in_renewed' : 'opted_in',
      program,
      status: 'opted_in',
      ...(basis && { basis }),
      ...liftsBlock(event, policy, head),
      occurredAt: sentAt(event),
      source: startSource(head, program, event),
    },
    effects,
  );
}

/** Its block ends on a bare word that the provider itself lifts on, or when it says that it did. */
function liftsBlock(event: TextReceived, policy: Policy, head: Head): { providerBlock?: 'lifted' } {
  const known = repliesOf(policy, event.sender) === 'provider' || isBlocked(head, event.sender);
  const lifts = event.optOutType === 'START' || (event.reading.bare && known);
  return lifts ? { providerBlock: 'lifted' } : {};
}

function isBlocked(head: Head, sender: string): boolean {
  return ownValue(head.flags, flagKey('provider_block', sender)) !== undefined;
}

function defaultProgram(policy: Policy, sender: string): string | undefined {
  return ownValue(policy.senders, sender)?.defaultProgram;
}

function withoutRequest({ request: _unrelated, ...event }: TextReceived): TextReceived {
  return event;
}
