// Making, changing, following and ending API keys: one way for the API and the console. Nobody
// hands on more than he may do himself.
import type { Role, Scope } from '../../store/access.js';
import type { ApiKey, MadeKey, RotationRefusal } from '../../store/api-keys.js';
import type { Store } from '../../store/store.js';
import { requireOwn, scopesToGive } from '../handing-on.js';
import { fieldProblem, Problem } from '../problems.js';

export type KeyStores = Pick<Store, 'accounts' | 'clock'>;

/** Whoever hands something on: what he may do himself, and whether for real. */
export type Giver = Pick<ApiKey, 'scopes' | 'mode'>;

export interface KeyWish {
  readonly label?: string | undefined;
  readonly mode?: ApiKey['mode'] | undefined;
  /** One of the two: what it may do. */
  readonly scopes?: readonly Scope[];
  readonly role?: Role;
  readonly expiresAt?: string | undefined;
}

/** How long the old key still works beside the new one, unless somebody says otherwise. */
export const KEY_OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * @param id fixed by a caller that may come twice: the second time makes the same key anew.
 * @throws Problem 403 when it is more than the giver may do, 422 for a moment that has passed.
 */
export async function makeKey(
  { accounts, clock }: KeyStores,
  workspace: string,
  { giver, wish, id }: { giver: Giver; wish: KeyWish; id?: string | undefined },
): Promise<MadeKey> {
  const mode = wish.mode ?? giver.mode;
  if (giver.mode === 'test' && mode === 'live') {
    throw new Problem('scope_missing', 'A test key makes test keys only.');
  }
  return accounts.addKey(workspace, {
    scopes: scopesToGive(giver.scopes, wish),
    test: mode === 'test',
    label: wish.label,
    expiresAt: expiryOf(wish.expiresAt, clock.now()) ?? undefined,
    id,
  });
}

/** @throws Problem 404, 403 when it is more than the giver may do, 422 as above. */
export async function changeKey(
  { accounts, clock }: KeyStores,
  workspace: string,
  id: string,
  {
    giver,
    wish: { label, scopes, expiresAt },
  }: {
    giver: Giver;
    wish: { label?: string; scopes?: readonly Scope[]; expiresAt?: string | null };
  },
): Promise<ApiKey> {
  if (scopes) requireOwn(giver.scopes, scopes);
  const changed = await accounts.changeKey(workspace, id, {
    ...(label !== undefined && { label }),
    ...(scopes !== undefined && { scopes }),
    ...(expiresAt !== undefined && { expiresAt: expiryOf(expiresAt, clock.now()) }),
  });
  return changed ?? goneKey();
}

/** Makes the key that follows one. @throws Problem 404, 403, and 409 when it cannot be followed. */
export async function rotateKey(
  { accounts }: Pick<KeyStores, 'accounts'>,
  workspace: string,
  id: string,
  {
    giver,
    overlapHours = KEY_OVERLAP_HOURS,
    newKeyId,
  }: { giver: Giver; overlapHours?: number | undefined; newKeyId?: string | undefined },
): Promise<MadeKey> {
  const old = await keyOf({ accounts }, workspace, id);
  requireOwn(giver.scopes, old.scopes);
  const overlapMs = overlapHours * HOUR_MS;
  const made = await accounts.rotateKey(workspace, id, { overlapMs, newKeyId });
  if (typeof made === 'string') throw new Problem('conflict', NOT_ROTATED[made]);
  return made;
}

/** Within a second it works nowhere any more. @throws Problem 404. */
export async function revokeKey(
  { accounts }: Pick<KeyStores, 'accounts'>,
  workspace: string,
  id: string,
): Promise<ApiKey> {
  await accounts.revokeKey(workspace, id);
  return keyOf({ accounts }, workspace, id);
}

/** @throws Problem 404. */
export async function keyOf(
  { accounts }: Pick<KeyStores, 'accounts'>,
  workspace: string,
  id: string,
): Promise<ApiKey> {
  return (await accounts.getKey(workspace, id)) ?? goneKey();
}

/** @throws Problem 422 for a moment that has passed: the key would never have worked. */
function expiryOf(given: string | null | undefined, now: Date): Date | null {
  if (given === undefined || given === null) return null;
  const at = new Date(given);
  if (at > now) return at;
  const detail = '/expiresAt has passed. To end a key now, revoke it.';
  throw fieldProblem('invalid_setting', '/expiresAt', detail);
}

function goneKey(): never {
  throw new Problem('not_found', 'There is no key of this id that could be shown or changed.');
}

const NOT_ROTATED: Readonly<Record<RotationRefusal, string>> = {
  unknown: 'This key does not work any more. Make a new one.',
  has_successor: 'It has a successor that works. Revoke one of the two first.',
  has_predecessor: 'The key that it follows still works. Revoke that one first.',
};
