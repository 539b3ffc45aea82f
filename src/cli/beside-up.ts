// Beside a running `assent up` a command finds its databases by DATA_DIR/connection.json, so that
// nobody has to copy addresses and secrets to look at what is stored there.
import { join } from 'node:path';
import type { Config } from '../config.js';
import { readIfThere } from '../embedded/private-file.js';

/** The settings with those databases, where no setting names others. */
export function besideUp(config: Config): Config {
  const file = readIfThere(join(config.dataDir, 'connection.json'));
  if (config.mongodbUri || file === undefined) return config;
  const { mongodbUri, ...running } = JSON.parse(file) as Record<string, string | undefined>;
  const secret = config.secret ?? readIfThere(join(config.dataDir, 'secret'));
  const redisUrl = config.redisUrl ?? running['redisUrl'];
  const carrierUrl = running['carrierUrl'] ?? config.carrierUrl;
  return { ...config, mongodbUri, redisUrl, carrierUrl, secret };
}
