// `assent proof CONTACT`: everything that a stranger needs to check what a person agreed to, as one
// JSON file. It holds the number, the words and the key of that person: hand it on with care.
import { writeFile } from 'node:fs/promises';
import type { Config } from '../config.js';
import { makeProof } from '../store/proof/make-proof.js';
import type { Store } from '../store/store.js';
import { UsageFault, WrongCall } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface ProofOptions {
  /** Only looked for here. */
  readonly workspace?: string;
  /** Instead of standard output; readable by nobody else. */
  readonly output?: string;
}

export async function runProof(
  settings: () => Config,
  contact: string,
  { workspace, output }: ProofOptions,
): Promise<void> {
  if (!/^ct_[0-9a-f]{32}$/.test(contact)) {
    throw new WrongCall(
      'wanted the id of a contact (ct_ and 32 hex digits); POST /v1/contacts/lookup gives it',
    );
  }
  const proof = await withStore(settings(), (store) => find(store, contact, workspace));
  if (!proof) throw new UsageFault(`${contact} has no entry in the ledger: nothing to prove`);
  const text = `${JSON.stringify(proof, null, 2)}\n`;
  if (output === undefined) process.stdout.write(text);
  else await writeFile(output, text, { mode: 0o600 });
}

/** A contact's id tells no workspace; it is that of one number in one of them. */
async function find(store: Store, contact: string, workspace: string | undefined) {
  for (const id of workspace === undefined ? await store.workspaces.ids() : [workspace]) {
    const proof = await makeProof(store, id, contact);
    if (proof) return proof;
  }
  return null;
}
