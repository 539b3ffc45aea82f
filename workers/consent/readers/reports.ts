// Reads what others say of acts that are on record: a person who read a doubtful text, the provider
// that got two texts, the clock, a carrier that knows the number.
import { toldOf } from '../../../src/store/act-events.js';
import type { InboxEntry } from '../../../src/store/inbox.js';
import { type Act, baseOf, type Reader } from '../act.js';

/** A person decided what a doubtful text means. */
export const readReview: Reader = (entry) => {
  const told = toldOf('review', entry);
  const { reviewed, decision } = told;
  const event = { ...baseOf(entry), type: 'review_decided', reviewed, decision } as const;
  // The text is confirmed as what it was, from the number that it was sent to.
  return { conclude: () => actOf(entry, event, told, reviewed.sender) };
};

/** The provider said when it got the two texts of a contested pair. */
export const readOrder: Reader = (entry) => {
  const told = toldOf('order', entry);
  const event = { ...baseOf(entry), type: 'order_reported', ...told } as const;
  return { conclude: () => actOf(entry, event, told, told.sender) };
};

/** The time is over for which consent holds. */
export const readExpiry: Reader = (entry) => {
  const told = toldOf('expiry', entry);
  const { program, entry: ended } = told;
  const event = { ...baseOf(entry), type: 'consent_expired', program, entry: ended } as const;
  return { conclude: () => actOf(entry, event, told) };
};

/** Somebody asked that what is kept of the person be erased. */
export const readErasure: Reader = (entry) => {
  const told = toldOf('erasure', entry);
  const event = { ...baseOf(entry), type: 'erasure_requested', mode: told.mode } as const;
  return { conclude: () => actOf(entry, event, told) };
};

/** A carrier or a registry knows something about the number. */
export const readFlag: Reader = (entry) => {
  const told = toldOf('flag', entry);
  const { flag, raised, code } = told;
  const { sender } = entry;
  const event = {
    ...baseOf(entry),
    type: 'flag_reported',
    ...{ flag, raised, code },
    ...(sender === undefined ? {} : { sender }),
  } as const;
  return { conclude: () => actOf(entry, event, told) };
};

function actOf({ digest }: InboxEntry, event: Act['event'], told: object, replyFrom?: string): Act {
  const { id, contact, receivedAt } = event;
  return {
    ...{ id, contact, event, siblings: [] },
    evidence: { ...told, receivedAt, digest },
    ...(replyFrom === undefined ? {} : { replyFrom }),
  };
}
