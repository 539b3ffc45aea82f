// Events: what the CRM is told, in one order per workspace and one per contact, without a gap in
// either. An event is derived from what happened and holds no phone number and no words: those are
// opened when it is read, as long as they may be.
import { type Connection, type mongo, Schema } from 'mongoose';
import { sha256 } from '../digest.js';
import { isDuplicateKey } from './duplicate-key.js';
import { findByIds } from './find-by-ids.js';

export const EVENT_TYPES = [
  'consent.granted',
  'consent.renewed',
  'consent.revoked',
  'consent.pending',
  'contact.flagged',
  'opt_in_request.updated',
  'message.received',
  'message.sent',
  'message.delivered',
  'message.failed',
  'message.blocked',
  'message.review',
  'operator.alert',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What an event says beside whose it is: ids, statuses and times. */
export type EventFacts = Readonly<Record<string, unknown>> & { readonly occurredAt: string };

export type EventData = EventFacts & {
  /** External ids of the records with this number, when it happened. */
  readonly records: readonly string[];
};

/** An event before it has its places. */
export interface EventDraft {
  /** Derived from what it tells: telling twice is telling once. */
  readonly _id: string;
  readonly type: EventType;
  /** When what it tells was recorded. */
  readonly at: Date;
  /** Absent of alerts, and while an opt-in request has no number. */
  readonly contact?: string;
  /** Whose sequence it is in: the contact's, else the request's or the alert's. */
  readonly subject: string;
  readonly data: EventData;
}

export interface StoredEvent extends EventDraft {
  readonly workspace: string;
  /** 1, 2, 3 … in the workspace, in the order in which they became visible. */
  readonly position: number;
  /** 1, 2, 3 … of its subject. */
  readonly sequence: number;
}

export interface EventFilter {
  readonly type?: EventType;
  readonly contact?: string;
}

/** Rounds that two writers may take each other's places. */
const TRIES_MAX = 20;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    position: Number,
    subject: String,
    sequence: Number,
    type: String,
    at: Date,
    contact: String,
    data: Schema.Types.Mixed,
  },
  { collection: 'events', versionKey: false },
);
// Appending is compare-and-set on both keys: no two events have one place, and none is skipped.
schema.index({ workspace: 1, position: 1 }, { name: 'log', unique: true });
schema.index({ workspace: 1, subject: 1, sequence: 1 }, { name: 'sequence', unique: true });
schema.index({ workspace: 1, type: 1, position: 1 }, { name: 'type' });

/** The id of the one event of this type that something can have. */
export function eventIdOf(workspace: string, origin: string, type: EventType): string {
  return `evt_${sha256(`${workspace}\n${origin}\n${type}`).slice(0, 32)}`;
}

export type EventStore = ReturnType<typeof createEventStore>;

export function createEventStore(connection: Connection) {
  const model = connection.model('events', schema);
  const collection = () => model.collection as unknown as mongo.Collection<StoredEvent>;

  async function lastPosition(workspace: string): Promise<number> {
    const last = await collection().findOne(
      { workspace },
      { projection: { position: 1 }, sort: { position: -1 } },
    );
    return last?.position ?? 0;
  }

  /** The last sequence of each; a distinct scan reads one key a subject. */
  async function lastSequences(workspace: string, subjects: readonly string[]) {
    const found = await collection()
      .aggregate<{ _id: string; last: number }>([
        { $match: { workspace, subject: { $in: [...subjects] } } },
        { $sort: { workspace: -1, subject: -1, sequence: -1 } },
        { $group: { _id: '$subject', last: { $first: '$sequence' } } },
      ])
      .toArray();
    return new Map(found.map(({ _id, last }) => [_id, last]));
  }

  /** Gives each its places and writes them in their order; stops at the first that is taken. */
  async function write(workspace: string, drafts: readonly EventDraft[]): Promise<StoredEvent[]> {
    const subjects = [...new Set(drafts.map(({ subject }) => subject))];
    const [tail, lasts] = await Promise.all([
      lastPosition(workspace),
      lastSequences(workspace, subjects),
    ]);
    const events = drafts.map((draft, index): StoredEvent => {
      const sequence = (lasts.get(draft.subject) ?? 0) + 1;
      lasts.set(draft.subject, sequence);
      return { ...draft, workspace, position: tail + 1 + index, sequence };
    });
    await collection().insertMany(events, { ordered: true });
    return events;
  }

  return {
    /**
     * Adds events that are not there yet, in the order in which they are given.
     * Somebody who reads by position never sees one appear before one that was read: they are
     * written in order, each place only once, and a writer that finds its place taken starts again
     * behind the other's.
     * @returns all of them as they are stored, in their order.
     */
    async append(workspace: string, drafts: readonly EventDraft[]): Promise<StoredEvent[]> {
      const wanted = [...new Map(drafts.map((draft) => [draft._id, draft])).values()];
      const ids = wanted.map(({ _id }) => _id);
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        const there = await findByIds<StoredEvent>(model, ids, { workspace });
        const stored = new Map(there.map((event) => [event._id, event]));
        const missing = wanted.filter(({ _id }) => !stored.has(_id));
        try {
          const fresh = missing.length > 0 ? await write(workspace, missing) : [];
          for (const event of fresh) stored.set(event._id, event);
          return ids.flatMap((id) => stored.get(id) ?? []);
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
      throw new Error('another writer of events took every place; they are told with the next try');
    },

    lastPosition,

    async get(workspace: string, id: string): Promise<StoredEvent | null> {
      return collection().findOne({ _id: id, workspace });
    },

    /** Events of these ids, whichever exist. */
    async many(workspace: string, ids: readonly string[]): Promise<StoredEvent[]> {
      return findByIds<StoredEvent>(model, ids, { workspace });
    },

    /** Events behind a position, oldest first. */
    async after(workspace: string, position: number, limit: number): Promise<StoredEvent[]> {
      return collection()
        .find({ workspace, position: { $gt: position } }, { sort: { position: 1 }, limit })
        .toArray();
    },

    /** Newest first; `startingAfter` is the id of the last event of the page before. */
    async list(
      workspace: string,
      page: EventFilter & { limit: number; startingAfter?: string },
    ): Promise<{ data: StoredEvent[]; hasMore: boolean }> {
      const { limit, startingAfter, type, contact } = page;
      const last = startingAfter === undefined ? null : await this.get(workspace, startingAfter);
      if (startingAfter !== undefined && !last) return { data: [], hasMore: false };
      const filter: mongo.Filter<StoredEvent> = {
        workspace,
        ...(type !== undefined && { type }),
        ...(contact !== undefined && { subject: contact }),
        ...(last && { position: { $lt: last.position } }),
      };
      // A contact's events have the same order by either number, and one of them has an index.
      const sort = contact === undefined ? { position: -1 as const } : { sequence: -1 as const };
      const found = await collection()
        .find(filter, { sort, limit: limit + 1 })
        .toArray();
      return { data: found.slice(0, limit), hasMore: found.length > limit };
    },
  };
}
