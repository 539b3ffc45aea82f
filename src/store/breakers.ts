// Breakers: provider accounts and senders that failed again and again and are left alone for a
// while. One for all processes, so that a provider in trouble is asked by one probe and not by one
// of each; where there is no document, nothing is wrong.
import { type Connection, type mongo, Schema } from 'mongoose';
import { createBriefCache } from './brief-cache.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';

export interface Breaker {
  /** An account, or `account/number` for a sender of it. */
  readonly _id: string;
  /** Calls that failed, since the last one that did not. */
  readonly failures: number;
  /** Nothing but one probe is sent before this, and none at all until a probe may be tried. */
  readonly openUntil?: Date;
  readonly openedAt?: Date;
  /** How often it was opened in a row, by failures or by failed probes. */
  readonly opens: number;
  /** Whether the last failure opened it. */
  readonly opened: boolean;
  readonly probing?: boolean;
  readonly reason: string;
  /** The provider's code where it refuses the account or the sender itself. */
  readonly refusal?: string;
  /** The refusal was said of texts that had been taken: that one is taken proves nothing. */
  readonly reported?: boolean;
  /** When a probe was taken since, of which nothing bad was said yet. */
  readonly passedAt?: Date;
}

/** Probe of an open breaker, until when it is its holder's. */
export interface Probe {
  readonly id: string;
  readonly until: Date;
}

const FAILURES_MAX = 5;
const OPEN_MS = 5_000;
/** Each failed probe doubles the time to the next, up to this. */
const OPEN_MAX_MS = 60_000;
/** A probe whose worker dies is followed by another one after this. */
const PROBE_MS = 30_000;
/** What is wrong with a text that was taken is reported within moments. */
const REPORTED_WITHIN_MS = 60_000;
const KEPT_MS = 250;
const ALL = 'all';

const schema = new Schema(
  {
    _id: String,
    failures: Number,
    openUntil: Date,
    openedAt: Date,
    opens: Number,
    opened: Boolean,
    probing: Boolean,
    reason: String,
    refusal: String,
    reported: Boolean,
    passedAt: Date,
  },
  { collection: 'breakers', versionKey: false },
);

export function createBreakerStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('breakers', schema);
  const collection = () => model.collection as unknown as mongo.Collection<Breaker>;
  const recent = createBriefCache(() => collection().find({}).toArray(), { keptMs: KEPT_MS });

  return {
    /** Every breaker with failures, a quarter of a second old at most. */
    known: (): Promise<Breaker[]> => recent.get(ALL),

    /** Breakers that are open, for whoever watches. */
    async open(): Promise<Breaker[]> {
      return collection()
        .find({ openUntil: { $exists: true } })
        .toArray();
    },

    /**
     * Counts a failure; the fifth in a row opens the breaker, and each failed probe opens it again
     * for twice as long. A refusal of the account or the sender itself opens it at once.
     * @param options.reported the provider had taken the text before it said so.
     */
    async fail(
      id: string,
      reason: string,
      refusal?: string,
      { reported = false }: { reported?: boolean } = {},
    ): Promise<Breaker> {
      const counting = () =>
        collection().findOneAndUpdate({ _id: id }, failing(reason, refusal, reported), {
          upsert: true,
          returnDocument: 'after',
        });
      const failed = await counting().catch((error: unknown) => {
        // Two counted the first failure at once; the second one finds it there.
        if (!isDuplicateKey(error)) throw error;
        return counting();
      });
      recent.forget(ALL);
      if (!failed) throw new Error('MongoDB answered an upsert without its document');
      return failed;
    },

    /**
     * A call went through: whatever was counted is forgotten. Where texts were refused after they
     * had been taken, the probe is awaited for a minute first. @returns true if it was open.
     */
    async close(id: string): Promise<boolean> {
      const now = clock.now();
      const awaited = new Date(now.getTime() + REPORTED_WITHIN_MS);
      await collection().updateOne(
        { _id: id, reported: true, probing: true },
        { $set: { openUntil: awaited, passedAt: now }, $unset: { probing: '' } },
      );
      const closed = await collection().findOneAndDelete({ _id: id, reported: { $ne: true } });
      recent.forget(ALL);
      return closed?.openUntil !== undefined;
    },

    /**
     * Closes one whose probe was taken and of which nothing bad was said for long enough.
     * @returns false when there is still something to wait for.
     */
    async closeUnlessReported(id: string): Promise<boolean> {
      const quiet = { passedAt: { $exists: true }, openUntil: { $lte: clock.now() } };
      const { deletedCount } = await collection().deleteOne({ _id: id, reported: true, ...quiet });
      recent.forget(ALL);
      return deletedCount === 1;
    },

    /**
     * Takes the one probe of an open breaker whose time is over.
     * @returns `null` when it is somebody else's.
     */
    async takeProbe(id: string): Promise<Probe | null> {
      const now = clock.now();
      const until = new Date(now.getTime() + PROBE_MS);
      const { matchedCount } = await collection().updateOne(
        { _id: id, openUntil: { $lte: now } },
        { $set: { openUntil: until, probing: true } },
      );
      recent.forget(ALL);
      return matchedCount === 1 ? { id, until } : null;
    },

    /** Leaves a probe of which nothing came to the next one; one that was counted is none. */
    async giveProbeBack({ id, until }: Probe): Promise<void> {
      await collection().updateOne(
        { _id: id, openUntil: until, probing: true },
        { $set: { openUntil: clock.now() }, $unset: { probing: '' } },
      );
      recent.forget(ALL);
    },
  };
}

/**
 * The whole counting as one update: mongod applies one at a time, by its own clock. Calls that were
 * under way when it opened fail as well, and say nothing new; only a probe's failure does.
 */
function failing(reason: string, refusal: string | undefined, reported: boolean): object[] {
  const isOpen = { $and: [{ $gt: ['$openUntil', '$$NOW'] }, { $ne: ['$probing', true] }] };
  const enough = { $gte: ['$failures', FAILURES_MAX] };
  const openMs = { $multiply: [OPEN_MS, { $pow: [2, { $subtract: ['$opens', 1] }] }] };
  const ifOpened = (value: object | string, otherwise: string) => ({
    $cond: ['$opened', value, otherwise],
  });
  return [
    {
      $set: {
        failures:
          refusal === undefined
            ? { $add: [{ $ifNull: ['$failures', 0] }, 1] }
            : { $max: [{ $add: ['$failures', 1] }, FAILURES_MAX] },
        opens: { $ifNull: ['$opens', 0] },
        reason: { $literal: reason },
        refusal: refusal === undefined ? '$$REMOVE' : { $literal: refusal },
        reported: { $or: [reported, { $ifNull: ['$reported', false] }] },
        passedAt: '$$REMOVE',
      },
    },
    { $set: { opened: { $and: [enough, { $not: [isOpen] }] } } },
    { $set: { opens: ifOpened({ $add: ['$opens', 1] }, '$opens') } },
    {
      $set: {
        openUntil: ifOpened({ $add: ['$$NOW', { $min: [OPEN_MAX_MS, openMs] }] }, '$openUntil'),
        openedAt: ifOpened({ $ifNull: ['$openedAt', '$$NOW'] }, '$openedAt'),
        probing: ifOpened('$$REMOVE', '$probing'),
      },
    },
  ];
}
