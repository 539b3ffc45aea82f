// Starts one redis-server on loopback: with a password, an append-only file and no eviction, so
// that what BullMQ keeps in it survives. Does not look for the binary.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { outlast } from './leftover.js';
import { rememberedPort } from './ports.js';
import { keepOrMake, readIfThere, writePrivate } from './private-file.js';
import { bringUp, type RunningServer } from './running-server.js';

const LOOPBACK = '127.0.0.1';
const PASSWORD_BYTES = 24;
const ANSWER_TIMEOUT_MS = 1_000;

export interface RedisOptions {
  /** Path of redis-server or valkey-server. */
  readonly binary: string;
  /** Folder of its data, password, port and log; made when missing. Nobody else may use it. */
  readonly directory: string;
}

/**
 * Starts the server, on the port of the last start while that is free. A server that a killed
 * parent left in the folder is ended first.
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
    answers: (port) => answers(port, password),
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

/**
 * The password stands here and not on the command line, where every user of the machine could read
 * it.
 */
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

/**
 * Asked in Redis's inline protocol: a driver would have to be loaded first, and this is on the way
 * of every start. While the journal is still being read, the answer to PING is an error.
 */
function answers(port: number, password: string): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK });
    let said = '';
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy());
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      said += chunk.toString();
      if (said.includes('+PONG')) resolve(true);
      if (/\+PONG|^-/m.test(said)) socket.destroy();
    });
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
}
