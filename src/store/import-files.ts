// Files that wait to be imported: in pieces, sealed with the workspace's key, gone once they were
// read to their end. What stands in them is read in src/imports.
import { createHash } from 'node:crypto';
import { type Connection, mongo, Schema } from 'mongoose';
import type { MongoClock } from './clock.js';
import { open, type SealingKey, seal } from './keyring.js';

interface PieceDocument {
  /** Upload and number. */
  readonly _id: string;
  readonly workspace: string;
  readonly upload: string;
  readonly bytes: mongo.Binary;
  /** A file that nobody came back for does not stay. */
  readonly expiresAt: Date;
}

/** What was kept. */
export interface KeptFile {
  /** SHA-256, hex. */
  readonly digest: string;
  readonly bytes: number;
}

/** More than may be kept; what came before it is gone again. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge' as const;
}

const PIECE_BYTES = 1024 * 1024;
/** What is handed on at a time: a parser is at work for as long as a piece lasts. */
const SLICE_BYTES = 64 * 1024;
const KEPT_DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;

const schema = new Schema(
  { _id: String, workspace: String, upload: String, bytes: Buffer, expiresAt: Date },
  { collection: 'import_files', versionKey: false },
);
schema.index({ workspace: 1, upload: 1 }, { name: 'upload' });
schema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

export function createImportFileStore(
  connection: Connection,
  { clock, keyOf }: { clock: MongoClock; keyOf(workspace: string): Promise<SealingKey> },
) {
  const model = connection.model('import_files', schema);
  const collection = () => model.collection as unknown as mongo.Collection<PieceDocument>;
  const idOf = (upload: string, index: number) => `${upload}/${index}`;

  async function remove(workspace: string, upload: string): Promise<void> {
    await collection().deleteMany({ workspace, upload });
  }

  async function piece(workspace: string, upload: string, index: number) {
    const _id = idOf(upload, index);
    const found = await collection().findOne({ _id, workspace });
    return found && open(await keyOf(workspace), _id, Buffer.from(found.bytes.buffer));
  }

  return {
    remove,

    /**
     * Keeps a file as it comes, no faster than MongoDB takes it.
     * @param upload an id of its own for every try.
     * @throws FileTooLarge, or what the source throws; then nothing of it is kept.
     */
    async keep(
      workspace: string,
      upload: string,
      source: AsyncIterable<Buffer>,
      bytesMax: number,
    ): Promise<KeptFile> {
      const key = await keyOf(workspace);
      const hash = createHash('sha256');
      const expiresAt = new Date(clock.now().getTime() + KEPT_DAYS * DAY_MS);
      let [bytes, index] = [0, 0];
      try {
        for await (const content of inPieces(source)) {
          bytes += content.length;
          if (bytes > bytesMax) throw new FileTooLarge(`it has more than ${bytesMax} bytes`);
          hash.update(content);
          const _id = idOf(upload, index);
          const sealed = new mongo.Binary(seal(key, _id, content));
          await collection().insertOne({ _id, workspace, upload, bytes: sealed, expiresAt });
          index += 1;
        }
      } catch (error) {
        await remove(workspace, upload);
        throw error;
      }
      return { digest: hash.digest('hex'), bytes };
    },

    /** The first bytes of a file; fewer when it has no more. */
    async beginning(workspace: string, upload: string, bytes: number): Promise<Buffer> {
      const first = await piece(workspace, upload, 0);
      return first?.subarray(0, bytes) ?? Buffer.alloc(0);
    },

    /** A file from a byte on, a little at a time. */
    async *read(workspace: string, upload: string, from: number): AsyncGenerator<Buffer> {
      let skip = from % PIECE_BYTES;
      for (let index = Math.floor(from / PIECE_BYTES); ; index += 1) {
        const content = await piece(workspace, upload, index);
        if (!content) return;
        for (let at = skip; at < content.length; at += SLICE_BYTES) {
          yield content.subarray(at, at + SLICE_BYTES);
        }
        skip = 0;
      }
    },
  };
}

/** The same bytes in pieces of one size; the last one may be smaller, none is empty. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (let chunk of source) {
    while (length + chunk.length >= PIECE_BYTES) {
      const missing = PIECE_BYTES - length;
      yield Buffer.concat([...held, chunk.subarray(0, missing)]);
      chunk = chunk.subarray(missing);
      [held, length] = [[], 0];
    }
    held.push(chunk);
    length += chunk.length;
  }
  if (length > 0) yield Buffer.concat(held);
}
