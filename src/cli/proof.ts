// `assent proof CONTACT`: everything that a stranger needs to check what a person agreed to, as one
// JSON file. It holds the number, the words and the key of that person: hand it on with care.
import { writeFile } from 'node:fs/promises';
import type { Config } from '../config.js';
import { makeProof } from '../store/proof/make-proof.js';
import { workspaceOfContact } from './contact-workspace.js';
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
  const proof = await withStore(settings(), async (store) =>
    makeProof(store, await workspaceOfContact(store, contact, workspace), contact),
  );
  const text = `${JSON.stringify(proof, null, 2)}\n`;
  if (output === undefined) process.stdout.write(text);
  else await writeFile(output, text, { mode: 0o600 });
}
