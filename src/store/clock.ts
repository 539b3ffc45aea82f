// One clock for every stored time: MongoDB's, carried between readings by the monotonic clock.
// A host whose wall clock is hours off changes nothing that is decided or stored.
import { performance } from 'node:perf_hooks';
import type { Connection } from 'mongoose';
import type { IsoTime } from '../consent/types.js';

const SYNC_INTERVAL_MS = 30_000;
/** A reading that a hung MongoDB answers late says less than the last one answered in time. */
const UNCERTAINTY_MAX_MS = 250;

export interface MongoClock {
  /** MongoDB's time, to some milliseconds. */
  now(): Date;
  iso(): IsoTime;
  stop(): void;
}

/** Reads MongoDB's time once before it returns and again every half minute. */
export async function createMongoClock(connection: Connection): Promise<MongoClock> {
  let { offset } = await readOffset(connection);
  const timer = setInterval(() => {
    // While MongoDB is away the last reading still holds: the monotonic clock carries it.
    readOffset(connection).then(
      (read) => {
        if (read.uncertaintyMs <= UNCERTAINTY_MAX_MS) offset = read.offset;
      },
      () => undefined,
    );
  }, SYNC_INTERVAL_MS);
  timer.unref();
  const now = () => new Date(offset + performance.now());
  // A busy process asks many times in a millisecond, and writing a time out is dear.
  let written = { at: 0, iso: '' };
  const iso = () => {
    const at = Math.trunc(offset + performance.now());
    if (at !== written.at) written = { at, iso: new Date(at).toISOString() };
    return written.iso;
  };
  return { now, iso, stop: () => clearInterval(timer) };
}

/**
 * MongoDB's time minus the monotonic clock's, in milliseconds, taken at the middle of a round trip;
 * it may be wrong by half of that.
 */
async function readOffset(connection: Connection) {
  const db = connection.db;
  if (!db) throw new Error('MongoDB is not connected');
  const asked = performance.now();
  const { localTime } = (await db.admin().command({ hello: 1 })) as { localTime: Date };
  const answered = performance.now();
  const offset = localTime.getTime() - (asked + answered) / 2;
  return { offset, uncertaintyMs: (answered - asked) / 2 };
}
