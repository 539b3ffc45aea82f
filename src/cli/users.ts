// `assent users …`: people who sign in to the console. A password is printed once.
import { randomBytes } from 'node:crypto';
import type { Config } from '../config.js';
import { ROLES } from '../store/access.js';
import { isDuplicateKey } from '../store/duplicate-key.js';
import { inWorkspace, say, sayAll } from './in-workspace.js';
import { UsageFault } from './usage-fault.js';

export async function addUser(
  config: Config,
  workspace: string,
  email: string,
  given: { readonly role: string },
) {
  const role = ROLES.find((one) => one === given.role);
  if (!role) throw new UsageFault(`--role is ${given.role}; wanted one of ${ROLES.join(', ')}`);
  const password = randomBytes(12).toString('base64url');
  await inWorkspace(config, workspace, async ({ accounts }) => {
    try {
      await accounts.addUser(workspace, { email, password, role });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new UsageFault(`${email} signs in to another workspace here; wanted another address`);
    }
  });
  say(`${email} may sign in as ${role}, password: ${password}`);
}

export async function listUsers(config: Config, workspace: string, given: { json?: boolean }) {
  const users = await inWorkspace(config, workspace, ({ accounts }) =>
    accounts.listUsers(workspace),
  );
  sayAll(users, given, ({ _id, email, role, disabledAt }) =>
    [_id, email, role, ...(disabledAt ? [`disabled ${disabledAt.toISOString()}`] : [])].join('  '),
  );
}

/** Takes somebody's sign-in away, or gives it back. */
export async function setDisabled(
  config: Config,
  workspace: string,
  email: string,
  disabled: boolean,
) {
  await inWorkspace(config, workspace, async ({ accounts }) => {
    const wanted = email.trim().toLowerCase();
    const user = (await accounts.listUsers(workspace)).find((one) => one.email === wanted);
    if (!user) throw new UsageFault(`nobody signs in to ${workspace} as ${email}`);
    await accounts.changeUser(workspace, user._id, { disabled });
  });
  say(disabled ? `${email} is signed out and stays out` : `${email} may sign in again`);
}
