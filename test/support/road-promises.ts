// What the road promises of its collections at any moment, also right after a kill: read raw
// from MongoDB. Heads are folded again from the ledger, the rest is compared document by document.
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'mongoose';
import { emptyHead, evolve } from '../../src/consent/fold.js';
import type { Effect, EntryCore, Head, Intent } from '../../src/consent/types.js';
import { effectIdOf } from '../../src/store/effects.js';

export interface RawEntry {
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly seq: number;
  readonly core: string;
  readonly hash: string;
  readonly follows: readonly Effect[];
}

export interface RawInbox {
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly intent: Intent;
  readonly state: 'open' | 'done' | 'set_aside';
  readonly fence: boolean;
  readonly reason?: string;
  readonly receivedAt: Date;
}

/** Every document of a collection, as it lies there. */
export async function documentsOf<Shape>(connection: Connection, name: string): Promise<Shape[]> {
  const found = await connection.collection(name).find({}).sort({ _id: 1 }).toArray();
  return found as unknown as Shape[];
}

/** The hashed part of a ledger entry, parsed without the store. */
export const coreOf = ({ core }: Pick<RawEntry, 'core'>) => JSON.parse(core) as EntryCore;

/** One sentence for each head that is not what folding its ledger yields (invariant 3). */
export async function headsUnlikeTheirLedger(connection: Connection): Promise<string[]> {
  const entries = await documentsOf<RawEntry>(connection, 'ledger');
  const folded = new Map<string, Head>();
  for (const entry of entries.sort((a, b) => a.seq - b.seq)) {
    const head = folded.get(entry.contact) ?? emptyHead(entry.contact);
    const step = { ...coreOf(entry), hash: entry.hash, id: entry._id };
    folded.set(entry.contact, evolve(head, step));
  }
  const heads = await documentsOf<{ _id: string; workspace: string; facets: object }>(
    connection,
    'heads',
  );
  const stored = new Map(
    heads.map(({ _id: contact, workspace: _workspace, facets: _facets, ...state }) => [
      contact,
      { contact, ...state },
    ]),
  );
  const contacts = new Set([...folded.keys(), ...stored.keys()]);
  return [...contacts]
    .filter((contact) => !isDeepStrictEqual(stored.get(contact), folded.get(contact)))
    .map((contact) => `${contact}: its head is not the fold of its ledger`);
}

/**
 * One sentence for each event whose standing breaks invariant 2, 3, 5 or 7: two entries, done
 * before its entry is in the head or its effects are recorded, or an undecided opt-out without
 * its fence.
 */
export async function brokenPromises(connection: Connection): Promise<string[]> {
  const [inbox, ledger, heads, effects] = await Promise.all([
    documentsOf<RawInbox>(connection, 'inbox'),
    documentsOf<RawEntry>(connection, 'ledger'),
    documentsOf<{ _id: string; seq: number }>(connection, 'heads'),
    documentsOf<{ _id: string }>(connection, 'effects'),
  ]);
  const entries = new Map<string, RawEntry[]>();
  for (const entry of ledger) {
    const { event } = coreOf(entry).source;
    entries.set(event, [...(entries.get(event) ?? []), entry]);
  }
  const seqs = new Map(heads.map(({ _id, seq }) => [_id, seq]));
  const recorded = new Set(effects.map(({ _id }) => _id));
  return inbox.flatMap((event) =>
    faultsOf(event, entries.get(event._id) ?? [], seqs, recorded).map(
      (fault) => `${event._id} (${event.intent}, ${event.state}): ${fault}`,
    ),
  );
}

function faultsOf(
  { _id, workspace, contact, intent, state, fence }: RawInbox,
  entries: readonly RawEntry[],
  seqs: ReadonlyMap<string, number>,
  effects: ReadonlySet<string>,
): string[] {
  const faults: string[] = [];
  const fences = intent === 'opt_out' || intent === 'review';
  const [entry] = entries;
  if (entries.length > 1) faults.push(`it has ${entries.length} entries`);
  if (state !== 'done') return fences && !fence ? [...faults, 'its fence is down'] : faults;
  if (fence) faults.push('its fence still stands');
  if (fences && !entry) faults.push('it has no entry');
  if (!entry) return faults;
  if ((seqs.get(contact) ?? 0) < entry.seq) faults.push('its entry is not in the head');
  for (const effect of entry.follows) {
    if (effect.kind !== 'text') continue;
    const known = effects.has(effectIdOf(workspace, _id, effect.template));
    if (!known) faults.push(`its ${effect.template} is not recorded`);
  }
  return faults;
}
