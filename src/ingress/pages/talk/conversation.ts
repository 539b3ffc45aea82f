// Everything that a conversation shows, gathered in a bounded number of reads: who it is with, the
// thread, and whether a text may leave.
import { randomUUID } from 'node:crypto';
import { calledName } from '../../../called-name.js';
import { placesOf } from '../../../consent/places.js';
import type { Place, Verdict } from '../../../consent/types.js';
import { formatPhone, formsOf } from '../../../phone.js';
import { atlas, placeOfNumber } from '../../../phone-places.js';
import { type Scope, scopesOf } from '../../../store/access.js';
import type { Message } from '../../../store/messages.js';
import { headsOfPersons, personsOf } from '../../../store/persons.js';
import type { CrmRecord } from '../../../store/records.js';
import type { SeenMark } from '../../../store/seen-marks.js';
import type { User } from '../../../store/users.js';
import type { Workspace } from '../../../store/workspaces.js';
import { workspaceOf } from '../../choices.js';
import { type ConsentView, viewConsent } from '../../consent-view.js';
import type { IngressRoomDeps } from '../../deps.js';
import { doubtedTexts } from '../../message-doubts.js';
import { type MessageWarning, ownHostsOf, warningsOf } from '../../message-warnings.js';
import { sayDay } from '../spoken-time.js';
import { type TextIcon, textIconOf } from '../text-icon.js';
import { composerOf, type ComposerView, type Draft } from './composer-view.js';
import type { OwnReason } from './gate-words.js';
import { type Day, threadOf } from './thread-view.js';

export type ConversationDeps = Pick<IngressRoomDeps, 'store' | 'gate' | 'config'>;

export interface ConversationAsked {
  /** Absent of a record without a number. */
  readonly contact: string | undefined;
  /** The record that it is looked at from; else the newest that holds the number. */
  readonly record?: CrmRecord;
  readonly user: User;
  /** Id of the message before which the page ends. */
  readonly before?: string;
  readonly draft?: Draft;
  /** Id of the message that was just taken. */
  readonly sent?: string;
}

/** What the script in the page needs for counting and warning while somebody writes. */
export interface LintFacts {
  readonly brand: string;
  readonly isFirst: boolean;
  readonly ownHosts: readonly string[];
}

export interface Conversation {
  readonly contact?: string;
  readonly name: string;
  /** For reading, and E.164 as the API takes it; empty where none is known. */
  readonly phone: string;
  readonly to: string;
  readonly records: readonly { readonly externalId: string; readonly name: string }[];
  readonly icon: TextIcon;
  readonly days: readonly Day[];
  /** Id of the oldest message shown, where there are older ones. */
  readonly older?: string;
  /** True of a page that does not end with the newest message. */
  readonly past: boolean;
  /** The first text that somebody has to read. */
  readonly toReview?: string;
  readonly mayReview: boolean;
  /** Whether this person's looking counts as the team's having read it. */
  readonly notes: boolean;
  /** Something in it that nobody of the team has seen. */
  readonly unread: boolean;
  readonly composer: ComposerView;
  readonly lint: LintFacts;
  /** What carriers may refuse in the message that was just taken. */
  readonly sentWarnings: readonly MessageWarning[];
  /** When all of this was read, and the newest text of the person in it. */
  readonly shown: { readonly at: string; readonly message: string };
}

const PAGE = 50;

/** @returns null where the workspace knows nobody by this contact. */
export async function conversationOf(
  deps: ConversationDeps,
  workspace: string,
  asked: ConversationAsked,
): Promise<Conversation | null> {
  const { store } = deps;
  const { contact, record, user, before, draft = newDraft() } = asked;
  const shownAt = store.clock.now();
  const [settings, held, phones, page] = await Promise.all([
    workspaceOf(store, workspace),
    contact === undefined ? [] : store.records.byContacts(workspace, [contact]),
    contact === undefined ? new Map<string, string>() : store.people.phonesOf(workspace, [contact]),
    contact === undefined ? { data: [], hasMore: false } : listed(deps, workspace, contact, before),
  ]);
  const records = record ? [record, ...held.filter((one) => one !== record)] : held.toReversed();
  if (records.length === 0 && page.data.length === 0) return null;
  const phone = records.find((one) => one.phone)?.phone ?? phones.get(contact ?? '');
  const known = { contact, phone, records, user, settings };
  const [doubted, standing, verdicts, written, seen] = await Promise.all([
    doubtedTexts(store, workspace, page.data),
    standingOfAll(deps, workspace, known),
    verdictsFor(deps, workspace, known),
    contact === undefined ? false : store.messages.hasWritten(workspace, contact),
    store.seenMarks.of(workspace, contact === undefined ? [] : [contact]),
  ]);
  const timeZone = records.find((one) => one.timezone)?.timezone ?? zoneOf(phone);
  const days = threadOf({ messages: page.data, doubted, now: shownAt, timeZone });
  const oldest = page.data.at(-1);
  const name = records[0]?.name ?? nameless(phone);
  const composer = composerOf({
    programs: Object.values(settings.programs),
    defaultProgram: senderOf(settings)?.defaultProgram,
    verdicts,
    of: spokenOf(known, { name, standing, now: shownAt, timeZone }),
    places: placesFor(phone, records, shownAt),
    ...{ now: shownAt, draft },
    ...barredBy(known),
  });
  const waiting = days.flatMap((day) => day.bubbles).find(({ review }) => review?.waiting);
  return {
    ...(contact !== undefined && { contact }),
    ...{ name, composer, days, past: before !== undefined },
    ...{ phone: phone === undefined ? '' : formatPhone(phone), to: phone ?? '' },
    records: records.map((one) => ({ externalId: one.externalId, name: one.name })),
    icon: textIconOf(standing, shownAt),
    ...(page.hasMore && oldest && { older: oldest.id }),
    ...(waiting && { toReview: waiting.id }),
    mayReview: may(user, 'consents:write'),
    notes: contact !== undefined && may(user, 'messages:write'),
    unread: isUnread(page.data, seen.get(contact ?? '')),
    lint: lintFacts(deps, settings, !written),
    sentWarnings: warningsOfSent(deps, settings, page, asked.sent),
    shown: { at: shownAt.toISOString(), message: newestOf(page.data) },
  };
}

export const newDraft = (): Draft => ({ key: randomUUID(), body: '' });

const may = ({ role }: User, scope: Scope) => scopesOf(role).includes(scope);

const listed = (
  { store }: ConversationDeps,
  workspace: string,
  contact: string,
  before: string | undefined,
) =>
  store.messages.list(workspace, {
    ...{ contact, limit: PAGE },
    ...(before !== undefined && { startingAfter: before }),
  });

/** What is known of whoever the conversation is with. */
interface Known {
  readonly contact: string | undefined;
  readonly phone: string | undefined;
  readonly records: readonly CrmRecord[];
  readonly user: User;
  readonly settings: Workspace;
}

const senderOf = ({ senders }: Workspace) => Object.values(senders)[0];

/** Where the number stands; an open request of its record is part of it. */
async function standingOfAll(
  { store }: ConversationDeps,
  workspace: string,
  { contact, records, settings }: Known,
): Promise<ConsentView> {
  const persons = contact === undefined ? [] : await personsOf(store, workspace, [contact]);
  const ids = records.map(({ externalId }) => externalId);
  const [[head], requests] = await Promise.all([
    headsOfPersons(store, workspace, persons),
    store.requests.openFor(workspace, ids),
  ]);
  const request = ids.map((id) => requests.get(id)).find(Boolean);
  return viewConsent(head, Object.keys(settings.programs), request);
}

/** The gate's word for each program; asked together, so that they share its reads. */
async function verdictsFor(
  { gate }: ConversationDeps,
  workspace: string,
  known: Known,
): Promise<Map<string, Verdict>> {
  const { contact, phone, settings } = known;
  const sender = senderOf(settings);
  if (contact === undefined || phone === undefined || !sender) return new Map();
  const phones = new Map([[contact, phone]]);
  return new Map(
    await Promise.all(
      Object.values(settings.programs).map(async ({ id: program, purpose }) => {
        const send = { kind: 'message', program, purpose } as const;
        const verdict = await gate.check(workspace, contact, send, sender.number, { phones });
        return [program, verdict] as const;
      }),
    ),
  );
}

function barredBy(known: Known): { barred?: OwnReason } {
  const { contact, phone, settings, user } = known;
  if (!may(user, 'messages:write')) return { barred: 'role' };
  if (contact === undefined) return { barred: 'no_number' };
  if (phone === undefined) return { barred: 'erased' };
  return senderOf(settings) ? {} : { barred: 'no_sender' };
}

function spokenOf(
  { settings, user }: Known,
  at: { name: string; standing: ConsentView; now: Date; timeZone: string | undefined },
) {
  const { since } = at.standing;
  const sender = senderOf(settings);
  return {
    who: callName(at.name),
    sender: sender === undefined ? 'our number' : formatPhone(sender.number),
    role: user.role,
    ...(since !== undefined && { since: sayDay(new Date(since), at.now, at.timeZone) }),
  };
}

/** As people are called; a number is called by all of it. */
const callName = (name: string) => (/^[\d(+]/.test(name) ? name : calledName(name));

const nameless = (phone: string | undefined) =>
  phone === undefined ? 'somebody who was erased' : formatPhone(phone);

const zoneOf = (phone: string | undefined) =>
  phone === undefined ? undefined : placeOfNumber(formsOf(phone)[0]).zones[0];

/** Everywhere that has to be counted with, as the gate does. */
function placesFor(
  phone: string | undefined,
  records: readonly CrmRecord[],
  now: Date,
): readonly Place[] {
  const home = phone === undefined ? { zones: [] } : placeOfNumber(formsOf(phone)[0]);
  const told = records.flatMap(({ timezone }) => timezone ?? []);
  return placesOf(home, told, { atlas: atlas(), now: now.toISOString() });
}

function lintFacts({ config }: ConversationDeps, { brand }: Workspace, isFirst: boolean) {
  return { brand: brand.name, isFirst, ownHosts: ownHostsOf(brand, config.publicUrl) };
}

function warningsOfSent(
  { config }: ConversationDeps,
  { brand, programs }: Workspace,
  { data, hasMore }: { data: readonly Message[]; hasMore: boolean },
  sent: string | undefined,
): readonly MessageWarning[] {
  const message = data.find(({ id }) => id === sent);
  const program = programs[message?.program ?? ''];
  if (!message || !program) return [];
  const ours = data.filter(({ direction }) => direction === 'outbound');
  const isFirst = ours.length === 1 && !hasMore;
  return warningsOf(config, { body: message.body, brand, program, isFirst });
}

const newestOf = (messages: readonly Message[]) =>
  messages.find(({ direction }) => direction === 'inbound')?.id ?? '';

/** The newest text of theirs, and what failed of ours, against what was looked at. */
function isUnread(messages: readonly Message[], mark: SeenMark | undefined): boolean {
  const newest = newestOf(messages);
  const failed = messages.some(
    ({ status, updatedAt }) =>
      (status === 'failed' || status === 'undelivered') && !(mark && mark.at >= updatedAt),
  );
  return failed || (newest !== '' && mark?.message !== newest);
}
