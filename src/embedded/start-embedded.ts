// The servers that no setting names, found and started together. The caller has locked the data
// folder.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findServer, type Report, userCacheDir } from './find-server.js';
import { keepAlive } from './keep-alive.js';
import type { RunningServer } from './running-server.js';
import { MONGODB, REDIS, type ServerKind } from './server-kinds.js';
import { startMongodb } from './start-mongodb.js';
import { startRedis } from './start-redis.js';

export interface EmbeddedOptions {
  /** Redis keeps its data in `redis/` of it, MongoDB in `mongodb/`. */
  readonly dataDir: string;
  /** Takes one line at a time for the person who waits. */
  readonly report: Report;
  /** `false` for a server that runs elsewhere. */
  readonly redis?: boolean;
  readonly mongodb?: boolean;
  /** Starts a server again that ends without having been asked to. */
  readonly keepAlive?: boolean;
}

export interface EmbeddedServers {
  readonly redisUrl: string | undefined;
  readonly mongodbUri: string | undefined;
  readonly redis: RunningServer | undefined;
  readonly mongodb: RunningServer | undefined;
  /** Ends both; may be called any number of times. */
  stop(): Promise<void>;
}

/**
 * Finds and starts what is asked for, both by default.
 * @throws EmbeddedServerError when one cannot be had; the other is stopped first.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServers> {
  const outcomes = await Promise.allSettled([
    options.redis === false ? none() : startServer(REDIS, options),
    options.mongodb === false ? none() : startServer(MONGODB, options),
  ]);
  const [redis, mongodb] = outcomes.map((one) =>
    one.status === 'fulfilled' ? one.value : undefined,
  );
  const stop = async () => {
    await Promise.all([redis?.stop(), mongodb?.stop()]);
  };
  const failure = outcomes.find((one) => one.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  return { redisUrl: redis?.url, mongodbUri: mongodb?.url, redis, mongodb, stop };
}

const none = () => Promise.resolve(undefined);

async function startServer(kind: ServerKind, options: EmbeddedOptions): Promise<RunningServer> {
  const { dataDir, report } = options;
  const cacheDir = writableCacheDir(dataDir);
  const binary = await findServer({ kind, cacheDir, report, path: process.env.PATH ?? '' });
  const start = () =>
    kind === REDIS
      ? startRedis({ binary, directory: join(dataDir, 'redis') })
      : startMongodb({ binary, directory: join(dataDir, 'mongodb') });
  const server = await start();
  return options.keepAlive ? keepAlive({ name: kind.name, server, start, report }) : server;
}

/** The user's cache folder, or one beside the data for a user who has no home to write to. */
function writableCacheDir(dataDir: string): string {
  const cacheDir = userCacheDir(process.env, homedir());
  try {
    mkdirSync(cacheDir, { recursive: true });
    accessSync(cacheDir, constants.W_OK);
    return cacheDir;
  } catch {
    // Whatever keeps us from the home folder, the data folder is known to be writable.
    return join(dataDir, 'cache');
  }
}
