// Heads: where each contact stands, exactly what folding its ledger yields. Only ever moved forward.
import { type Connection, mongo, Schema } from 'mongoose';
import type { Head } from '../consent/types.js';
import { isDuplicateKey } from './duplicate-key.js';

type HeadDocument = Omit<Head, 'contact'> & { _id: string; workspace: string };

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    seq: Number,
    hash: String,
    programs: Schema.Types.Mixed,
    flags: Schema.Types.Mixed,
  },
  { collection: 'heads', versionKey: false, minimize: false },
);
schema.index({ workspace: 1 }, { name: 'workspace' });

export type HeadStore = ReturnType<typeof createHeadStore>;

export function createHeadStore(connection: Connection) {
  const model = connection.model('heads', schema);
  const collection = () => model.collection as unknown as mongo.Collection<HeadDocument>;

  return {
    async get(workspace: string, contact: string): Promise<Head | null> {
      const found = await collection().findOne({ _id: contact, workspace });
      return found ? toHead(found) : null;
    },

    /** Heads of these contacts in one read; contacts without a ledger are absent. */
    async many(workspace: string, contacts: readonly string[]): Promise<Map<string, Head>> {
      const found = await collection()
        .find({ _id: { $in: [...contacts] }, workspace })
        .toArray();
      return new Map(found.map((document) => [document._id, toHead(document)]));
    },

    /** Moves each head forward to the given state; one that is further already stays. */
    async advance(workspace: string, heads: readonly Head[]): Promise<void> {
      if (heads.length === 0) return;
      const write = (upsert: boolean, chosen: readonly Head[]) =>
        collection().bulkWrite(
          chosen.map((head) => forward(workspace, head, upsert)),
          { ordered: false },
        );
      try {
        await write(true, heads);
      } catch (error) {
        if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
        // Somebody made the same head first, with a state that may be older than ours or newer.
        const failed = [error.writeErrors].flat().map(({ index }) => heads[index] as Head);
        await write(false, failed);
      }
    },
  };
}

function forward(
  workspace: string,
  head: Head,
  upsert: boolean,
): mongo.AnyBulkWriteOperation<HeadDocument> {
  const { contact, ...state } = head;
  return {
    updateOne: {
      filter: { _id: contact, workspace, seq: { $lt: head.seq } },
      update: { $set: state },
      upsert,
    },
  } as mongo.AnyBulkWriteOperation<HeadDocument>;
}

function toHead({ _id: contact, workspace: _workspace, ...state }: HeadDocument): Head {
  return { contact, ...state };
}
