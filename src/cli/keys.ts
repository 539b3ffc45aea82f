// `assent keys …`: API keys of a workspace. A key is printed once, by the command that makes it.
import type { Config } from '../config.js';
import { ROLES, SCOPES, type Scope, scopesOf } from '../store/access.js';
import type { ApiKey, MadeKey } from '../store/api-keys.js';
import { inWorkspace, say, sayAll } from './in-workspace.js';
import { UsageFault } from './usage-fault.js';

export interface KeyOptions {
  readonly test: boolean;
  readonly label?: string;
  readonly scope?: readonly string[];
  readonly role?: string;
  readonly expiresAt?: string;
  readonly json?: boolean;
}

export async function createKey(config: Config, workspace: string, given: KeyOptions) {
  const scopes = scopesFrom(given);
  const made = await inWorkspace(config, workspace, (store) =>
    store.accounts.addKey(workspace, {
      ...{ test: given.test, scopes, label: given.label },
      expiresAt: expiryFrom(given.expiresAt, store.clock.now()),
    }),
  );
  print(made, given);
}

export async function listKeys(config: Config, workspace: string, given: { json?: boolean }) {
  const keys = await inWorkspace(config, workspace, ({ accounts }) => accounts.listKeys(workspace));
  sayAll(keys, given, lineOf);
}

export async function revokeKey(config: Config, workspace: string, id: string) {
  const revoked = await inWorkspace(config, workspace, ({ accounts }) =>
    accounts.revokeKey(workspace, id),
  );
  if (!revoked) throw new UsageFault(`there is no working key ${id} in ${workspace}`);
  say(`key ${id} works no longer than another second`);
}

const OVERLAP_HOURS = '24';
const HOUR_MS = 3_600_000;
const REFUSED = {
  unknown: 'there is no working key of this id',
  has_successor: 'it has a successor that works; revoke one of the two first',
  has_predecessor: 'the key that it follows still works; revoke that one first',
} as const;

export async function rotateKey(
  config: Config,
  workspace: string,
  id: string,
  given: { readonly overlapHours?: string; readonly json?: boolean },
) {
  const { overlapHours = OVERLAP_HOURS } = given;
  if (!/^\d{1,3}$/.test(overlapHours)) {
    throw new UsageFault(`--overlap-hours is ${overlapHours}; wanted a whole number of hours`);
  }
  const made = await inWorkspace(config, workspace, ({ accounts }) =>
    accounts.rotateKey(workspace, id, { overlapMs: Number(overlapHours) * HOUR_MS }),
  );
  if (typeof made === 'string') throw new UsageFault(`key ${id}: ${REFUSED[made]}`);
  print(made, given);
}

function scopesFrom({ scope, role }: KeyOptions): readonly Scope[] {
  if (scope && role) throw new UsageFault('--scope and --role exclude each other');
  if (role !== undefined) {
    const found = ROLES.find((one) => one === role);
    if (found) return scopesOf(found);
    throw new UsageFault(`--role is ${role}; wanted one of ${ROLES.join(', ')}`);
  }
  const unknown = scope?.find((one) => !SCOPES.some((known) => known === one));
  if (unknown !== undefined) {
    throw new UsageFault(`--scope is ${unknown}; wanted some of ${SCOPES.join(', ')}`);
  }
  return scope ? SCOPES.filter((known) => scope.includes(known)) : SCOPES;
}

function expiryFrom(given: string | undefined, now: Date): Date | undefined {
  if (given === undefined) return undefined;
  const at = new Date(given);
  if (at > now) return at;
  throw new UsageFault(`--expires-at is ${given}; wanted a time to come, e.g. 2031-06-30T12:00Z`);
}

/** For a person and for `key=$(assent keys create …)` alike: nothing but the key. */
function print({ plaintext, key }: MadeKey, { json }: { readonly json?: boolean }): void {
  say(json ? JSON.stringify({ ...key, key: plaintext }) : plaintext);
}

function lineOf(key: ApiKey): string {
  const { _id, prefix, label, scopes, revokedAt, expiresAt, lastUsedAt } = key;
  const may = scopes.length === SCOPES.length ? 'everything' : scopes.join(' ');
  const ends = revokedAt ? `revoked ${revokedAt.toISOString()}` : endOf(expiresAt);
  const used = lastUsedAt ? `used ${lastUsedAt.toISOString()}` : 'never used';
  return [_id, `${prefix}…`, label || '-', may, ends, used].join('  ');
}

const endOf = (expiresAt: Date | null) =>
  expiresAt ? `until ${expiresAt.toISOString()}` : 'until revoked';
