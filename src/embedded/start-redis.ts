// Starts one redis-server on loopback: with a password, an append-only file and no eviction, so that what
// BullMQ keeps in it survives. Does not look for the binary.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { outlast } from './leftover.js';
import { rememberedPort } from './ports.js';
import { keepOrMake, readIfThere, writePrivate } from './private-file.js';
import { bringUp, type RunningServer } from './running-server.js';

const LOOPBACK = '127.0.0.1';
const PASSWORD_BYTES = 24;
const CONNECT_TIMEOUT_MS = 1_000;

export interface RedisOptions {
  /** Path of redis-server or valkey-server. */
  readonly binary: string;
  /** Folder of its data, password, port and log; made when missing. Nobody else may use it. */
  readonly directory: string;
}

/**
 * Starts the server, on the port of the last start while that is free. A server that a killed parent left
 * in the folder is ended first.
 * @throws EmbeddedServerError when it does not come up.
 */
export async function startRedis({ binary, directory }: RedisOptions): Promise<RunningServer> {
  const file = (name: string) => join(directory, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  await outlast(file('redis.pid'), [file('redis.conf'), `${LOOPBACK}:${notedPort(file('port'))}`]);
  const password = keepOrMake(file('password'), () => randomBytes(PASSWORD_BYTES).toString('hex'));
  const urlOf = (port: number) => `redis://:${password}@${LOOPBACK}:${port}`;
  const server = await bringUp({
    name: 'redis-server',
    logFile: file('redis.log'),
    choosePort: () => rememberedPort(file('port')),
    command: (port) => {
      writePrivate(file('redis.conf'), configuration(directory, port, password));
      return [binary, file('redis.conf')];
    },
    answers: (port) => answers(urlOf(port)),
  });
  const pid = Number(readIfThere(file('redis.pid')));
  return {
    url: urlOf(server.port),
    port: server.port,
    pid,
    exited: server.exited,
    stop: server.stop,
  };
}

const notedPort = (file: string) => readIfThere(file) ?? 'none';

/** The password stands here and not on the command line, where every user of the machine could read it. */
function configuration(directory: string, port: number, password: string): string {
  return [
    `bind ${LOOPBACK}`,
    `port ${port}`,
    `dir ${JSON.stringify(directory)}`,
    `pidfile ${JSON.stringify(join(directory, 'redis.pid'))}`,
    `requirepass ${password}`,
    'daemonize no',
    'save ""',
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}

async function answers(url: string): Promise<true | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
  });
  // ioredis reports what `connect` already rejects with a second time, as an event.
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
    return true;
  } catch {
    // Not listening yet, or still reading its journal: asked again until the caller's bound.
    return undefined;
  } finally {
    redis.disconnect();
  }
}
