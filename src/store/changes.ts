// What changed in the ledger, the conversation and the requests, read from MongoDB's own log of
// writes: whoever made the change did nothing for it. Reads other collections, writes none of them.
import { type Connection, mongo, Schema } from 'mongoose';
import type { RequestStatus } from '../consent/request-status.js';
import type { Alert } from './alerts.js';
import { databaseOf } from './database-of.js';
import { findByIds } from './find-by-ids.js';
import { inBatches } from './in-batches.js';
import type { MessageStatus } from './message-status.js';
import type { RequestDocument } from './request-document.js';

/** One change, by ids alone; what it was is read where it happened. */
export type Change =
  | {
      readonly kind: 'entry';
      readonly workspace: string;
      readonly contact: string;
      readonly id: string;
      readonly seq: number;
    }
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly status: MessageStatus;
      /** When it had that status; the message itself may have gone on since. */
      readonly at?: Date;
    }
  | {
      readonly kind: 'request';
      readonly id: string;
      readonly revision: number;
      /** The status of that revision, where the change was one of it. */
      readonly status?: RequestStatus;
    }
  /** A condition began; that it holds still is no news. */
  | { readonly kind: 'alert'; readonly id: string; readonly since: Date };

/** What is told of a message: everything but its words. */
export interface ToldMessage {
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly direction: 'inbound' | 'outbound';
  readonly sender: string;
  readonly program?: string;
  readonly purpose?: string;
  readonly reason?: string;
  readonly errorCode?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is told of an opt-in request. */
export type ToldRequest = Pick<
  RequestDocument,
  | '_id'
  | 'workspace'
  | 'method'
  | 'program'
  | 'record'
  | 'contact'
  | 'actingContact'
  | 'entry'
  | 'reason'
  | 'status'
  | 'updatedAt'
>;

/** Where reading goes on; opaque, and only MongoDB's. */
export type ChangeToken = mongo.Document;

export interface ChangeBatch {
  readonly changes: Change[];
  readonly token: ChangeToken;
  /** When the last of them was committed, by mongod's clock; absent where there are none. */
  readonly at?: Date;
}

export interface Changes {
  /**
   * The next changes in the order in which they were committed, as soon as there are any; none
   * after half a second.
   */
  read(): Promise<ChangeBatch>;
  close(): Promise<void>;
}

/** How far the changes have been dealt with. */
export interface ReadUpTo {
  readonly token: ChangeToken;
  /** A time at which everything earlier had been dealt with. */
  readonly at: Date;
}

interface Told {
  readonly operationType: 'insert' | 'update' | 'replace';
  readonly clusterTime: mongo.Timestamp;
  readonly ns: { readonly coll: string };
  readonly documentKey: { readonly _id: string };
  readonly fullDocument?: Readonly<Record<string, unknown>>;
  readonly updateDescription?: { readonly updatedFields?: Readonly<Record<string, unknown>> };
}

interface Answer {
  readonly cursor: {
    readonly id: mongo.Long | number;
    readonly ns: string;
    readonly firstBatch?: readonly Told[];
    readonly nextBatch?: readonly Told[];
    readonly postBatchResumeToken: ChangeToken;
  };
}

const FOLLOWED = ['ledger', 'messages', 'opt_in_requests', 'alerts'] as const;
const BATCH_MAX = 500;
const WAIT_MS = 500;
/** Said here again, because a plain command inherits nothing from its connection. */
const READ_CONCERN = { level: 'majority' } as const;
/** The place is no longer in the log, or no place at all: ChangeStreamHistoryLost and its kin. */
const LOST_PLACE = new Set([136, 260, 280, 286]);
const CURSOR = 'changes';
/** Clocks of processes differ, and a write may take its time after its document was made. */
const LATE_MAX_MS = 3_600_000;

/** Only what is needed leaves mongod: no evidence, no words, no whole documents. */
const PIPELINE: mongo.Document[] = [
  {
    $match: {
      'ns.coll': { $in: [...FOLLOWED] },
      operationType: { $in: ['insert', 'update', 'replace'] },
    },
  },
  {
    $project: {
      operationType: 1,
      clusterTime: 1,
      'ns.coll': 1,
      'documentKey._id': 1,
      'fullDocument.workspace': 1,
      'fullDocument.contact': 1,
      'fullDocument.seq': 1,
      'fullDocument.status': 1,
      'fullDocument.revision': 1,
      'fullDocument.since': 1,
      'updateDescription.updatedFields.status': 1,
      'updateDescription.updatedFields.revision': 1,
      'updateDescription.updatedFields.updatedAt': 1,
      'updateDescription.updatedFields.since': 1,
    },
  },
];

/** True when what lies between the token and now can only be found by looking through it all. */
export const isPlaceLost = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && LOST_PLACE.has(Number(error.code));

export function createChangeStore(connection: Connection) {
  const model = connection.model(
    'event_cursors',
    new Schema(
      { _id: String, token: Schema.Types.Mixed, at: Date },
      { collection: 'event_cursors', versionKey: false },
    ),
  );
  const cursors = () =>
    model.collection as unknown as mongo.Collection<ReadUpTo & { readonly _id: string }>;

  async function* scan(name: string, filter: object, fields: readonly string[]) {
    const projection = Object.fromEntries(fields.map((field) => [field, 1]));
    const sort = name === 'ledger' ? { sort: { workspace: 1, contact: 1, seq: 1 } as const } : {};
    const found = connection.collection(name).find(filter as never, { projection, ...sort });
    for await (const document of found) yield toChange(name, document as unknown as Document);
  }

  async function documents<T extends { readonly _id: string }>(
    name: string,
    ids: readonly string[],
  ) {
    const found = await findByIds<T>(
      { db: connection, collection: connection.collection(name) },
      ids,
    );
    return new Map(found.map((document) => [document._id, document]));
  }

  return {
    /**
     * Opens the log of changes.
     * @param after where to go on; from now on when left out.
     * @throws an error of which `isPlaceLost` is true when the log does not reach back so far.
     */
    async open(after?: ChangeToken): Promise<Changes> {
      const db = databaseOf(connection);
      return openChanges(connection.getClient().startSession(), db, after);
    },

    async readUpTo(): Promise<ReadUpTo | null> {
      return cursors().findOne({ _id: CURSOR });
    },

    /** Kept only once all that follows from the changes before it is durable. */
    async keep(upTo: ReadUpTo): Promise<void> {
      await cursors().updateOne({ _id: CURSOR }, { $set: { ...upTo } }, { upsert: true });
    },

    /** Messages of these ids by id, of whatever workspace: a change names none. */
    messages: (ids: readonly string[]) => documents<ToldMessage>('messages', ids),
    /** The same for requests. */
    requests: (ids: readonly string[]) => documents<ToldRequest>('opt_in_requests', ids),
    /** And for alerts. */
    alerts: (ids: readonly string[]) => documents<Alert>('alerts', ids),

    /**
     * Everything that changed since a time, or ever, in batches: the way for when the log does not
     * reach back. A request shows only its last change and a message its present status.
     */
    async *since(at: Date | undefined): AsyncGenerator<Change[]> {
      const $gte = new Date((at?.getTime() ?? LATE_MAX_MS) - LATE_MAX_MS);
      const late = { updatedAt: { $gte } };
      const entries = ['workspace', 'contact', 'seq'];
      yield* inBatches(scan('ledger', { recordedAt: { $gte } }, entries), BATCH_MAX);
      yield* inBatches(scan('messages', late, ['status']), BATCH_MAX);
      yield* inBatches(scan('opt_in_requests', late, ['status', 'revision']), BATCH_MAX);
      yield* inBatches(scan('alerts', { since: { $gte } }, ['since']), BATCH_MAX);
    },
  };
}

/**
 * As plain commands: a batch comes whole, and every answer, an empty one too, names the place up to
 * which it has looked. So the place stays young while nothing of ours changes.
 */
async function openChanges(
  session: mongo.ClientSession,
  db: mongo.Db,
  after: ChangeToken | undefined,
): Promise<Changes> {
  const resume = after === undefined ? {} : { resumeAfter: after };
  const asked = {
    aggregate: 1,
    pipeline: [{ $changeStream: resume }, ...PIPELINE],
    cursor: { batchSize: BATCH_MAX },
    readConcern: READ_CONCERN,
  };
  const opened = await canOpen(session, db.command(asked, { session }));
  const { id, ns, firstBatch = [], postBatchResumeToken } = opened.cursor;
  const cursor = typeof id === 'number' ? mongo.Long.fromNumber(id) : id;
  const collection = ns.slice(ns.indexOf('.') + 1);
  let first: ChangeBatch | undefined =
    firstBatch.length > 0 ? batchOf(firstBatch, postBatchResumeToken) : undefined;
  return {
    async read() {
      const batch = first;
      first = undefined;
      if (batch) return batch;
      const more = { getMore: cursor, collection, batchSize: BATCH_MAX, maxTimeMS: WAIT_MS };
      const answer = (await db.command(more, { session })) as unknown as Answer;
      return batchOf(answer.cursor.nextBatch ?? [], answer.cursor.postBatchResumeToken);
    },
    async close() {
      // Ending the session ends its cursor.
      await session.endSession();
    },
  };
}

async function canOpen(session: mongo.ClientSession, opening: Promise<unknown>): Promise<Answer> {
  try {
    return (await opening) as Answer;
  } catch (error) {
    await session.endSession();
    throw error;
  }
}

function batchOf(told: readonly Told[], token: ChangeToken): ChangeBatch {
  const seconds = told.at(-1)?.clusterTime.getHighBitsUnsigned();
  const changes = told.flatMap(changeOf);
  return { changes, token, ...(seconds !== undefined && { at: new Date(seconds * 1_000) }) };
}

/** A document as far as it is read here. */
type Document = Readonly<Record<string, unknown>> & { readonly _id: string };

/** Of an update only what says that something is to be told. */
function changeOf({ ns, documentKey, fullDocument, updateDescription }: Told): Change[] {
  const { _id } = documentKey;
  if (fullDocument) return [toChange(ns.coll, { ...fullDocument, _id })];
  const fields = updateDescription?.updatedFields ?? {};
  const told = { messages: 'status', opt_in_requests: 'revision', alerts: 'since' }[ns.coll];
  return told !== undefined && told in fields ? [toChange(ns.coll, { ...fields, _id })] : [];
}

function toChange(name: string, document: Document): Change {
  const { _id: id, workspace, contact, seq, status, revision, updatedAt: at } = document;
  if (name === 'alerts') return { kind: 'alert', id, since: document['since'] } as Change;
  if (name === 'ledger') {
    return { kind: 'entry', id, workspace, contact, seq } as Change;
  }
  if (name === 'messages') {
    return { kind: 'message', id, status, ...(at !== undefined && { at }) } as Change;
  }
  return {
    kind: 'request',
    id,
    revision: revision ?? 0,
    ...(status !== undefined && { status }),
  } as Change;
}
