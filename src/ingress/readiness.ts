// How the parts behind the ingress are, each in one word or one sentence. Asked by the probe and by
// the operators' page; what follows from it is theirs to say.
import { performance } from 'node:perf_hooks';
import { within } from '../deadline.js';
import type { Queues } from '../queues/queues.js';
import { type IndexFinding, inspectIndexes, nameOf } from '../store/indexes.js';
import type { Store } from '../store/store.js';

export interface ReadinessDeps {
  readonly store: Pick<Store, 'connection' | 'ping'>;
  readonly queues: Pick<Queues, 'inbound' | 'ping'>;
}

/** `ok`, or what is the matter. */
export interface Readiness {
  readonly mongodb: string;
  readonly redis: string;
  readonly workers: string;
}

const ASKED_FOR_MS = 1_500;
/** Listing every index costs as many commands as there are collections. */
const INDEXES_KNOWN_MS = 60_000;

/** @returns asks all parts at once; it never fails and never takes longer than its time. */
export function createReadiness({ store, queues }: ReadinessDeps): () => Promise<Readiness> {
  let indexedUntil = 0;

  async function mongodb(): Promise<string> {
    await store.ping();
    if (performance.now() < indexedUntil) return 'ok';
    const wrong = (await inspectIndexes(store.connection)).filter(({ state }) => state !== 'extra');
    if (wrong.length > 0) return sayIndexes(wrong);
    indexedUntil = performance.now() + INDEXES_KNOWN_MS;
    return 'ok';
  }

  async function workers(): Promise<string> {
    const running = await queues.inbound.getWorkersCount();
    return running > 0 ? 'ok' : 'no worker is connected';
  }

  return async () => {
    const [ready, redis, working] = await Promise.all([
      outcome(mongodb()),
      outcome(queues.ping().then(() => 'ok')),
      outcome(workers()),
    ]);
    return { mongodb: ready, redis, workers: working };
  };
}

async function outcome(asked: Promise<string>): Promise<string> {
  try {
    return await within(ASKED_FOR_MS, asked);
  } catch {
    return 'no answer';
  }
}

/** Names what is wrong and the command that mends it. */
function sayIndexes(wrong: readonly IndexFinding[]): string {
  const named = wrong.map((index) => `${nameOf(index)} is ${index.state}`);
  return `${named.join(', ')}: run assent migrate`;
}
