// Starts one mongod on loopback as a replica set of one, with a key file and one user. Does not
// look for the binary. What the set needs once is in `replica-set.ts`.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { outlast } from './leftover.js';
import { rememberedPort } from './ports.js';
import { keepOrMake, readIfThere } from './private-file.js';
import type * as ReplicaSet from './replica-set.js';
import { bringUp, type RunningServer } from './running-server.js';

const LOOPBACK = '127.0.0.1';
const REPLICA_SET = 'assent';
const PASSWORD_BYTES = 24;
const KEY_BYTES = 96;
const USER = 'assent';

/**
 * A burst is written out after it, and not by threads that take the cores from it: out of the box
 * they begin at a fortieth of the cache. All of it is in the journal before it is answered.
 */
const EVICTION = [
  ...['eviction_dirty_target=30', 'eviction_dirty_trigger=60'],
  ...['eviction_updates_target=20', 'eviction_updates_trigger=40'],
].join(',');

export interface MongodbOptions {
  /** Path of mongod, 4.4 or later. */
  readonly binary: string;
  /**
   * Folder of its data, key file, password, port and log; made when missing. Nobody else may use
   * it.
   */
  readonly directory: string;
  /** Memory for WiredTiger's cache, in gigabytes. */
  readonly cacheGigabytes?: number;
  /**
   * Size of the oplog, in megabytes. Small: nobody replicates from here, and what is erased must
   * age out.
   */
  readonly oplogMegabytes?: number;
}

/**
 * Starts the server, on the port of the last start while that is free, and returns once it is
 * primary and its user can write. Every step can be repeated after a crash at any point.
 * @throws EmbeddedServerError when it does not come up.
 */
export async function startMongodb(options: MongodbOptions): Promise<RunningServer> {
  const file = (name: string) => join(options.directory, name);
  mkdirSync(file('db'), { recursive: true, mode: 0o700 });
  await outlast(file('mongod.pid'), [file('db')]);
  const key = keepOrMake(file('keyfile'), () => randomBytes(KEY_BYTES).toString('base64'));
  const password = keepOrMake(file('password'), () => randomBytes(PASSWORD_BYTES).toString('hex'));
  let driver: Promise<typeof ReplicaSet> | undefined;
  const server = await bringUp({
    name: 'mongod',
    logFile: file('mongod.log'),
    choosePort: () => rememberedPort(file('port')),
    command: (port) => commandLine(options, port),
    answers: (port) => {
      driver ??= import('./replica-set.js');
      return listens(port);
    },
  });
  const { port, exited, stop } = server;
  try {
    // The driver is loaded while mongod is on its way up, and not before mongod is.
    const { prepareReplicaSet } = await (driver ?? import('./replica-set.js'));
    const host = `${LOOPBACK}:${port}`;
    await prepareReplicaSet({ name: REPLICA_SET, host, key, user: USER, password });
  } catch (error) {
    await stop();
    throw error;
  }
  const login = `${USER}:${password}@${LOOPBACK}:${port}`;
  return {
    url: `mongodb://${login}/assent?replicaSet=${REPLICA_SET}&authSource=admin`,
    port,
    pid: Number(readIfThere(file('mongod.pid'))),
    exited,
    stop,
  };
}

function commandLine(options: MongodbOptions, port: number): readonly string[] {
  const file = (name: string) => join(options.directory, name);
  return [
    options.binary,
    ...['--dbpath', file('db'), '--pidfilepath', file('mongod.pid')],
    ...['--bind_ip', LOOPBACK, '--port', String(port), '--nounixsocket'],
    ...['--replSet', REPLICA_SET, '--keyFile', file('keyfile')],
    ...['--wiredTigerCacheSizeGB', String(options.cacheGigabytes ?? 1)],
    ...['--oplogSize', String(options.oplogMegabytes ?? 128)],
    ...['--wiredTigerEngineConfigString', EVICTION],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ];
}

function listens(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
    socket.once('connect', () => socket.destroy());
  });
}
