// A place of its own for each test file: a database, a Redis user that can only touch one prefix,
// and a workspace name. Gone after the file, which fails when it leaves a connection open.
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { afterAll, beforeAll, inject } from 'vitest';
import { killProcesses } from './processes.js';
import { until } from './until.js';

/** What Redis and MongoDB look like to one test file. */
export interface Scratch {
  readonly name: string;
  readonly workspace: string;
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  /** At least 32 characters, as ASSENT_SECRET wants. */
  readonly secret: string;
  /** The same as settings, for processes that a test starts. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How long a file's connections may take to disappear after its last hook. */
const CLOSING_MS = 5_000;

/** Call once at the top of a file, before its own hooks, so that its clean-up runs after theirs. */
export function useScratch(): Scratch {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(16).toString('hex');
  const redisPrefix = `{${name}}`;
  const scratch = describe(name, redisPrefix, password);

  beforeAll(() =>
    withRedis((redis) =>
      // A key outside the prefix is an error at once, not a collision some other day.
      redis.call('ACL', 'SETUSER', name, 'on', `>${password}`, `~${redisPrefix}*`, '&*', '+@all'),
    ),
  );
  afterAll(async () => {
    await killProcesses();
    const left = [...(await openInMongodb(name)), ...(await openInRedis(name))];
    await dropDatabase(scratch.mongodbUri);
    await dropKeys(name, redisPrefix);
    if (left.length > 0) throw new Error(`left open by this file: ${left.join(', ')}`);
  });
  return scratch;
}

function describe(name: string, redisPrefix: string, password: string): Scratch {
  const mongodb = new URL(inject('mongodbUri'));
  mongodb.pathname = `/${name}`;
  mongodb.searchParams.set('appName', name);
  if (mongodb.username) mongodb.searchParams.set('authSource', 'admin');
  const redis = new URL(inject('redisUrl'));
  redis.username = name;
  redis.password = password;
  const secret = randomBytes(32).toString('hex');
  return {
    name,
    workspace: name.replace('_', '-'),
    mongodbUri: mongodb.href,
    redisUrl: redis.href,
    redisPrefix,
    secret,
    environment: {
      MONGODB_URI: mongodb.href,
      REDIS_URL: redis.href,
      REDIS_PREFIX: redisPrefix,
      ASSENT_SECRET: secret,
    },
  };
}

async function openInMongodb(appName: string): Promise<string[]> {
  return withMongodb((client) =>
    settled('MongoDB', async () => {
      const operations = await client
        .db('admin')
        .aggregate([
          { $currentOp: { allUsers: true, idleConnections: true } },
          { $match: { $or: [{ appName }, { 'clientMetadata.application.name': appName }] } },
        ])
        .toArray();
      return operations.map((one) => `MongoDB connection ${one['connectionId']}`);
    }),
  );
}

async function openInRedis(user: string): Promise<string[]> {
  return withRedis((redis) =>
    settled('Redis', async () => {
      const clients = String(await redis.client('LIST')).split('\n');
      return clients
        .filter((line) => line.includes(` user=${user} `))
        .map((line) => `Redis connection ${/ name=(\S*)/.exec(line)?.[1] || line.split(' ')[0]}`);
    }),
  );
}

/**
 * Connections close on their own time, so a list that is not empty is asked for again for a while.
 */
async function settled(server: string, list: () => Promise<string[]>): Promise<string[]> {
  let left: string[] = [];
  const empty = async () => {
    left = await list();
    return left.length === 0;
  };
  try {
    await until(`${server} to see every connection closed`, empty, { timeoutMs: CLOSING_MS });
    return [];
  } catch (error) {
    if (left.length === 0) throw error;
    return left;
  }
}

async function dropDatabase(uri: string): Promise<void> {
  await withMongodb((client) => client.db(new URL(uri).pathname.slice(1)).dropDatabase());
}

async function dropKeys(user: string, prefix: string): Promise<void> {
  await withRedis(async (redis) => {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      const found = keys as string[];
      if (found.length > 0) await redis.unlink(...found);
    }
    await redis.call('ACL', 'DELUSER', user);
  });
}

async function withMongodb<T>(
  use: (client: InstanceType<typeof mongoose.mongo.MongoClient>) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(inject('mongodbUri'), { appName: 'scratch' });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

async function withRedis<T>(use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(inject('redisUrl'));
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
