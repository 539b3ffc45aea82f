// Every change of an opt-in request's status, as the one conditional write that makes it: from the
// statuses that the rule allows, with its step in the history and a new revision. Whoever has to
// know of changes looks here and at `revision`; nothing else moves a request.
import type { AnyBulkWriteOperation, mongo } from 'mongoose';
import { isOpen, type RequestEvent, transitionOf } from '../consent/request-status.js';
import type { Actor, OptInRequest, RequestDocument } from './request-document.js';

export interface RequestSettlement {
  readonly request: string;
  readonly outcome: 'opened' | 'completed' | 'needs_match' | 'confirming' | 'failed';
  /** Who acted, and the entry of the act; absent where nobody did. */
  readonly contact?: string;
  readonly entry?: string;
  /** Why it failed, in words for a person. */
  readonly reason?: string;
  readonly at: Date;
}

/** An opt-in by the bare word: whose request it answers is not known. */
export interface LooseAct {
  readonly sender: string;
  readonly program: string;
  readonly contact: string;
  readonly entry: string;
  readonly at: Date;
}

/** What is known of a change besides its kind. */
export interface Told {
  readonly at: Date;
  readonly by?: Actor;
  readonly contact?: string;
  readonly entry?: string;
  readonly reason?: string;
}

/** Numbers that are kept of those that acted on one token: more are a prank, not a person. */
const CANDIDATES_MAX = 10;

/** How long an act without a token is offered to those who asked somebody without a number. */
const OFFER_MS = 15 * 60_000;
const OFFERS_MAX = 10;

/** The statuses that an event meets, as a filter, and what it makes of the request. */
export function moveOf(event: RequestEvent, { at, by, contact, entry, reason }: Told) {
  const { from, to } = transitionOf(event);
  const told = {
    ...(contact !== undefined && { contact }),
    ...(entry !== undefined && { entry }),
    ...(reason !== undefined && { reason }),
  };
  const set = {
    status: to,
    updatedAt: at,
    ...(contact !== undefined && { actingContact: contact }),
    ...(entry !== undefined && { entry }),
    ...(reason !== undefined && { reason }),
    ...(to === 'completed' && { completedAt: at }),
  };
  const candidate = { contact, at, ...(entry !== undefined && { entry }) };
  return {
    status: { $in: [...from] },
    update: {
      $set: set,
      $inc: { revision: 1 },
      $push: {
        history: { status: to, at, ...(by && { by }), ...told },
        ...(event === 'needs_match' && { candidates: candidate }),
      },
      ...(!isOpen(to) && { $unset: { openAs: '', openTo: '' } }),
    } as mongo.UpdateFilter<RequestDocument>,
  };
}

type Which = { readonly workspace: string } & Readonly<Record<string, string>>;
type Operation = AnyBulkWriteOperation<RequestDocument>;

/** What an act makes of the requests that it answers; a repeat changes nothing. */
export function settling(which: Which, change: RequestSettlement): Operation[] {
  const { status, update } = moveOf(change.outcome, change);
  const moving: Operation = { updateMany: { filter: { ...which, status }, update } };
  const { contact } = change;
  if (change.outcome !== 'needs_match' || contact === undefined) return [moving];
  return [moving, anotherCandidate(which, { ...change, contact })];
}

/** A second number acted on a token whose owner is already asked for: it is listed beside. */
function anotherCandidate(
  which: Which,
  { contact, entry, at }: RequestSettlement & { contact: string },
): Operation {
  return {
    updateMany: {
      filter: {
        ...which,
        status: 'needs_match',
        'candidates.contact': { $ne: contact },
        [`candidates.${CANDIDATES_MAX - 1}`]: { $exists: false },
      },
      update: {
        $set: { updatedAt: at },
        $inc: { revision: 1 },
        $push: { candidates: { contact, at, ...(entry !== undefined && { entry }) } },
      },
    },
  };
}

/**
 * Offers acts to an open request. Two writes, for one cannot take out and put in: an offer of the
 * same number is made anew.
 */
export function offering(
  { _id, workspace, sender }: OptInRequest,
  acts: readonly LooseAct[],
): Operation[] {
  const filter = { _id, workspace, openTo: sender };
  const latest = acts.slice(-OFFERS_MAX);
  const contacts = latest.map(({ contact }) => contact);
  const offers = latest.map(({ contact, entry, at }) => {
    return { contact, entry, at, until: new Date(at.getTime() + OFFER_MS) };
  });
  const push = { offers: { $each: offers, $slice: -OFFERS_MAX } };
  const changed = { $inc: { revision: 1 }, $currentDate: { updatedAt: true } };
  return [
    { updateOne: { filter, update: { $pull: { offers: { contact: { $in: contacts } } } } } },
    { updateOne: { filter, update: { ...changed, $push: push } } },
  ];
}
