// `assent ingress`: opens what the ingress needs, listens, and closes in the opposite order.
import type { Config } from '../config.js';
import { buildApp } from '../ingress/app.js';
import { openIngressRedis } from '../ingress/redis.js';
import { createLogger } from '../log.js';
import { openQueues } from '../queues/queues.js';
import { createGate } from '../senders/gate.js';
import { createOutbox } from '../senders/outbox.js';
import { closeOnEnd } from './lifecycle.js';
import { openStoreOf } from './open-store.js';
import { UsageFault } from './usage-fault.js';

export async function runIngress(config: Config): Promise<void> {
  const { redisUrl, redisPrefix: prefix } = config;
  if (!redisUrl) throw new UsageFault('REDIS_URL is not set; wanted redis://…');
  const log = createLogger(config);
  const store = await openStoreOf(config, log);
  const queues = openQueues({ redisUrl, prefix });
  const redis = openIngressRedis(redisUrl, (error) => log.warn({ err: error }, 'Redis is away'));
  const gate = createGate({ store });
  const outbox = createOutbox({ store, queues, log });
  const app = await buildApp({ config, store, queues, redis, log, gate, outbox });
  closeOnEnd(log, async () => {
    await app.close();
    await queues.close();
    redis.disconnect();
    await store.close();
  });
  await app.listen({ port: config.port, host: config.host });
  log.info({ address: config.publicUrl }, 'ingress ready');
}
