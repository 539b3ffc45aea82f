// Imports: files of consent, how far each was taken over, and what was refused of it. One process
// at a time works on an import, under a lease; what its rows mean is decided elsewhere.
import { type Connection, mongo, Schema } from 'mongoose';
import { sha256 } from '../digest.js';
import { canonicalJson } from '../canonical-json.js';
import type { Stamp } from '../consent/types.js';
import type { Field } from '../imports/columns.js';
import type { CsvPlace } from '../imports/csv-rows.js';
import type { RowDefaults } from '../imports/rows.js';
import type { ToldBy } from './act-events.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { open, type SealingKey, seal } from './keyring.js';
import { newestFirst, type Page } from './newest-first.js';
import { stampOf, type Timestamp } from './stamps.js';

export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What whoever imports says of the file; part of what the import is. */
export interface ImportOptions extends RowDefaults {
  /** Fields with the name of the column that holds each. */
  readonly map?: Readonly<Partial<Record<Field, string>>>;
  readonly dryRun?: boolean;
}

/** What became of its rows; a row is counted once, and `rows` is the sum of the others. */
export interface ImportCounts {
  readonly rows: number;
  readonly optedIn: number;
  readonly renewed: number;
  readonly optedOut: number;
  /** Kept and without effect: the person said stop, or it is too old for its program. */
  readonly superseded: number;
  readonly refused: number;
}

/** A row that was not taken, as it stood in the file. */
export interface RefusedRow {
  readonly row: number;
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly cells: readonly string[];
}

export interface NewImport {
  readonly workspace: string;
  readonly options: ImportOptions;
  readonly file: { readonly upload: string; readonly digest: string; readonly bytes: number };
  readonly header: { readonly names: readonly string[]; readonly delimiter: string };
  /** Columns that mean nothing to us. */
  readonly ignored: readonly string[];
  readonly place: CsvPlace;
  readonly by: ToldBy;
}

interface ImportDocument extends NewImport {
  readonly _id: string;
  readonly state: ImportState;
  readonly counts: ImportCounts;
  readonly receivedAt: Date;
  readonly finishedAt?: Date;
  /** Why it failed, for a person. */
  readonly reason?: string;
  readonly holder?: string;
  /** There until it is finished: from then on anybody may go on with it. */
  readonly leaseUntil?: Date;
  /** The place of its acts in the order of all; set anew by mongod with every step. */
  readonly stamp?: Timestamp;
  /** How often it failed since it last got on. */
  readonly failures: number;
}

export type Import = Omit<ImportDocument, '_id'> & { readonly id: string };

/** An import in the hands of one process. */
export interface HeldImport {
  readonly held: Import;
  readonly stamp: Stamp;
}

interface RefusalDocument {
  /** Import and first row of the batch. */
  readonly _id: string;
  readonly workspace: string;
  readonly import: string;
  /** Rows of the batch begin here. */
  readonly first: number;
  readonly rows: mongo.Binary;
  readonly expiresAt: Date;
}

export const NO_COUNTS: ImportCounts = {
  ...{ rows: 0, optedIn: 0, renewed: 0, optedOut: 0, superseded: 0, refused: 0 },
};

/** An import that a process has in hand is given up when it does not get on for so long. */
const LEASE_MS = 15_000;
const REFUSALS_KEPT_MS = 30 * 24 * 3600 * 1000;
/** Failures in a row, without a step between them, after which an import is given up. */
const FAILURES_MAX = 5;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    state: String,
    options: Schema.Types.Mixed,
    file: Schema.Types.Mixed,
    header: Schema.Types.Mixed,
    ignored: [String],
    place: Schema.Types.Mixed,
    counts: Schema.Types.Mixed,
    by: Schema.Types.Mixed,
    receivedAt: Date,
    finishedAt: Date,
    reason: String,
    holder: String,
    leaseUntil: Date,
    stamp: Schema.Types.Mixed,
    failures: Number,
  },
  { collection: 'imports', versionKey: false, minimize: false },
);
schema.index({ workspace: 1, receivedAt: -1, _id: -1 }, { name: 'list' });
schema.index(
  { leaseUntil: 1 },
  { name: 'unfinished', partialFilterExpression: { leaseUntil: { $exists: true } } },
);

const refusalSchema = new Schema(
  { _id: String, workspace: String, import: String, first: Number, rows: Buffer, expiresAt: Date },
  { collection: 'import_refusals', versionKey: false },
);
refusalSchema.index({ workspace: 1, import: 1, first: 1 }, { name: 'rows' });
refusalSchema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

/** The same file with the same options in the same workspace is the same import, for ever. */
export function importIdOf({
  workspace,
  file,
  options,
}: Pick<NewImport, 'workspace' | 'options'> & {
  readonly file: Pick<NewImport['file'], 'digest'>;
}): string {
  const what = canonicalJson([workspace, file.digest, options]);
  return `imp_${sha256(what).slice(0, 32)}`;
}

/** The one act that a row can have. */
export const rowEventId = (workspace: string, id: string, row: number): string =>
  `${workspace}/import/${id}/${row}`;

export function createImportStore(
  connection: Connection,
  { clock, keyOf }: { clock: MongoClock; keyOf(workspace: string): Promise<SealingKey> },
) {
  const model = connection.model('imports', schema);
  const refusalModel = connection.model('import_refusals', refusalSchema);
  const collection = () => model.collection as unknown as mongo.Collection<ImportDocument>;
  const refusals = () => refusalModel.collection as unknown as mongo.Collection<RefusalDocument>;
  const leaseUntil = () => new Date(clock.now().getTime() + LEASE_MS);

  /** One step of whoever has the import in hand; `null` when somebody else has, or it is over. */
  async function step(
    filter: mongo.Filter<ImportDocument>,
    update: mongo.UpdateFilter<ImportDocument>,
  ): Promise<HeldImport | null> {
    const $currentDate = { stamp: { $type: 'timestamp' } } as never;
    const options = { returnDocument: 'after' } as const;
    const found = await collection().findOneAndUpdate(filter, { ...update, $currentDate }, options);
    return found?.stamp ? { held: toImport(found), stamp: stampOf(found.stamp) } : null;
  }

  return {
    /** @returns the import, and whether it is new: the same file twice is once. */
    async add(wanted: NewImport): Promise<{ import: Import; isNew: boolean }> {
      const document: ImportDocument = {
        ...{ ...wanted, _id: importIdOf(wanted), state: 'waiting', counts: NO_COUNTS },
        ...{ receivedAt: clock.now(), leaseUntil: clock.now(), failures: 0 },
      };
      try {
        await collection().insertOne(document);
        return { import: toImport(document), isNew: true };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const there = await collection().findOne({ _id: document._id });
        if (!there) throw error;
        return { import: toImport(there), isNew: false };
      }
    },

    async get(workspace: string, id: string): Promise<Import | null> {
      const found = await collection().findOne({ _id: id, workspace });
      return found && toImport(found);
    },

    async list(workspace: string, page: Page): Promise<{ data: Import[]; hasMore: boolean }> {
      const list = { filter: { workspace }, by: 'receivedAt' };
      const { data, hasMore } = await newestFirst(collection(), list, page);
      return { data: data.map(toImport), hasMore };
    },

    /**
     * Goes on with one that had ended before its file did, from the place where it was.
     * @param upload another copy of the same file. @returns `null` when it had not ended so.
     */
    async reopen(workspace: string, id: string, upload: string): Promise<Import | null> {
      const found = await collection().findOneAndUpdate(
        { _id: id, workspace, state: { $in: ['failed', 'cancelled'] } },
        {
          $set: { state: 'waiting', 'file.upload': upload, leaseUntil: clock.now(), failures: 0 },
          $unset: { finishedAt: '', reason: '' },
        },
        { returnDocument: 'after' },
      );
      return found && toImport(found);
    },

    /** How many wait, are under way, and have failed since. */
    async look(
      workspace: string,
      failedSince: Date,
    ): Promise<{ waiting: number; running: number; failed: number }> {
      const unfinished = { workspace, leaseUntil: { $exists: true } };
      const [waiting, running, failed] = await Promise.all([
        collection().countDocuments({ ...unfinished, state: 'waiting' }),
        collection().countDocuments({ ...unfinished, state: 'running' }),
        collection().countDocuments({
          ...{ workspace, receivedAt: { $gte: failedSince } },
          state: 'failed',
        }),
      ]);
      return { waiting, running, failed };
    },

    /** Those that nobody has in hand and that are not finished. */
    async abandoned(limit: number): Promise<Pick<Import, 'workspace' | 'id'>[]> {
      const found = await collection()
        .find({ leaseUntil: { $lt: clock.now() } }, { projection: { workspace: 1 }, limit })
        .toArray();
      return found.map(({ _id: id, workspace }) => ({ id, workspace }));
    },

    /** Takes an import in hand; `null` while another process has it, or when it is finished. */
    async claim(workspace: string, id: string, holder: string): Promise<HeldImport | null> {
      const free = { $or: [{ holder }, { leaseUntil: { $lt: clock.now() } }] };
      const taken = await step(
        { _id: id, workspace, state: { $in: ['waiting', 'running'] }, ...free },
        { $set: { state: 'running', holder, leaseUntil: leaseUntil() } },
      );
      // What was refused behind the place is refused again, or is not.
      const beyond = { workspace, import: id, first: { $gt: taken?.held.place.rows ?? 0 } };
      if (taken) await refusals().deleteMany(beyond);
      return taken;
    },

    /**
     * Everything up to a place is stored: what was refused first, the place last.
     * @returns where the next rows lie in the order of acts; `null`: it is no longer in hand.
     */
    async advance(
      { workspace, id, holder }: { workspace: string; id: string; holder: string },
      done: { place: CsvPlace; counts: ImportCounts; refused: readonly RefusedRow[] },
    ): Promise<HeldImport | null> {
      const { place, counts, refused } = done;
      const [first] = refused;
      if (first) {
        const _id = `${id}/${first.row}`;
        const sealed = seal(await keyOf(workspace), _id, JSON.stringify(refused));
        const expiresAt = new Date(clock.now().getTime() + REFUSALS_KEPT_MS);
        const batch = { workspace, import: id, first: first.row, expiresAt };
        const document = { ...batch, rows: new mongo.Binary(sealed) };
        await refusals().replaceOne({ _id }, document, { upsert: true });
      }
      const $inc = Object.fromEntries(
        Object.entries(counts).map(([name, count]) => [`counts.${name}`, count]),
      );
      return step(
        { _id: id, workspace, holder, state: 'running' },
        { $set: { place, leaseUntil: leaseUntil(), failures: 0 }, $inc },
      );
    },

    /** Lets go of an import that is not finished: whoever comes first goes on with it. */
    async release(workspace: string, id: string, holder: string): Promise<void> {
      const own = { _id: id, workspace, holder, leaseUntil: { $exists: true } };
      await collection().updateOne(own, {
        $set: { leaseUntil: clock.now() },
        $unset: { holder: '' },
      });
    },

    /** Counts a failure that is not the database's; an import that only fails is given up. */
    async recordFailure(
      { workspace, id, holder }: { workspace: string; id: string; holder: string },
      reason: string,
    ): Promise<void> {
      const own = { _id: id, workspace, holder, state: 'running' as const };
      const found = await collection().findOneAndUpdate(
        own,
        { $inc: { failures: 1 }, $set: { reason } },
        { returnDocument: 'after' },
      );
      if (!found || found.failures < FAILURES_MAX) return;
      await collection().updateOne(own, {
        $set: { state: 'failed', finishedAt: clock.now() },
        $unset: { leaseUntil: '', holder: '' },
      });
    },

    /** @returns false when it was not in hand any more. */
    async finish(
      { workspace, id, holder }: { workspace: string; id: string; holder: string },
      state: 'done' | 'failed',
      reason?: string,
    ): Promise<boolean> {
      const { matchedCount } = await collection().updateOne(
        { _id: id, workspace, holder, state: 'running' },
        {
          $set: { state, finishedAt: clock.now(), ...(reason !== undefined && { reason }) },
          $unset: { leaseUntil: '', holder: '', ...(reason === undefined && { reason: '' }) },
        },
      );
      return matchedCount === 1;
    },

    /** What was taken over stays; nothing more is. @returns `null` when it is not there. */
    async cancel(workspace: string, id: string): Promise<Import | null> {
      const own = { _id: id, workspace };
      await collection().updateOne(
        { ...own, state: { $in: ['waiting', 'running'] } },
        {
          $set: { state: 'cancelled', finishedAt: clock.now() },
          $unset: { leaseUntil: '', holder: '' },
        },
      );
      return this.get(workspace, id);
    },

    /** Everything that was refused, in the order of the file, streamed. */
    async *refused(workspace: string, id: string): AsyncGenerator<RefusedRow> {
      const key = await keyOf(workspace);
      const cursor = refusals().find(
        { workspace, import: id },
        { sort: { first: 1 }, batchSize: 8 },
      );
      for await (const { _id, rows } of cursor) {
        yield* JSON.parse(open(key, _id, Buffer.from(rows.buffer)).toString()) as RefusedRow[];
      }
    },
  };
}

const toImport = ({ _id: id, ...rest }: ImportDocument): Import => ({ id, ...rest });
