// Tells the queue which events are in the inbox. A hint that gets lost is found by the relay, so
// nobody waits for one. The first leaves at once; while many come, those of some milliseconds share
// a job, for a job costs as much as an event.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBatcher } from '../batcher.js';
import { canFail } from '../can-fail.js';
import type { Queues } from '../queues/queues.js';
import type { InboxEvent } from '../store/inbox.js';

/** How long hints gather after one has left. */
const GATHER_MS = 20;
/** Most events of one job: half of what one pass of the worker decides. */
const JOB_EVENTS_MAX = 500;
/** Writes whose hints may wait for a hung Redis; more are left to the relay at once. */
const HELD_MAX = 1_000;
const LOST = 'stored events wait for the relay because Redis did not take them';

type Stored = Pick<InboxEvent, '_id' | 'receivedAt'>;

/** @returns takes events that were written together, in the order in which they came. */
export function createInboxHints({
  queues,
  log,
}: {
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly log: Pick<Logger, 'warn'>;
}): (events: readonly Stored[]) => void {
  const hints = createBatcher<readonly Stored[], void>({
    run: async (written) => {
      const events = written.flat();
      // A job is as old as its first event: the relay compares it with when events were queued.
      const at = (events[0] as Stored).receivedAt.toISOString();
      const ids = events.map(({ _id }) => _id);
      await canFail(queues.addInbound(ids, at), LOST, log);
      await pause(GATHER_MS, undefined, { ref: false });
      return [];
    },
    itemsMax: JOB_EVENTS_MAX,
    weightOf: (events) => events.length,
    heldMax: HELD_MAX,
    bytesMax: Number.POSITIVE_INFINITY,
    bytesOf: () => 0,
  });
  return (events) => {
    if (events.length > 0) void canFail(hints.add(events), LOST, log);
  };
}
