// Heads: where each contact stands, exactly what folding its ledger yields. Only ever moved
// forward.
import { type Connection, mongo, Schema } from 'mongoose';
import type { ConsentStatus, Flag, Head } from '../consent/types.js';
import { facetsOf, type HeadFacets } from './head-facets.js';
import { findByIds } from './find-by-ids.js';
import { insertEach } from './insert-each.js';
import { newestFirst, type Page } from './newest-first.js';
import { writeCommand } from './write-command.js';

type HeadDocument = Omit<Head, 'contact'> & {
  _id: string;
  workspace: string;
  facets: HeadFacets;
};

/** Every head falls under one of these. */
const STATUSES: ConsentStatus[] = ['none', 'pending', 'opted_in', 'opted_out'];

export interface HeadPage extends Page {
  readonly status?: ConsentStatus;
  readonly flag?: Flag;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    seq: Number,
    hash: String,
    programs: Schema.Types.Mixed,
    flags: Schema.Types.Mixed,
    facets: Schema.Types.Mixed,
  },
  { collection: 'heads', versionKey: false, minimize: false },
);
schema.index(
  { workspace: 1, 'facets.status': 1, 'facets.changedAt': -1, _id: -1 },
  { name: 'status' },
);
schema.index(
  { workspace: 1, 'facets.flags': 1, 'facets.changedAt': -1, _id: -1 },
  { name: 'flags', partialFilterExpression: { 'facets.flags': { $exists: true } } },
);

/** What a list sorts by is no part of a head, and nearly half of what would be read of one. */
const WITHOUT_FACETS = { workspace: 0, facets: 0 } as const;
/** Heads that a walk holds at a time. */
const WALK_HEADS = 500;

/** The `index`th of `of` parts. Ids are digests, spread evenly: parts are about as large. */
export interface HeadsPart {
  readonly index: number;
  readonly of: number;
}

const DIGITS = 8;

/** The least id of a part; past the last one, what is greater than any id. */
function startOf({ index, of }: HeadsPart): string {
  if (index >= of) return 'ct_g';
  const start = Math.floor((index / of) * 16 ** DIGITS);
  return `ct_${start.toString(16).padStart(DIGITS, '0')}`;
}

/** How a stored head differs from what its ledger folds to. */
export interface HeadDifference {
  /** `ahead`: it knows entries that were not folded. */
  readonly state: 'missing' | 'behind' | 'different' | 'ahead';
  /** Of the stored one; 0 when there is none. */
  readonly seq: number;
}

export type HeadStore = ReturnType<typeof createHeadStore>;

export function createHeadStore(connection: Connection) {
  const model = connection.model('heads', schema);
  const collection = () => model.collection as unknown as mongo.Collection<HeadDocument>;

  async function move(workspace: string, heads: readonly Head[]): Promise<void> {
    if (heads.length === 0) return;
    const updates = heads.map((head) => forward(workspace, head));
    const [failure] = await writeCommand(model, 'update', { updates });
    if (failure) throw new mongo.MongoServerError(failure);
  }

  return {
    async get(workspace: string, contact: string): Promise<Head | null> {
      const found = await collection().findOne({ _id: contact, workspace });
      return found ? toHead(found) : null;
    },

    /** Heads of these contacts in one read; contacts without a ledger are absent. */
    async many(workspace: string, contacts: readonly string[]): Promise<Map<string, Head>> {
      const found = await findByIds<HeadDocument>(model, contacts, { workspace }, WITHOUT_FACETS);
      return new Map(found.map((document) => [document._id, toHead(document)]));
    },

    /** Every head, streamed in the order of contacts. */
    async *walk(which: { workspace?: string } = {}): AsyncGenerator<Head & { workspace: string }> {
      const cursor = collection().find(which, { sort: { _id: 1 } });
      for await (const document of cursor) {
        yield { ...toHead(document), workspace: document.workspace };
      }
    },

    /**
     * How what is stored differs from these heads as they would be written now, facets and order of
     * fields included; those that are the same are absent.
     */
    async compare(workspace: string, heads: readonly Head[]): Promise<Map<string, HeadDifference>> {
      const contacts = heads.map(({ contact }) => contact);
      const found = await findByIds<HeadDocument>(model, contacts, { workspace });
      const stored = new Map(found.map((document) => [document._id, document]));
      return new Map(
        heads.flatMap((head) => {
          const there = stored.get(head.contact);
          const state = differenceOf(there, toDocument(workspace, head));
          return state ? [[head.contact, { state, seq: there?.seq ?? 0 }]] : [];
        }),
      );
    },

    /**
     * Writes heads as a whole over those that stand no further, and makes the missing ones.
     * @returns how many were written; one that somebody moved further meanwhile stays.
     */
    async replace(workspace: string, heads: readonly Head[]): Promise<number> {
      const documents = heads.map((head) => toDocument(workspace, head));
      const outcomes = await insertEach(model, documents);
      for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
      const made = outcomes.filter((outcome) => outcome === 'inserted').length;
      const standing = documents.filter((_, index) => outcomes[index] === 'there');
      if (standing.length === 0) return made;
      const { matchedCount } = await collection().bulkWrite(
        standing.map((replacement) => ({
          replaceOne: {
            filter: { _id: replacement._id, workspace, seq: { $lte: replacement.seq } },
            replacement,
          },
        })),
        { ordered: false },
      );
      return made + matchedCount;
    },

    /** Heads by what was changed last; of one status, with one flag, or all. */
    async list(workspace: string, page: HeadPage): Promise<{ data: Head[]; hasMore: boolean }> {
      const { status, flag } = page;
      const filter = {
        workspace,
        'facets.status': status ?? { $in: STATUSES },
        ...(flag !== undefined && { 'facets.flags': flag }),
      };
      const list = { filter, by: 'facets.changedAt' };
      const { data, hasMore } = await newestFirst(collection(), list, page);
      return { data: data.map(toHead), hasMore };
    },

    /** Heads of these workspaces that are in any program, of one part of all, streamed. */
    async *consenting(
      workspaces: readonly string[],
      part: HeadsPart,
    ): AsyncGenerator<Head & { workspace: string }> {
      const filter = {
        _id: { $gte: startOf(part), $lt: startOf({ ...part, index: part.index + 1 }) },
        workspace: { $in: [...workspaces] },
        'facets.status': 'opted_in' as const,
      };
      const options = { hint: { _id: 1 }, batchSize: WALK_HEADS } as const;
      const cursor = collection().find(filter as mongo.Filter<HeadDocument>, options);
      for await (const document of cursor) {
        yield { ...toHead(document), workspace: document.workspace };
      }
    },

    /** About how many heads there are. */
    count: (): Promise<number> => collection().estimatedDocumentCount(),

    /**
     * Moves each head forward to the given state; one that is further already stays.
     * @param fresh contacts that had no head a moment ago: inserting is a fraction of an upsert.
     */
    async advance(
      workspace: string,
      heads: readonly Head[],
      fresh: ReadonlySet<string> = new Set(),
    ): Promise<void> {
      const born = heads.filter(({ contact }) => fresh.has(contact));
      const [outcomes] = await Promise.all([
        insertEach(
          model,
          born.map((head) => toDocument(workspace, head)),
        ),
        move(
          workspace,
          heads.filter(({ contact }) => !fresh.has(contact)),
        ),
      ]);
      for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
      // Somebody made the same head first, with a state that may be older than ours or newer.
      await move(
        workspace,
        born.filter((_, index) => outcomes[index] === 'there'),
      );
    },
  };
}

function differenceOf(
  stored: HeadDocument | undefined,
  wanted: HeadDocument,
): HeadDifference['state'] | undefined {
  if (!stored) return 'missing';
  if (stored.seq !== wanted.seq) return stored.seq < wanted.seq ? 'behind' : 'ahead';
  return JSON.stringify(stored) === JSON.stringify(wanted) ? undefined : 'different';
}

/** The document as a whole: mongod stores one faster than it works out what changed. */
function forward(workspace: string, head: Head) {
  const document = toDocument(workspace, head);
  return { q: { _id: document._id, workspace, seq: { $lt: head.seq } }, u: document };
}

function toDocument(workspace: string, { contact, ...state }: Head): HeadDocument {
  return { _id: contact, workspace, facets: facetsOf({ contact, ...state }), ...state };
}

function toHead({ _id, workspace: _workspace, facets: _facets, ...state }: HeadDocument): Head {
  return { contact: _id, ...state };
}
