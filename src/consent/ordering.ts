// Contested order: a START and a STOP so close together that their arrival proves nothing. The
// person is out, the provider is asked when it got each, and its answer is an event like any other.
import {
  justAfter,
  justAfterFound,
  laterStamp,
  mayBeLater,
  outlasts,
  tooCloseToOrder,
} from './acts.js';
import { heldBack, NOTHING, recorded, supersededOptIn, textEffect } from './drafts.js';
import { actsOf, ownValue, standingOf } from './standing.js';
import type {
  Act,
  ContestedOptIn,
  ContestedOptOut,
  Decision,
  Effect,
  EntrySource,
  Head,
  IsoTime,
  OrderReported,
  Stamp,
} from './types.js';
import { EVERY_PROGRAM } from './types.js';

/** The rule of an act whose order to its opposite is not trusted. */
export const CONTESTED = 'order.contested';

/** An act of which it is asked whether it was undecided when the other one arrived. */
interface Arrival {
  readonly stamp: Stamp;
  readonly receivedAt: IsoTime;
  /** The provider's time, where the act was found in its list. */
  readonly foundAt?: IsoTime;
}

/**
 * True when the two acts lie close together and the earlier was still undecided when the later
 * arrived. `arriving` is being decided just now, so as the earlier one it is undecided. Within one
 * millisecond nobody can tell, so it is contested.
 */
export function isContested(known: Act, arriving: Arrival): boolean {
  if (!tooCloseToOrder(known.stamp, arriving.stamp)) return false;
  return known.stamp >= arriving.stamp || known.recordedAt >= arriving.receivedAt;
}

/**
 * The question to the provider about a START that meets opt-outs already recorded; none where it
 * could not settle the order: an opt-out without a provider's time, or more than one.
 */
export function askAboutStart(head: Head, sender: string, optIn: ContestedOptIn): Effect[] {
  const optOut = onlyOptOut(stopsNear(head, optIn));
  return optOut ? [{ kind: 'ask_order', sender, optIn, optOut }] : [];
}

/**
 * The question about an opt-out by text that meets a START already recorded; none where it meets
 * more than one, or where another opt-out is as near. One that was found in the provider's list
 * meets every START that stands and may have been sent after it.
 */
export function askAboutStop(
  head: Head,
  sender: string,
  optOut: ContestedOptOut & Arrival,
): Effect[] {
  const { event, stamp, receivedAt, foundAt } = optOut;
  const { outAt } = actsOf(head, EVERY_PROGRAM);
  const starts = Object.entries(head.programs).flatMap(([program, { inAt, pendingAt }]) =>
    [inAt, pendingAt].flatMap((act) => (act ? [{ program, act }] : [])),
  );
  const [start, another] = starts.filter(({ act }) =>
    foundAt === undefined
      ? isContested(act, { stamp, receivedAt })
      : outlasts(act, outAt) && mayBeLater(act, foundAt),
  );
  if (!start || another) return [];
  const { program, act } = start;
  const { text } = act;
  if (text === undefined || stopsNear(head, { stamp: act.stamp, program }).length > 0) return [];
  const optIn = {
    ...{ event: text, stamp: act.stamp, program },
    ...(act.basis && { basis: act.basis }),
    ...(foundAt !== undefined && { found: 'opt_out' as const }),
  };
  return [{ kind: 'ask_order', sender, optIn, optOut: { event, stamp } }];
}

/**
 * The provider's answer. Only when it got the START strictly later than the one opt-out in question
 * is the person in again: the START counts right behind the opt-out, so that every later act still
 * beats it. Any other answer leaves the person out, and is kept as the reason; a provider that does
 * not know says nothing that the superseded START does not say already.
 */
export function onOrderReported(head: Head, event: OrderReported): Decision {
  const { optIn, optOut } = event;
  const { program, basis, request } = optIn;
  const times = { start: optIn.at, stop: optOut.at };
  if (!bothKnown(times)) return NOTHING;
  const countsAt = placeBehind(optOut, stopsNear(head, optIn), optIn);
  const startWasLater = Date.parse(times.start) > Date.parse(times.stop);
  const against = startWasLater ? whyStillOut(head, event, countsAt) : 'order.stop_was_later';
  const occurredAt = times.start;
  if (against) {
    const source = { ...reportSource(event, against), countsAt };
    return supersededOptIn(head, { program, occurredAt, source, basis });
  }
  const standing = standingOf(head, program);
  const isIn = standing.status === 'opted_in';
  const answered = isIn && (basis !== undefined || standing.basis === 'express_written');
  const template = basis ? 'opt_in_confirmation' : 'agreement';
  const effects: Effect[] = answered ? [] : [textEffect(template, program, event)];
  if (request) {
    const outcome = basis ? completedBy(event.contact, request.contact) : 'confirming';
    effects.push({ kind: 'request', request: request.id, outcome });
  }
  const kind = isIn ? 'opt_in_renewed' : 'opted_in';
  return recorded(
    {
      kind: basis ? kind : 'opt_in_pending',
      program,
      status: basis || isIn ? 'opted_in' : 'pending',
      ...(basis && { basis }),
      ...(optIn.liftsBlock && { providerBlock: 'lifted' as const }),
      occurredAt,
      source: { ...reportSource(event, 'order.start_was_later'), countsAt },
    },
    effects,
  );
}

/**
 * Where a START lies that the provider got later than the opt-outs: right behind them. The stamp of
 * one that was found says nothing, so what arrived before it was found is not behind it.
 */
function placeBehind(
  optOut: ContestedOptOut,
  stops: readonly Act[],
  { stamp: ofStart, found }: ContestedOptIn,
): Stamp {
  const last = stops.reduce((latest, { stamp }) => laterStamp(latest, stamp), optOut.stamp);
  if (found === 'opt_in') return justAfter(last);
  const place = laterStamp(last, ofStart);
  return found === 'opt_out' ? justAfterFound(place) : justAfter(place);
}

/** Whose act it was: the record's own number completes a request, another one needs a match. */
export function completedBy(contact: string, wanted: string | undefined) {
  return wanted === undefined || wanted === contact ? 'completed' : 'needs_match';
}

function bothKnown(times: {
  start: IsoTime | null;
  stop: IsoTime | null;
}): times is { start: IsoTime; stop: IsoTime } {
  return times.start !== null && times.stop !== null;
}

/** Why a START that the provider got later does not count all the same. */
function whyStillOut(
  head: Head,
  { optIn, optOut }: OrderReported,
  countsAt: Stamp,
): string | undefined {
  const { outAt } = actsOf(head, optIn.program);
  if (outAt && outAt.stamp > countsAt) return 'order.overtaken';
  if (onlyOptOut(stopsNear(head, optIn))?.event !== optOut.event) return CONTESTED;
  return heldBack(head, optIn.program, { stamp: countsAt, fromHandset: true });
}

/**
 * Opt-outs whose order to a START is not trusted: those that are close, and all of them where one
 * of the pair in question was found.
 */
function stopsNear(head: Head, optIn: Pick<ContestedOptIn, 'stamp' | 'program' | 'found'>): Act[] {
  return [optIn.program, EVERY_PROGRAM]
    .map((program) => ownValue(head.programs, program)?.outAt)
    .filter((act) => act !== undefined)
    .filter((act) => optIn.found !== undefined || tooCloseToOrder(act.stamp, optIn.stamp));
}

function onlyOptOut(stops: readonly Act[]): ContestedOptOut | undefined {
  const [stop, ...others] = stops;
  if (!stop || others.length > 0 || stop.crowded || stop.text === undefined) return undefined;
  return { event: stop.text, stamp: stop.stamp };
}

function reportSource({ id, stamp, sender, optIn }: OrderReported, rule: string): EntrySource {
  const source = { channel: 'provider', event: id, stamp, rule, sender } as const;
  return optIn.request ? { ...source, request: optIn.request.id } : source;
}
