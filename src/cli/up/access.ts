// What the demo lets in with: the simulated carrier's account, an API key, a console password. Made
// once, kept in DATA_DIR for its owner's eyes, and made valid in whatever database this start works
// on.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DEMO_EMAIL } from '../../demo-user.js';
import { readIfThere, writePrivate } from '../../embedded/private-file.js';
import { lacking, SCOPES } from '../../store/access.js';
import type { Store } from '../../store/store.js';
import { DEMO_WORKSPACE } from '../demo/workspace.js';

export interface CarrierAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

export interface DemoLogin {
  readonly apiKey: string;
  readonly password: string;
}

const ACCOUNT_FILE = 'carrier-account.json';
const LOGIN_FILE = 'demo-login.json';

/**
 * The account that the simulated carrier rents numbers to: of Twilio's form, with random digits.
 */
export function carrierAccount(dataDir: string): CarrierAccount {
  const file = join(dataDir, ACCOUNT_FILE);
  const kept = readIfThere(file);
  if (kept) return JSON.parse(kept) as CarrierAccount;
  const hex = () => randomBytes(16).toString('hex');
  const made = { accountSid: `AC${hex()}`, authToken: hex() };
  writePrivate(file, JSON.stringify(made));
  return made;
}

/** Key and password of the demo; new ones where the database does not know the kept ones. */
export async function demoLogin(dataDir: string, { accounts }: Store): Promise<DemoLogin> {
  const file = join(dataDir, LOGIN_FILE);
  const kept = JSON.parse(readIfThere(file) ?? '{}') as Partial<DemoLogin>;
  const [apiKey, password] = await Promise.all([
    workingKey(accounts, kept.apiKey),
    workingPassword(accounts, kept.password),
  ]);
  const login = { apiKey, password };
  if (apiKey !== kept.apiKey || password !== kept.password) {
    writePrivate(file, JSON.stringify(login));
  }
  return login;
}

async function workingKey(accounts: Store['accounts'], kept: string | undefined): Promise<string> {
  const known = kept === undefined ? null : await accounts.findKey(kept);
  // One of an earlier version may lack what came since.
  if (kept !== undefined && known && lacking(known.scopes, SCOPES).length === 0) return kept;
  return (await accounts.addKey(DEMO_WORKSPACE, { test: true, label: 'Demo' })).plaintext;
}

async function workingPassword(
  accounts: Store['accounts'],
  kept: string | undefined,
): Promise<string> {
  if (kept && (await accounts.verifyUser(DEMO_EMAIL, kept))) return kept;
  const password = randomBytes(12).toString('base64url');
  await accounts.addUser(DEMO_WORKSPACE, { email: DEMO_EMAIL, password, role: 'admin' });
  return password;
}
