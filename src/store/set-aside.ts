// Acts that could not be decided and wait for a person. They stay in the inbox with their fences
// standing; here they are listed and handed back to the road. Deciding them is a worker's part.
import type { Connection, mongo } from 'mongoose';
import type { MongoClock } from './clock.js';
import type { InboxEntry } from './inbox.js';
import { newestFirst, type Page } from './newest-first.js';

/** An act that was set aside, without what came in: that may be a person's words. */
export type SetAsideAct = Pick<
  InboxEntry,
  '_id' | 'workspace' | 'contact' | 'type' | 'intent' | 'fence' | 'receivedAt' | 'failures'
> & { readonly reason?: string };

export interface SetAsideCount {
  readonly workspace: string;
  readonly count: number;
  /** How many of them keep every text from their contact. */
  readonly fences: number;
  readonly oldest: Date;
}

/** Acts that were set aside for the same reason. */
export interface SetAsideGroup {
  readonly reason: string;
  readonly count: number;
  readonly fences: number;
  readonly oldest: Date;
  readonly newest: Date;
}

const SHOWN = {
  workspace: 1,
  contact: 1,
  type: 1,
  intent: 1,
  fence: 1,
  receivedAt: 1,
  failures: 1,
  reason: 1,
} as const;

export function createSetAsideStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const collection = () =>
    connection.model('inbox').collection as unknown as mongo.Collection<InboxEntry>;

  return {
    /** Newest first; `startingAfter` is the id of the last act of the page before. */
    list(workspace: string, page: Page): Promise<{ data: SetAsideAct[]; hasMore: boolean }> {
      const filter = { workspace, state: 'set_aside' };
      return newestFirst(collection(), { filter, by: 'receivedAt', projection: SHOWN }, page);
    },

    /** Every workspace that has some. */
    async counts(): Promise<SetAsideCount[]> {
      const found = await collection()
        .aggregate<Omit<SetAsideCount, 'workspace'> & { _id: string }>(
          [
            { $match: { state: 'set_aside' } },
            {
              $group: {
                _id: '$workspace',
                count: { $sum: 1 },
                fences: { $sum: { $cond: ['$fence', 1, 0] } },
                oldest: { $min: '$receivedAt' },
              },
            },
            { $sort: { _id: 1 } },
            // Told, for without a workspace mongod would rather walk the whole inbox.
          ],
          { hint: 'set_aside' },
        )
        .toArray();
      return found.map(({ _id: workspace, ...counted }) => ({ workspace, ...counted }));
    },

    /** By reason, the largest groups first. */
    async groups(workspace: string, limit: number): Promise<SetAsideGroup[]> {
      const found = await collection()
        .aggregate<Omit<SetAsideGroup, 'reason'> & { _id: string }>(
          [
            { $match: { workspace, state: 'set_aside' } },
            {
              $group: {
                _id: { $ifNull: ['$reason', ''] },
                count: { $sum: 1 },
                fences: { $sum: { $cond: ['$fence', 1, 0] } },
                oldest: { $min: '$receivedAt' },
                newest: { $max: '$receivedAt' },
              },
            },
            { $sort: { count: -1, _id: 1 } },
            { $limit: limit },
          ],
          { hint: 'set_aside' },
        )
        .toArray();
      return found.map(({ _id: reason, ...counted }) => ({ reason, ...counted }));
    },

    /** Ids of the acts that were set aside for a reason, oldest first. */
    async idsOf(workspace: string, reason: string, limit: number): Promise<string[]> {
      const why = reason === '' ? { reason: { $in: ['', null] as never } } : { reason };
      const found = await collection()
        .find(
          { workspace, state: 'set_aside', ...why },
          { projection: { _id: 1 }, sort: { receivedAt: 1, _id: 1 }, limit },
        )
        .toArray();
      return found.map(({ _id }) => _id);
    },

    /** How many of them came since then. */
    async countSince(workspace: string, since: Date): Promise<number> {
      return collection().countDocuments({
        ...{ workspace, state: 'set_aside' },
        receivedAt: { $gte: since },
      });
    },

    /**
     * Gives acts back to the road: the relay queues them, as if they had just come. Their stamps
     * stay, so that they count from when they came in; their fences stay until they are decided.
     * @param ids all of the workspace's when left out.
     * @returns how many were set aside and are not any more.
     */
    async retry(workspace: string, ids?: readonly string[]): Promise<number> {
      const { modifiedCount } = await collection().updateMany(
        { workspace, state: 'set_aside', ...(ids && { _id: { $in: [...ids] } }) },
        { $set: { state: 'open', failures: 0, tries: 0, queuedAt: clock.now() } },
      );
      return modifiedCount;
    },

    /** Which of these ids are set aside in this workspace. */
    async which(workspace: string, ids: readonly string[]): Promise<string[]> {
      const found = await collection()
        .find({ _id: { $in: [...ids] }, workspace, state: 'set_aside' }, { projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id);
    },
  };
}
