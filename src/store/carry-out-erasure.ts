// Carrying an erasure out, from wherever it was left: its act is decided on the one road, then
// everything is taken out, the keys last. Whoever does it may die at any point: the next goes on.
import { type ActDraft, actEvent } from './act-events.js';
import type { Erasure } from './erasures.js';
import type { InboxEvent } from './inbox.js';
import { entryIdOf } from './ledger.js';
import type { Actor } from './requests.js';
import type { Store } from './store.js';

export interface CarryOutDeps {
  readonly store: Pick<Store, 'erasures' | 'erasing' | 'inbox' | 'ledger' | 'people'>;
  /** Hands acts to the road; those that are there already stay as they are. */
  keep(events: readonly InboxEvent[]): Promise<unknown>;
}

/** The person may act while it is carried out, and is asked about once more; not for ever. */
const ROUNDS_MAX = 5;

/**
 * @returns how far it is: `deciding` while an act of it waits for a worker, `open` while a text is
 *   being sent or the person has acted meanwhile, `done`.
 */
export async function carryOutErasure(
  deps: CarryOutDeps,
  erasure: Erasure,
): Promise<'deciding' | 'open' | 'done'> {
  const { store, keep } = deps;
  const { workspace, contacts } = erasure;
  const acts = contacts.map((contact) => actEvent(erasureDraft(erasure, contact)));
  await keep(acts);
  const states = await store.inbox.states(acts.map(({ _id }) => _id));
  if (acts.some(({ _id }) => states.get(_id) !== 'done')) return 'deciding';
  if ((await store.erasing.textsUnderWay({ workspace, contacts })) > 0) return 'open';
  const person = { workspace, contacts, by: actorOf(erasure) };
  await store.erasures.note(erasure, await store.erasing.wipe(person));
  for (const contact of contacts) {
    const taken = await store.erasures.takeKey(erasure, contact);
    if (taken) await store.erasures.note(erasure, takenOf(erasure));
  }
  if (erasure.round < ROUNDS_MAX && (await hasActedSince(deps, erasure))) {
    // What the person did meanwhile is sealed with a key that is gone: the chain has to say so.
    await store.erasures.nextRound(erasure);
    return 'open';
  }
  await store.erasures.finish(erasure);
  return 'done';
}

const takenOf = ({ retainUntil }: Erasure) =>
  retainUntil ? (['number'] as const) : (['number', 'evidence'] as const);

/** The act of an erasure for one contact of the person; the same however often it is made. */
export function erasureDraft(erasure: Erasure, contact: string): ActDraft<'erasure'> {
  const { workspace, erasure: id, mode, reason, by, requestedAt: receivedAt, round } = erasure;
  return {
    ...{ type: 'erasure', workspace, contact, intent: 'none', receivedAt },
    origin: `erasure/${id}/${contact}/${mode}/${round}`,
    told: { erasure: id, mode, ...(reason !== undefined && { reason }), by },
  };
}

/** Whether a chain went on behind the entry that says that its person was erased. */
async function hasActedSince({ store }: CarryOutDeps, erasure: Erasure): Promise<boolean> {
  const { workspace, contacts } = erasure;
  const ids = contacts.map((contact) =>
    entryIdOf(workspace, contact, actEvent(erasureDraft(erasure, contact))._id),
  );
  const rows = await store.ledger.byIds(workspace, ids);
  return (await store.ledger.beyond(workspace, rows)).length > 0;
}

function actorOf({ by }: Erasure): Actor {
  const { apiKey, user } = by;
  return user === undefined
    ? { kind: 'api_key', id: apiKey ?? 'unknown' }
    : { kind: 'user', id: user };
}
