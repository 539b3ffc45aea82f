// How much waits: acts without a decision and effects without an outcome, and since when. For
// whoever watches; nothing is decided by it.
import type { Connection, mongo } from 'mongoose';
import { CHANNELS, type Channel } from '../effect-hints.js';
import type { MongoClock } from './clock.js';
import type { EffectDocument } from './effects.js';
import type { InboxEntry } from './inbox.js';

/** Acts that were queued longest ago; among so many is the oldest, or one nearly as old. */
const SAMPLE_MAX = 1_000;

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

    /** For how long the oldest open act has waited, in milliseconds; 0 when none does. */
    async oldestActMs(): Promise<number> {
      const found = await inbox()
        .find({ state: 'open' }, { projection: { receivedAt: 1 } })
        .sort({ queuedAt: 1 })
        .limit(SAMPLE_MAX)
        .toArray();
      const times = found.map(({ receivedAt }) => receivedAt.getTime());
      return times.length === 0 ? 0 : Math.max(0, clock.now().getTime() - Math.min(...times));
    },

    /** Effects of each channel that should have been looked at this long ago, and were not. */
    async overdueEffects(byMs: number): Promise<{ channel: Channel; count: number }[]> {
      const before = new Date(clock.now().getTime() - byMs);
      const counts = await Promise.all(
        CHANNELS.map(async (channel) => ({
          channel,
          count: await effects().countDocuments(
            { channel, dueAt: { $lt: before } },
            { limit: SAMPLE_MAX },
          ),
        })),
      );
      return counts.filter(({ count }) => count > 0);
    },
  };
}
