// How acts get into the inbox: events that arrive together share one write, each learns its own
// outcome, and what was stored is handed to the queue as a hint that nobody waits for.
import type { Logger } from 'pino';
import { type Batcher, createBatcher } from '../batcher.js';
import type { Queues } from '../queues/queues.js';
import type { InboxEvent } from '../store/inbox.js';
import type { InsertOutcome } from '../store/insert-each.js';
import type { Store } from '../store/store.js';
import { createInboxHints } from './inbox-hints.js';

/** Most events that share one write; past it a write gets slower faster than it gets fuller. */
const WRITE_ITEMS_MAX = 500;
/** From eight at a time on, a few milliseconds make writes twice as full; one alone never waits. */
const CROWD = { items: 8, gatherMs: 4 };
/** What a hung database may hold in memory before new events are refused at once. */
const HELD_EVENTS_MAX = 2_000;
const HELD_BYTES_MAX = 16 * 1024 * 1024;

export interface InboxWriterDeps {
  readonly store: Pick<Store, 'inbox'>;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly log: Pick<Logger, 'warn'>;
}

export interface InboxWriter {
  /**
   * Resolves when the event is durable at a majority (a repeat counts: it is there already).
   * @throws when it could not be kept; the caller answers 503 and the provider comes again.
   */
  keep(event: InboxEvent): Promise<void>;
}

export function createInboxWriter(deps: InboxWriterDeps): InboxWriter {
  const { store } = deps;
  // Opt-outs have jobs of their own, so that nothing in the other ones can hold them up.
  const hint = { fenced: createInboxHints(deps), others: createInboxHints(deps) };

  async function write(events: readonly InboxEvent[]): Promise<readonly InsertOutcome[]> {
    const outcomes = await store.inbox.insert(events);
    const stored = events.filter(
      (event, index) => outcomes[index] === 'inserted' && event.state !== 'set_aside',
    );
    hint.fenced(stored.filter(({ fence }) => fence));
    hint.others(stored.filter(({ fence }) => !fence));
    return outcomes;
  }

  const batcher: Batcher<InboxEvent, InsertOutcome> = createBatcher({
    run: write,
    itemsMax: WRITE_ITEMS_MAX,
    heldMax: HELD_EVENTS_MAX,
    bytesMax: HELD_BYTES_MAX,
    bytesOf: ({ raw }) => Buffer.byteLength(raw),
    crowd: CROWD,
  });

  return {
    async keep(event) {
      const outcome = await batcher.add(event);
      if (outcome instanceof Error) throw outcome;
      // The copy that is there may lack what this one says: an opt-out must never be lost to a
      // repeat.
      if (outcome === 'there' && event.fence) await store.inbox.insertBesideIfLacking(event);
    },
  };
}
