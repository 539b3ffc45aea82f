// People who sign in to the console: who, in which role, with which password. Passwords are stored
// as scrypt and cannot be read back. Who is signed in right now is not known here.
import { type Connection, type mongo, Schema } from 'mongoose';
import { newId } from '../ids.js';
import type { Role } from './access.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { hashPassword, passwordFits } from './password.js';

export interface User {
  readonly _id: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** From then on they cannot sign in, and are signed out. */
  readonly disabledAt: Date | null;
}

/** Somebody of an earlier version has no `disabledAt`. */
type UserDocument = Omit<User, 'disabledAt'> & Partial<User> & { readonly password: string };

export interface UserStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
}

/** Fits no password and costs as much to try as a real one. */
const NOBODYS_PASSWORD = `scrypt$${2 ** 15}$8$1$${'A'.repeat(22)}==$${'A'.repeat(43)}=`;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    email: String,
    role: String,
    password: String,
    createdAt: Date,
    disabledAt: Date,
  },
  { collection: 'users', versionKey: false },
);
// Across workspaces: at the login nobody has said yet which one they belong to.
schema.index({ email: 1 }, { name: 'email', unique: true });
schema.index({ workspace: 1, _id: -1 }, { name: 'newest' });

export function createUserStore(connection: Connection, { clock }: UserStoreDeps) {
  const model = connection.model('users', schema);
  const collection = () => model.collection as unknown as mongo.Collection<UserDocument>;
  const withoutPassword = { projection: { password: 0 } } as const;

  return {
    /**
     * Adds somebody, or gives somebody of the workspace a new password and role.
     * @throws duplicate key when the address belongs to somebody of another workspace.
     */
    async addUser(
      workspace: string,
      { email, password, role }: { email: string; password: string; role: Role },
    ): Promise<User> {
      const stored = await collection().findOneAndUpdate(
        { workspace, email: normaliseEmail(email) },
        {
          $set: { password: await hashPassword(password), role, disabledAt: null },
          $setOnInsert: { _id: newId('usr'), createdAt: clock.now() },
        },
        { ...withoutPassword, upsert: true, returnDocument: 'after' },
      );
      if (!stored) throw new Error('an upsert returned no user');
      return toUser(stored);
    },

    /**
     * Adds somebody new; `null` when the address is taken, here or in another workspace.
     * @param id fixed by a caller that may come twice: the second time sets the password anew.
     */
    async inviteUser(
      workspace: string,
      { id, email, password, role }: { id: string; email: string; password: string; role: Role },
    ): Promise<User | null> {
      const address = normaliseEmail(email);
      const user = { email: address, role, disabledAt: null, createdAt: clock.now() };
      try {
        await collection().replaceOne(
          { _id: id, workspace, email: address },
          { ...user, workspace, password: await hashPassword(password) },
          { upsert: true },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return null;
      }
      return { _id: id, workspace, ...user };
    },

    /** @returns how they are then, or null when nobody of the workspace has this id. */
    async changeUser(
      workspace: string,
      id: string,
      { role, disabled, password }: { role?: Role; disabled?: boolean; password?: string },
    ): Promise<User | null> {
      const change = {
        ...(role !== undefined && { role }),
        ...(disabled !== undefined && { disabledAt: disabled ? clock.now() : null }),
        ...(password !== undefined && { password: await hashPassword(password) }),
      };
      const found = await collection().findOneAndUpdate(
        { workspace, _id: id },
        { $set: change },
        { ...withoutPassword, returnDocument: 'after' },
      );
      return found && toUser(found);
    },

    /** @returns who signs in, or null; an unknown address takes as long as a wrong password. */
    async verifyUser(email: string, password: string): Promise<User | null> {
      const found = await collection().findOne({ email: normaliseEmail(email), disabledAt: null });
      const fits = await passwordFits(password, found?.password ?? NOBODYS_PASSWORD);
      return found && fits ? toUser(found) : null;
    },

    /** Somebody by address alone, for a sign-in that needs no password. */
    async findUser(email: string): Promise<User | null> {
      const filter = { email: normaliseEmail(email), disabledAt: null };
      const found = await collection().findOne(filter, withoutPassword);
      return found && toUser(found);
    },

    /** Also somebody who was disabled. */
    async getUser(workspace: string, id: string): Promise<User | null> {
      const found = await collection().findOne({ workspace, _id: id }, withoutPassword);
      return found && toUser(found);
    },

    /** Newest first; all of them when no page is asked for. */
    async listUsers(
      workspace: string,
      { limit = 0, startingAfter }: { limit?: number; startingAfter?: string | undefined } = {},
    ): Promise<User[]> {
      const older = startingAfter === undefined ? {} : { _id: { $lt: startingAfter } };
      const options = { ...withoutPassword, sort: { _id: -1 }, limit } as const;
      const found = await collection()
        .find({ workspace, ...older }, options)
        .toArray();
      return found.map(toUser);
    },

    /** True when somebody else could still let people in. */
    async hasOtherAdmin(workspace: string, id: string): Promise<boolean> {
      const others = { workspace, role: 'admin', disabledAt: null, _id: { $ne: id } } as const;
      return (await collection().countDocuments(others, { limit: 1 })) > 0;
    },
  };
}

function toUser({ password: _password, ...stored }: UserDocument): User {
  return { ...stored, disabledAt: stored.disabledAt ?? null };
}

const normaliseEmail = (email: string) => email.trim().toLowerCase();
