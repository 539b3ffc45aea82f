// Dead letters: effects that ended without what they were for, or with an outcome that nobody
// knows. They are the same documents as all effects; here they are listed, given back or let go.
import type { Connection, mongo } from 'mongoose';
import type { Channel } from '../effect-hints.js';
import type { MongoClock } from './clock.js';
import type { EffectDocument, EffectOutcome } from './effects.js';
import { findByIds } from './find-by-ids.js';
import { newestFirst, type Page } from './newest-first.js';

export type DeadLetter = EffectDocument & {
  readonly outcome: Extract<EffectOutcome, { result: 'failed' | 'unknown' }>;
  readonly settledAt: Date;
};

export interface DeadLetterCount {
  readonly workspace: string;
  readonly channel: Channel;
  readonly result: 'failed' | 'unknown';
  readonly count: number;
  readonly oldest: Date;
}

/** Dead letters that ended in the same way and for the same reason. */
export interface DeadLetterGroup {
  readonly channel: Channel;
  readonly result: 'failed' | 'unknown';
  readonly reason: string;
  readonly code?: string;
  readonly count: number;
  readonly oldest: Date;
  readonly newest: Date;
}

/** Who gave a dead letter back or let it go, when and why. */
export interface Handling {
  readonly id: string;
  readonly reason: string;
}

type GroupKey = Pick<DeadLetterGroup, 'channel' | 'result' | 'reason' | 'code'>;

const BY_REASON = {
  channel: '$channel',
  result: '$outcome.result',
  reason: '$outcome.reason',
  code: '$outcome.code',
} as const;

/** The relay queues at once what was hinted long ago. */
const LONG_AGO = new Date(0);

export function createDeadLetterStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = () => connection.model('effects');
  const collection = () => model().collection as unknown as mongo.Collection<EffectDocument>;

  /** Compare-and-set on a letter that is still dead; returns the ids that this call changed. */
  async function move(
    workspace: string,
    ids: readonly string[],
    { id, reason }: Handling,
    { result, set, unset = {} }: { result?: string; set: object; unset?: Record<string, ''> },
  ): Promise<string[]> {
    if (ids.length === 0) return [];
    const some = { _id: { $in: [...ids] }, workspace };
    await collection().updateMany(
      { ...some, dead: true, ...(result && { 'outcome.result': result }) },
      {
        $set: { handled: { id, reason, at: clock.now() }, ...set },
        $unset: { dead: '', ...unset },
      },
    );
    const changed = await collection()
      .find({ ...some, 'handled.id': id }, { projection: { _id: 1 } })
      .toArray();
    return changed.map(({ _id }) => _id);
  }

  return {
    /** Newest first; `startingAfter` is the id of the last letter of the page before. */
    async list(
      workspace: string,
      channel: Channel,
      page: Page,
    ): Promise<{ data: DeadLetter[]; hasMore: boolean }> {
      const filter = { workspace, channel, dead: true };
      const { data, hasMore } = await newestFirst(collection(), { filter, by: 'settledAt' }, page);
      return { data: data as DeadLetter[], hasMore };
    },

    /** Letters of these ids that are still dead. */
    async many(workspace: string, ids: readonly string[]): Promise<DeadLetter[]> {
      const found = await findByIds<EffectDocument>(model(), ids, { workspace, dead: true });
      return found as DeadLetter[];
    },

    /** Every workspace and channel that has some. */
    async counts(): Promise<DeadLetterCount[]> {
      const found = await collection()
        .aggregate<{ _id: Omit<DeadLetterCount, 'count' | 'oldest'>; count: number; oldest: Date }>(
          [
            { $match: { dead: true } },
            {
              $group: {
                _id: { workspace: '$workspace', channel: '$channel', result: '$outcome.result' },
                count: { $sum: 1 },
                oldest: { $min: '$settledAt' },
              },
            },
            { $sort: { _id: 1 } },
          ],
          // Told, for without a workspace mongod would rather walk all effects there ever were.
          { hint: 'dead' },
        )
        .toArray();
      return found.map(({ _id, count, oldest }) => ({ ..._id, count, oldest }));
    },

    /** By what became of them and why, the largest groups first. */
    async groups(workspace: string, limit: number): Promise<DeadLetterGroup[]> {
      const { channel, result, reason, code } = BY_REASON;
      const found = await collection()
        .aggregate<{ _id: GroupKey } & Omit<DeadLetterGroup, keyof GroupKey>>(
          [
            { $match: { workspace, dead: true } },
            {
              $group: {
                _id: { channel, result, reason, code },
                count: { $sum: 1 },
                oldest: { $min: '$settledAt' },
                newest: { $max: '$settledAt' },
              },
            },
            { $sort: { count: -1, _id: 1 } },
            { $limit: limit },
          ],
          { hint: 'dead' },
        )
        .toArray();
      return found.map(({ _id, ...counted }) => ({ ..._id, ...counted }));
    },

    /** Ids of a group's letters, oldest first: what waits longest is given back first. */
    async idsOf(
      workspace: string,
      { channel, result, reason, code }: GroupKey,
      limit: number,
    ): Promise<string[]> {
      const same = { 'outcome.result': result, 'outcome.reason': reason };
      const found = await collection()
        .find(
          {
            ...{ workspace, channel, dead: true, ...same },
            'outcome.code': code ?? { $exists: false },
          },
          { projection: { _id: 1 }, sort: { settledAt: 1, _id: 1 }, limit },
        )
        .toArray();
      return found.map(({ _id }) => _id);
    },

    /** How many of those that still wait for a person ended since then. */
    async countSince(workspace: string, since: Date): Promise<number> {
      return collection().countDocuments({ workspace, dead: true, settledAt: { $gte: since } });
    },

    /** What the provider refused since then for our sake and not the recipient's, by its code. */
    async refusals(
      since: Date,
    ): Promise<{ workspace: string; code: string; reason: string; count: number }[]> {
      const found = await collection()
        .aggregate<{ _id: { workspace: string; code: string }; reason: string; count: number }>(
          [
            { $match: { dead: true, 'outcome.alert': true, settledAt: { $gte: since } } },
            {
              $group: {
                _id: { workspace: '$workspace', code: '$outcome.code' },
                reason: { $first: '$outcome.reason' },
                count: { $sum: 1 },
              },
            },
          ],
          { hint: 'dead' },
        )
        .toArray();
      return found.map(({ _id, reason, count }) => ({ ..._id, reason, count }));
    },

    /** Tries failed ones once more, from the beginning. Nothing of them had been taken. */
    tryAgain(workspace: string, ids: readonly string[], handling: Handling): Promise<string[]> {
      return move(workspace, ids, handling, {
        result: 'failed',
        set: { state: 'open', dueAt: clock.now(), hintedAt: LONG_AGO, attempts: 0, lookups: 0 },
        unset: { outcome: '', settledAt: '', claim: '' },
      });
    },

    /** Looks after ones whose outcome is unknown; only what is not found may leave once more. */
    lookAgain(workspace: string, ids: readonly string[], handling: Handling): Promise<string[]> {
      return move(workspace, ids, handling, {
        result: 'unknown',
        set: {
          ...{ state: 'calling', dueAt: clock.now(), hintedAt: LONG_AGO },
          ...{ attempts: 1, lookups: 0, repeats: 0 },
        },
        unset: { outcome: '', settledAt: '', claim: '' },
      });
    },

    /** Takes them off the list as they are: a person looked at them. */
    letGo(workspace: string, ids: readonly string[], handling: Handling): Promise<string[]> {
      return move(workspace, ids, handling, { set: {} });
    },
  };
}
