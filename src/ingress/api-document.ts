// The API's own document without a running service: for `assent openapi`, and for the client that
// is generated from it. What it says is what /openapi.json says, and a test compares the two.
import Fastify from 'fastify';
import { pino } from 'pino';
import { loadConfig } from '../config.js';
import { apiV1 } from './api/v1.js';
import type { IngressRoomDeps } from './deps.js';
import { apiDocs } from './docs.js';

/** Routes take their parts when they are called, and here nobody calls them. */
const NOT_THERE: IngressRoomDeps['store'] = new Proxy(() => NOT_THERE, {
  // A thing with a `then` would be awaited, and a symbol asks what it is.
  get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : NOT_THERE),
}) as never;

/** @param publicUrl where the service is said to answer. */
export async function apiDocument(publicUrl: string): Promise<object> {
  const absent = NOT_THERE as never;
  const config = loadConfig({
    ...{ PUBLIC_URL: publicUrl, LOG_LEVEL: 'silent', ASSENT_SECRET: '-'.repeat(32) },
    ...{
      MONGODB_URI: 'mongodb://none.invalid/none?replicaSet=none',
      REDIS_URL: 'redis://none.invalid',
    },
  });
  const deps: IngressRoomDeps = {
    ...{ config, log: pino({ level: 'silent' }), store: absent, queues: absent, redis: absent },
    ...{ gate: absent, outbox: absent, inbox: absent, acts: absent },
  };
  const app = Fastify();
  await app.register(apiDocs, { publicUrl });
  await app.register((scope) => apiV1(scope, deps), { prefix: '/v1' });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
