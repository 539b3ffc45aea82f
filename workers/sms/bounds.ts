// How long each step of sending a text may take, whatever hangs: together less than the lock of its
// job, so that no two ever believe it to be theirs. What is cut off stays as it is in MongoDB, and
// is found again there.

/** BullMQ's lock of a job; a job under way renews it, and none is under way for that long. */
export const LOCK_MS = 30_000;

/** In the order of the steps. */
export interface SmsBounds {
  /** Until it is the text's turn. */
  readonly turnMs: number;
  /** Claim, words, gate and the mark that the call begins. */
  readonly prepareMs: number;
  /** The provider's answer; its own client gives up a little earlier. */
  readonly callMs: number;
  /** Asking the provider after a lost answer: two calls at most. */
  readonly lookUpMs: number;
  /** Storing what the call came to. */
  readonly recordMs: number;
}

export const BOUNDS: SmsBounds = {
  turnMs: 3_000,
  prepareMs: 6_000,
  callMs: 11_000,
  lookUpMs: 15_000,
  recordMs: 4_000,
};
