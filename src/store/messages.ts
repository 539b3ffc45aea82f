// Messages: the conversation as people read it, both directions, words sealed with the contact's
// key. A projection: what is sent and whether is decided by `effects`; this only shows it.
import { sha256 } from '../digest.js';
import { type Connection, mongo, Schema } from 'mongoose';
import type { Purpose, Stamp } from '../consent/types.js';
import type { MongoClock } from './clock.js';
import { findByIds } from './find-by-ids.js';
import { insertNew } from './insert-each.js';
import { open, type SealingKey, seal } from './keyring.js';
import { createMessageLists } from './message-lists.js';
import { createMessageReports } from './message-reports.js';
import { createMessageWalk } from './message-walk.js';
import {
  DECISIONS_MAX,
  type MessageDecision,
  type MessageStatus,
  RANK,
  stepTo,
} from './message-status.js';
import type { PauseStore } from './pauses.js';
import { askMongod, type Timestamp, timestampOf } from './stamps.js';
import type { KnownPerson, PeopleStore } from './people.js';

/** A picture or the like that came with a text. */
export interface Media {
  readonly url: string;
  readonly contentType: string;
}

export interface Message {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly contact: string;
  readonly from: string;
  readonly to: string;
  /** Empty once the person was erased. */
  readonly body: string;
  /** What the service added to it, as it was sent. */
  readonly appended?: string;
  readonly status: MessageStatus;
  readonly program?: string;
  readonly purpose?: Purpose;
  /** Why it is held, was blocked or failed, for a person. */
  readonly reason?: string;
  /** Of a held one: when the gate is asked again, where that is known. */
  readonly retryAt?: Date;
  /** What the gate said of it, oldest first. */
  readonly decisions?: readonly MessageDecision[];
  /** The provider's code for that. */
  readonly errorCode?: string;
  readonly providerSid?: string;
  /** The inbox entry of an inbound text. */
  readonly event?: string;
  /** What came with it: addresses at the provider, which nobody of ours ever opens. */
  readonly media?: readonly Media[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface MessageDocument {
  _id: string;
  workspace: string;
  contact: string;
  direction: Message['direction'];
  sender: string;
  body: mongo.Binary;
  appended?: string;
  status: MessageStatus;
  rank: number;
  program?: string;
  purpose?: Purpose;
  reason?: string;
  retryAt?: Date;
  decisions?: MessageDecision[];
  errorCode?: string;
  /** When the provider reported that it refuses our account or sender; absent otherwise. */
  refusedAt?: Date;
  providerSid?: string;
  /** The inbox entry of an inbound text. */
  event?: string;
  /** Its place in the conversation; absent on messages of earlier versions. */
  stamp?: Timestamp;
  /** Addresses and types of what came with it, sealed. */
  media?: mongo.Binary;
  /** When the provider is to be asked what became of it; absent once that is known. */
  statusDueAt?: Date;
  statusAsks?: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A message as it is handed in, with the words in clear and the key that seals them. */
export interface NewMessage {
  readonly id: string;
  readonly contact: string;
  readonly direction: Message['direction'];
  readonly sender: string;
  readonly body: string;
  /** The inbox entry of an inbound text. */
  readonly event?: string;
  /** Where that lies among the acts; a message of ours lies where it is added. */
  readonly stamp?: Stamp;
  /** Pictures and the like, as the provider keeps them. */
  readonly media?: readonly Media[];
  readonly key: SealingKey;
  readonly status: MessageStatus;
  readonly program?: string;
  readonly purpose?: Purpose;
  /** Of an outbound one: why it is held, until when, and what the gate said of it. */
  readonly reason?: string;
  readonly retryAt?: Date;
  readonly decisions?: readonly MessageDecision[];
  readonly createdAt: Date;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    contact: String,
    direction: String,
    sender: String,
    body: Buffer,
    appended: String,
    status: String,
    rank: Number,
    program: String,
    purpose: String,
    reason: String,
    retryAt: Date,
    decisions: Schema.Types.Mixed,
    errorCode: String,
    refusedAt: Date,
    event: String,
    stamp: Schema.Types.Mixed,
    media: Buffer,
    providerSid: String,
    statusDueAt: Date,
    statusAsks: Number,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'messages', versionKey: false },
);
schema.index({ workspace: 1, contact: 1, stamp: -1, createdAt: -1, _id: -1 }, { name: 'thread' });
schema.index(
  { workspace: 1, providerSid: 1 },
  { name: 'provider', partialFilterExpression: { providerSid: { $exists: true } } },
);
schema.index(
  { statusDueAt: 1 },
  { name: 'unfinished', partialFilterExpression: { statusDueAt: { $exists: true } } },
);
schema.index(
  { refusedAt: 1 },
  { name: 'refused', partialFilterExpression: { refusedAt: { $exists: true } } },
);

/** The id of the one message that an act or an effect can have. */
export function messageIdOf(workspace: string, origin: string): string {
  const digest = sha256(`${workspace}\n${origin}`);
  return `msg_${digest.slice(0, 32)}`;
}

export function createMessageStore(
  connection: Connection,
  deps: { clock: MongoClock; people: PeopleStore; pauses: Pick<PauseStore, 'showsPaused'> },
) {
  const model = connection.model('messages', schema);
  const collection = () => model.collection as unknown as mongo.Collection<MessageDocument>;

  async function readable(workspace: string, found: readonly MessageDocument[]) {
    const contacts = [...new Set(found.map(({ contact }) => contact))];
    const people = await deps.people.known(workspace, contacts);
    const shown = found.map((document) => toMessage(document, people.get(document.contact)));
    return Promise.all(shown.map((message) => showHeld(workspace, message)));
  }

  /** What waits while its sender is paused is held, whether or not a worker has met it since. */
  async function showHeld(workspace: string, message: Message): Promise<Message> {
    if (message.status !== 'queued') return message;
    const paused = await deps.pauses.showsPaused(workspace, message.from);
    return paused ? { ...message, status: 'held', reason: 'sender_paused' } : message;
  }

  return {
    ...createMessageReports(model as never, deps),
    ...createMessageLists(model as never, readable),
    ...createMessageWalk(model as never, readable),

    /** Adds messages to the conversation; those that are there already stay as they are. */
    async add(workspace: string, messages: readonly NewMessage[]): Promise<void> {
      await insertNew(
        model,
        messages.map(({ id, key, body, stamp, media, ...rest }) => ({
          ...rest,
          _id: id,
          workspace,
          body: new mongo.Binary(seal(key, id, body)),
          stamp: stamp === undefined ? askMongod() : timestampOf(stamp),
          ...(media && {
            media: new mongo.Binary(seal(key, mediaName(id), JSON.stringify(media))),
          }),
          rank: RANK[rest.status],
          updatedAt: rest.createdAt,
        })),
      );
    },

    /** Moves a message's status forward, never back; a final status stays. */
    async progress(
      workspace: string,
      id: string,
      status: MessageStatus,
      details: {
        reason?: string;
        errorCode?: string;
        providerSid?: string;
        decision?: MessageDecision;
      } = {},
    ): Promise<void> {
      await collection().updateOne(
        { _id: id, workspace, rank: { $lt: RANK[status] } },
        stepTo(status, deps.clock.now(), details) as never,
      );
    },

    /**
     * Notes what the gate said of a message that has not left: it is held, or may go on its way.
     * The same word again takes the place of the last: what is shown is when it was said last, so
     * that the one by which a message left is always there, and a thousand askings take no room.
     */
    async decide(workspace: string, id: string, decision: MessageDecision): Promise<void> {
      const { allowed, reason, rule, entry, retryAt } = decision;
      const again = Object.entries({ rule, entry: entry ?? null }).map(([field, value]) => ({
        $eq: [{ $ifNull: [`$last.${field}`, null] }, { $literal: value }],
      }));
      const before = { $ifNull: ['$decisions', []] };
      const butLast = { $slice: [before, { $subtract: [{ $size: before }, 1] }] };
      const earlier = { $cond: [{ $and: again }, butLast, before] };
      const all = { $concatArrays: [earlier, [{ $literal: decision }]] };
      const held = {
        reason: { $literal: reason },
        ...(retryAt !== undefined && { retryAt: new Date(retryAt) }),
      };
      const away = allowed ? ['reason', 'retryAt'] : retryAt === undefined ? ['retryAt'] : [];
      await collection().updateOne({ _id: id, workspace, rank: RANK.held }, [
        { $set: { last: { $last: before } } },
        {
          $set: {
            status: allowed ? 'queued' : 'held',
            updatedAt: deps.clock.now(),
            decisions: { $slice: [all, -DECISIONS_MAX] },
            ...(allowed ? {} : held),
          },
        },
        { $unset: ['last', ...away] },
      ]);
    },

    /** When each of these contacts last texted us, as far as it was since then, in one read. */
    async heardSince(
      workspace: string,
      contacts: readonly string[],
      since: Date,
    ): Promise<Map<string, Date>> {
      const found = await collection()
        .find(
          {
            ...{ workspace, contact: { $in: [...contacts] }, createdAt: { $gte: since } },
            direction: 'inbound',
          },
          { projection: { contact: 1, createdAt: 1 }, sort: { createdAt: 1 }, batchSize: 5_000 },
        )
        .toArray();
      return new Map(found.map(({ contact, createdAt }) => [contact, createdAt]));
    },

    /** Shows messages as queued again, whose texts an operator gave back. */
    async reopen(workspace: string, ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      await collection().updateMany(
        { _id: { $in: [...ids] }, workspace, status: { $in: ['failed', 'unknown'] } },
        {
          $set: { status: 'queued', rank: RANK.queued, updatedAt: deps.clock.now() },
          $unset: { reason: '', errorCode: '' },
        },
      );
    },

    /** Shows what the service adds to a message that has not left yet. */
    async append(workspace: string, id: string, words: string): Promise<void> {
      await collection().updateOne({ _id: id, workspace }, { $set: { appended: words } });
    },

    /** Whether anything of the workspace went out to this person; a confirmation counts. */
    async hasWritten(workspace: string, contact: string): Promise<boolean> {
      const never = ['failed', 'undelivered', 'blocked'] satisfies MessageStatus[];
      const filter = { workspace, contact, direction: 'outbound', status: { $nin: never } };
      const projection = { _id: 1 };
      return (await collection().findOne(filter as never, { projection })) !== null;
    },

    /** The inbox entry that an inbound message came with; `null` for every other one. */
    async eventOf(
      workspace: string,
      id: string,
    ): Promise<{ event: string; contact: string; sender: string } | null> {
      const found = await collection().findOne({ _id: id, workspace, direction: 'inbound' });
      if (!found?.event) return null;
      const { event, contact, sender } = found;
      return { event, contact, sender };
    },

    /** The provider's id of a message, once it has one. */
    async sidOf(workspace: string, id: string): Promise<string | undefined> {
      const found = await collection().findOne(
        { _id: id, workspace },
        { projection: { providerSid: 1 } },
      );
      return found?.providerSid;
    },

    /** What these messages say; those of people who were erased are absent. */
    async wordsOf(workspace: string, ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const found = await findByIds<MessageDocument>(model, ids, { workspace });
      const contacts = [...new Set(found.map(({ contact }) => contact))];
      const people = await deps.people.known(workspace, contacts);
      const known = found.filter(({ contact }) => people.has(contact));
      return new Map(
        known.map((document) => [
          document._id,
          toMessage(document, people.get(document.contact)).body,
        ]),
      );
    },

    async get(workspace: string, id: string): Promise<Message | null> {
      const found = await collection().findOne({ _id: id, workspace });
      return found ? ((await readable(workspace, [found]))[0] ?? null) : null;
    },
  };
}

const mediaName = (id: string) => `${id}/media`;

function toMessage(document: MessageDocument, person: KnownPerson | undefined): Message {
  const { _id, sender, body, direction, ...stored } = document;
  const { workspace: _workspace, rank: _rank, stamp: _stamp, media, ...shown } = stored;
  const { statusDueAt: _due, statusAsks: _asks, ...rest } = shown;
  const { key, phone = '' } = person ?? {};
  return {
    ...rest,
    id: _id,
    direction,
    from: direction === 'inbound' ? phone : sender,
    to: direction === 'inbound' ? sender : phone,
    // Of a person who was erased and has come back, words of before are empty.
    body: key && body.length() > 0 ? open(key, _id, Buffer.from(body.buffer)).toString() : '',
    ...(key && media && { media: openMedia(key, _id, media) }),
  };
}

const openMedia = (key: SealingKey, id: string, media: mongo.Binary) =>
  JSON.parse(open(key, mediaName(id), Buffer.from(media.buffer)).toString()) as Media[];
