// How far each provider account's list was gone through, so that whoever goes on after a crash goes
// on where it was. Nothing here guards correctness: what is listed twice is found to be there.
import { type Connection, type mongo, Schema } from 'mongoose';

/** A stretch of the list that is being gone through, from its newest text back. */
export interface ReconcileWindow {
  readonly from: Date;
  /** Later texts are left to the next window: their webhooks may be under way. */
  readonly until: Date;
  /** Names the next page; absent before the first. */
  readonly page?: string;
}

export interface ReconcileCursor {
  /** Everything older was gone through. */
  readonly doneUntil?: Date;
  readonly window?: ReconcileWindow;
  /** The last day, `YYYY-MM-DD`, whose list of deactivated numbers was gone through. */
  readonly day?: string;
}

type CursorDocument = ReconcileCursor & { readonly _id: string };

const schema = new Schema(
  { _id: String, doneUntil: Date, window: Schema.Types.Mixed, day: String },
  { collection: 'reconcile_cursors', versionKey: false },
);

export function createReconcileCursors(connection: Connection) {
  const model = connection.model('reconcile_cursors', schema);
  const collection = () => model.collection as unknown as mongo.Collection<CursorDocument>;
  const update = async (id: string, change: mongo.UpdateFilter<CursorDocument>) => {
    await collection().updateOne({ _id: id }, change, { upsert: true });
  };

  return {
    /** @param id the account, or the name of a list. */
    async get(id: string): Promise<ReconcileCursor> {
      const found = await collection().findOne({ _id: id });
      if (!found) return {};
      const { _id, ...cursor } = found;
      return cursor;
    },

    /** Where to go on, should nobody come to the end of this window. */
    goOnAt: (id: string, window: ReconcileWindow) => update(id, { $set: { window } }),

    /** The window was gone through. */
    done: (id: string, { until }: ReconcileWindow) =>
      update(id, { $max: { doneUntil: until }, $unset: { window: '' } }),

    doneDay: (id: string, day: string) => update(id, { $max: { day } }),
  };
}
