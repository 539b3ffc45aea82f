// How often somebody may do what costs others something. Counted in MongoDB (store/limits.ts), so a
// flushed Redis opens nothing; what is over a limit is told when to come back.
import type { Limit, LimitStore } from '../store/limits.js';
import { Problem } from './problems.js';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** New requests of a workspace: room for a CRM that asks everybody, none for one gone wild. */
export const REQUESTS_OF_WORKSPACE: readonly Limit[] = [
  { name: 'minute', max: 3_000, seconds: MINUTE },
  { name: 'day', max: 100_000, seconds: DAY },
];
/** New requests of one record: asking, taking back and asking again has to end somewhere. */
export const REQUESTS_OF_RECORD: readonly Limit[] = [{ name: 'day', max: 30, seconds: DAY }];
/** Forms of one invitation that are sent off: room for mistakes, none for trying numbers. */
export const FORMS_OF_INVITATION: readonly Limit[] = [{ name: 'hour', max: 20, seconds: HOUR }];
/** Forms from one address of the network; an office or a carrier may share one. */
export const FORMS_OF_VISITOR: readonly Limit[] = [{ name: 'hour', max: 120, seconds: HOUR }];
/** Forms with one number typed, whatever mails they came from: nobody fills a stranger's chain. */
export const FORMS_OF_NUMBER: readonly Limit[] = [{ name: 'day', max: 20, seconds: DAY }];
/** Landing pages of codes opened from one address: a building may share one, and so may a crowd. */
export const LANDINGS_OF_VISITOR: readonly Limit[] = [{ name: 'hour', max: 1_200, seconds: HOUR }];
/**
 * "Stop texts too", pressed behind one mail and from one address: each press is an act of its own.
 * That mail is no longer wanted is never counted, for mailbox providers say it for thousands.
 */
export const STOPS_OF_INVITATION: readonly Limit[] = [{ name: 'hour', max: 20, seconds: HOUR }];
export const STOPS_OF_VISITOR: readonly Limit[] = [{ name: 'hour', max: 600, seconds: HOUR }];
/** Mails of one record, first ones and repeats: an agent's impatience is no reason for a fourth. */
export const INVITATIONS_OF_RECORD: readonly Limit[] = [{ name: 'day', max: 3, seconds: DAY }];
/** Mails to one address, whatever records it stands in. */
export const INVITATIONS_OF_ADDRESS: readonly Limit[] = [{ name: 'day', max: 5, seconds: DAY }];

export interface Taking {
  readonly workspace: string;
  /** Whose doing is counted and what; never stored as it is. */
  readonly subject: string;
  readonly of: readonly Limit[];
  /** What there is too much of, for the refusal: "new requests of this record". */
  readonly what: string;
  /** Names the thing that is let through: asking for the same again takes nothing. */
  readonly as?: string;
}

/**
 * Takes one of what is left.
 * @throws Problem `too_many_requests` with the seconds to wait; a page shows it as a page.
 */
export async function takeOrRefuse(
  limits: LimitStore,
  { workspace, subject, of, what, as }: Taking,
): Promise<void> {
  const taken = await limits.take(workspace, subject, of, as === undefined ? {} : { as });
  if (taken.allowed) return;
  const { limit, retryAfterSeconds } = taken;
  const max = of.find(({ name }) => name === limit)?.max;
  const each = limit === 'hour' ? 'an hour' : `a ${limit}`;
  const detail = `There are too many ${what}: ${max} ${each} at most. Try again in ${sayWait(retryAfterSeconds)}.`;
  throw new Problem('too_many_requests', detail, { retryAfterSeconds });
}

function sayWait(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / MINUTE);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
