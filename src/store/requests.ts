// Opt-in requests: that somebody was asked, how, and what came of it. A request is never consent.
// Tokens are hints that link an act to a request; they grant nothing.
import { type AnyBulkWriteOperation, type Connection, type mongo, Schema } from 'mongoose';
import { newId } from '../ids.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { digestOfLink, LINK_TOKEN, type LinkTokens } from './link-tokens.js';
import { createTokenStore } from './request-tokens.js';

export type RequestMethod = 'text_to_join' | 'qr' | 'email';
export type OpenStatus = 'pending' | 'opened' | 'confirming';
export type RequestStatus =
  | OpenStatus
  | 'completed'
  | 'needs_match'
  | 'expired'
  | 'cancelled'
  | 'failed';

export interface OptInRequest {
  readonly _id: string;
  readonly workspace: string;
  readonly method: RequestMethod;
  readonly status: RequestStatus;
  readonly program: string;
  /** External id of the record that was asked. */
  readonly record: string;
  /** Contact of the record's own number; follows it while the request is open. */
  readonly contact?: string;
  readonly token: string;
  readonly sender: string;
  /** True when the disclosure is shown in writing with the request. */
  readonly disclosureShown: boolean;
  readonly disclosure: { readonly version: number; readonly hash: string; readonly text: string };
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly completedAt: Date | null;
  /** Contact that acted, and the ledger entry of its act. */
  readonly actingContact?: string;
  readonly entry?: string;
}

interface RequestDocument extends OptInRequest {
  /** By which the landing page of a code is found; its token itself is nowhere. */
  readonly joinDigest?: string;
  /** Present only while open: what may exist once. */
  readonly openAs?: string;
}

export type RequestDraft = Pick<
  OptInRequest,
  'method' | 'program' | 'record' | 'contact' | 'sender' | 'disclosureShown' | 'disclosure'
>;

export interface RequestSettlement {
  readonly request: string;
  readonly outcome: 'opened' | 'completed' | 'needs_match' | 'confirming';
  /** Who acted, and the entry of the act; absent where nobody did. */
  readonly contact?: string;
  readonly entry?: string;
  readonly at: Date;
}

export interface RequestStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  readonly linkTokens: LinkTokens;
}

/** How long somebody may take to answer. */
const OPEN_FOR_DAYS = 14;
const DAY_MS = 86_400_000;
const OPEN: OpenStatus[] = ['pending', 'opened', 'confirming'];

/** True while the person can still answer. */
export const isOpen = (status: RequestStatus): status is OpenStatus =>
  OPEN.some((one) => one === status);

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    method: String,
    status: String,
    program: String,
    record: String,
    contact: String,
    token: String,
    joinDigest: String,
    sender: String,
    disclosureShown: Boolean,
    disclosure: { version: Number, hash: String, text: String },
    openAs: String,
    createdAt: Date,
    expiresAt: Date,
    completedAt: Date,
    actingContact: String,
    entry: String,
  },
  { collection: 'opt_in_requests', versionKey: false },
);
schema.index({ workspace: 1, _id: -1 }, { name: 'newest' });
schema.index({ workspace: 1, record: 1, _id: -1 }, { name: 'record' });
schema.index({ workspace: 1, token: 1, status: 1 }, { name: 'token' });
schema.index({ workspace: 1, contact: 1, status: 1 }, { name: 'contact' });
schema.index(
  { workspace: 1, openAs: 1 },
  { name: 'one_open', unique: true, partialFilterExpression: { openAs: { $exists: true } } },
);
// Across workspaces: who follows a link says nothing but its token.
schema.index(
  { joinDigest: 1 },
  { name: 'join', unique: true, partialFilterExpression: { joinDigest: { $exists: true } } },
);

export function createRequestStore(connection: Connection, deps: RequestStoreDeps) {
  const { clock, linkTokens } = deps;
  const model = connection.model('opt_in_requests', schema);
  const collection = () => model.collection as unknown as mongo.Collection<RequestDocument>;
  const tokens = createTokenStore(connection);
  const joinDigestOf = (workspace: string, id: string) =>
    digestOfLink(linkTokens.of('join', workspace, id));

  async function expireStale(workspace: string, record: string): Promise<void> {
    await collection().updateMany(
      { workspace, record, status: { $in: OPEN }, expiresAt: { $lte: clock.now() } },
      { $set: { status: 'expired' }, $unset: { openAs: '' } },
    );
  }

  async function find(filter: mongo.Filter<RequestDocument>, limit = 0): Promise<OptInRequest[]> {
    const found = await collection()
      .find(filter, { sort: { _id: -1 }, limit })
      .toArray();
    return found.map((document) => toRequest(document, clock.now()));
  }

  return {
    /** The request of this method that is open for the record. */
    async standing(
      workspace: string,
      { method, record }: Pick<OptInRequest, 'method' | 'record'>,
    ): Promise<OptInRequest | null> {
      await expireStale(workspace, record);
      const found = await collection().findOne({ workspace, openAs: `${method}/${record}` });
      return found && toRequest(found, clock.now());
    },

    /** Opens a request, or returns the one of the same method that is open for the record. */
    async open(
      workspace: string,
      draft: RequestDraft,
    ): Promise<{ request: OptInRequest; created: boolean }> {
      const id = newId('oir');
      const openAs = `${draft.method}/${draft.record}`;
      const createdAt = clock.now();
      const document: RequestDocument = {
        ...draft,
        _id: id,
        workspace,
        openAs,
        status: 'pending',
        token: await tokens.of(workspace, draft.record),
        ...(draft.method === 'qr' && { joinDigest: joinDigestOf(workspace, id) }),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + OPEN_FOR_DAYS * DAY_MS),
        completedAt: null,
      };
      try {
        await collection().insertOne(document);
        return { request: toRequest(document, createdAt), created: true };
      } catch (error) {
        if (!isDuplicateKey(error, 'one_open')) throw error;
        const winner = await collection().findOne({ workspace, openAs });
        if (!winner) throw error;
        return { request: toRequest(winner, clock.now()), created: false };
      }
    },

    /** A record has this number now, or none: its open requests wait for that one's text. */
    async follow(workspace: string, record: string, contact: string | undefined): Promise<void> {
      const stale = { workspace, record, status: { $in: OPEN } };
      await (contact === undefined
        ? collection().updateMany(
            { ...stale, contact: { $exists: true } },
            { $unset: { contact: '' } },
          )
        : collection().updateMany({ ...stale, contact: { $ne: contact } }, { $set: { contact } }));
    },

    async get(workspace: string, id: string): Promise<OptInRequest | null> {
      const found = await collection().findOne({ workspace, _id: id });
      return found && toRequest(found, clock.now());
    },

    /**
     * The request whose code leads to this landing page. No workspace is asked for: the token alone
     * says which one.
     */
    async findByJoinToken(token: string): Promise<OptInRequest | null> {
      if (!LINK_TOKEN.test(token)) return null;
      const found = await collection().findOne({ joinDigest: digestOfLink(token) });
      return found && toRequest(found, clock.now());
    },

    /** Newest first. */
    async list(
      workspace: string,
      page: { limit: number; startingAfter?: string; record?: string },
    ): Promise<{ data: OptInRequest[]; hasMore: boolean }> {
      const filter = {
        workspace,
        ...(page.record !== undefined && { record: page.record }),
        ...(page.startingAfter !== undefined && { _id: { $lt: page.startingAfter } }),
      };
      const found = await find(filter, page.limit + 1);
      return { data: found.slice(0, page.limit), hasMore: found.length > page.limit };
    },

    /** The newest open request of each of these records. */
    async openFor(
      workspace: string,
      records: readonly string[],
    ): Promise<Map<string, OptInRequest>> {
      if (records.length === 0) return new Map();
      const filter = { ...stillOpen(workspace, clock.now()), record: { $in: [...records] } };
      const found = await find(filter);
      return new Map(found.reverse().map((request) => [request.record, request]));
    },

    /** Open requests that these acts may complete, by token, number or id; newest first. */
    async findForActs(
      workspace: string,
      acts: { tokens: readonly string[]; contacts: readonly string[]; ids: readonly string[] },
    ): Promise<OptInRequest[]> {
      return find({
        ...stillOpen(workspace, clock.now()),
        $or: [
          { token: { $in: [...acts.tokens] } },
          { contact: { $in: [...acts.contacts] } },
          { _id: { $in: [...acts.ids] } },
        ],
      });
    },

    /**
     * Writes what acts made of requests. Only open ones move, so that a repeat changes nothing.
     * Completing one completes its sibling that shares token and program: both asked for the same.
     */
    async settle(workspace: string, changes: readonly RequestSettlement[]): Promise<void> {
      if (changes.length === 0) return;
      await collection().bulkWrite(
        changes.map((change) => settling({ workspace, _id: change.request }, change)) as never,
        { ordered: true },
      );
      const completed = changes.filter((change) => change.outcome === 'completed');
      const done = await find({ workspace, _id: { $in: completed.map((one) => one.request) } });
      const siblings = done.flatMap(({ _id, token, program, record }) => {
        const change = completed.find((one) => one.request === _id);
        return change ? [settling({ workspace, record, token, program }, change)] : [];
      });
      if (siblings.length > 0) await collection().bulkWrite(siblings as never);
    },

    /** @returns the cancelled request; null when it is not there or no longer open. */
    async cancel(workspace: string, id: string): Promise<OptInRequest | null> {
      return collection().findOneAndUpdate(
        { workspace, _id: id, status: { $in: OPEN } },
        { $set: { status: 'cancelled' }, $unset: { openAs: '' } },
        { returnDocument: 'after', projection: OWN_FIELDS },
      );
    },

    /**
     * A person says that the act of `contact` was this record's; null when that is not the
     * question.
     */
    async match(workspace: string, id: string, contact: string): Promise<OptInRequest | null> {
      return collection().findOneAndUpdate(
        { workspace, _id: id, status: 'needs_match', actingContact: contact },
        { $set: { status: 'completed', completedAt: clock.now() } },
        { returnDocument: 'after', projection: OWN_FIELDS },
      );
    },
  };
}

/** What nobody outside this file is shown. */
const OWN_FIELDS = { openAs: 0, joinDigest: 0 } as const;

const stillOpen = (workspace: string, now: Date) => ({
  workspace,
  status: { $in: OPEN },
  expiresAt: { $gt: now },
});

function settling(
  which: { workspace: string; [field: string]: string },
  change: RequestSettlement,
): AnyBulkWriteOperation<RequestDocument> {
  const { outcome, contact, entry, at } = change;
  const set = {
    status: outcome,
    ...(contact === undefined ? {} : { actingContact: contact }),
    ...(entry === undefined ? {} : { entry }),
  };
  const staysOpen = outcome === 'confirming' || outcome === 'opened';
  const update = staysOpen
    ? { $set: set }
    : {
        $set: outcome === 'completed' ? { ...set, completedAt: at } : set,
        $unset: { openAs: '' },
      };
  // Looking again at a form does not take back what was done with it.
  const from: OpenStatus[] = outcome === 'opened' ? ['pending'] : OPEN;
  const filter = { ...which, status: { $in: from } };
  return { updateMany: { filter, update } };
}

/** An open request past its time is shown as expired before anybody has written that down. */
function toRequest(document: RequestDocument, now: Date): OptInRequest {
  const { openAs: _openAs, joinDigest: _joinDigest, ...request } = document;
  const late = request.expiresAt <= now && isOpen(request.status);
  return late ? { ...request, status: 'expired' } : request;
}
