// A redis-server and a mongod that belong to one test file, for tests that harm them: FLUSHALL,
// SIGSTOP, a kill. Everybody else shares the run's servers through scratch.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type EmbeddedServers, startEmbedded } from '../../src/embedded/start-embedded.js';
import { killProcesses } from './processes.js';

type Server = 'redis' | 'mongodb';

export interface OwnServers {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** Settings for processes and `loadConfig`. */
  readonly environment: Readonly<Record<string, string>>;
  /** SIGSTOP: connections stay open and nothing answers. */
  freeze(server: Server): void;
  /** SIGCONT. */
  thaw(server: Server): void;
  /** SIGKILL: nothing is written down that was not already. */
  kill(server: Server): Promise<void>;
  /** Starts a killed server again, on its data and its port. */
  revive(server: Server): Promise<void>;
}

/**
 * Call once at the top of a file, before its own hooks. What it returns can be read from tests and
 * hooks.
 */
export function useOwnServers(): OwnServers {
  let servers: EmbeddedServers | undefined;
  let dataDir: string;
  const secret = randomBytes(32).toString('hex');

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'assent-own-servers-'));
    servers = await startEmbedded({ dataDir, report: () => {} });
  });
  afterAll(async () => {
    await killProcesses();
    for (const server of ['redis', 'mongodb'] as const) signal(server, 'SIGCONT');
    await servers?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const running = () => {
    if (!servers) throw new Error('the servers are started before the first test, not earlier');
    return servers;
  };
  const signal = (server: Server, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL') => {
    const pid = servers?.[server]?.pid;
    if (pid) process.kill(pid, name);
  };
  return {
    get mongodbUri() {
      return running().mongodbUri ?? '';
    },
    get redisUrl() {
      return running().redisUrl ?? '';
    },
    get environment() {
      const { mongodbUri, redisUrl } = running();
      return {
        MONGODB_URI: mongodbUri ?? '',
        REDIS_URL: redisUrl ?? '',
        REDIS_PREFIX: '{own}',
        ASSENT_SECRET: secret,
      };
    },
    freeze: (server) => signal(server, 'SIGSTOP'),
    thaw: (server) => signal(server, 'SIGCONT'),
    async kill(server) {
      signal(server, 'SIGKILL');
      await running()[server]?.exited;
    },
    async revive(server) {
      const only = { redis: server === 'redis', mongodb: server === 'mongodb' };
      const again = await startEmbedded({ dataDir, report: () => {}, ...only });
      const before = running();
      const stop = async () => {
        await Promise.all([before.stop(), again.stop()]);
      };
      servers = { ...before, [server]: again[server], stop };
    },
  };
}
