// Who may come in: API keys of CRMs and people who sign in to the console, as one part of the
// store.
import type { Connection } from 'mongoose';
import { createKeyStore, type KeyStoreDeps } from './api-keys.js';
import { createUserStore } from './users.js';

export type AccountStore = ReturnType<typeof createAccountStore>;

export const createAccountStore = (connection: Connection, deps: KeyStoreDeps) => ({
  ...createKeyStore(connection, deps),
  ...createUserStore(connection, deps),
});
