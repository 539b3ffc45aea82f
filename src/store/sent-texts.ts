// Messages that left, or are about to, by contact: what frequency caps count. One document a
// contact, so that two that leave at once cannot both take the last place. Kept in MongoDB: a
// flushed Redis lets nobody be texted more. Which caps hold is said in src/consent.
import { type Connection, type mongo, Schema } from 'mongoose';
import type { Cap } from '../consent/frequency.js';
import type { Purpose, SentText } from '../consent/types.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { findByIds } from './find-by-ids.js';

/** A message that is about to leave, under the id of its effect. */
export interface LeavingText {
  readonly effect: string;
  readonly program: string;
  readonly purpose: Purpose;
}

interface StoredText extends LeavingText {
  readonly at: Date;
}

interface SentDocument {
  /** The contact. */
  readonly _id: string;
  readonly workspace: string;
  readonly texts: readonly StoredText[];
  readonly expiresAt: Date;
}

const HOUR_MS = 3_600_000;
/** A little longer than the longest cap looks back. */
const KEPT_MS = 31 * 24 * HOUR_MS;
/** Most that is remembered of one contact; far beyond what any cap allows. */
const KEPT_MAX = 1_000;

const schema = new Schema(
  { _id: String, workspace: String, texts: Schema.Types.Mixed, expiresAt: Date },
  { collection: 'sent_texts', versionKey: false },
);
schema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

export function createSentTextStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('sent_texts', schema);
  const collection = () => model.collection as unknown as mongo.Collection<SentDocument>;

  async function update(workspace: string, contact: string, pipeline: object[]) {
    const options = { upsert: true, returnDocument: 'after' } as const;
    const filter = { _id: contact, workspace };
    try {
      return await collection().findOneAndUpdate(filter, pipeline, options);
    } catch (error) {
      // Two met at the contact's first message; for the loser the document is there now.
      if (!isDuplicateKey(error)) throw error;
      return collection().findOneAndUpdate(filter, pipeline, options);
    }
  }

  return {
    /**
     * Takes a place for a message if every cap has one left; of several that ask at once no more
     * get one than there are. A message that asks again takes no second place.
     */
    async take(
      workspace: string,
      contact: string,
      { text, caps }: { text: LeavingText; caps: readonly Cap[] },
    ): Promise<{ readonly taken: boolean; readonly sent: readonly SentText[] }> {
      const pipeline = takePipeline(workspace, text, { caps, now: clock.now() });
      const stored = await update(workspace, contact, pipeline);
      const texts = stored?.texts ?? [];
      return {
        taken: texts.some(({ effect }) => effect === text.effect),
        sent: texts.filter(({ effect }) => effect !== text.effect).map(toSent),
      };
    },

    /** Gives a place back: the message did not leave. */
    async giveBack(workspace: string, contact: string, effect: string): Promise<void> {
      const pull = { $pull: { texts: { effect } } };
      await collection().updateOne({ _id: contact, workspace }, pull);
    },

    /**
     * What each of these contacts got lately, in one read; those who got nothing are absent.
     * @param except a message that asks about itself.
     */
    async lately(
      workspace: string,
      contacts: readonly string[],
      except?: string,
    ): Promise<Map<string, SentText[]>> {
      const found = await findByIds<SentDocument>(model, contacts, { workspace });
      return new Map(
        found.map(({ _id, texts }) => [
          _id,
          texts.filter(({ effect }) => effect !== except).map(toSent),
        ]),
      );
    },
  };
}

/** Forgets what is too old, and adds the text where every cap has room for one more. */
function takePipeline(
  workspace: string,
  { effect, program, purpose }: LeavingText,
  { caps, now }: { caps: readonly Cap[]; now: Date },
): object[] {
  const since = (lastsMs: number) => new Date(now.getTime() - lastsMs);
  const kept = (cond: object) => ({ $filter: { input: { $ifNull: ['$texts', []] }, cond } });
  const others = kept({
    $and: [
      { $gt: ['$$this.at', since(KEPT_MS)] },
      { $ne: ['$$this.effect', { $literal: effect }] },
    ],
  });
  const room = caps.map(({ max, hours, counts }) => {
    const counted = Object.entries(counts).map(([field, value]) => ({
      $eq: [`$$this.${field}`, { $literal: value }],
    }));
    const recent = { $gt: ['$$this.at', since(hours * HOUR_MS)] };
    return { $lt: [{ $size: kept({ $and: [recent, ...counted] }) }, max] };
  });
  const text = { $literal: { effect, program, purpose, at: now } };
  const taken = { $slice: [{ $concatArrays: ['$texts', [text]] }, -KEPT_MAX] };
  return [
    { $set: { workspace, texts: others, expiresAt: since(-KEPT_MS) } },
    { $set: { texts: { $cond: [{ $and: room }, taken, '$texts'] } } },
  ];
}

const toSent = ({ at, program, purpose }: StoredText): SentText => ({
  at: at.toISOString(),
  program,
  purpose,
});
