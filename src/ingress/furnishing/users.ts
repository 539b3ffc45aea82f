// Letting people sign in, and changing who they are: one way for the API and the console. A
// password that is made here is given back once and kept by nobody.
import { randomBytes } from 'node:crypto';
import { newId } from '../../ids.js';
import { type Role, scopesOf } from '../../store/access.js';
import type { Store } from '../../store/store.js';
import type { User } from '../../store/users.js';
import { requireOwn } from '../handing-on.js';
import { Problem } from '../problems.js';
import type { Giver } from './keys.js';

type UserStores = Pick<Store, 'accounts'>;

export interface UserWish {
  readonly email: string;
  readonly role: Role;
  readonly password?: string;
}

export interface UserChangeWish {
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly password?: string;
}

/** A password for somebody who is to have another one. */
export const newPassword = (): string => randomBytes(12).toString('base64url');

/**
 * @param id fixed by a caller that may come twice: the second time sets the password anew.
 * @returns the person, with the password where it was made here.
 * @throws Problem 403 when the role is more than the giver may do, 409 when the address is taken.
 */
export async function inviteUser(
  { accounts }: UserStores,
  workspace: string,
  { giver, wish, id = newId('usr') }: { giver: Giver; wish: UserWish; id?: string | undefined },
): Promise<{ user: User; password?: string }> {
  requireOwn(giver.scopes, scopesOf(wish.role));
  const password = wish.password ?? newPassword();
  const user = await accounts.inviteUser(workspace, { ...wish, id, password });
  if (!user) throw new Problem('conflict', 'Somebody signs in with this address already.');
  return { user, ...(wish.password === undefined && { password }) };
}

/** @throws Problem 404, 403 for somebody with more rights, 409 for the last admin. */
export async function changeUser(
  { accounts }: UserStores,
  workspace: string,
  id: string,
  { giver, wish }: { giver: Giver; wish: UserChangeWish },
): Promise<User> {
  const user = await userOf({ accounts }, workspace, id);
  // Whoever could take over somebody with more rights would have them.
  const rights = [...scopesOf(user.role), ...(wish.role ? scopesOf(wish.role) : [])];
  requireOwn(giver.scopes, rights);
  if (endsAdmin(user, wish) && !(await accounts.hasOtherAdmin(workspace, user._id))) {
    throw new Problem('conflict', 'This is the last admin. Make somebody else one first.');
  }
  return (await accounts.changeUser(workspace, id, wish)) ?? unknownUser();
}

/** @throws Problem 404. */
export async function userOf(
  { accounts }: UserStores,
  workspace: string,
  id: string,
): Promise<User> {
  return (await accounts.getUser(workspace, id)) ?? unknownUser();
}

const endsAdmin = ({ role, disabledAt }: User, change: UserChangeWish): boolean =>
  role === 'admin' &&
  disabledAt === null &&
  (change.disabled === true || (change.role !== undefined && change.role !== 'admin'));

function unknownUser(): never {
  throw new Problem('not_found', 'Nobody of this id signs in here.');
}
