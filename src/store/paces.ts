// Paces: when each sender's rate has room again. They live in MongoDB, so that every process counts
// on the same one and a flushed Redis lets nobody text faster.
import { type Connection, type mongo, Schema } from 'mongoose';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';

/** What a text asks of its sender's rate. */
export interface Wanted {
  readonly segments: number;
  /** Segments that the sender may send in a second. */
  readonly perSecond: number;
  /** How far ahead a turn may lie; what would have to wait longer gets none. */
  readonly aheadMs: number;
  /** Passes every text that is not urgent, and makes those after it wait. */
  readonly urgent: boolean;
  /**
   * Gets no turn for so long after another one like it got none: whoever was refused is to be
   * brought first.
   */
  readonly afterRefusedMs?: number;
}

interface PaceDocument {
  readonly _id: string;
  readonly workspace: string;
  /** When the rate has room again, in milliseconds of MongoDB's time. */
  readonly freeAt: number;
  /** The same for urgent texts among themselves. */
  readonly urgentFreeAt: number;
  /** When somebody was last told to wait in line. */
  readonly refusedAt: number;
  /** Outcome of the last asking. */
  readonly turn: number | null;
}

/**
 * A turn beyond this is the work of a clock that was set back; it must not stop a sender for hours.
 */
const BELIEVED_MS = 60_000;
const SLOWEST_PER_SECOND = 1 / 60;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    freeAt: Number,
    urgentFreeAt: Number,
    refusedAt: Number,
    turn: Number,
  },
  { collection: 'paces', versionKey: false },
);

export function createPaceStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('paces', schema);
  const collection = () => model.collection as unknown as mongo.Collection<PaceDocument>;
  const idOf = (workspace: string, sender: string) => `${workspace}/${sender}`;

  return {
    /**
     * Takes the next turn of a sender, in one round trip; whatever happens to the text, the turn is
     * used up. Over any time no more segments get turns than the rate allows.
     * @returns when it is this text's turn, or `null` when that would be too far ahead.
     */
    async takeTurn(workspace: string, sender: string, wanted: Wanted): Promise<Date | null> {
      const _id = idOf(workspace, sender);
      const taking = () =>
        collection().findOneAndUpdate({ _id, workspace }, pipelineOf(wanted), {
          upsert: true,
          returnDocument: 'after',
        });
      let pace: PaceDocument | null;
      try {
        pace = await taking();
      } catch (error) {
        // Two opened the same pace at once; the second one finds it there.
        if (!isDuplicateKey(error)) throw error;
        pace = await taking();
      }
      if (!pace) throw new Error('MongoDB answered an upsert without its document');
      return pace.turn === null ? null : new Date(pace.turn);
    },

    /** How many milliseconds ahead the turns of these senders are taken, in their order. */
    async takenAheadMs(
      senders: readonly { readonly workspace: string; readonly sender: string }[],
    ): Promise<number[]> {
      const ids = senders.map(({ workspace, sender }) => idOf(workspace, sender));
      const found = await collection()
        .find({ _id: { $in: ids } })
        .toArray();
      const paces = new Map(found.map((pace) => [pace._id, pace]));
      const now = clock.now().getTime();
      return ids.map((id) => Math.max(0, (paces.get(id)?.freeAt ?? 0) - now));
    },
  };
}

/** The whole counting as one update: mongod applies one at a time, by its own clock. */
function pipelineOf({ segments, perSecond, aheadMs, ...wanted }: Wanted): object[] {
  const { urgent, afterRefusedMs } = wanted;
  const costMs = (segments * 1_000) / Math.max(perSecond, SLOWEST_PER_SECOND);
  const now = { $toDouble: '$$NOW' };
  const latest = { $add: [now, BELIEVED_MS + costMs] };
  const free = (field: string) => ({
    $max: [now, { $min: [{ $ifNull: [`$${field}`, 0] }, latest] }],
  });
  const own = urgent ? '$urgentFreeAt' : '$freeAt';
  const room = { $lte: [own, { $add: [now, aheadMs] }] };
  const refused = { $ifNull: ['$refusedAt', 0] };
  const lineMoved = { $lte: [refused, { $subtract: [now, afterRefusedMs ?? 0] }] };
  const mayPass = afterRefusedMs === undefined ? room : { $and: [room, lineMoved] };
  const pass = (field: string) => ({
    $cond: [{ $eq: ['$turn', null] }, `$${field}`, { $add: [`$${field}`, costMs] }],
  });
  return [
    { $set: { freeAt: free('freeAt'), urgentFreeAt: free('urgentFreeAt') } },
    {
      $set: {
        turn: { $cond: [mayPass, own, null] },
        ...(afterRefusedMs !== undefined && { refusedAt: { $cond: [room, refused, now] } }),
      },
    },
    { $set: { freeAt: pass('freeAt'), ...(urgent && { urgentFreeAt: pass('urgentFreeAt') }) } },
  ];
}
