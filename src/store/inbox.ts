// The inbox: every act from outside, durable before it is answered, in the order that mongod
// stamps. Nothing is decided here. Entries stay for ever; done ones shrink to id, digest and stamp.
import { type AnyBulkWriteOperation, type Connection, type mongo, Schema } from 'mongoose';
import type { Intent, Stamp } from '../consent/types.js';
import type { MongoClock } from './clock.js';
import { findAtOnce, findByIds } from './find-by-ids.js';
import { insertEach, type InsertOutcome } from './insert-each.js';
import { askMongod, stampOf, type Timestamp } from './stamps.js';

/** More stand at a time only where somebody is flooded. */
const FENCES_AT_ONCE = 5_000;

export type InboxState = 'open' | 'done' | 'set_aside';
/** What came in; each type has its reader in `workers/consent/readers`. */
export type InboxType =
  | 'text'
  | 'email_confirmation'
  | 'provider_block'
  | 'revocation'
  | 'attestation'
  | 'review'
  | 'order'
  | 'expiry'
  | 'flag'
  | 'scan'
  | 'erasure';

/** What a writer hands in; the store adds stamp, state and counters. */
export interface InboxEvent {
  /** Workspace, provider, account and message id: the same act is the same id, for ever. */
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly type: InboxType;
  /** True while the gate must refuse this contact because of this entry. */
  readonly fence: boolean;
  /** How the ingress read it. */
  readonly intent: Intent;
  /** The sender that was texted, or that the act concerns. */
  readonly sender?: string;
  /** The raw input, exactly as it came. */
  readonly raw: string;
  /** SHA-256 of `raw`, hex; stays when the raw input goes. */
  readonly digest: string;
  readonly receivedAt: Date;
  /** The copy of the same message that was stored first; what this one adds lies beside it. */
  readonly beside?: string;
  readonly state?: InboxState;
  /** Why it was set aside, for a person. */
  readonly reason?: string;
}

/** An entry as it is stored. */
export interface InboxEntry extends InboxEvent {
  readonly stamp: Timestamp;
  readonly state: InboxState;
  readonly queuedAt: Date;
  /** How often the relay had to queue it again. */
  readonly tries: number;
  /** How often deciding it failed. */
  readonly failures: number;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    contact: String,
    type: String,
    fence: Boolean,
    intent: String,
    sender: String,
    raw: String,
    digest: String,
    receivedAt: Date,
    beside: String,
    stamp: Schema.Types.Mixed,
    state: String,
    reason: String,
    queuedAt: Date,
    tries: Number,
    failures: Number,
  },
  { collection: 'inbox', versionKey: false },
);
// Read by the gate before every send. A full index on purpose: a partial one decays under opt-outs.
schema.index({ workspace: 1, contact: 1, fence: 1 }, { name: 'fences' });
schema.index(
  { state: 1, queuedAt: 1 },
  { name: 'open', partialFilterExpression: { state: 'open' } },
);
// What waits for a person; no entry of it but those that were set aside.
schema.index(
  { workspace: 1, receivedAt: -1, _id: -1 },
  { name: 'set_aside', partialFilterExpression: { state: 'set_aside' } },
);

export function createInboxStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('inbox', schema);
  const collection = () => model.collection as unknown as mongo.Collection<InboxEntry>;

  /** One write; one event's outcome is no other's. */
  const insert = (events: readonly InboxEvent[]): Promise<InsertOutcome[]> =>
    insertEach(model, events.map(toEntry));

  return {
    insert,

    /**
     * Stores what a repeat brought and the stored copy lacks: the words of an opt-out.
     * A provider that sends a message again may mark only the second copy as one.
     */
    async insertBesideIfLacking(event: InboxEvent): Promise<void> {
      const stored = await collection().findOne({ _id: event._id }, { projection: { intent: 1 } });
      if (!stored || stored.intent === 'opt_out' || stored.intent === event.intent) return;
      const beside = { ...event, _id: `${event._id}/${event.intent}`, beside: event._id };
      const [outcome] = await insert([beside]);
      if (outcome instanceof Error) throw outcome;
    },

    /** Stamps of the contact's standing fences, oldest first. */
    async fences(workspace: string, contact: string): Promise<Stamp[]> {
      const standing = await collection()
        .find({ workspace, contact, fence: true }, { projection: { stamp: 1 } })
        .toArray();
      return standing.map((entry) => stampOf(entry.stamp)).sort();
    },

    /** The same for many contacts in one read; contacts without a fence are absent. */
    async fencesOfMany(
      workspace: string,
      contacts: readonly string[],
    ): Promise<Map<string, Stamp[]>> {
      const filter = { workspace, contact: { $in: [...contacts] }, fence: true };
      const asked = { projection: { contact: 1, stamp: 1 }, batchSize: FENCES_AT_ONCE } as const;
      const standing =
        (await findAtOnce<InboxEntry>(model, filter, asked)) ??
        (await collection().find(filter, asked).toArray());
      const found = new Map<string, Stamp[]>();
      for (const entry of standing) {
        found.set(
          entry.contact,
          [...(found.get(entry.contact) ?? []), stampOf(entry.stamp)].sort(),
        );
      }
      return found;
    },

    /** Entries of these ids that still wait for a decision, in order of their stamps. */
    async open(ids: readonly string[]): Promise<InboxEntry[]> {
      const entries = await findByIds<InboxEntry>(model, ids, { state: 'open' });
      return entries.sort((a, b) => a.stamp.compare(b.stamp));
    },

    /** Which of these entries are decided or set aside by now. */
    async decided(ids: readonly string[]): Promise<Map<string, Exclude<InboxState, 'open'>>> {
      const found = await collection()
        .find({ _id: { $in: [...ids] }, state: { $ne: 'open' } }, { projection: { state: 1 } })
        .toArray();
      return new Map(found.flatMap(({ _id, state }) => (state === 'open' ? [] : [[_id, state]])));
    },

    /** How these entries stand; unknown ones are absent. */
    async states(ids: readonly string[]): Promise<Map<string, InboxState>> {
      const found = await collection()
        .find({ _id: { $in: [...ids] } }, { projection: { state: 1 } })
        .toArray();
      return new Map(found.map(({ _id, state }) => [_id, state]));
    },

    async get(id: string): Promise<InboxEntry | null> {
      return collection().findOne({ _id: id });
    },

    /** The last step of an act: its entry is in the head and its effects are recorded. */
    async markDone(ids: readonly string[]): Promise<void> {
      await collection().updateMany(
        { _id: { $in: [...ids] } },
        {
          $set: { state: 'done', fence: false },
          // The contact stays: taking it out would cost an index entry and hide nothing, it is an
          // HMAC.
          $unset: { raw: '', sender: '', queuedAt: '', reason: '' },
        },
      );
    },

    /** Counts failures of single entries; at `limit` they are set aside. Their fences stay. */
    async recordFailures(
      failed: readonly { id: string; reason: string }[],
      limit: number,
    ): Promise<void> {
      if (failed.length === 0) return;
      const operations = failed.flatMap(({ id, reason }): AnyBulkWriteOperation<InboxEntry>[] => [
        {
          updateOne: {
            filter: { _id: id, state: 'open' },
            update: { $inc: { failures: 1 }, $set: { reason } },
          },
        },
        {
          updateOne: {
            filter: { _id: id, state: 'open', failures: { $gte: limit } },
            update: { $set: { state: 'set_aside' } },
          },
        },
      ]);
      await collection().bulkWrite(operations as never, { ordered: true });
    },

    /** Open entries that were last queued before `before`, oldest first. For the relay. */
    async overdue(
      before: Date,
      limit: number,
    ): Promise<Pick<InboxEntry, '_id' | 'fence' | 'tries'>[]> {
      return collection()
        .find(
          { state: 'open', queuedAt: { $lt: before } },
          { projection: { fence: 1, tries: 1 }, sort: { queuedAt: 1 }, limit },
        )
        .toArray();
    },

    async markQueuedAgain(ids: readonly string[]): Promise<void> {
      await collection().updateMany(
        { _id: { $in: [...ids] }, state: 'open' },
        { $set: { queuedAt: clock.now() }, $inc: { tries: 1 } },
      );
    },

    /** Entries in each state that an operator watches. */
    async counts(): Promise<{ open: number; setAside: number }> {
      const [open, setAside] = await Promise.all([
        model.countDocuments({ state: 'open' }),
        model.countDocuments({ state: 'set_aside' }, { hint: 'set_aside' }),
      ]);
      return { open, setAside };
    },
  };
}

function toEntry(event: InboxEvent): InboxEntry {
  return {
    ...event,
    stamp: askMongod(),
    state: event.state ?? 'open',
    queuedAt: event.receivedAt,
    tries: 0,
    failures: 0,
  };
}
