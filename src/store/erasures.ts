// Erasures: who asked for one, how far it is, and the keys that are kept for claims. A kept key
// opens evidence and nothing else, for auditors only, and is forgotten by MongoDB itself in time.
import { type Connection, type mongo, Schema } from 'mongoose';
import { newId } from '../ids.js';
import type { ToldBy } from './act-events.js';
import type { MongoClock } from './clock.js';
import { open, type SealingKey } from './keyring.js';
import type { Disclosed } from './people.js';

export type ErasureMode = 'retain' | 'now';

/** What was taken out, by the names that the API tells. */
export const ERASED_THINGS = [
  ...(['records', 'messages', 'opt_in_requests', 'invitations', 'deliveries'] as const),
  ...(['number', 'evidence'] as const),
] as const;
export type ErasedThing = (typeof ERASED_THINGS)[number];

export interface Erasure {
  readonly _id: string;
  readonly workspace: string;
  /** The contact that was named. */
  readonly contact: string;
  /** Every contact of the person; each has a chain of its own. */
  readonly contacts: readonly string[];
  /** Names this asking; its acts are made of it. */
  readonly erasure: string;
  readonly mode: ErasureMode;
  readonly reason?: string;
  readonly by: ToldBy;
  readonly requestedAt: Date;
  /** Until when evidence can be opened by auditors; absent where it goes at once. */
  readonly retainUntil?: Date;
  readonly state: 'open' | 'done';
  /** Rises when the person acted while it was carried out: then it is said once more. */
  readonly round: number;
  readonly erased: readonly ErasedThing[];
}

export type NewErasure = Pick<Erasure, 'contact' | 'contacts' | 'mode' | 'reason' | 'by'>;

interface KeptPerson {
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  /** Both sealed as they were with the person. */
  readonly key: mongo.Binary;
  readonly phone?: mongo.Binary;
  readonly keptAt: Date;
  readonly retainUntil: Date;
}

/**
 * Five years from the last possible use, which is the erasure itself, for consent ends with it:
 * 16 CFR 310.5(a) asks for so long, 28 U.S.C. § 1658(a) bars claims after four.
 */
const RETAIN_YEARS = 5;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    contact: String,
    contacts: [String],
    erasure: String,
    mode: String,
    reason: String,
    by: Schema.Types.Mixed,
    requestedAt: Date,
    retainUntil: Date,
    state: String,
    round: Number,
    erased: [String],
  },
  { collection: 'erasures', versionKey: false },
);
// Across workspaces: what is not done is looked for by that alone.
schema.index({ requestedAt: 1 }, { name: 'open', partialFilterExpression: { state: 'open' } });

const keptSchema = new Schema(
  {
    _id: String,
    workspace: String,
    contact: String,
    key: Buffer,
    phone: Buffer,
    keptAt: Date,
    retainUntil: Date,
  },
  { collection: 'retained_keys', versionKey: false },
);
keptSchema.index({ workspace: 1, contact: 1, keptAt: -1 }, { name: 'contact' });
keptSchema.index({ retainUntil: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

export interface ErasureStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  keyOf(workspace: string): Promise<SealingKey>;
}

export function createErasureStore(connection: Connection, { clock, keyOf }: ErasureStoreDeps) {
  const model = connection.model('erasures', schema);
  const keptModel = connection.model('retained_keys', keptSchema);
  const erasures = () => model.collection as unknown as mongo.Collection<Erasure>;
  const kept = () => keptModel.collection as unknown as mongo.Collection<KeptPerson>;
  const people = () => connection.model('people').collection as unknown as mongo.Collection<never>;
  const idOf = (workspace: string, contact: string) => `${workspace}/${contact}`;

  return {
    /**
     * Writes down that it is to be done, before anything is. One that is under way is taken up
     * again, and becomes the stricter one where that is asked for now.
     */
    async begin(workspace: string, asked: NewErasure): Promise<Erasure> {
      const _id = idOf(workspace, asked.contact);
      const now = clock.now();
      const under = await erasures().findOneAndUpdate(
        { _id, workspace, state: 'open' },
        asked.mode === 'now'
          ? { $set: { mode: 'now', ...reasonOf(asked) }, $unset: { retainUntil: '' } }
          : { $set: { workspace } },
        { returnDocument: 'after' },
      );
      if (under) return under;
      const fresh: Erasure = {
        ...{ _id, workspace, ...asked, contacts: [...asked.contacts] },
        ...{ erasure: newId('ers'), requestedAt: now, state: 'open', round: 0, erased: [] },
        ...(asked.mode === 'retain' && { retainUntil: yearsAfter(now, RETAIN_YEARS) }),
      };
      await erasures().replaceOne({ _id, workspace }, fresh, { upsert: true });
      return fresh;
    },

    async get(workspace: string, contact: string): Promise<Erasure | null> {
      return erasures().findOne({ _id: idOf(workspace, contact), workspace });
    },

    /** What is not done, oldest first. */
    async open(limit: number): Promise<Erasure[]> {
      return erasures()
        .find({ state: 'open' }, { sort: { requestedAt: 1 }, limit })
        .toArray();
    },

    async note({ _id, erasure }: Erasure, erased: readonly ErasedThing[]): Promise<void> {
      await erasures().updateOne(
        { _id, erasure },
        { $addToSet: { erased: { $each: [...erased] } } as never },
      );
    },

    async nextRound({ _id, erasure, round }: Erasure): Promise<void> {
      await erasures().updateOne({ _id, erasure, round }, { $inc: { round: 1 } });
    },

    async finish({ _id, erasure }: Erasure): Promise<void> {
      await erasures().updateOne({ _id, erasure }, { $set: { state: 'done' } });
    },

    /**
     * Takes key and number of a contact away. Where evidence is retained they go where only
     * `retained` finds them; else what was retained before goes with them.
     * @returns whether there was something to take.
     */
    async takeKey(erasure: Erasure, contact: string): Promise<boolean> {
      const { workspace, retainUntil } = erasure;
      const person = (await people().findOne({ _id: contact, workspace } as never)) as
        | (Pick<KeptPerson, 'key' | 'phone'> & { _id: string })
        | null;
      if (person && retainUntil) {
        const { key, phone } = person;
        const _id = `${workspace}/${contact}/${erasure.erasure}/${erasure.round}`;
        const keeping = { workspace, contact, key, keptAt: clock.now(), retainUntil };
        const update = { $setOnInsert: { ...keeping, ...(phone && { phone }) } };
        await kept().updateOne({ _id }, update, { upsert: true });
      }
      const gone = retainUntil
        ? { deletedCount: 0 }
        : await kept().deleteMany({ workspace, contact });
      const removed = await people().deleteOne({ _id: contact, workspace });
      return removed.deletedCount + gone.deletedCount > 0;
    },

    /** The key that was kept last of a contact; `null` when none is, or its time is over. */
    async retained(workspace: string, contact: string): Promise<Disclosed | null> {
      const found = await kept().findOne(
        { workspace, contact, retainUntil: { $gt: clock.now() } },
        { sort: { keptAt: -1 } },
      );
      if (!found) return null;
      const key = open(await keyOf(workspace), contact, Buffer.from(found.key.buffer));
      if (!found.phone) return { key };
      const sealedPhone = Buffer.from(found.phone.buffer);
      return { key, phone: open(key, contact, sealedPhone).toString(), sealedPhone };
    },
  };
}

const reasonOf = ({ reason }: NewErasure) => (reason === undefined ? {} : { reason });

function yearsAfter(from: Date, years: number): Date {
  const then = new Date(from);
  then.setUTCFullYear(then.getUTCFullYear() + years);
  return then;
}
