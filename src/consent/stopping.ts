// Stops: by text, or told to somebody who recorded it. A stop ends every program that it means.
// Whether the confirmation may leave is the gate's business.
import { isAfterFound, tooCloseToOrder } from './acts.js';
import {
  answeredByProvider,
  apiSource,
  isStale,
  knowsSender,
  recorded,
  repliesOf,
  reviewSource,
  sentAt,
  textEffect,
  textSource,
} from './drafts.js';
import { addOptOut } from './fold.js';
import { askAboutStop } from './ordering.js';
import {
  actsOf,
  isOutOfEverything,
  overallStatus,
  ownOptIns,
  resolveActs,
  standingOf,
} from './standing.js';
import type {
  Decision,
  EntryDraft,
  EntrySource,
  Head,
  Policy,
  ReviewDecided,
  RevocationRecorded,
  Stamp,
  TextEffect,
  TextReceived,
} from './types.js';
import { EVERY_PROGRAM } from './types.js';

/**
 * A stop by text ends every program of the workspace and is confirmed once
 * (47 CFR 64.1200(a)(12)). A repeated one is recorded, for its fence falls only with an entry. One
 * to a number of the account that is no sender of the workspace ends as much, and cannot be
 * answered.
 */
export function onStop(head: Head, event: TextReceived, policy: Policy): Decision {
  const entry = stopEntry(head, {
    program: EVERY_PROGRAM,
    occurredAt: sentAt(event),
    source: textSource(event, event.reading.rule),
  });
  const endsEverything = entry.kind === 'opted_out' && !isOvertaken(head, entry);
  const known = knowsSender(policy, event.sender);
  // One that comes late is worse than none (47 CFR 64.1200(a)(12)).
  const confirm = known && !isStale(event) && !answeredByProvider(event, policy);
  const effects = endsEverything && confirm ? confirmations(head, event) : [];
  const { id, stamp, receivedAt, sender, foundAt } = event;
  const arrival = { event: id, stamp, receivedAt, ...(foundAt !== undefined && { foundAt }) };
  const asks = entry.kind === 'opted_out' ? askAboutStop(head, sender, arrival) : [];
  const blocks = endsEverything && known && blocksAtProvider(event, policy);
  const draft: EntryDraft = blocks ? { ...entry, providerBlock: 'raised' } : entry;
  return recorded(draft, [...effects, ...asks]);
}

/**
 * A doubtful text that a person read as a stop: it counts where it lies, and is confirmed as what
 * it was, so that the gate drops the confirmation when the text is more than five minutes old.
 */
export function onReviewedStop(head: Head, event: ReviewDecided): Decision {
  const { stamp, receivedAt } = event.reviewed;
  const entry = stopEntry(head, {
    program: EVERY_PROGRAM,
    occurredAt: receivedAt,
    source: reviewSource(event, 'review.opt_out'),
  });
  const endsEverything = entry.kind === 'opted_out' && !isOvertaken(head, entry);
  const asked = { stamp, at: receivedAt };
  const effects = endsEverything ? confirmations(head, event) : [];
  return recorded(
    entry,
    effects.map((effect) => ({ ...effect, asked })),
  );
}

/** The one confirmation of an opt-out, where the person was not out of everything already. */
function confirmations(head: Head, event: TextReceived | ReviewDecided): TextEffect[] {
  if (isOutOfEverything(head)) return [];
  return [textEffect('opt_out_confirmation', EVERY_PROGRAM, event)];
}

/**
 * A stop told to us on another way (47 CFR 64.1200(a)(10): any reasonable means). No text confirms
 * it: whoever took it confirms it there, and a text is what the person has just declined.
 */
export function onRevocation(head: Head, event: RevocationRecorded): Decision {
  const source = apiSource(event, `revoked.${event.method}`);
  return recorded(
    stopEntry(head, { program: event.program, occurredAt: event.occurredAt, source }),
  );
}

/**
 * An opt-in that is later than the stop overtakes it, unless they lie too close together: the stop
 * was still undecided when the opt-in came, so it counts where that opt-in lies and the contact
 * is out.
 */
function stopEntry(
  head: Head,
  stop: { program: string; occurredAt: string; source: EntrySource },
): EntryDraft {
  const { program, occurredAt } = stop;
  const countsAt = contestedOptIn(head, program, stop.source.stamp);
  const source = countsAt ? { ...stop.source, countsAt } : stop.source;
  const draft: EntryDraft = { kind: 'opted_out', program, status: 'opted_out', occurredAt, source };
  if (!isOvertaken(head, draft) || endsSomething(head, draft)) return draft;
  // Where no START is later, an overtaken stop still ends what was vouched for.
  const act = { stamp: source.countsAt ?? source.stamp, at: occurredAt, entry: '', recordedAt: '' };
  const status =
    program === EVERY_PROGRAM
      ? overallStatus(head)
      : resolveActs(addOptOut(actsOf(head, program), act)).status;
  return { ...draft, kind: 'superseded', act: 'opt_out', status };
}

function contestedOptIn(head: Head, program: string, stop: Stamp): Stamp | undefined {
  return ownOptIns(head, program)
    .map((act) => act.stamp)
    .filter((stamp) => stamp > stop && (tooCloseToOrder(stamp, stop) || isAfterFound(stamp)))
    .sort()
    .at(-1);
}

function isOvertaken(head: Head, { program, source }: EntryDraft): boolean {
  const reach = source.countsAt ?? source.stamp;
  return ownOptIns(head, program).some((act) => act.stamp > reach);
}

/** True when some program that still stands has no opt-in later than the stop. */
function endsSomething(head: Head, { program, source }: EntryDraft): boolean {
  const reach = source.countsAt ?? source.stamp;
  const programs = program === EVERY_PROGRAM ? Object.keys(head.programs) : [program];
  return programs.some((id) => {
    const { status } = standingOf(head, id);
    const stands = status === 'opted_in' || status === 'pending';
    return stands && ownOptIns(head, id).every((act) => act.stamp <= reach);
  });
}

/** The provider blocks on its own bare words where it answers them, and whenever it says so. */
function blocksAtProvider(event: TextReceived, policy: Policy): boolean {
  if (event.optOutType === 'STOP') return true;
  return event.reading.bare && repliesOf(policy, event.sender) === 'provider';
}
