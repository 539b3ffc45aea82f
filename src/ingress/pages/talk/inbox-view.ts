// The inbox: where somebody has to act first, then who wrote last. Read from what is kept anyway
// (heads, requests, events), a bounded number of reads however many people there are.
import { classify } from '../../../consent/classify.js';
import { formatPhone } from '../../../phone.js';
import type { StoredEvent } from '../../../store/events.js';
import { type LedgerEntry, entryOf } from '../../../store/ledger.js';
import type { Message } from '../../../store/messages.js';
import { messageIdOf } from '../../../store/messages.js';
import type { OptInRequest } from '../../../store/requests.js';
import type { CrmRecord } from '../../../store/records.js';
import type { SeenMark } from '../../../store/seen-marks.js';
import type { Store } from '../../../store/store.js';
import { type ConsentView, viewConsent, viewConsents } from '../../consent-view.js';
import { oneOfEachToken } from '../request-panel.js';
import { type SpokenTime, sayLately } from '../spoken-time.js';
import { type TextIcon, textIconOf } from '../text-icon.js';
import { shortReason } from './gate-words.js';

/** What the inbox is narrowed to. */
export const FILTERS = ['all', 'unread', 'review', 'match', 'failed'] as const;
export type InboxFilter = (typeof FILTERS)[number];

export interface InboxQuery {
  readonly show: InboxFilter;
  /** Id of the event behind which the page begins. */
  readonly after?: string;
}

/** Something that waits for a person. */
export interface ActRow {
  readonly kind: 'review' | 'match' | 'failed';
  readonly href: string;
  readonly who: string;
  readonly what: string;
  readonly tone: 'wait' | 'stop';
  readonly words: string;
  readonly detail: string;
  readonly time: SpokenTime;
}

export interface ConversationRow {
  readonly href: string;
  readonly who: string;
  readonly words: string;
  readonly icon: TextIcon;
  readonly unread: boolean;
  /** What the text came to, where that can be said in a word. */
  readonly mark: string;
  readonly tone: 'calm' | 'wait';
  readonly time: SpokenTime;
}

export interface InboxView {
  readonly act: readonly ActRow[];
  readonly counts: Readonly<Record<Exclude<InboxFilter, 'all'>, number>>;
  /** True when more waits than is shown. */
  readonly more: boolean;
  /** Absent where the filter leaves them out. */
  readonly recent?: readonly ConversationRow[];
  /** Id of the event behind which the next page begins. */
  readonly next?: string;
}

type Stores = Pick<
  Store,
  | 'aliases'
  | 'clock'
  | 'events'
  | 'heads'
  | 'invitations'
  | 'ledger'
  | 'messages'
  | 'people'
  | 'records'
  | 'requests'
  | 'seenMarks'
  | 'workspaces'
>;

/** Of each kind that waits. */
export const ACTS_MAX = 20;
/** Texts that are looked through for one page of conversations. */
export const TEXTS_MAX = 100;
/** What failed longer ago is history. */
const FAILED_FOR_MS = 7 * 86_400_000;
/** Nobody is told that a text of last month is unread. */
const UNREAD_FOR_MS = 14 * 86_400_000;

export async function inboxOf(
  store: Stores,
  workspace: string,
  { show, after }: InboxQuery,
): Promise<InboxView> {
  const found = await findAll(store, workspace, after);
  const people = await peopleOf(store, workspace, found);
  const now = store.clock.now();
  const act = [
    ...found.reviews.flatMap((one) => reviewRow(one, people, now)),
    ...oneOfEachToken([...found.matches, ...found.offered]).map((one) =>
      matchRow(one, people, now),
    ),
    ...found.failed.flatMap((one) => failedRow(one, people, now)),
  ];
  const rows = found.texts.flatMap((one) => conversationRow(one, people, now));
  const count = (kind: ActRow['kind']) => act.filter((one) => one.kind === kind).length;
  const counts = {
    ...{ review: count('review'), match: count('match'), failed: count('failed') },
    unread: rows.filter(({ unread }) => unread).length,
  };
  const unreadOnly = show === 'unread';
  const recent = show === 'all' || unreadOnly;
  // What waits belongs to the first page.
  const waiting = after === undefined ? act : [];
  return {
    counts,
    more: found.more,
    act: show === 'all' ? waiting : waiting.filter(({ kind }) => kind === show),
    ...(recent && { recent: unreadOnly ? rows.filter(({ unread }) => unread) : rows }),
    ...(recent && found.next !== undefined && { next: found.next }),
  };
}

/** A doubtful text, by the entry that raised the doubt last. */
interface Review {
  readonly contact: string;
  readonly message: string;
  readonly entry: LedgerEntry;
}

interface Found {
  readonly reviews: readonly Review[];
  readonly matches: readonly OptInRequest[];
  readonly offered: readonly OptInRequest[];
  readonly failed: readonly StoredEvent[];
  /** The newest text of each person, newest first. */
  readonly texts: readonly StoredEvent[];
  readonly more: boolean;
  readonly next?: string;
}

async function findAll(store: Stores, workspace: string, after?: string): Promise<Found> {
  const page = { limit: TEXTS_MAX, ...(after !== undefined && { startingAfter: after }) };
  const [flagged, matches, offered, failed, received] = await Promise.all([
    store.heads.list(workspace, { flag: 'in_review', limit: ACTS_MAX }),
    store.requests.list(workspace, { status: 'needs_match', limit: ACTS_MAX }),
    store.requests.offered(workspace, ACTS_MAX),
    store.events.list(workspace, { type: 'message.failed', limit: ACTS_MAX }),
    store.events.list(workspace, { ...page, type: 'message.received' }),
  ]);
  const ids = flagged.data.flatMap(({ flags }) => flags['in_review']?.entry ?? []);
  const entries = (await store.ledger.byIds(workspace, ids)).map(entryOf);
  const last = received.data.at(-1)?._id;
  return {
    reviews: entries.map((entry) => ({
      ...{ entry, contact: entry.contact },
      // A repeat that brought the doubt is stored beside the text that it repeats.
      message: messageIdOf(workspace, entry.source.event.replace(/\/review$/, '')),
    })),
    matches: matches.data,
    offered: offered.filter(({ offers }) => offers.length > 0),
    failed: newestOfEach(failed.data),
    texts: newestOfEach(received.data),
    more: [flagged, matches, failed].some(({ hasMore }) => hasMore),
    ...(received.hasMore && last !== undefined && { next: last }),
  };
}

/** Events come newest first: the first of each contact counts. */
export function newestOfEach(events: readonly StoredEvent[]): StoredEvent[] {
  const met = new Set<string>();
  return events.filter(({ contact = '' }) => !met.has(contact) && met.add(contact));
}

/** Everything that is to be known of whoever is in the list. */
interface People {
  readonly messages: ReadonlyMap<string, Message>;
  /** The newest record of each contact. */
  readonly records: ReadonlyMap<string, CrmRecord>;
  /** By external id: those that requests were made for. */
  readonly asked: ReadonlyMap<string, CrmRecord>;
  readonly consents: ReadonlyMap<string, ConsentView>;
  readonly phones: ReadonlyMap<string, string>;
  readonly seen: Awaited<ReturnType<Store['seenMarks']['of']>>;
  readonly lastWords: Awaited<ReturnType<Store['messages']['lastOf']>>;
}

async function peopleOf(store: Stores, workspace: string, found: Found): Promise<People> {
  const events = [...found.texts, ...found.failed];
  const requests = [...found.matches, ...found.offered];
  const contacts = [
    ...events.flatMap(({ contact }) => contact ?? []),
    ...found.reviews.map(({ contact }) => contact),
  ];
  const distinct = [...new Set(contacts)];
  const shown = [...events.map(messageOf), ...found.reviews.map(({ message }) => message)];
  const [messages, records, asked, phones, seen, lastWords] = await Promise.all([
    store.messages.many(workspace, shown),
    store.records.byContacts(workspace, distinct),
    store.records.many(
      workspace,
      requests.map(({ record }) => record),
    ),
    store.people.phonesOf(workspace, distinct),
    store.seenMarks.of(workspace, distinct),
    store.messages.lastOf(workspace, distinct),
  ]);
  const consents = await consentsOf(store, workspace, distinct, records);
  // Oldest first: the newest record of a number is the one that stays.
  const byContact = new Map(records.map((one) => [one.contact ?? '', one]));
  return { messages, records: byContact, asked, consents, phones, seen, lastWords };
}

async function consentsOf(
  store: Stores,
  workspace: string,
  contacts: readonly string[],
  records: readonly CrmRecord[],
): Promise<Map<string, ConsentView>> {
  const held = new Set(records.map(({ contact }) => contact));
  const strangers = contacts.filter((one) => !held.has(one));
  const [views, heads] = await Promise.all([
    viewConsents(store, workspace, records),
    store.heads.many(workspace, strangers),
  ]);
  return new Map([
    ...records.map(({ contact = '' }, index) => [contact, views[index] as ConsentView] as const),
    ...strangers.map((one) => [one, viewConsent(heads.get(one), [])] as const),
  ]);
}

/** Id of the message that an event tells of. */
export function messageOf({ data }: StoredEvent): string {
  const { message } = data as { message?: unknown };
  return typeof message === 'string' ? message : '';
}

const pageOf = (contact: string) => `/console/inbox/${contact}`;

const nameOf = (contact: string, { records, phones }: People): string => {
  const phone = phones.get(contact);
  const unknown = phone === undefined ? 'Somebody who was erased' : formatPhone(phone);
  return records.get(contact)?.name ?? unknown;
};

function wordsOf(message: Message | undefined): string {
  if (!message) return '';
  const { body, media = [] } = message;
  return body === '' && media.length > 0 ? `${media.length} attached` : body;
}

function reviewRow({ contact, message, entry }: Review, people: People, now: Date): ActRow[] {
  const text = people.messages.get(message);
  const at = text?.createdAt ?? new Date(entry.occurredAt);
  const rule = entry.source.rule;
  return [
    {
      ...{ kind: 'review', what: 'Is this a stop?', tone: 'stop' },
      href: `${pageOf(contact)}#${message}`,
      who: nameOf(contact, people),
      words: wordsOf(text),
      detail: `Rule “${rule.slice(rule.lastIndexOf('.') + 1).replaceAll('_', ' ')}”. Nothing leaves until somebody decides.`,
      time: sayLately(at, now, people.records.get(contact)?.timezone),
    },
  ];
}

function matchRow(request: OptInRequest, { asked }: People, now: Date): ActRow {
  const { record: externalId, candidates, offers, status } = request;
  const acts = status === 'needs_match' ? candidates : offers;
  const at = acts.at(-1)?.at ?? request.createdAt;
  const record = asked.get(externalId);
  const many = acts.length === 1 ? 'one number' : `${acts.length} numbers`;
  return {
    ...{ kind: 'match', what: 'Whose text is it?', tone: 'wait' },
    href: `/console/records/${encodeURIComponent(externalId)}`,
    who: record?.name ?? externalId,
    words: `START came from ${many}: is it ${record?.name ?? 'this record'}?`,
    detail: '',
    time: sayLately(at, now, record?.timezone),
  };
}

/** What failed and has not been looked at since, and was not sent again. */
function failedRow(event: StoredEvent, people: People, now: Date): ActRow[] {
  const { contact = '' } = event;
  const message = people.messages.get(messageOf(event));
  if (!message || !['failed', 'undelivered'].includes(message.status)) return [];
  const at = message.updatedAt;
  const seen = people.seen.get(contact);
  const old = now.getTime() - at.getTime() > FAILED_FOR_MS;
  if (old || (seen && seen.at >= at)) return [];
  return [
    {
      ...{ kind: 'failed', what: 'Not delivered', tone: 'stop' },
      href: `${pageOf(contact)}#${message.id}`,
      who: nameOf(contact, people),
      words: wordsOf(message),
      detail: message.reason === undefined ? '' : `${shortReason(message.reason)}.`,
      time: sayLately(at, now, people.records.get(contact)?.timezone),
    },
  ];
}

function conversationRow(event: StoredEvent, people: People, now: Date): ConversationRow[] {
  const { contact = '' } = event;
  const message = people.messages.get(messageOf(event));
  if (!message) return [];
  const consent = people.consents.get(contact) ?? viewConsent(null, []);
  const record = people.records.get(contact);
  const own = markOf(message);
  const unread = isUnread(message, people.seen.get(contact), now);
  const answered = people.lastWords.get(contact)?.direction === 'outbound';
  const waits = own === undefined && !answered;
  return [
    {
      href: `${pageOf(contact)}#newest`,
      who: nameOf(contact, people),
      words: wordsOf(message) || 'erased',
      icon: textIconOf(consent, now),
      unread,
      mark: own ?? (unread ? 'New' : waits ? 'Not answered' : 'Answered'),
      tone: waits ? 'wait' : 'calm',
      time: sayLately(message.createdAt, now, record?.timezone),
    },
  ];
}

const markOf = ({ body }: Message) => KEYWORD_MARKS[classify(body).intent];

/** Whether the newest text of somebody is one that the team has still to see. */
export function isUnread(message: Message, seen: SeenMark | undefined, now: Date): boolean {
  const age = now.getTime() - message.createdAt.getTime();
  return markOf(message) === undefined && seen?.message !== message.id && age < UNREAD_FOR_MS;
}

/** Texts that the service answers by itself: nobody has to read them. */
const KEYWORD_MARKS: Readonly<Record<string, string | undefined>> = {
  opt_out: 'Said stop',
  opt_in: 'Joined',
  help: 'Asked for help',
};
