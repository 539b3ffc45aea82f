// Work on the store that a start does before anybody else may need it.
import type { Logger } from 'pino';
import type { Store } from '../../store/store.js';
import { openStoreOf } from '../open-store.js';
import type { Resolved } from './start.js';

/** Opens the store for `act` alone. */
export async function prepareStore<Result>(
  config: Resolved,
  log: Logger,
  act: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStoreOf(config, log);
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}
