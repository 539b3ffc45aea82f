// A worker without its indexes could fork a chain, so it does not start: said in one line.
import { inspectIndexes, nameOf } from '../store/indexes.js';
import type { Store } from '../store/store.js';
import { UsageFault } from './usage-fault.js';

/** @throws UsageFault that names the index and the command that makes it. */
export async function requireIndexes(store: Pick<Store, 'connection'>): Promise<void> {
  const findings = await inspectIndexes(store.connection);
  const wrong = findings.find(({ state }) => state !== 'extra');
  if (wrong) throw new UsageFault(`${nameOf(wrong)} is ${wrong.state}: run assent migrate`);
}
