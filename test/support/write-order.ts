// The order in which MongoDB wrote, told by MongoDB: no clock of any process is asked.
// Watches what decides whether a text may leave: fences, claims and calls.
import type { Connection } from 'mongoose';
import { until } from './until.js';

/** One write, in the order of the log that all of MongoDB's writes share. */
export type Write =
  | { readonly what: 'fence'; readonly contact: string }
  | { readonly what: 'claim' | 'call'; readonly effect: string };

export interface WriteOrder {
  /** Every write up to this moment, oldest first. */
  writes(): Promise<readonly Write[]>;
  close(): Promise<void>;
}

interface Change {
  readonly ns: { readonly coll: string };
  readonly documentKey: { readonly _id: string };
  readonly fullDocument?: { readonly contact?: string; readonly fence?: boolean };
  readonly updateDescription?: { readonly updatedFields?: Readonly<Record<string, unknown>> };
}

const MARKERS = 'write_order_markers';

/** Begins to watch; writes that began before it returned may be missing. */
export async function watchWrites(connection: Connection): Promise<WriteOrder> {
  const { db } = connection;
  if (!db) throw new Error('the connection is not open');
  const seen: Write[] = [];
  const markers = new Set<string>();
  const operationType = { $in: ['insert', 'update'] };
  const collections = { $in: ['inbox', 'effects', MARKERS] };
  const stream = db.watch([{ $match: { operationType, 'ns.coll': collections } }]);
  stream.on('change', (change) => {
    const { ns, documentKey, ...rest } = change as unknown as Change;
    if (ns.coll === MARKERS) markers.add(documentKey._id);
    else seen.push(...writesOf(ns.coll, documentKey._id, rest));
  });

  /** What was written before the marker has been seen once the marker is seen. */
  async function caughtUp(): Promise<void> {
    const marker = `${performance.now()}`;
    await db?.collection<{ _id: string }>(MARKERS).insertOne({ _id: marker });
    await until('the stream to have caught up', () => markers.has(marker));
  }
  // The first marker may be written before the stream stands, so it is written until it is seen.
  const opened = async () => {
    await db.collection(MARKERS).insertOne({ opening: true });
    return markers.size > 0;
  };
  await until('the stream to stand', opened);
  return {
    async writes() {
      await caughtUp();
      return [...seen];
    },
    close: () => stream.close(),
  };
}

function writesOf(
  collection: string,
  id: string,
  { fullDocument, updateDescription }: Omit<Change, 'ns' | 'documentKey'>,
): Write[] {
  if (collection === 'inbox') {
    const { contact, fence } = fullDocument ?? {};
    return contact !== undefined && fence ? [{ what: 'fence', contact }] : [];
  }
  const { updatedFields = {} } = updateDescription ?? {};
  if ('callingAt' in updatedFields) return [{ what: 'call', effect: id }];
  return 'claim' in updatedFields ? [{ what: 'claim', effect: id }] : [];
}
