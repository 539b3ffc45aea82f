// Alerts: conditions that an operator has to see to, one document a condition, with since when it
// holds and whether somebody was told. Who looks for them and who tells is in workers/lookout.
import { type Connection, type mongo, Schema } from 'mongoose';
import type { AlertKind } from '../alert-kinds.js';
import type { MongoClock } from './clock.js';

/** A condition that holds. */
export interface Finding {
  readonly kind: AlertKind;
  /** What it is about, where one kind can hold of several things: ids and names, no numbers. */
  readonly subject?: string;
  readonly workspace?: string;
  /** One sentence for a person, without anybody's number or words. */
  readonly details: string;
}

export interface Alert {
  readonly _id: string;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly workspace?: string;
  readonly details: string;
  readonly since: Date;
  readonly lastSeen: Date;
  readonly resolvedAt?: Date;
  /** How often it began, since it was first heard of. */
  readonly times: number;
  readonly told?: { readonly as: Telling; readonly at: Date };
}

/** `failed`: the mail did not leave, and is to be tried again. */
type Telling = 'raised' | 'resolved' | 'failed';

/** What comes back so soon after it was over is the same condition: nobody is told anew. */
const REOPENS_MS = 3_600_000;
/** Over for so long, it is over; before, nobody is told so. */
const SETTLED_MS = 300_000;
const REMIND_MS = 24 * 3_600_000;
const TELL_AGAIN_MS = 300_000;
const KEPT_SECONDS = 90 * 86_400;

const schema = new Schema(
  {
    _id: String,
    kind: String,
    subject: String,
    workspace: String,
    details: String,
    since: Date,
    lastSeen: Date,
    resolvedAt: Date,
    times: Number,
    told: Schema.Types.Mixed,
  },
  { collection: 'alerts', versionKey: false },
);
schema.index({ resolvedAt: 1 }, { name: 'resolved', expireAfterSeconds: KEPT_SECONDS });

const idOf = ({ kind, subject = '' }: Pick<Finding, 'kind' | 'subject'>) =>
  subject === '' ? kind : `${kind}/${subject}`;

export function createAlertStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('alerts', schema);
  const collection = () => model.collection as unknown as mongo.Collection<Alert>;
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);

  return {
    /** Says that a condition holds, for the first time or still. True when it just began. */
    async raise(finding: Finding): Promise<boolean> {
      const { kind, subject = '', workspace, details } = finding;
      const now = clock.now();
      const isMissing = (field: string) => ({ $eq: [{ $type: field }, 'missing'] });
      const began = {
        $or: [
          isMissing('$since'),
          {
            $and: [{ $not: isMissing('$resolvedAt') }, { $lt: ['$resolvedAt', ago(REOPENS_MS)] }],
          },
        ],
      };
      const before = await collection().findOneAndUpdate(
        { _id: idOf(finding) },
        [
          {
            $set: {
              ...{ kind, subject, lastSeen: now, details: { $literal: details } },
              ...(workspace !== undefined && { workspace }),
              since: { $cond: [began, now, '$since'] },
              told: { $cond: [began, '$$REMOVE', '$told'] },
              times: { $add: [{ $ifNull: ['$times', 0] }, { $cond: [began, 1, 0] }] },
            },
          },
          { $unset: 'resolvedAt' },
        ],
        { upsert: true, returnDocument: 'before' },
      );
      return before === null || before.resolvedAt !== undefined;
    },

    /** Says that conditions are over. */
    async resolve(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      await collection().updateMany(
        { _id: { $in: [...ids] }, resolvedAt: { $exists: false } },
        { $set: { resolvedAt: clock.now() } },
      );
    },

    /** What holds now, oldest first. */
    async standing(): Promise<Alert[]> {
      return collection()
        .find({ resolvedAt: { $exists: false } }, { sort: { since: 1, _id: 1 } })
        .toArray();
    },

    /** What held and what holds, newest first. */
    async history(limit: number): Promise<Alert[]> {
      return collection()
        .find({}, { sort: { lastSeen: -1, _id: 1 }, limit })
        .toArray();
    },

    /** What somebody has to be told of now: what began, goes on for another day, or is over. */
    async untold(): Promise<Alert[]> {
      const standing = { resolvedAt: { $exists: false } };
      return collection()
        .find({
          $or: [
            { ...standing, told: { $exists: false } },
            { ...standing, 'told.at': { $lt: ago(REMIND_MS) } },
            { ...standing, 'told.as': 'resolved', 'told.at': { $lt: ago(REOPENS_MS) } },
            { ...standing, 'told.as': 'failed', 'told.at': { $lt: ago(TELL_AGAIN_MS) } },
            { 'told.as': 'raised', resolvedAt: { $lt: ago(SETTLED_MS) } },
          ],
        })
        .sort({ since: 1 })
        .toArray();
    },

    /** Takes the telling of an alert; false when another process took it. */
    async claimTelling({ _id, told, resolvedAt }: Alert): Promise<boolean> {
      const as: Telling = resolvedAt === undefined ? 'raised' : 'resolved';
      const { matchedCount } = await collection().updateOne(
        { _id, ...(told ? { 'told.at': told.at } : { told: { $exists: false } }) },
        { $set: { told: { as, at: clock.now() } } },
      );
      return matchedCount === 1;
    },

    /** The mail did not leave. */
    async giveTellingBack(ids: readonly string[]): Promise<void> {
      await collection().updateMany(
        { _id: { $in: [...ids] } },
        { $set: { told: { as: 'failed', at: clock.now() } } },
      );
    },
  };
}
