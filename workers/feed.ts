// How a worker hands an act to the one road: kept in the inbox first, queued as a hint after.
import type { Logger } from 'pino';
import { canFail } from '../src/can-fail.js';
import type { Queues } from '../src/queues/queues.js';
import type { InboxEvent } from '../src/store/inbox.js';
import type { Store } from '../src/store/store.js';

export interface FeedDeps {
  readonly store: Pick<Store, 'inbox' | 'clock'>;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Keeps acts; those that are there already stay as they are.
 * @throws when one of them could not be kept; the caller tries again and nothing is counted twice.
 */
export async function feed(
  { store, queues, log }: FeedDeps,
  events: readonly InboxEvent[],
): Promise<void> {
  const outcomes = await store.inbox.insert(events);
  for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
  const fresh = events.filter((_, index) => outcomes[index] === 'inserted');
  const hinted = queues.addInbound(
    fresh.map(({ _id }) => _id),
    store.clock.iso(),
  );
  await canFail(hinted, 'acts wait for the relay because Redis did not take them', log);
}
