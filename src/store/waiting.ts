// How much waits: acts without a decision and effects without an outcome, and since when. For
// whoever watches; nothing is decided by it.
import type { Connection, mongo } from 'mongoose';
import { CHANNELS, type Channel } from '../effect-hints.js';
import type { MongoClock } from './clock.js';
import type { EffectDocument } from './effects.js';
import type { InboxEntry } from './inbox.js';

/** Acts that were queued longest ago; among so many is the oldest, or one nearly as old. */
const SAMPLE_MAX = 1_000;

export interface HeadOfLine {
  readonly channel: Channel;
  /** Id of the effect. */
  readonly head: string;
  readonly workspace: string;
  readonly sender?: string;
  /** How many of its line are overdue. */
  readonly count: number;
}

/** What of a channel waits, in a workspace. */
export interface ChannelWaiting {
  readonly channel: Channel;
  /** Due and not begun. */
  readonly due: number;
  /** Claimed by a worker, or called and without an outcome yet. */
  readonly begun: number;
  /** Held until later: a back-off, quiet hours, a cap. */
  readonly later: number;
}

/** Counting on would cost more than the exact figure is worth to whoever looks. */
export const COUNTED_MAX = 10_000;

export function createWaitingStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const inbox = () =>
    connection.model('inbox').collection as unknown as mongo.Collection<InboxEntry>;
  const effects = () =>
    connection.model('effects').collection as unknown as mongo.Collection<EffectDocument>;

  return {
    /** What waits in each queue of a workspace. */
    async counts(workspace: string): Promise<Map<string, number>> {
      const [acts, ...ofChannels] = await Promise.all([
        inbox().countDocuments({ state: 'open', workspace }),
        ...CHANNELS.map((channel) =>
          effects().countDocuments({ channel, workspace, dueAt: { $exists: true } }),
        ),
      ]);
      return new Map([
        ['inbound', acts],
        ...CHANNELS.map((channel, index) => [channel, ofChannels[index] ?? 0] as const),
      ]);
    },

    /** Acts of a workspace that wait for a decision; past COUNTED_MAX they are not counted. */
    async acts(workspace: string): Promise<number> {
      return inbox().countDocuments({ state: 'open', workspace }, { limit: COUNTED_MAX + 1 });
    },

    /** Its effects without an outcome, by channel; past COUNTED_MAX of one they are not counted. */
    async channels(workspace: string): Promise<ChannelWaiting[]> {
      const now = clock.now();
      const isOpen = { $eq: ['$state', 'open'] };
      const isLater = { $gt: ['$dueAt', now] };
      const sumIf = (...all: object[]) => ({ $sum: { $cond: [{ $and: all }, 1, 0] } });
      return Promise.all(
        CHANNELS.map(async (channel) => {
          const [found] = await effects()
            .aggregate<Omit<ChannelWaiting, 'channel'>>([
              { $match: { channel, workspace, dueAt: { $exists: true } } },
              { $limit: COUNTED_MAX + 1 },
              {
                $group: {
                  _id: null,
                  due: sumIf(isOpen, { $not: [isLater] }),
                  begun: sumIf({ $not: [isOpen] }),
                  later: sumIf(isOpen, isLater),
                },
              },
              { $unset: '_id' },
            ])
            .toArray();
          return { channel, due: 0, begun: 0, later: 0, ...found };
        }),
      );
    },

    /**
     * For how long the oldest open act has waited, in milliseconds; 0 when none does.
     * @param workspace whose acts; everybody's when left out.
     */
    async oldestActMs(workspace?: string): Promise<number> {
      const found = await inbox()
        .find(
          { state: 'open', ...(workspace !== undefined && { workspace }) },
          { projection: { receivedAt: 1 } },
        )
        .sort({ queuedAt: 1 })
        .limit(SAMPLE_MAX)
        .toArray();
      const times = found.map(({ receivedAt }) => receivedAt.getTime());
      return times.length === 0 ? 0 : Math.max(0, clock.now().getTime() - Math.min(...times));
    },

    /**
     * The first in each line that should have been looked at so long ago: while it stays the same,
     * nothing of its line moves. The lines behind it may be long and rightly wait.
     */
    async headsOfLines(overdueByMs: number): Promise<HeadOfLine[]> {
      const before = new Date(clock.now().getTime() - overdueByMs);
      const found = await Promise.all(
        CHANNELS.map((channel) =>
          effects()
            .aggregate<Omit<HeadOfLine, 'channel'> & { _id: unknown }>([
              { $match: { channel, dueAt: { $lt: before } } },
              { $sort: { channel: 1, sender: 1, turn: 1, dueAt: 1 } },
              {
                $group: {
                  _id: '$sender',
                  head: { $first: '$_id' },
                  workspace: { $first: '$workspace' },
                  sender: { $first: '$sender' },
                  count: { $sum: 1 },
                },
              },
            ])
            .toArray(),
        ),
      );
      return found.flatMap((lines, index) => {
        const channel = CHANNELS[index] ?? 'sms';
        return lines.map(({ _id, ...line }) => ({ ...line, channel }));
      });
    },
  };
}
