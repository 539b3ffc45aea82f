// Disclosures that are no longer in force, version by version: what a program promised, and when.
// A version is written here before another one takes its place, and never changed after.
import { type Connection, Schema } from 'mongoose';
import { insertNew } from './insert-each.js';

/** A version of the wording of one program. */
export interface PastDisclosure {
  readonly program: string;
  readonly version: number;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly text: string;
  /** Since when it was in force; `null` when that was not kept yet. */
  readonly since: Date | null;
  /** Who set it; absent: the command line, or before that was kept. */
  readonly by?: string;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    program: String,
    version: Number,
    hash: String,
    text: String,
    since: Date,
    by: String,
  },
  { collection: 'disclosures', versionKey: false },
);
schema.index({ workspace: 1, program: 1, version: -1 }, { name: 'versions' });

export type DisclosureStore = ReturnType<typeof createDisclosureStore>;

export function createDisclosureStore(connection: Connection) {
  const model = connection.model('disclosures', schema);
  return {
    /** Keeps versions; one that is kept already stays as it is. */
    async keep(workspace: string, past: readonly PastDisclosure[]): Promise<void> {
      if (past.length === 0) return;
      const documents = past.map((one) => ({
        ...{ ...one, workspace },
        _id: `${workspace}/${one.program}/${one.version}`,
      }));
      await insertNew(model, documents);
    },

    /** The past versions of a program, newest first. */
    async list(workspace: string, program: string): Promise<PastDisclosure[]> {
      return model
        .find({ workspace, program }, { _id: 0, workspace: 0 })
        .sort({ version: -1 })
        .lean<PastDisclosure[]>();
    },
  };
}
