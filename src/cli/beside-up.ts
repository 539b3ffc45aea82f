// Beside a running `assent up` a command finds its databases by DATA_DIR/connection.json, so that
// nobody has to copy addresses and secrets to look at what is stored there.
import { join } from 'node:path';
import type { Config } from '../config.js';
import { readIfThere } from '../embedded/private-file.js';

/** The settings with those databases, where no setting names others. */
export function besideUp(config: Config): Config {
  const file = readIfThere(join(config.dataDir, 'connection.json'));
  if (config.mongodbUri || file === undefined) return config;
  const { mongodbUri } = JSON.parse(file) as { mongodbUri: string };
  const secret = config.secret ?? readIfThere(join(config.dataDir, 'secret'));
  return { ...config, mongodbUri, secret };
}
