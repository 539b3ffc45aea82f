// The whole ingress on a test file's own database and keys, with whatever senders the file adds.
// It is asked by injection and never listens.
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { loadConfig } from '../../src/config.js';
import { buildApp } from '../../src/ingress/app.js';
import { openIngressRedis } from '../../src/ingress/redis.js';
import { openQueues, type Queues } from '../../src/queues/queues.js';
import { createGate } from '../../src/senders/gate.js';
import { createOutbox } from '../../src/senders/outbox.js';
import type { AccountCredentials } from '../../src/store/senders.js';
import { openStore, type Store } from '../../src/store/store.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { PUBLIC_URL } from './road.js';
import { inboxOf } from './road-worker.js';
import type { Scratch } from './scratch.js';

export interface WholeIngress {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly queues: Queues;
  /** Decides everything that is open, with the worker's own function. */
  decideAll(): Promise<void>;
  /** Every document and every key there is, to show that a request changed nothing. */
  everything(): Promise<string>;
  close(): Promise<void>;
}

/** @param defaultAccount the provider account of the settings. */
export async function openWholeIngress(
  scratch: Scratch,
  defaultAccount: AccountCredentials,
): Promise<WholeIngress> {
  const environment = { ...scratch.environment, PUBLIC_URL, LOG_LEVEL: 'silent' };
  const config = loadConfig(environment);
  const log = pino({ level: config.logLevel });
  const store = await openStore({
    uri: scratch.mongodbUri,
    secret: scratch.secret,
    defaultAccount,
  });
  await store.ensureIndexes();
  const queues = openQueues({ redisUrl: scratch.redisUrl, prefix: scratch.redisPrefix });
  const redis = openIngressRedis(scratch.redisUrl, () => undefined);
  const gate = createGate({ store });
  const outbox = createOutbox({ store, queues, log });
  const app = await buildApp({ config, store, queues, redis, log, gate, outbox });
  await app.ready();
  const decide = createConsentProcessor({ store, queues, log, faultPoint: () => {} });
  return {
    app,
    store,
    queues,
    async decideAll() {
      const open = (await inboxOf({ store })).filter(({ state }) => state === 'open');
      await decide({ data: { ids: open.map(({ _id }) => _id), at: store.clock.iso() } });
    },
    async everything() {
      const { db } = store.connection;
      if (!db) throw new Error('MongoDB is not connected');
      const collections = await db.collections();
      const documents = await Promise.all(
        collections
          .sort(byName)
          .map(async (one) => [one.collectionName, await one.find({}).sort({ _id: 1 }).toArray()]),
      );
      const keys = await redis.keys(`${scratch.redisPrefix}*`);
      return JSON.stringify({ documents, keys: keys.sort() });
    },
    async close() {
      await app.close();
      await queues.close();
      redis.disconnect();
      await store.close();
    },
  };
}

const byName = (a: { collectionName: string }, b: { collectionName: string }) =>
  a.collectionName < b.collectionName ? -1 : 1;
