// What Prometheus reads: how requests went, and how much work waits. Numbers only, labels are route
// templates. Open on loopback; from elsewhere with METRICS_TOKEN.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { canFail } from '../can-fail.js';
import type { IngressRoomDeps } from './deps.js';
import { Problem } from './problems.js';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Registered without a scope of its own: its hook sees every route. */
export async function metrics(app: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  // A registry of its own, so that two apps in one process do not share their numbers.
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'assent_http_request_seconds',
    help: 'Time from receipt to answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  measureWaiting(registry, deps);

  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: reply.statusCode };
    requests.observe(labels, reply.elapsedTime / 1_000);
    done();
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, deps.config.metricsToken)) {
      throw new Problem('missing_key', 'Send Authorization: Bearer METRICS_TOKEN.');
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
Object.assign(metrics, { [Symbol.for('skip-override')]: true });

/** Gauges that are read when they are asked for; one that cannot be read is left out. */
function measureWaiting(registry: Registry, { store, queues, log }: IngressRoomDeps): void {
  new Gauge({
    name: 'assent_inbox_entries',
    help: 'Acts not decided yet (open) or left to a person (set_aside).',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const counts = await canFail(store.inbox.counts(), 'no inbox numbers this time', log);
      if (!counts) return;
      this.set({ state: 'open' }, counts.open);
      this.set({ state: 'set_aside' }, counts.setAside);
    },
  });
  new Gauge({
    name: 'assent_effects_waiting',
    help: 'Texts whose outcome is not stored yet.',
    registers: [registry],
    async collect() {
      this.reset();
      const count = await canFail(store.effects.countWaiting(), 'no effect numbers this time', log);
      if (count !== undefined) this.set(count);
    },
  });
  new Gauge({
    name: 'assent_statuses_unmatched',
    help: 'Delivery statuses whose text is not known yet (waiting) or that nobody claimed.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const counts = await canFail(store.keptStatuses.counts(), 'no status numbers', log);
      if (!counts) return;
      this.set({ state: 'waiting' }, counts.waiting);
      this.set({ state: 'unclaimed' }, counts.unclaimed);
    },
  });
  measureHeldBack(registry, { store, log });
  new Gauge({
    name: 'assent_alerts',
    help: 'Conditions that an operator has to see to, by kind.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      this.reset();
      const standing = await canFail(store.alerts.standing(), 'no alerts this time', log);
      for (const { kind } of standing ?? []) this.inc({ kind });
    },
  });
  new Gauge({
    name: 'assent_queue_jobs',
    help: 'Jobs in Redis, by queue and state.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const queue of queues.all) {
        const counts = await canFail(queue.getJobCounts(), 'no queue numbers this time', log);
        for (const [state, count] of Object.entries(counts ?? {})) {
          this.set({ queue: queue.name, state }, count);
        }
      }
    },
  });
}

/** Senders that an operator paused, and providers that are left alone: 1 for each. */
function measureHeldBack(
  registry: Registry,
  { store, log }: Pick<IngressRoomDeps, 'store' | 'log'>,
): void {
  new Gauge({
    name: 'assent_sending_paused',
    help: 'Pauses that stand, by what they cover; * is every one.',
    labelNames: ['workspace', 'sender'],
    registers: [registry],
    async collect() {
      this.reset();
      const pauses = await canFail(store.pauses.list(), 'no pause numbers this time', log);
      for (const { workspace = '*', sender = '*' } of pauses ?? []) {
        this.set({ workspace, sender }, 1);
      }
    },
  });
  new Gauge({
    name: 'assent_breaker_open',
    help: 'Provider accounts and senders that failed again and again and are probed now and then.',
    labelNames: ['account', 'sender'],
    registers: [registry],
    async collect() {
      this.reset();
      const open = await canFail(store.breakers.open(), 'no breaker numbers this time', log);
      for (const { _id } of open ?? []) {
        const [account = '', sender = '*'] = _id.split('/');
        this.set({ account, sender }, 1);
      }
    },
  });
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  // The socket's own address: X-Forwarded-For is what a stranger would forge here.
  const forwarded = request.headers['x-forwarded-for'] !== undefined;
  if (!forwarded && LOOPBACK.has(request.socket.remoteAddress ?? '')) return true;
  if (token === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const given = request.headers.authorization ?? '';
  return timingSafeEqual(digest(given), digest(`Bearer ${token}`));
}
