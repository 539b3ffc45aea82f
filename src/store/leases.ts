// Leases: which of several equal processes does a job that only one should do at a time.
// A lease is a convenience against double work, never a guard of correctness.
import { type Connection, Schema } from 'mongoose';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';

interface LeaseDocument {
  _id: string;
  holder: string;
  until: Date;
}

export function createLeaseStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model<LeaseDocument>(
    'leases',
    new Schema<LeaseDocument>(
      { _id: String, holder: String, until: Date },
      { collection: 'leases', versionKey: false },
    ),
  );
  return {
    /** Takes or renews the lease for `holder`; false while another one holds it. */
    async hold(name: string, holder: string, durationMs: number): Promise<boolean> {
      const now = clock.now();
      try {
        const result = await model.collection.updateOne(
          { _id: name, $or: [{ holder }, { until: { $lt: now } }] } as object,
          { $set: { holder, until: new Date(now.getTime() + durationMs) } },
          { upsert: true },
        );
        return result.matchedCount + result.upsertedCount === 1;
      } catch (error) {
        // The upsert met the other holder's document: the lease is taken.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async release(name: string, holder: string): Promise<void> {
      await model.deleteOne({ _id: name, holder });
    },
  };
}
