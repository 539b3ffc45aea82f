// Evidence of a ledger entry as it was sealed, opened with the person's own key.
import { open } from '../../src/store/keyring.js';
import type { Store } from '../../src/store/store.js';

export async function openedEvidence(
  store: Store,
  workspace: string,
  contact: unknown,
  seq: number,
): Promise<Record<string, unknown>> {
  const [row] = await store.ledger.entries(workspace, String(contact), {
    limit: 1,
    after: seq - 1,
  });
  const person = (await store.people.known(workspace, [String(contact)])).get(String(contact));
  if (!row || !person) throw new Error(`${String(contact)} has no entry ${seq} that can be opened`);
  return JSON.parse(open(person.key, row._id, Buffer.from(row.evidence.buffer)).toString());
}
