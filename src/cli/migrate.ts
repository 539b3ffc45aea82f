// `assent migrate`: makes the collections and indexes that are missing. Run before a new version
// takes work.
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import { type IndexStep, nameOf } from '../store/indexes.js';
import { besideUp } from './beside-up.js';
import { openStoreOf } from './open-store.js';

export interface MigrateOptions {
  /** Also replaces changed indexes that guard something; nothing else may be running. */
  readonly replace: boolean;
  readonly json: boolean;
}

const SAID: Readonly<Record<IndexStep['state'], (name: string) => string>> = {
  made: (name) => `made ${name}`,
  replaced: (name) => `replaced ${name}`,
  extra: (name) => `left alone: ${name} is none of ours`,
};

export async function runMigrate(config: Config, options: MigrateOptions): Promise<void> {
  const store = await openStoreOf(besideUp(config), createLogger(config));
  try {
    const indexes = await store.ensureIndexes({ replace: options.replace });
    const lines = indexes.map((index) => SAID[index.state](nameOf(index)));
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ indexes })}\n`
        : `${[...lines, 'every index is there'].join('\n')}\n`,
    );
  } finally {
    await store.close();
  }
}
