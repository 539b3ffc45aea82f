// How far somebody of the team has read each conversation: one mark for all of them, moved on and
// never back. It says what was looked at and changes nothing of what may be sent.
import { type Connection, type mongo, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';
import { findByIds } from './find-by-ids.js';

export interface SeenMark {
  /** The newest text of the person that was shown; absent where none was. */
  readonly message?: string;
  /** When what was shown had been read from the store. */
  readonly at: Date;
}

interface SeenDocument extends SeenMark {
  readonly _id: string;
  readonly workspace: string;
  /** Who looked last. */
  readonly by: string;
}

const schema = new Schema(
  { _id: String, workspace: String, message: String, at: Date, by: String },
  { collection: 'seen_marks', versionKey: false },
);

const idOf = (workspace: string, contact: string) => `${workspace}/${contact}`;

export function createSeenMarkStore(connection: Connection) {
  const model = connection.model('seen_marks', schema);
  const collection = () => model.collection as unknown as mongo.Collection<SeenDocument>;

  return {
    /** Notes that this conversation was shown; a page that is older than the mark moves nothing. */
    async move(
      workspace: string,
      contact: string,
      { message, at, by }: SeenMark & { readonly by: string },
    ): Promise<void> {
      const _id = idOf(workspace, contact);
      const set = { workspace, at, by, ...(message !== undefined && { message }) };
      try {
        await collection().updateOne({ _id, at: { $lt: at } }, { $set: set }, { upsert: true });
      } catch (error) {
        // The mark is there and stands further on.
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** Marks of these contacts in one read; conversations that nobody looked at are absent. */
    async of(workspace: string, contacts: readonly string[]): Promise<Map<string, SeenMark>> {
      const ids = [...new Set(contacts)].map((contact) => idOf(workspace, contact));
      const found = await findByIds<SeenDocument>(model, ids, { workspace });
      return new Map(
        found.map(({ _id, message, at }) => [
          _id.slice(workspace.length + 1),
          { at, ...(message !== undefined && { message }) },
        ]),
      );
    },
  };
}
