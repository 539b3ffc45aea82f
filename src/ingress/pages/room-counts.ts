// The numbers beside the rooms in the navigation: how much waits there for a person. Every page of
// the console shows them, so they are counted once for all who look, and no further than a glance
// takes in.
import { type BriefCache, createBriefCache } from '../../store/brief-cache.js';
import type { Store } from '../../store/store.js';
import type { Room } from './rooms.js';
import { ACTS_MAX, isUnread, messageOf, newestOfEach, TEXTS_MAX } from './talk/inbox-view.js';

/** By room; a room in which nobody has to act has none. */
type RoomCounts = Readonly<Partial<Record<Room['id'], number>>>;

export interface RoomCount {
  /** As the pill has it: `3`, `20+`. */
  readonly said: string;
  /** As it is heard: `3 to see to`. */
  readonly words: string;
}

const caches = new WeakMap<object, BriefCache<RoomCounts>>();

/** What waits for a person in each room; at most a second old. */
export async function roomCountsOf(
  store: Store,
  workspace: string,
): Promise<ReadonlyMap<Room['id'], RoomCount>> {
  const counts = Object.entries(await cacheOf(store).get(workspace)) as [Room['id'], number][];
  const some = counts.filter(([, found]) => found > 0);
  return new Map(some.map(([id, found]) => [id, sayCount(found)]));
}

/** The next page counts anew. */
export const forgetRoomCounts = (store: Store, workspace: string): void =>
  cacheOf(store).forget(workspace);

function cacheOf(store: Store): BriefCache<RoomCounts> {
  const cache = caches.get(store) ?? createBriefCache((one) => count(store, one));
  caches.set(store, cache);
  return cache;
}

/** What is not counted to its end has a plus. */
function sayCount(found: number): RoomCount {
  const said = found > ACTS_MAX ? `${ACTS_MAX}+` : String(found);
  return { said, words: `${said} to see to` };
}

async function count(store: Store, workspace: string): Promise<RoomCounts> {
  const [doubted, matches, offered, unread] = await Promise.all([
    store.heads.list(workspace, { flag: 'in_review', limit: ACTS_MAX + 1 }),
    store.requests.list(workspace, { status: 'needs_match', limit: ACTS_MAX + 1 }),
    store.requests.offered(workspace, ACTS_MAX + 1),
    unreadOf(store, workspace),
  ]);
  // Whose text is in doubt is one person to see to, read or not.
  const people = new Set([...doubted.data.map(({ contact }) => contact), ...unread]);
  const questions = [...matches.data, ...offered.filter(({ offers }) => offers.length > 0)];
  return { inbox: people.size, requests: questions.length };
}

/** Contacts whose newest text nobody has seen, among those who wrote last. */
async function unreadOf(store: Store, workspace: string): Promise<string[]> {
  const page = { limit: TEXTS_MAX, type: 'message.received' } as const;
  const texts = newestOfEach((await store.events.list(workspace, page)).data);
  const contacts = texts.flatMap(({ contact }) => contact ?? []);
  const [messages, seen] = await Promise.all([
    store.messages.many(workspace, texts.map(messageOf)),
    store.seenMarks.of(workspace, contacts),
  ]);
  const now = store.clock.now();
  return texts.flatMap((text) => {
    const message = messages.get(messageOf(text));
    const contact = text.contact ?? '';
    return message && isUnread(message, seen.get(contact), now) ? [contact] : [];
  });
}
