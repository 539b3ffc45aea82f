// When codes were scanned: at most one time a minute and a bounded number of them for each request.
// Counting only; a scan is never consent.
import { type AnyBulkWriteOperation, type Connection, type mongo, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

/** A scan as it is counted: two within one minute are one. */
export interface Scan {
  readonly request: string;
  readonly at: Date;
}

interface ScansDocument {
  /** Workspace and request. */
  readonly _id: string;
  readonly workspace: string;
  readonly request: string;
  /** Each minute once, the first ones first. */
  readonly at: readonly Date[];
}

/** Minutes that are kept of one request; past it a scan is no longer told to anybody. */
export const SCANS_KEPT_MAX = 30;

const MINUTE_MS = 60_000;

const schema = new Schema(
  { _id: String, workspace: String, request: String, at: [Date] },
  { collection: 'request_scans', versionKey: false },
);

/** The minute that a scan counts for. */
export const minuteOf = (at: Date): Date =>
  new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);

export function createScanStore(connection: Connection) {
  const model = connection.model('request_scans', schema);
  const collection = () => model.collection as unknown as mongo.Collection<ScansDocument>;
  const idOf = (workspace: string, request: string) => `${workspace}/${request}`;

  return {
    /** Writing the same scans again changes nothing. */
    async note(workspace: string, scans: readonly Scan[]): Promise<void> {
      if (scans.length === 0) return;
      const operations = scans.map(({ request, at }) =>
        noting(idOf(workspace, request), { workspace, request, at: minuteOf(at) }),
      );
      try {
        await collection().bulkWrite(operations as never);
      } catch (error) {
        // Another process made the document in between; this time it is there.
        if (!isDuplicateKey(error)) throw error;
        await collection().bulkWrite(operations as never);
      }
    },

    /** Minutes in which each of these requests was scanned, oldest first; the others are absent. */
    async of(workspace: string, requests: readonly string[]): Promise<Map<string, Date[]>> {
      if (requests.length === 0) return new Map();
      const ids = requests.map((request) => idOf(workspace, request));
      const found = await collection()
        .find({ workspace, _id: { $in: ids } })
        .toArray();
      return new Map(found.map(({ request, at }) => [request, [...at]]));
    },
  };
}

function noting(
  _id: string,
  { workspace, request, at }: Scan & { workspace: string },
): AnyBulkWriteOperation<ScansDocument> {
  const known = { $ifNull: ['$at', []] };
  const minutes = { $sortArray: { input: { $setUnion: [known, [at]] }, sortBy: 1 } };
  const set = { workspace, request, at: { $slice: [minutes, SCANS_KEPT_MAX] } };
  return { updateOne: { filter: { _id }, update: [{ $set: set }], upsert: true } };
}
