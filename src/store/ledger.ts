// The ledger: append-only, one hash chain per contact, at most one entry per act. Rows are never
// updated. What an entry means is `consent/`; here it is bytes, a place in a chain and a seal.
import { sha256 } from '../digest.js';
import { type Connection, mongo, Schema } from 'mongoose';
import { coreBytes, parseCore } from '../consent/entry.js';
import type { Effect, EntryCore, EntryDraft, Head, IsoTime } from '../consent/types.js';
import { findByIds } from './find-by-ids.js';
import { insertEach, type InsertOutcome } from './insert-each.js';
import { type SealingKey, seal } from './keyring.js';

/** A row as it is stored: the hashed bytes, their hash, copies for indexes, sealed evidence. */
export interface LedgerRow {
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly seq: number;
  readonly core: string;
  readonly hash: string;
  readonly kind: EntryCore['kind'];
  readonly program: string;
  readonly status: EntryCore['status'];
  readonly recordedAt: Date;
  readonly evidence: mongo.Binary;
  /** What followed from the act, so that a retry never has to recompute it. */
  readonly follows: readonly Effect[];
}

export type LedgerEntry = EntryCore & { readonly id: string; readonly hash: string };

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    contact: String,
    seq: Number,
    core: String,
    hash: String,
    kind: String,
    program: String,
    status: String,
    recordedAt: Date,
    evidence: Buffer,
    follows: [Schema.Types.Mixed],
  },
  { collection: 'ledger', versionKey: false },
);
// Appending is compare-and-set on this key: two writers cannot both add entry k, so no chain forks.
schema.index({ workspace: 1, contact: 1, seq: 1 }, { name: 'chain', unique: true });

/** Rows that a walk holds at a time. */
const WALK_ROWS = 500;

/** The id of the one entry that an act can have. */
export function entryIdOf(workspace: string, contact: string, event: string): string {
  return `le_${sha256(`${workspace}\n${contact}\n${event}`).slice(0, 32)}`;
}

/** A row to be appended, and the entry that it is. */
export interface NextRow {
  readonly row: LedgerRow;
  readonly entry: LedgerEntry;
}

/**
 * The next row of a contact's chain after `head`.
 * @param options.evidence as JSON; it is sealed as it is.
 */
export function nextRow(options: {
  workspace: string;
  head: Head;
  draft: EntryDraft;
  effects: readonly Effect[];
  evidence: string;
  key: SealingKey;
  recordedAt: IsoTime;
}): NextRow {
  const { workspace, head, draft, key, recordedAt } = options;
  const { contact } = head;
  const id = entryIdOf(workspace, contact, draft.source.event);
  const evidence = seal(key, id, options.evidence);
  // What is spread comes last: V8 is fifty times slower to add fields to what was spread before.
  const core: EntryCore = {
    v: 1,
    workspace,
    contact,
    seq: head.seq + 1,
    recordedAt,
    evidenceDigest: sha256(evidence),
    prevHash: head.hash,
    ...draft,
  };
  const bytes = coreBytes(core);
  const hash = sha256(bytes);
  const row: LedgerRow = {
    _id: id,
    workspace,
    contact,
    seq: core.seq,
    core: bytes,
    hash,
    kind: draft.kind,
    program: draft.program,
    status: draft.status,
    recordedAt: new Date(recordedAt),
    evidence: new mongo.Binary(evidence),
    follows: options.effects,
  };
  return { row, entry: { id, hash, ...core } };
}

/** The hashed part of a stored row as the rules read it. */
export function entryOf(row: Pick<LedgerRow, '_id' | 'core' | 'hash'>): LedgerEntry {
  return { id: row._id, hash: row.hash, ...parseCore(row.core) };
}

export function createLedgerStore(connection: Connection) {
  const model = connection.model('ledger', schema);
  const collection = () => model.collection as unknown as mongo.Collection<LedgerRow>;
  const find = (filter: object) =>
    collection().find(filter as mongo.Filter<LedgerRow>, { sort: { contact: 1, seq: 1 } });

  return {
    /**
     * Appends rows of different contacts in one write.
     * @returns one outcome a row: `there` when its act or its place in the chain is there already.
     */
    append: (rows: readonly LedgerRow[]): Promise<InsertOutcome[]> => insertEach(model, rows),

    /** Rows beyond each head, in chain order; one read for all contacts. */
    async beyond(
      workspace: string,
      heads: readonly Pick<Head, 'contact' | 'seq'>[],
    ): Promise<LedgerRow[]> {
      if (heads.length === 0) return [];
      return find({
        $or: heads.map(({ contact, seq }) => ({ workspace, contact, seq: { $gt: seq } })),
      }).toArray();
    },

    /** Rows of these ids, whichever exist. */
    async byIds(workspace: string, ids: readonly string[]): Promise<LedgerRow[]> {
      return findByIds<LedgerRow>(model, ids, { workspace });
    },

    /** Every row, chain by chain, streamed: for whoever checks, folds or exports them all. */
    walk(which: { workspace?: string; contact?: string } = {}): AsyncIterable<LedgerRow> {
      return collection()
        .find(which, { sort: { workspace: 1, contact: 1, seq: 1 }, batchSize: WALK_ROWS })
        .allowDiskUse();
    },

    /** Of these contacts, those that have an entry. */
    async chained(workspace: string, contacts: readonly string[]): Promise<Set<string>> {
      const filter = { workspace, contact: { $in: [...contacts] } };
      return new Set(await collection().distinct('contact', filter));
    },

    /** About how many entries there are, for a progress bar. */
    async count(which: { workspace?: string; contact?: string } = {}): Promise<number> {
      return Object.keys(which).length > 0
        ? collection().countDocuments(which)
        : collection().estimatedDocumentCount();
    },

    /** A contact's entries, oldest first. */
    async entries(
      workspace: string,
      contact: string,
      { limit, after = 0 }: { limit: number; after?: number },
    ): Promise<LedgerRow[]> {
      return find({ workspace, contact, seq: { $gt: after } })
        .limit(limit)
        .toArray();
    },
  };
}
