// Delivers events to the CRM's endpoints. Each endpoint is a line of its own: a job only says that
// something waits in it, and one slow or dead endpoint holds one place and delays no other.
import { performance } from 'node:perf_hooks';
import type { Job } from 'bullmq';
import type { EffectJob } from '../src/queues/queues.js';
import type { WebhookEffectDocument } from '../src/store/effects.js';
import { deliver, type Delivered, type DeliverDeps } from './webhooks/deliver.js';

export type WebhooksDeps = DeliverDeps;

/** Calls that one process has under way at one endpoint; at one that failed last, a single one. */
const AT_ONCE = 8;
/** Read at a time; what comes back late is not held by many claims. */
const BATCH = 40;
/** After it a line gives its place back; the relay brings what is left within two seconds. */
const BUSY_FOR_MS = 10_000;
const DAY_MS = 86_400_000;
/** An endpoint that failed is left alone for so long by everything that waits for it. */
const REST_MS = 60_000;

interface Line {
  /** Something came while it was looked through. */
  again: boolean;
}

/** @returns a processor for the `webhooks` queue. */
export function createWebhooksProcessor(deps: WebhooksDeps) {
  const { store } = deps;
  const lines = new Map<string, Line>();
  const failing = new Set<string>();

  /** What is due at this endpoint, oldest first, whether or not a job was queued for it. */
  async function dueAt(endpoint: string): Promise<WebhookEffectDocument[]> {
    const ever = new Date(store.clock.now().getTime() + DAY_MS);
    const line = [{ sender: endpoint, limit: BATCH }];
    const [found = []] = await store.effects.nextInLine('webhooks', ever, line);
    return found as WebhookEffectDocument[];
  }

  /** @returns false when the line is better left alone for now. */
  async function deliverAll(endpoint: string, due: readonly WebhookEffectDocument[]) {
    const atOnce = failing.has(endpoint) ? 1 : AT_ONCE;
    const outcomes: Delivered[] = [];
    const queue = [...due];
    const one = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const outcome = await deliver(deps, next);
        outcomes.push(outcome);
        // The others need not find out as well.
        if (outcome === 'failed') queue.length = 0;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    if (outcomes.includes('failed')) {
      // The first failure is a try's own affair; from the second on the whole line waits.
      if (failing.has(endpoint)) await rest(endpoint);
      failing.add(endpoint);
      return false;
    }
    if (outcomes.includes('taken')) failing.delete(endpoint);
    return outcomes.includes('taken');
  }

  const rest = (endpoint: string) =>
    store.effects.restLine(endpoint, new Date(store.clock.now().getTime() + REST_MS));

  async function workOff(endpoint: string, line: Line): Promise<void> {
    const until = performance.now() + BUSY_FOR_MS;
    do {
      line.again = false;
      let due = await dueAt(endpoint);
      while (due.length > 0 && (await deliverAll(endpoint, due)) && performance.now() < until) {
        due = await dueAt(endpoint);
      }
    } while (line.again && performance.now() < until);
  }

  return async function deliverDue(job: Pick<Job<EffectJob>, 'data'>): Promise<void> {
    const { workspace, effect: id } = job.data;
    const effect = await store.effects.get(workspace, id);
    if (effect?.channel !== 'webhooks') return;
    const endpoint = effect.sender;
    const known = lines.get(endpoint);
    if (known) {
      known.again = true;
      return;
    }
    const line: Line = { again: false };
    lines.set(endpoint, line);
    try {
      await workOff(endpoint, line);
    } finally {
      lines.delete(endpoint);
    }
  };
}
