// The real servers under us: started, found again, healed, and never left behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findServer, userCacheDir } from '../../src/embedded/find-server.js';
import { isFree } from '../../src/embedded/ports.js';
import type { RunningServer } from '../../src/embedded/running-server.js';
import { MONGODB, REDIS } from '../../src/embedded/server-kinds.js';
import { type EmbeddedServers, startEmbedded } from '../../src/embedded/start-embedded.js';
import { startMongodb } from '../../src/embedded/start-mongodb.js';
import { startRedis } from '../../src/embedded/start-redis.js';
import { until } from '../support/until.js';

const START_EMBEDDED = new URL('../../dist/src/embedded/start-embedded.js', import.meta.url);

let folder: string;
let binaries: { readonly redis: string; readonly mongodb: string };
let running: RunningServer[];

beforeAll(async () => {
  const cacheDir = userCacheDir(process.env, homedir());
  const search = { cacheDir, report: () => {}, path: process.env['PATH'] ?? '' };
  const [redis, mongodb] = await Promise.all([
    findServer({ ...search, kind: REDIS }),
    findServer({ ...search, kind: MONGODB }),
  ]);
  binaries = { redis, mongodb };
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-embedded-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function openRedis(): Promise<RunningServer> {
  const server = await startRedis({ binary: binaries.redis, directory: join(folder, 'redis') });
  running.push(server);
  return server;
}

async function openMongodb(): Promise<RunningServer> {
  const directory = join(folder, 'mongodb');
  const server = await startMongodb({ binary: binaries.mongodb, directory });
  running.push(server);
  return server;
}

async function ask<Answer>(url: string, question: (redis: Redis) => Promise<Answer>) {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

async function inDatabase<Answer>(
  uri: string,
  question: (database: mongoose.mongo.Db) => Promise<Answer>,
) {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await question(client.db());
  } finally {
    await client.close();
  }
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('redis-server', () => {
  test('keeps everything, evicts nothing, lets nobody in without the password', async () => {
    const { url, port } = await openRedis();
    const setting = (name: string) => ask(url, (client) => client.config('GET', name));
    expect(await setting('appendonly')).toEqual(['appendonly', 'yes']);
    expect(await setting('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    const stranger = ask(`redis://127.0.0.1:${port}`, (client) => client.get('x'));
    await expect(stranger).rejects.toThrow(/NOAUTH/);
    expect((await stat(join(folder, 'redis', 'redis.conf'))).mode & 0o777).toBe(0o600);
  });

  test('finds its data again after a kill, on the same port', async () => {
    const first = await openRedis();
    await ask(first.url, (client) => client.set('kept', 'yes'));
    // `appendfsync everysec` writes to the file at once; only a power cut could lose that second.
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await openRedis();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, (client) => client.get('kept'))).toBe('yes');
  });

  test('moves to another port when its own is taken', async () => {
    const first = await openRedis();
    await first.stop();
    const other = createServer().listen(first.port, '127.0.0.1');
    await once(other, 'listening');
    const second = await openRedis();
    expect(second.port).not.toBe(first.port);
    other.close();
    await once(other, 'close');
  });

  test('outlasts a server that was left behind', async () => {
    const left = await openRedis();
    const next = await openRedis();
    expect(alive(left.pid)).toBe(false);
    expect(await ask(next.url, (client) => client.ping())).toBe('PONG');
  });
});

describe('mongod', () => {
  const write = (uri: string, id: string) =>
    inDatabase(uri, (database) =>
      database
        .collection<{ _id: string }>('kept')
        .insertOne({ _id: id }, { writeConcern: { w: 'majority', journal: true } }),
    );
  const count = (uri: string) =>
    inDatabase(uri, (database) => database.collection('kept').countDocuments());

  test('is a primary that takes majority writes, behind a password', async () => {
    const { url, port } = await openMongodb();
    await write(url, 'first');
    const stranger = `mongodb://127.0.0.1:${port}/assent?directConnection=true`;
    await expect(count(stranger)).rejects.toThrow(/requires authentication/i);
    expect((await stat(join(folder, 'mongodb', 'keyfile'))).mode & 0o777).toBe(0o600);
  });

  test('follows to another port with its data', async () => {
    const first = await openMongodb();
    await write(first.url, 'first');
    await first.stop();
    const other = createServer((socket) => socket.destroy()).listen(first.port, '127.0.0.1');
    await once(other, 'listening');
    const second = await openMongodb();
    expect(second.port).not.toBe(first.port);
    expect(await count(second.url)).toBe(1);
    await write(second.url, 'second');
    other.close();
    await once(other, 'close');
  });

  test.each([50, 150, 300, 600])(
    'starts after its first start was killed at %i ms',
    async (atMs) => {
      const directory = join(folder, 'mongodb');
      const first = startMongodb({ binary: binaries.mongodb, directory }).catch(() => undefined);
      const pid = await until('a process id', async () =>
        Number(await readFile(join(directory, 'mongod.pid'), 'utf8')),
      );
      const since = performance.now();
      await until('the moment', () => performance.now() - since > atMs, { stepMs: 5 });
      process.kill(pid, 'SIGKILL');
      await (await first)?.stop();
      const second = await openMongodb();
      await write(second.url, 'first');
      expect(await count(second.url)).toBe(1);
    },
  );
});

describe('both', () => {
  let servers: EmbeddedServers | undefined;
  afterAll(() => servers?.stop());

  test('come back by themselves when they are killed', async () => {
    const reports: string[] = [];
    const report = (line: string) => void reports.push(line);
    servers = await startEmbedded({ dataDir: folder, report, keepAlive: true });
    const { redisUrl = '', mongodbUri = '' } = servers;
    const before = [servers.redis?.pid, servers.mongodb?.pid];
    for (const pid of before) process.kill(pid ?? 0, 'SIGKILL');
    await until('Redis', () => ask(redisUrl, (client) => client.ping()));
    await until('MongoDB', () => inDatabase(mongodbUri, (database) => database.stats()));
    expect([servers.redis?.pid, servers.mongodb?.pid]).not.toEqual(before);
    expect(reports).toHaveLength(2);
    await servers.stop();
    expect(await isFree(servers.redis?.port ?? 0)).toBe(true);
  });

  test('end when whoever started them is killed', async () => {
    const script = `
      import { startEmbedded } from ${JSON.stringify(fileURLToPath(START_EMBEDDED))};
      const { redis, mongodb } = await startEmbedded({
        dataDir: ${JSON.stringify(folder)}, report() {},
      });
      process.stdout.write(JSON.stringify([redis.pid, mongodb.pid]));
      setInterval(() => {}, 1_000);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(said.toString()) as number[];
    expect(pids.every(alive)).toBe(true);
    parent.kill('SIGKILL');
    await until('the servers to end', () => !pids.some(alive));
  });
});
