// API keys: who made which, what each may do, when it was last used and until when it works. A key
// is stored as its first characters and its digest, so it cannot be read back from here.
import { performance } from 'node:perf_hooks';
import { type Connection, type mongo, Schema } from 'mongoose';
import { newId } from '../ids.js';
import { SCOPES, type Scope } from './access.js';
import { digestOf, isApiKey, newApiKey, prefixOf } from './api-key.js';
import type { MongoClock } from './clock.js';

export interface ApiKey {
  readonly _id: string;
  readonly workspace: string;
  /** What its owner calls it; may be empty. */
  readonly label: string;
  readonly mode: 'live' | 'test';
  readonly scopes: readonly Scope[];
  /** How it begins: for recognising a key that is shown nowhere any more. */
  readonly prefix: string;
  readonly createdAt: Date;
  /** From then on it does not work; `null`: until it is revoked. */
  readonly expiresAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** The key that it was made to follow, and the one that was made to follow it. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
}

/** A key of an earlier version lacks what came later. */
type KeyDocument = Pick<ApiKey, '_id' | 'workspace' | 'mode' | 'scopes' | 'createdAt'> &
  Partial<ApiKey> & { readonly digest: string };

/** What is chosen when a key is made. */
export interface NewKey {
  readonly test: boolean;
  /** Everything when left out. */
  readonly scopes?: readonly Scope[] | undefined;
  readonly label?: string | undefined;
  readonly expiresAt?: Date | undefined;
  /** Fixed by a caller that may come twice: the second time makes the same key anew. */
  readonly id?: string | undefined;
}

/** A key in clear, which cannot be had a second time, and what is stored of it. */
export interface MadeKey {
  readonly plaintext: string;
  readonly key: ApiKey;
}

/** Why a key gets no successor. */
export type RotationRefusal = 'unknown' | 'has_successor' | 'has_predecessor';

export interface KeyStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
}

/** A revoked key works no longer than this in any process. */
const KEPT_MS = 800;
const KEPT_MAX = 10_000;
const USE_NOTED_EVERY_MS = 60_000;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    label: String,
    mode: String,
    scopes: [String],
    prefix: String,
    digest: String,
    createdAt: Date,
    expiresAt: Date,
    lastUsedAt: Date,
    revokedAt: Date,
    replaces: String,
    replacedBy: String,
  },
  { collection: 'api_keys', versionKey: false },
);
schema.index({ digest: 1 }, { name: 'digest', unique: true });
schema.index({ workspace: 1, _id: -1 }, { name: 'newest' });

export function createKeyStore(connection: Connection, { clock }: KeyStoreDeps) {
  const model = connection.model('api_keys', schema);
  const collection = () => model.collection as unknown as mongo.Collection<KeyDocument>;
  const known = new Map<string, { key: ApiKey; until: number }>();
  const noted = new Map<string, number>();
  const withoutDigest = { projection: { digest: 0 } } as const;

  /** What was read a moment ago; `undefined`: nothing, it has to be asked for. */
  function recall(digest: string): ApiKey | null | undefined {
    const kept = known.get(digest);
    if (!kept || kept.until <= performance.now()) return undefined;
    return isWorking(kept.key) ? kept.key : null;
  }

  const isWorking = ({ revokedAt, expiresAt }: ApiKey): boolean =>
    revokedAt === null && (expiresAt === null || expiresAt > clock.now());

  async function getKey(workspace: string, id: string): Promise<ApiKey | null> {
    const found = await collection().findOne({ workspace, _id: id }, withoutDigest);
    return found && toKey(found);
  }

  async function insert(
    workspace: string,
    { id = newId('key'), test, scopes = SCOPES, label = '', expiresAt }: NewKey,
    replaces: string | null = null,
  ): Promise<MadeKey> {
    const plaintext = newApiKey(test ? 'test' : 'live');
    const key: ApiKey = {
      ...{ _id: id, workspace, label, replaces, prefix: prefixOf(plaintext) },
      mode: test ? 'test' : 'live',
      scopes: [...scopes],
      createdAt: clock.now(),
      expiresAt: expiresAt ?? null,
      ...{ lastUsedAt: null, revokedAt: null, replacedBy: null },
    };
    // One that is there already was made by a call that died before it could tell anybody the key.
    const { _id, ...stored } = key;
    await collection().replaceOne(
      { _id, workspace },
      { ...stored, digest: digestOf(plaintext) },
      { upsert: true },
    );
    return { plaintext, key };
  }

  return {
    getKey,

    /** @param chosen.scopes callers see to it that nobody hands on what he may not do himself. */
    addKey: (workspace: string, chosen: NewKey): Promise<MadeKey> => insert(workspace, chosen),

    /**
     * The same as findKey as far as it was read a moment ago, at once: who calls often is known.
     * `undefined` says nothing of a key.
     */
    recallKey: (plaintext: string): ApiKey | null | undefined => recall(digestOf(plaintext)),

    /**
     * The working key behind what a caller showed, or null.
     * The one read that no workspace can precede: the key is what names the workspace.
     */
    async findKey(plaintext: string): Promise<ApiKey | null> {
      if (!isApiKey(plaintext)) return null;
      const digest = digestOf(plaintext);
      const recalled = recall(digest);
      if (recalled !== undefined) return recalled;
      const asked = performance.now();
      const found = await collection().findOne({ digest, revokedAt: null }, withoutDigest);
      known.delete(digest);
      if (!found) return null;
      if (known.size >= KEPT_MAX) known.clear();
      const key = toKey(found);
      known.set(digest, { key, until: asked + KEPT_MS });
      return isWorking(key) ? key : null;
    },

    /** Whether its use has to be written down: once a minute is enough. */
    isUseUnnoted({ _id, lastUsedAt }: ApiKey): boolean {
      const last = Math.max(noted.get(_id) ?? 0, lastUsedAt?.getTime() ?? 0);
      return last <= clock.now().getTime() - USE_NOTED_EVERY_MS;
    },

    /** Writes down that a key is in use. Nobody has to wait for it. */
    async noteUse({ _id, workspace }: ApiKey): Promise<void> {
      const now = clock.now();
      const lately = now.getTime() - USE_NOTED_EVERY_MS;
      if (noted.size >= KEPT_MAX) noted.clear();
      noted.set(_id, now.getTime());
      // Another process may have written it down in the same minute.
      const unnoted = [{ lastUsedAt: null }, { lastUsedAt: { $lte: new Date(lately) } }];
      await collection().updateOne({ workspace, _id, $or: unnoted }, { $set: { lastUsedAt: now } });
    },

    /** Newest first, revoked and expired ones too; all of them when no page is asked for. */
    async listKeys(
      workspace: string,
      { limit = 0, startingAfter }: { limit?: number; startingAfter?: string | undefined } = {},
    ): Promise<ApiKey[]> {
      const older = startingAfter === undefined ? {} : { _id: { $lt: startingAfter } };
      const options = { ...withoutDigest, sort: { _id: -1 }, limit } as const;
      const found = await collection()
        .find({ workspace, ...older }, options)
        .toArray();
      return found.map(toKey);
    },

    /** @returns the key as it is then, or null when the workspace has no such key that works. */
    async changeKey(
      workspace: string,
      id: string,
      change: Partial<Pick<ApiKey, 'label' | 'scopes' | 'expiresAt'>>,
    ): Promise<ApiKey | null> {
      const found = await collection().findOneAndUpdate(
        { workspace, _id: id, revokedAt: null },
        { $set: change },
        { ...withoutDigest, returnDocument: 'after' },
      );
      return found && toKey(found);
    },

    /** @returns false when the workspace has no such key, or it was revoked before. */
    async revokeKey(workspace: string, id: string): Promise<boolean> {
      const filter = { workspace, _id: id, revokedAt: null };
      const change = { $set: { revokedAt: clock.now() } };
      const { matchedCount } = await collection().updateOne(filter, change);
      return matchedCount === 1;
    },

    /**
     * Makes the key that follows another one, with the same label, mode and scopes. Both work until
     * `overlapMs` have passed; a third beside them is refused.
     */
    async rotateKey(
      workspace: string,
      id: string,
      { overlapMs, newKeyId }: { overlapMs: number; newKeyId?: string | undefined },
    ): Promise<MadeKey | RotationRefusal> {
      const old = await getKey(workspace, id);
      if (!old || !isWorking(old)) return 'unknown';
      const neighbour = async (one: string | null) => one && getKey(workspace, one);
      const [before, after] = await Promise.all([
        neighbour(old.replaces),
        neighbour(old.replacedBy),
      ]);
      if (before && isWorking(before)) return 'has_predecessor';
      if (after && isWorking(after) && after._id !== newKeyId) return 'has_successor';
      const { label, scopes, mode, expiresAt, replacedBy } = old;
      const chosen = { label, scopes, test: mode === 'test', id: newKeyId };
      // First the new one, so that a crash in between leaves nobody without a key.
      const made = await insert(workspace, chosen, id);
      const ends = new Date(clock.now().getTime() + overlapMs);
      const until = expiresAt && expiresAt < ends ? expiresAt : ends;
      const { matchedCount } = await collection().updateOne(
        { workspace, _id: id, revokedAt: null, replacedBy },
        { $set: { replacedBy: made.key._id, expiresAt: until } },
      );
      if (matchedCount === 1) return made;
      // Somebody else was faster; theirs is the successor, and nobody has seen ours.
      await collection().deleteOne({ workspace, _id: made.key._id });
      return 'has_successor';
    },
  };
}

function toKey({ digest: _digest, ...stored }: KeyDocument): ApiKey {
  const { mode } = stored;
  return {
    ...{ label: '', prefix: `ask_${mode}_`, expiresAt: null, lastUsedAt: null, revokedAt: null },
    ...{ replaces: null, replacedBy: null },
    ...stored,
  };
}
