// The ingress's own connection to Redis, for sessions and rate limits.
// It fails fast: a page without Redis says so, an API call goes on without its limit.
import { Redis } from 'ioredis';

const COMMAND_TIMEOUT_MS = 400;
/** A connection that is silent for this long although it was asked something is given up. */
const SILENT_MS = 5_000;
const RECONNECT_DELAY_MAX_MS = 2_000;

/** @param onError told of every lost connection; the client goes on trying by itself. */
export function openIngressRedis(redisUrl: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(redisUrl, {
    connectionName: 'assent-ingress',
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (tries) => Math.min(50 * 2 ** tries, RECONNECT_DELAY_MAX_MS),
  });
  redis.on('error', onError);
  return redis;
}
