// Which workspace a contact belongs to, for commands that are given the contact alone: its id is
// that of one number in one workspace, and tells neither.
import type { Store } from '../store/store.js';
import { UsageFault, WrongCall } from './usage-fault.js';

/**
 * @param workspace only this one is looked at, where it is given.
 * @throws WrongCall for what is no contact's id, UsageFault for one without a ledger entry.
 */
export async function workspaceOfContact(
  { ledger, workspaces }: Pick<Store, 'ledger' | 'workspaces'>,
  contact: string,
  workspace?: string,
): Promise<string> {
  if (!/^ct_[0-9a-f]{32}$/.test(contact)) {
    throw new WrongCall(
      'wanted the id of a contact (ct_ and 32 hex digits); POST /v1/contacts/lookup gives it',
    );
  }
  for (const id of workspace === undefined ? await workspaces.ids() : [workspace]) {
    if ((await ledger.chained(id, [contact])).has(contact)) return id;
  }
  throw new UsageFault(`${contact} has no entry in the ledger`);
}
