// What a reader makes of an inbox entry: an act that the rules decide, or a notice that only moves
// a request. How each type of entry is read is in readers/, one file a type.
import type { ConsentEvent, Effect } from '../../src/consent/types.js';
import type { InboxEntry } from '../../src/store/inbox.js';
import type { NewMessage } from '../../src/store/messages.js';
import type { CrmRecord } from '../../src/store/records.js';
import type { OptInRequest } from '../../src/store/requests.js';
import { stampOf } from '../../src/store/stamps.js';
import type { Workspace } from '../../src/store/workspaces.js';

export type Records = ReadonlyMap<string, CrmRecord>;
type RequestEffect = Extract<Effect, { kind: 'request' }>;

/** One act, ready to be decided. */
export interface Act {
  readonly id: string;
  readonly contact: string;
  readonly event: ConsentEvent;
  /** What is sealed with the ledger entry: exact words and circumstances. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The number that acted, E.164, where the entry told it: kept, sealed, for later replies. */
  readonly phone?: string;
  /** The sender from which replies to this act leave; without one nothing is texted. */
  readonly replyFrom?: string;
  /** The text itself, for the conversation; absent for acts that are none. */
  readonly text?: {
    /** The same for every copy of one message: the conversation shows it once. */
    readonly id: string;
    readonly body: string;
    readonly sender: string;
    readonly media?: NewMessage['media'];
  };
  /** Further open requests that the same act answers. */
  readonly siblings: readonly string[];
}

/** An entry that is no act of consent: it moves requests and has no place in any chain. */
export interface Notice {
  readonly id: string;
  readonly receivedAt: string;
  readonly effects: readonly RequestEffect[];
  /** The request whose code was scanned. */
  readonly scanned?: string;
}

/** Requests that an entry may answer, asked for in one round trip for a whole pass. */
export interface RequestsSought {
  readonly tokens?: readonly string[];
  /** Contacts whose own number an open request waits for. */
  readonly contacts?: readonly string[];
  readonly ids?: readonly string[];
}

/** An entry whose raw input was read; what it amounts to may depend on the requests it sought. */
export interface ReadEntry {
  readonly seeks?: RequestsSought;
  /**
   * @param requests open ones that any entry of the pass sought; newest first.
   * @param records of those requests, by external id.
   */
  conclude(requests: readonly OptInRequest[], records: Records): Act | Notice;
}

/**
 * Reads the raw input of one type of entry. Pure.
 * @throws Error in words for an operator when the input cannot be read; the entry fails alone.
 */
export type Reader = (entry: InboxEntry, workspace: Pick<Workspace, 'ownWords'>) => ReadEntry;

export const isAct = (read: Act | Notice): read is Act => 'event' in read;

/** What every event takes from its entry. */
export function baseOf({ _id: id, contact, stamp, receivedAt }: InboxEntry) {
  return { id, contact, stamp: stampOf(stamp), receivedAt: receivedAt.toISOString() };
}

/**
 * How somebody was asked: who it is as far as the CRM says, by whom, when, how often it was looked
 * at, and with which words.
 */
export function askedWith(
  { _id, method, record, token, askedBy, createdAt, ...more }: OptInRequest,
  records: Records,
) {
  const { script, history } = more;
  const person = records.get(record);
  return {
    ...{ id: _id, method, record, token },
    ...(person && { person: personOf(person) }),
    askedAt: createdAt.toISOString(),
    ...(askedBy && { askedBy }),
    ...(script && { script }),
    history: history.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
  };
}

function personOf({ name, email, timezone, locale }: CrmRecord) {
  return {
    name,
    ...(email !== undefined && { email }),
    ...(timezone !== undefined && { timezone }),
    ...(locale !== undefined && { locale }),
  };
}
