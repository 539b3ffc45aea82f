// The life of an opt-in request: which status may follow which, in one table. A request is never
// consent; whatever comes late or twice finds an end that stays an end.

/** The ways of asking somebody for consent, in the order in which they are offered. */
export const REQUEST_METHODS = ['text_to_join', 'qr', 'email'] as const;
export type RequestMethod = (typeof REQUEST_METHODS)[number];

export type OpenStatus = 'pending' | 'opened' | 'confirming';
export type RequestStatus =
  | OpenStatus
  | 'completed'
  | 'needs_match'
  | 'expired'
  | 'cancelled'
  | 'failed';

/** What can happen to a request. */
export type RequestEvent =
  /** Its form or landing page was looked at. */
  | 'opened'
  /** Somebody acted, and their handset still has to answer. */
  | 'confirming'
  /** The record's own number acted, or any where the record has none. */
  | 'completed'
  /** Another number than the record's acted with its token. */
  | 'needs_match'
  /** A person says which of the numbers that acted is the record's. */
  | 'matched'
  | 'expired'
  | 'cancelled'
  /** It cannot reach anybody: its invitation came back. */
  | 'failed';

/** Waits for somebody to act; only one such request of a method may stand for a record. */
export const OPEN: readonly OpenStatus[] = ['pending', 'opened', 'confirming'];
/** An act still makes something of it: open ones, and those that ask a person whose act it was. */
export const ANSWERABLE: readonly RequestStatus[] = [...OPEN, 'needs_match'];

interface Transition {
  readonly from: readonly RequestStatus[];
  readonly to: RequestStatus;
}

const TRANSITIONS: Readonly<Record<RequestEvent, Transition>> = {
  // Looking again at a form does not take back what was done with it.
  opened: { from: ['pending'], to: 'opened' },
  confirming: { from: ['pending', 'opened'], to: 'confirming' },
  // The record's own number answers the question whose act it was, and so does a person.
  completed: { from: ANSWERABLE, to: 'completed' },
  needs_match: { from: OPEN, to: 'needs_match' },
  matched: { from: ANSWERABLE, to: 'completed' },
  // A question for a person does not run out unanswered.
  expired: { from: OPEN, to: 'expired' },
  // Of one that needs a match, this is the answer "none of them".
  cancelled: { from: ANSWERABLE, to: 'cancelled' },
  failed: { from: OPEN, to: 'failed' },
};

/** From which statuses an event leads to which; from all others it changes nothing. */
export const transitionOf = (event: RequestEvent): Transition => TRANSITIONS[event];

/** The status after an event, or `undefined` when the event comes too late to change any. */
export function statusAfter(status: RequestStatus, event: RequestEvent): RequestStatus | undefined {
  const { from, to } = TRANSITIONS[event];
  return from.includes(status) ? to : undefined;
}

export const isOpen = (status: RequestStatus): status is OpenStatus =>
  OPEN.some((open) => open === status);
