// Who may come in: API keys of CRMs and people who sign in to the console.
// Keys are stored as digests, passwords as scrypt; neither can be read back.
import { performance } from 'node:perf_hooks';
import { type Connection, type mongo, Schema } from 'mongoose';
import { newId } from '../ids.js';
import { digestOf, isApiKey, newApiKey } from './api-key.js';
import type { MongoClock } from './clock.js';
import { hashPassword, passwordFits } from './password.js';

export const SCOPES = [
  'records:read',
  'records:write',
  'consents:read',
  'consents:write',
  'messages:read',
  'messages:write',
  'settings:read',
  'settings:write',
  'queues:read',
  'queues:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['admin', 'agent', 'operator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export interface ApiKey {
  readonly _id: string;
  readonly workspace: string;
  readonly mode: 'live' | 'test';
  readonly scopes: readonly Scope[];
  /** For recognising a key that is shown nowhere any more. */
  readonly last4: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface User {
  readonly _id: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
}

interface KeyDocument extends ApiKey {
  readonly digest: string;
}

interface UserDocument extends User {
  readonly password: string;
}

export interface AccountStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
}

/** A revoked key works no longer than this in any process. */
const KEY_CACHE_MS = 800;
const KEY_CACHE_MAX = 10_000;
/** Fits no password and costs as much to try as a real one. */
const NOBODYS_PASSWORD = `scrypt$${2 ** 15}$8$1$${'A'.repeat(22)}==$${'A'.repeat(43)}=`;

const keySchema = new Schema(
  {
    _id: String,
    workspace: String,
    mode: String,
    scopes: [String],
    last4: String,
    digest: String,
    createdAt: Date,
    revokedAt: Date,
  },
  { collection: 'api_keys', versionKey: false },
);
keySchema.index({ digest: 1 }, { name: 'digest', unique: true });
keySchema.index({ workspace: 1, _id: -1 }, { name: 'newest' });

const userSchema = new Schema(
  {
    _id: String,
    workspace: String,
    email: String,
    role: String,
    password: String,
    createdAt: Date,
  },
  { collection: 'users', versionKey: false },
);
// Across workspaces: at the login nobody has said yet which one they belong to.
userSchema.index({ email: 1 }, { name: 'email', unique: true });
userSchema.index({ workspace: 1, _id: -1 }, { name: 'newest' });

export type AccountStore = ReturnType<typeof createAccountStore>;

export function createAccountStore(connection: Connection, { clock }: AccountStoreDeps) {
  const keyModel = connection.model('api_keys', keySchema);
  const userModel = connection.model('users', userSchema);
  const keys = () => keyModel.collection as unknown as mongo.Collection<KeyDocument>;
  const users = () => userModel.collection as unknown as mongo.Collection<UserDocument>;
  const known = new Map<string, { key: ApiKey; until: number }>();

  return {
    /** @returns the key in clear, which cannot be had a second time, and what is stored of it. */
    async addKey(
      workspace: string,
      { scopes = SCOPES, test }: { scopes?: readonly Scope[]; test: boolean },
    ): Promise<{ plaintext: string; key: ApiKey }> {
      const plaintext = newApiKey(test ? 'test' : 'live');
      const key: ApiKey = {
        _id: newId('key'),
        workspace,
        mode: test ? 'test' : 'live',
        scopes: [...scopes],
        last4: plaintext.slice(-4),
        createdAt: clock.now(),
        revokedAt: null,
      };
      await keys().insertOne({ ...key, digest: digestOf(plaintext) });
      return { plaintext, key };
    },

    /**
     * The key behind what a caller showed, or null when it is none, unknown or revoked.
     * The one read that no workspace can precede: the key is what names the workspace.
     */
    async findKey(plaintext: string): Promise<ApiKey | null> {
      if (!isApiKey(plaintext)) return null;
      const digest = digestOf(plaintext);
      const cached = known.get(digest);
      if (cached && cached.until > performance.now()) return cached.key;
      const asked = performance.now();
      const found = await keys().findOne(
        { digest, revokedAt: null },
        { projection: { digest: 0 } },
      );
      known.delete(digest);
      if (known.size >= KEY_CACHE_MAX) known.clear();
      if (found) known.set(digest, { key: found, until: asked + KEY_CACHE_MS });
      return found;
    },

    async listKeys(workspace: string): Promise<ApiKey[]> {
      const options = { projection: { digest: 0 }, sort: { _id: -1 } } as const;
      return keys().find({ workspace }, options).toArray();
    },

    /** @returns false when the workspace has no such working key. */
    async revokeKey(workspace: string, id: string): Promise<boolean> {
      const filter = { workspace, _id: id, revokedAt: null };
      const { matchedCount } = await keys().updateOne(filter, { $set: { revokedAt: clock.now() } });
      return matchedCount === 1;
    },

    /** Adds somebody, or gives somebody of the workspace a new password and role. */
    async addUser(
      workspace: string,
      { email, password, role }: { email: string; password: string; role: Role },
    ): Promise<User> {
      const stored = await users().findOneAndUpdate(
        { workspace, email: normaliseEmail(email) },
        {
          $set: { password: await hashPassword(password), role },
          $setOnInsert: { _id: newId('usr'), createdAt: clock.now() },
        },
        { upsert: true, returnDocument: 'after', projection: { password: 0 } },
      );
      if (!stored) throw new Error('an upsert returned no user');
      return stored;
    },

    /** @returns who signs in, or null; an unknown address takes as long as a wrong password. */
    async verifyUser(email: string, password: string): Promise<User | null> {
      const found = await users().findOne({ email: normaliseEmail(email) });
      const fits = await passwordFits(password, found?.password ?? NOBODYS_PASSWORD);
      if (!found || !fits) return null;
      const { password: _password, ...user } = found;
      return user;
    },

    /** Somebody by address alone, for a sign-in that needs no password. */
    async findUser(email: string): Promise<User | null> {
      const filter = { email: normaliseEmail(email) };
      return users().findOne(filter, { projection: { password: 0 } });
    },

    async getUser(workspace: string, id: string): Promise<User | null> {
      return users().findOne({ workspace, _id: id }, { projection: { password: 0 } });
    },

    async listUsers(workspace: string): Promise<User[]> {
      const options = { projection: { password: 0 }, sort: { _id: -1 } } as const;
      return users().find({ workspace }, options).toArray();
    },
  };
}

const normaliseEmail = (email: string) => email.trim().toLowerCase();
