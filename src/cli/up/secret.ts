// ASSENT_SECRET for this start. With a database of our own it is made once and kept beside the
// data; with databases of somebody else's only the settings can know it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../config.js';
import { keepOrMake } from '../../embedded/private-file.js';
import { UsageFault } from '../usage-fault.js';

/** @throws UsageFault when it is missing and cannot be made here. */
export function secretOf({ secret, dataDir, mongodbUri, redisUrl }: Config): string {
  if (secret) return secret;
  if (mongodbUri && redisUrl) {
    throw new UsageFault(
      'ASSENT_SECRET is not set; wanted at least 32 random characters, the same at every start',
    );
  }
  return keepOrMake(join(dataDir, 'secret'), () => randomBytes(32).toString('hex'));
}
