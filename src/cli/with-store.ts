// A command that asks the store something and ends. What it logs goes to standard error: standard
// output is the answer.
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import type { Store } from '../store/store.js';
import { besideUp } from './beside-up.js';
import { openStoreOf } from './open-store.js';

/** Opens the store for `act` alone: the settings', or that of an `assent up` which runs here. */
export async function withStore<Result>(
  config: Config,
  act: (store: Store) => Promise<Result>,
): Promise<Result> {
  const log = createLogger(config, { write: (line) => void process.stderr.write(line) });
  const store = await openStoreOf(besideUp(config), log);
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}
