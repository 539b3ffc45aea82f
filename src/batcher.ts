// Group commit: callers that arrive together share one round trip, each learns its own outcome. A
// batch leaves at once when none is under way; while one is, the next one gathers. Nobody waits for
// company but in a crowd.

/** Says that the next batch may start although this one is not over; later calls do nothing. */
export type HandOver = () => void;

export interface BatcherOptions<In, Out> {
  /** Handles a batch and returns one outcome per item, in order. A thrown error is everybody's. */
  readonly run: (items: readonly In[], handOver: HandOver) => Promise<readonly Out[]>;
  /** Most that one batch holds, counted by `weightOf`; a heavier item travels alone. */
  readonly itemsMax: number;
  /** For how many an item counts in its batch; 1 when absent. */
  readonly weightOf?: (item: In) => number;
  /**
   * Items waiting or under way beyond which `add` refuses; bounds the memory of a hung database.
   */
  readonly heldMax: number;
  readonly bytesMax: number;
  readonly bytesOf: (item: In) => number;
  /**
   * In a crowd: how long the batch after one of so many items gathers on. Those who were just
   * answered come again at once, and fewer, fuller batches are less work for everybody.
   */
  readonly crowd?: { readonly items: number; readonly gatherMs: number };
  /**
   * A batch gathers for as long as each turn of the event loop brings somebody, up to so many: what
   * lies in the sockets already shares it, and one that comes alone waits for nobody.
   */
  readonly sweep?: { readonly upTo: number };
}

/** Thrown by `add` when the buffer is full: nothing of the item was kept. */
export class BatcherFull extends Error {
  override readonly name = 'BatcherFull' as const;
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly bytes: number;
  resolve(outcome: Out): void;
  reject(error: unknown): void;
}

export interface Batcher<In, Out> {
  add(item: In): Promise<Out>;
  /** Items that wait or are under way. */
  readonly held: number;
}

export function createBatcher<In, Out>(options: BatcherOptions<In, Out>): Batcher<In, Out> {
  const waiting: Waiting<In, Out>[] = [];
  let running = false;
  let held = 0;
  let bytesHeld = 0;

  async function runBatches(): Promise<void> {
    running = true;
    let before = 0;
    while (waiting.length > 0) {
      if (isCrowd(before)) await gather();
      if (options.sweep) await sweep(options.sweep.upTo);
      const batch = waiting.splice(0, sizeOfNext());
      before = batch.length;
      await new Promise<void>((handOver) => {
        void runBatch(batch, handOver).then(handOver);
      });
    }
    running = false;
  }

  const isCrowd = (before: number) =>
    options.crowd !== undefined &&
    before >= options.crowd.items &&
    waiting.length < options.itemsMax;

  const gather = () =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, options.crowd?.gatherMs);
    });

  let swept: (() => void) | undefined;

  async function sweep(upTo: number): Promise<void> {
    for (let before = 0; waiting.length > before && waiting.length < upTo; ) {
      before = waiting.length;
      await new Promise<void>((resolve) => {
        swept = resolve;
        setImmediate(resolve);
      });
    }
    swept = undefined;
  }

  /** How many of those that wait fit into one batch; the first one does in any case. */
  function sizeOfNext(): number {
    const { itemsMax, weightOf } = options;
    if (!weightOf) return itemsMax;
    let room = itemsMax;
    const over = waiting.findIndex(({ item }) => (room -= weightOf(item)) < 0);
    return over === -1 ? waiting.length : Math.max(1, over);
  }

  async function runBatch(batch: Waiting<In, Out>[], handOver: HandOver): Promise<void> {
    try {
      const items = batch.map(({ item }) => item);
      const outcomes = await options.run(items, handOver);
      for (const [index, one] of batch.entries()) one.resolve(outcomes[index] as Out);
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
    held -= batch.length;
    bytesHeld -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  return {
    add(item) {
      const bytes = options.bytesOf(item);
      if (held >= options.heldMax || bytesHeld + bytes > options.bytesMax) {
        return Promise.reject(
          new BatcherFull(`${held} items are waiting for the database already`),
        );
      }
      held += 1;
      bytesHeld += bytes;
      return new Promise<Out>((resolve, reject) => {
        waiting.push({ item, bytes, resolve, reject });
        if (swept && waiting.length >= (options.sweep?.upTo ?? 0)) swept();
        // Started in a later microtask so that callers of the same tick share the batch.
        if (!running) {
          running = true;
          queueMicrotask(() => void runBatches());
        }
      });
    },
    get held() {
      return held;
    },
  };
}
