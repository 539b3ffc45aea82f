// First answers to calls that carry an Idempotency-Key, kept for a day so that a repeat changes
// nothing; sealed, for some hold a secret that is shown once, and many a number.
// What a call does, and which calls carry keys, is not known here.
import { type Connection, mongo, Schema } from 'mongoose';
import { newId } from '../ids.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { type Keyring, open, seal } from './keyring.js';

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface KeyDocument {
  readonly _id: string;
  readonly workspace: string;
  /** Keyed digest of method, route and body. */
  readonly request: string;
  /** Minted with the key: ids of what the call makes follow from it, whoever finishes it. */
  readonly mint: string;
  /** Who works on it: a taken-over call cannot store its answer any more. */
  readonly attempt: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly answer?: SealedAnswer;
}

/** Answers of earlier versions, a day old at most, are not sealed. */
type SealedAnswer = Omit<KeptAnswer, 'body'> & { readonly body: mongo.Binary | string };

/** What a caller that shows a key is told. */
export type IdempotentStart =
  | { readonly state: 'first'; readonly mint: string; readonly attempt: string }
  | { readonly state: 'answered'; readonly answer: KeptAnswer }
  | { readonly state: 'in_flight' }
  | { readonly state: 'other_request' };

export interface IdempotencyStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  readonly keyring: Keyring;
}

const KEPT_FOR_MS = 24 * 3_600_000;
/** Longer than any call may take: what is still in flight after it has died with its process. */
const IN_FLIGHT_MAX_MS = 30_000;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    request: String,
    mint: String,
    attempt: String,
    startedAt: Date,
    expiresAt: Date,
    answer: Schema.Types.Mixed,
  },
  { collection: 'idempotency_keys', versionKey: false },
);
schema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

export type IdempotencyStore = ReturnType<typeof createIdempotencyStore>;

export function createIdempotencyStore(
  connection: Connection,
  { clock, keyring }: IdempotencyStoreDeps,
) {
  const model = connection.model('idempotency_keys', schema);
  const collection = () => model.collection as unknown as mongo.Collection<KeyDocument>;

  function opened(_id: string, answer: SealedAnswer): KeptAnswer {
    const { body } = answer;
    if (typeof body === 'string') return { ...answer, body };
    return { ...answer, body: open(keyring.master, _id, Buffer.from(body.buffer)).toString() };
  }

  /** Takes over a call that nobody can be working on any more, or says how it stands. */
  async function standing(_id: string, request: string): Promise<IdempotentStart> {
    const now = clock.now();
    const attempt = newId('try');
    const overdue = {
      _id,
      request,
      answer: { $exists: false },
      startedAt: { $lt: new Date(now.getTime() - IN_FLIGHT_MAX_MS) },
    };
    const taken = await collection().findOneAndUpdate(overdue, {
      $set: { attempt, startedAt: now },
    });
    if (taken) return { state: 'first', mint: taken.mint, attempt };
    const found = await collection().findOne({ _id });
    if (found && found.request !== request) return { state: 'other_request' };
    if (found?.answer) return { state: 'answered', answer: opened(_id, found.answer) };
    return { state: 'in_flight' };
  }

  return {
    /** @param request digest that tells the same call from another one under the same key. */
    async start(workspace: string, key: string, request: string): Promise<IdempotentStart> {
      const startedAt = clock.now();
      const document: KeyDocument = {
        _id: idOf(workspace, key),
        workspace,
        request,
        mint: newId('idem'),
        attempt: newId('try'),
        startedAt,
        expiresAt: new Date(startedAt.getTime() + KEPT_FOR_MS),
      };
      try {
        await collection().insertOne(document);
        return { state: 'first', mint: document.mint, attempt: document.attempt };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return standing(document._id, request);
      }
    },

    /** Keeps the first answer. One that comes too late, after a take-over, changes nothing. */
    async finish(workspace: string, key: string, attempt: string, answer: KeptAnswer) {
      const filter = { _id: idOf(workspace, key), attempt, answer: { $exists: false } };
      const body = new mongo.Binary(seal(keyring.master, filter._id, answer.body));
      await collection().updateOne(filter, { $set: { answer: { ...answer, body } } });
    },

    /** Lets go of a call that failed on our side, so that its repeat is tried afresh. */
    async release(workspace: string, key: string, attempt: string): Promise<void> {
      // Kept, with its minted id: what the failed call may already have made is found again.
      const filter = { _id: idOf(workspace, key), attempt, answer: { $exists: false } };
      await collection().updateOne(filter, { $set: { startedAt: new Date(0) } });
    },
  };
}

const idOf = (workspace: string, key: string) => `${workspace}/${key}`;
