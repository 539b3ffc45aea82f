// An answer for every setting that was left open: the databases, and the secret over them.
import { startEmbedded } from '../../embedded/start-embedded.js';
import { secretOf } from './secret.js';
import type { Resolved, Start } from './start.js';

/** Starts the servers that no setting names. */
export async function startServers({ config, terminal, stops }: Start): Promise<Resolved> {
  const startedAt = performance.now();
  const secret = secretOf(config);
  const servers = await startEmbedded({
    dataDir: config.dataDir,
    report: terminal.note,
    redis: !config.redisUrl,
    mongodb: !config.mongodbUri,
    keepAlive: true,
  });
  await stops.add(() => servers.stop());
  const places = [
    servers.redis ? `redis-server on ${servers.redis.port}` : 'your Redis',
    servers.mongodb ? `mongod on ${servers.mongodb.port}` : 'your MongoDB',
  ];
  terminal.done('servers', places.join(', '), startedAt);
  return {
    ...config,
    secret,
    redisUrl: config.redisUrl ?? servers.redisUrl ?? '',
    mongodbUri: config.mongodbUri ?? servers.mongodbUri ?? '',
  };
}
