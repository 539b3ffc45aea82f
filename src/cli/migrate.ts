// `assent migrate`: makes the collections and indexes that are missing. Run before a new version
// takes work.
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import { openStoreOf } from './open-store.js';

export async function runMigrate(config: Config): Promise<void> {
  const store = await openStoreOf(config, createLogger(config));
  try {
    await store.ensureIndexes();
  } finally {
    await store.close();
  }
  process.stdout.write('every index is there\n');
}
