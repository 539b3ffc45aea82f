// Worker processes on the road of a test, and waiting until they have done what lies in the inbox.
import { mongo } from 'mongoose';
import { PUBLIC_URL, type Road } from './road.js';
import { documentsOf, type RawInbox } from './road-promises.js';
import { type RunningProcess, startWorker } from './processes.js';
import type { Scratch } from './scratch.js';
import { until } from './until.js';

/** BullMQ gives a dead worker's job back after half a minute; the relay is sooner. */
const DONE_WITHIN_MS = 60_000;

/** A real worker process on this file's database and keys. */
export function startRoadWorker(
  scratch: Scratch,
  more: Readonly<Record<string, string>> = {},
  names: readonly string[] = [],
): Promise<RunningProcess> {
  return startWorker({ ...scratch.environment, PUBLIC_URL, LOG_LEVEL: 'info', ...more }, names);
}

export const inboxOf = ({ store }: Pick<Road, 'store'>): Promise<RawInbox[]> =>
  documentsOf<RawInbox>(store.connection, 'inbox');

/** Waits until no event of the inbox is open. */
export async function untilDecided({ store }: Pick<Road, 'store'>): Promise<void> {
  const inbox = store.connection.collection('inbox');
  const decided = async () => (await inbox.countDocuments({ state: 'open' })) === 0;
  await until('every event to be decided', decided, { timeoutMs: DONE_WITHIN_MS });
}

/** Waits until every effect has its outcome. */
export async function untilSettled({ store }: Pick<Road, 'store'>): Promise<void> {
  const settled = async () => (await store.effects.countWaiting()) === 0;
  await until('every effect to be settled', settled, { timeoutMs: DONE_WITHIN_MS });
}

/** Waits until no act and no effect waits any more, for as long as the patience says. */
export async function untilIdle(
  { store }: Pick<Road, 'store'>,
  patience: { readonly timeoutMs: number },
): Promise<void> {
  const idle = async () => {
    const [{ open }, waiting] = await Promise.all([
      store.inbox.counts(),
      store.effects.countWaiting(),
    ]);
    return open + waiting === 0;
  };
  await until('all work to be done', idle, patience);
}

/** Lets an event that is not decided yet have come this much earlier, by stamp and by time. */
export async function moveBack(
  { store }: Pick<Road, 'store'>,
  id: string,
  seconds: number,
): Promise<void> {
  const inbox = store.connection.collection<{
    _id: string;
    stamp: mongo.Timestamp;
    receivedAt: Date;
  }>('inbox');
  const found = await inbox.findOne({ _id: id });
  if (!found) throw new Error(`${id} is not in the inbox`);
  const { stamp, receivedAt } = found;
  const earlier = { t: stamp.getHighBits() - seconds, i: stamp.getLowBits() };
  const at = new Date(receivedAt.getTime() - seconds * 1_000);
  const $set = { stamp: new mongo.Timestamp(earlier), receivedAt: at };
  await inbox.updateOne({ _id: id }, { $set });
}
