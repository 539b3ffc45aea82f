// Opt-in requests: that somebody was asked, how, and what came of it. A request is never consent.
// Tokens are hints that link an act to a request; they grant nothing.
import type { Connection, mongo } from 'mongoose';
import { ANSWERABLE, isOpen, OPEN, type RequestStatus } from '../consent/request-status.js';
import { groupBy } from '../group-by.js';
import { newId } from '../ids.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { digestOfLink, LINK_TOKEN, type LinkTokens } from './link-tokens.js';
import {
  type Actor,
  type OptInRequest,
  type RequestDocument,
  type RequestMethod,
  requestSchema,
  toRequest,
} from './request-document.js';
import { createRequestLists, waiting } from './request-lists.js';
import { createRequestMail } from './request-mail.js';
import {
  type LooseAct,
  moveOf,
  offering,
  type RequestSettlement,
  settling,
} from './request-moves.js';
import { createTokenStore } from './request-tokens.js';

export type {
  Actor,
  Candidate,
  OptInRequest,
  RequestMethod,
} from './request-document.js';
export type { LooseAct, RequestSettlement } from './request-moves.js';

export type RequestDraft = Pick<
  OptInRequest,
  | 'method'
  | 'program'
  | 'record'
  | 'contact'
  | 'sender'
  | 'keyword'
  | 'disclosureShown'
  | 'disclosure'
  | 'script'
  | 'askedBy'
>;

export interface RequestQuery {
  readonly limit: number;
  readonly startingAfter?: string;
  readonly record?: string;
  readonly status?: RequestStatus;
  readonly method?: RequestMethod;
}

export interface RequestStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  readonly linkTokens: LinkTokens;
}

/** Ends that may come between looking for the open request and opening one. */
const OPEN_TRIES_MAX = 3;
/** What a list writes down before it looks: all that the last minute can have left. */
const LATE_MAX = 1_000;
/** How long somebody may take to answer. */
const OPEN_FOR_DAYS = 14;
const DAY_MS = 86_400_000;
/** Requests that one pass offers acts to, newest first. */
const OFFERED_TO_MAX = 50;

export function createRequestStore(connection: Connection, deps: RequestStoreDeps) {
  const { clock, linkTokens } = deps;
  const model = connection.model('opt_in_requests', requestSchema);
  const collection = () => model.collection as unknown as mongo.Collection<RequestDocument>;
  const tokens = createTokenStore(connection);

  const joinDigestOf = (workspace: string, id: string) =>
    digestOfLink(linkTokens.of('join', workspace, id));

  function newDocument(workspace: string, draft: RequestDraft, token: string): RequestDocument {
    const createdAt = clock.now();
    const id = newId('oir');
    const by = draft.askedBy;
    return {
      ...draft,
      _id: id,
      workspace,
      openAs: slotOf(draft),
      ...(draft.contact === undefined && { openTo: draft.sender }),
      status: 'pending',
      token,
      ...(draft.method === 'qr' && { joinDigest: joinDigestOf(workspace, id) }),
      createdAt,
      updatedAt: createdAt,
      expiresAt: endOfOneOpenedAt(createdAt),
      completedAt: null,
      candidates: [],
      offers: [],
      history: [{ status: 'pending', at: createdAt, ...(by && { by }) }],
      revision: 1,
    };
  }

  async function find(filter: mongo.Filter<RequestDocument>, limit = 0): Promise<OptInRequest[]> {
    const found = await collection()
      .find(filter, { sort: { _id: -1 }, limit })
      .toArray();
    return found.map((document) => toRequest(document, clock.now()));
  }

  /** One conditional move; null when the request is not there or its status is another one. */
  async function move(
    which: { workspace: string; _id: string; [field: string]: unknown },
    ...told: Parameters<typeof moveOf>
  ): Promise<OptInRequest | null> {
    const { status, update } = moveOf(...told);
    const moved = await collection().findOneAndUpdate({ ...which, status }, update, {
      returnDocument: 'after',
    });
    return moved && toRequest(moved, clock.now());
  }

  async function expire(workspace: string, which: object): Promise<void> {
    const at = clock.now();
    const { status, update } = moveOf('expired', { at });
    await collection().updateMany({ workspace, ...which, status, expiresAt: { $lte: at } }, update);
  }

  /**
   * Moves what has run out to `expired`, oldest first: of one workspace, or of all.
   * @returns how many there were; less than `limit` means that none is left.
   */
  async function expireStale(limit: number, workspace?: string): Promise<number> {
    const late = { openAs: { $exists: true }, expiresAt: { $lte: clock.now() } };
    const stale = await collection()
      .find(workspace === undefined ? late : { workspace, ...late }, {
        sort: { expiresAt: 1 },
        limit,
        projection: { workspace: 1 },
      })
      .toArray();
    for (const [owner, ofOne] of groupBy(stale, (one) => one.workspace)) {
      await expire(owner, { _id: { $in: ofOne.map(({ _id }) => _id) } });
    }
    return stale.length;
  }

  /** Somebody says that the act of `contact` was this record's; null when it is none to name. */
  async function matchTo(
    { _id, workspace, candidates, offers }: OptInRequest,
    contact: string,
    by?: Actor,
  ): Promise<OptInRequest | null> {
    const at = clock.now();
    const named = [...candidates, ...offers].find((one) => one.contact === contact);
    if (!named) return null;
    const acted = [
      { status: 'needs_match', 'candidates.contact': contact },
      { offers: { $elemMatch: { contact, until: { $gt: at } } } },
    ];
    const told = { at, contact, ...(named.entry !== undefined && { entry: named.entry }) };
    return move({ workspace, _id, $or: acted }, 'matched', { ...told, ...(by && { by }) });
  }

  return {
    ...createRequestMail({ clock, collection }),
    ...createRequestLists({ clock, find }),

    /** The request of this method that is open for the record. */
    async standing(
      workspace: string,
      asked: Pick<OptInRequest, 'method' | 'record'>,
    ): Promise<OptInRequest | null> {
      await expire(workspace, { record: asked.record });
      const found = await collection().findOne({ workspace, openAs: slotOf(asked) });
      return found && toRequest(found, clock.now());
    },

    /** Opens a request, or returns the one of the same method that is open for the record. */
    async open(
      workspace: string,
      draft: RequestDraft,
    ): Promise<{ request: OptInRequest; created: boolean }> {
      const token = await tokens.of(workspace, draft.record);
      for (let tries = 0; tries < OPEN_TRIES_MAX; tries += 1) {
        const document = newDocument(workspace, draft, token);
        try {
          await collection().insertOne(document);
          return { request: toRequest(document, clock.now()), created: true };
        } catch (error) {
          if (!isDuplicateKey(error, 'one_open')) throw error;
        }
        const winner = await collection().findOne({ workspace, openAs: slotOf(draft) });
        const request = winner && toRequest(winner, clock.now());
        if (request && isOpen(request.status)) return { request, created: false };
        // It came to an end just now, or has run out and nobody has written that down.
        await expire(workspace, { record: draft.record });
      }
      throw new Error('requests of this record open and end faster than one can be opened');
    },

    /**
     * A record has this number now, or none: its open requests wait for that one's text. Where that
     * number has acted on one of them already, the CRM has said whose act it was.
     */
    async follow(workspace: string, record: string, contact: string | undefined): Promise<void> {
      const stale = { workspace, record, status: { $in: [...OPEN] } };
      const changed = { $inc: { revision: 1 }, $currentDate: { updatedAt: true } as const };
      if (contact === undefined) {
        await collection().updateMany({ ...stale, contact: { $exists: true } }, [
          { $set: { openTo: '$sender', revision: { $add: ['$revision', 1] }, updatedAt: '$$NOW' } },
          { $unset: 'contact' },
        ]);
        return;
      }
      await collection().updateMany(
        { ...stale, contact: { $ne: contact } },
        { ...changed, $set: { contact }, $unset: { openTo: '' } },
      );
      const asking = await find({
        ...{ workspace, record, status: { $in: [...ANSWERABLE] } },
        $or: [{ 'candidates.contact': contact }, { 'offers.contact': contact }],
      });
      for (const request of asking) await matchTo(request, contact);
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
      { limit, startingAfter, status, ...same }: RequestQuery,
    ): Promise<{ data: OptInRequest[]; hasMore: boolean }> {
      // What has run out is found under what it is shown as, not under what it still says.
      if (status !== undefined) await expireStale(LATE_MAX, workspace);
      const found = await find(
        {
          workspace,
          ...same,
          ...(status !== undefined && { status }),
          ...(startingAfter !== undefined && { _id: { $lt: startingAfter } }),
        },
        limit + 1,
      );
      return { data: found.slice(0, limit), hasMore: found.length > limit };
    },

    /** Requests that these acts may answer, by token, number or id; newest first. */
    async findForActs(
      workspace: string,
      acts: { tokens: readonly string[]; contacts: readonly string[]; ids: readonly string[] },
    ): Promise<OptInRequest[]> {
      const answerable = waiting(workspace, ANSWERABLE, clock.now());
      const branches = [
        { token: acts.tokens },
        { contact: acts.contacts },
        { actingContact: acts.contacts },
        { _id: acts.ids },
      ].flatMap((branch) => {
        const [[field, values] = ['', []]] = Object.entries(branch);
        // Each branch is whole by itself, so that each goes by its own index.
        return values.length > 0 ? [{ ...answerable, [field]: { $in: [...values] } }] : [];
      });
      return branches.length > 0 ? find({ $or: branches }) : [];
    },

    /**
     * Writes what acts made of requests, in one round trip; a repeat changes nothing. Completing
     * one completes its sibling that shares token and program: both asked for the same.
     * @returns those that these acts completed, now or in an earlier try.
     */
    async settle(
      workspace: string,
      changes: readonly RequestSettlement[],
    ): Promise<OptInRequest[]> {
      if (changes.length === 0) return [];
      await collection().bulkWrite(
        changes.flatMap((change) => settling({ workspace, _id: change.request }, change)) as never,
        { ordered: true },
      );
      const completing = changes.filter(({ outcome }) => outcome === 'completed');
      if (completing.length === 0) return [];
      const ids = [...new Set(completing.map(({ request }) => request))];
      const done = await find({ workspace, _id: { $in: ids } });
      // Of several that acted on one token, only the first has completed it.
      const first = ({ _id, actingContact }: OptInRequest) =>
        completing.find((one) => one.request === _id && one.contact === actingContact);
      const siblings = done.flatMap((request) => {
        const { token, program, record } = request;
        const change = first(request);
        return change ? settling({ workspace, record, token, program }, change) : [];
      });
      if (siblings.length > 0) await collection().bulkWrite(siblings as never);
      return done.filter((request) => first(request) !== undefined);
    },

    /**
     * Offers acts without a token to open requests of records without a number, on the number that
     * was texted and for the program that was agreed to. Nothing is decided by it: for a quarter of
     * an hour a person may say that this one was theirs.
     */
    async offer(workspace: string, acts: readonly LooseAct[]): Promise<void> {
      if (acts.length === 0) return;
      const senders = [...new Set(acts.map(({ sender }) => sender))];
      const open = await find(
        { ...waiting(workspace, OPEN, clock.now()), openTo: { $in: senders } },
        OFFERED_TO_MAX,
      );
      const byPlace = groupBy(acts, ({ sender, program }) => `${sender}/${program}`);
      const writes = open.flatMap((request) => {
        const fitting = byPlace.get(`${request.sender}/${request.program}`) ?? [];
        return fitting.length === 0 ? [] : offering(request, fitting);
      });
      if (writes.length > 0) await collection().bulkWrite(writes as never, { ordered: true });
    },

    /** @returns the cancelled request; null when it is not there or has come to an end. */
    cancel(workspace: string, id: string, by: Actor): Promise<OptInRequest | null> {
      return move({ workspace, _id: id }, 'cancelled', { at: clock.now(), by });
    },

    /**
     * A person says that the act of `contact` was this record's. Only a number that acted on the
     * token, or that is offered right now, can be named.
     * @returns the completed request; null when that is not the question.
     */
    async match(
      workspace: string,
      id: string,
      { contact, by }: { contact: string; by: Actor },
    ): Promise<OptInRequest | null> {
      const found = await collection().findOne({ workspace, _id: id });
      return found && matchTo(toRequest(found, clock.now()), contact, by);
    },

    expireStale,
    endOfOneOpenedAt,
  };
}

/** Until when somebody may answer who is asked now. */
const endOfOneOpenedAt = (at: Date) => new Date(at.getTime() + OPEN_FOR_DAYS * DAY_MS);

/** What may be taken by one open request. */
const slotOf = ({ method, record }: Pick<OptInRequest, 'method' | 'record'>) =>
  `${method}/${record}`;
