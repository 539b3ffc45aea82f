// Statuses of texts that we do not know: kept, because a status may come before the answer of the
// call that it is about, and looked at again until their message is there or a day has passed.
import { type Connection, type mongo, Schema } from 'mongoose';
import type { MongoClock } from './clock.js';
import { insertNew } from './insert-each.js';
import type { MessageStatus } from './message-status.js';
import { writeCommand } from './write-command.js';

/** A status as its provider reported it. */
export interface KeptStatus {
  /** Provider, account, the provider's id and the status: the same report is the same id. */
  readonly id: string;
  readonly accountSid: string;
  readonly providerSid: string;
  readonly status: MessageStatus;
  readonly errorCode?: string;
  readonly sender: string;
  readonly ids?: {
    readonly workspace: string;
    readonly effect: string;
    readonly message: string;
    readonly contact: string;
  };
  readonly receivedAt: Date;
}

interface KeptDocument extends Omit<KeptStatus, 'id'> {
  _id: string;
  /** When it is looked at next; absent once nobody claimed it in time. */
  lookAt?: Date;
  /** When one that nobody claimed is forgotten. */
  expiresAt?: Date;
}

const LOOK_AGAIN_MS = { min: 10_000, max: 3_600_000 };
/** A message of ours has its id at the provider within minutes. */
const WAITS_MS = 24 * 3_600_000;
/** How long an operator may still find one that nobody claimed. */
const SHOWN_MS = 30 * 24 * 3_600_000;

const schema = new Schema(
  {
    _id: String,
    accountSid: String,
    providerSid: String,
    status: String,
    errorCode: String,
    sender: String,
    ids: Schema.Types.Mixed,
    receivedAt: Date,
    lookAt: Date,
    expiresAt: Date,
  },
  { collection: 'kept_statuses', versionKey: false },
);
schema.index(
  { lookAt: 1 },
  { name: 'due', partialFilterExpression: { lookAt: { $exists: true } } },
);
schema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

export function createKeptStatusStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('kept_statuses', schema);
  const collection = () => model.collection as unknown as mongo.Collection<KeptDocument>;

  return {
    /** Keeps statuses; those that are there already stay as they are. */
    async keep(statuses: readonly KeptStatus[]): Promise<void> {
      const lookAt = new Date(clock.now().getTime() + LOOK_AGAIN_MS.min);
      await insertNew(
        model,
        statuses.map(({ id: _id, ...status }) => ({ ...status, _id, lookAt })),
      );
    },

    /** Those that are to be looked at now, longest waiting first. */
    async due(limit: number): Promise<KeptStatus[]> {
      const found = await collection()
        .find({ lookAt: { $lte: clock.now() } }, { sort: { lookAt: 1 }, limit })
        .toArray();
      return found.map(({ _id: id, lookAt: _look, expiresAt: _expires, ...rest }) => ({
        ...rest,
        id,
      }));
    },

    /** Their messages were found and show them. */
    async forget(ids: readonly string[]): Promise<void> {
      await collection().deleteMany({ _id: { $in: [...ids] } });
    },

    /**
     * Nobody knows their messages yet: the longer one has waited, the later it is looked at again;
     * after a day it is left to an operator.
     * @returns how many were left.
     */
    async lookAgain(statuses: readonly KeptStatus[]): Promise<number> {
      if (statuses.length === 0) return 0;
      const now = clock.now().getTime();
      const steps = statuses.map(({ id: _id, receivedAt }) => {
        const ageMs = now - receivedAt.getTime();
        const pauseMs = Math.min(Math.max(ageMs / 4, LOOK_AGAIN_MS.min), LOOK_AGAIN_MS.max);
        const isOver = ageMs > WAITS_MS;
        const u = isOver
          ? { $unset: { lookAt: '' }, $set: { expiresAt: new Date(now + SHOWN_MS) } }
          : { $set: { lookAt: new Date(now + pauseMs) } };
        return { isOver, update: { q: { _id }, u } };
      });
      await writeCommand(model, 'update', { updates: steps.map(({ update }) => update) });
      return steps.filter(({ isOver }) => isOver).length;
    },

    /** How many wait for their message, and how many nobody claimed. */
    async counts(): Promise<{ waiting: number; unclaimed: number }> {
      const [waiting, unclaimed] = await Promise.all([
        collection().countDocuments({ lookAt: { $exists: true } }),
        collection().countDocuments({ expiresAt: { $exists: true } }),
      ]);
      return { waiting, unclaimed };
    },
  };
}
