// Wordings: every text that somebody was shown before they agreed, kept once under its own hash, so
// that evidence can name it in a few bytes and it can still be read years later. Nothing of any
// person stands in one, and none is ever changed.
import { type Connection, Schema } from 'mongoose';
import { sha256 } from '../digest.js';
import type { MongoClock } from './clock.js';
import { findByIds } from './find-by-ids.js';
import { insertNew } from './insert-each.js';

export type WordingKind = 'disclosure' | 'terms' | 'privacy' | 'invitation';

export interface Wording {
  readonly kind: WordingKind;
  /** Of the templates that it was made from; of a disclosure, the program's own count. */
  readonly version: number;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly text: string;
}

export interface KeptWording extends Wording {
  readonly keptAt: Date;
}

interface WordingDocument extends KeptWording {
  /** Workspace and hash. */
  readonly _id: string;
  readonly workspace: string;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    kind: String,
    version: Number,
    hash: String,
    text: String,
    keptAt: Date,
  },
  { collection: 'wordings', versionKey: false },
);

/** Wordings of which a process remembers that they are kept; settings seldom change. */
const REMEMBERED_MAX = 10_000;

export const wordingOf = (kind: WordingKind, version: number, text: string): Wording => ({
  ...{ kind, version, text },
  hash: sha256(text),
});

export function createWordingStore(
  connection: Connection,
  { clock }: { clock: Pick<MongoClock, 'now'> },
) {
  const model = connection.model('wordings', schema);
  const kept = new Set<string>();
  const idOf = (workspace: string, hash: string) => `${workspace}/${hash}`;

  return {
    /** Keeps texts; each is one write for as long as a process lives, and none after that. */
    async keep(workspace: string, wordings: readonly Wording[]): Promise<void> {
      const unknown = wordings.filter(({ hash }) => !kept.has(idOf(workspace, hash)));
      if (unknown.length === 0) return;
      const keptAt = clock.now();
      const documents = unknown.map((wording) => ({
        ...{ ...wording, workspace, keptAt },
        _id: idOf(workspace, wording.hash),
      }));
      await insertNew(model, documents);
      if (kept.size > REMEMBERED_MAX) kept.clear();
      for (const { _id } of documents) kept.add(_id);
    },

    /** The texts behind these hashes, whichever are kept, in no order. */
    async many(workspace: string, hashes: readonly string[]): Promise<KeptWording[]> {
      if (hashes.length === 0) return [];
      const ids = [...new Set(hashes)].map((hash) => idOf(workspace, hash));
      const found = await findByIds<WordingDocument>(model, ids, { workspace });
      return found.map(({ _id, workspace: _workspace, ...wording }) => wording);
    },
  };
}
