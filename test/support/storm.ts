// A storm: thousands of messages on their way while people say STOP, workers die at one step after
// another and one stands still for longer than any lock. Drives it and keeps what happened; what
// must hold is the test's to say.
import { mongo } from 'mongoose';
import type { NewEffect, TextEffectDocument } from '../../src/store/effects.js';
import { hintOf } from '../../src/store/effects.js';
import { seal } from '../../src/store/keyring.js';
import { startWorker } from './processes.js';
import { PROGRAM, SENDER } from './road.js';
import type { Scratch } from './scratch.js';
import type { Sending } from './sending.js';
import { until } from './until.js';

/** A STOP that was answered 200. */
export interface Stop {
  readonly phone: string;
  /** When the answer was there, by MongoDB's clock. */
  readonly answeredAt: Date;
}

export interface StormOptions {
  readonly scratch: Scratch;
  readonly sending: Sending;
  /** Settings of the workers. */
  readonly environment: Readonly<Record<string, string>>;
  /** Steps at which a worker dies, one after the other, each at its n-th passing: `step:n`. */
  readonly deaths: readonly string[];
  /** Where one worker stops, all that it holds with it: `step:n:stop`. */
  readonly freezesAt: string;
  /** How long it stands still. */
  readonly frozenMs: number;
}

const PATIENCE = { timeoutMs: 180_000 };
const STOPS = ['STOP', 'please stop texting me', 'Unsubscribe'];

/** Messages as if the CRM had asked for them one after the other, each with its job. */
export async function submitMany(
  { scratch: { workspace }, sending }: Pick<StormOptions, 'scratch' | 'sending'>,
  phones: readonly string[],
  each: number,
): Promise<void> {
  const { store, queues } = sending.road;
  const contacts = await Promise.all(phones.map(sending.road.contactOf));
  const people = await store.people.known(workspace, contacts);
  const dueAt = store.clock.now();
  const effects = Array.from({ length: each }, (_, round) =>
    contacts.map((contact, index): NewEffect => {
      const _id = `fx_${index}_${round}`;
      const key = people.get(contact)?.key;
      if (!key) throw new Error(`${contact} has no key`);
      const body = new mongo.Binary(seal(key, _id, `Message ${round}`));
      return {
        ...{ _id, channel: 'sms', workspace, contact, sender: SENDER, dueAt },
        ...{ program: PROGRAM.id, message: `msg_${index}_${round}` },
        text: { kind: 'message', purpose: 'informational', body },
      };
    }),
  ).flat();
  await store.effects.record(effects);
  await queues.addEffects(effects.map(hintOf), store.clock.iso());
}

const collectionOf = ({ road }: Sending) =>
  road.store.connection.collection<TextEffectDocument>('effects');

/** Says STOP three times at once; resolves when it was answered and is seen by the gate. */
async function stop(sending: Sending, phone: string): Promise<Stop> {
  const answers = await Promise.all(STOPS.map((body) => sending.road.text(phone, body)));
  if (answers.some((status) => status !== 200)) throw new Error(`a STOP got ${answers.join()}`);
  const { reason = 'allowed' } = await sending.check(phone);
  if (!['opt_out_waiting', 'opted_out'].includes(reason)) throw new Error(`${reason} after a STOP`);
  return { phone, answeredAt: sending.road.store.clock.now() };
}

/** Each person stops as soon as so many messages to them have an outcome. */
async function stopAll(
  sending: Sending,
  phones: readonly string[],
  after: (index: number) => number,
): Promise<readonly Stop[]> {
  const waiting = new Map<string, { phone: string; after: number }>();
  for (const [index, phone] of phones.entries()) {
    waiting.set(await sending.road.contactOf(phone), { phone, after: after(index) });
  }
  const stops: Promise<Stop>[] = [];
  const look = async () => {
    const counts = await collectionOf(sending)
      .aggregate<{ _id: string; count: number }>([
        { $match: { state: 'settled', 'text.kind': 'message' } },
        { $group: { _id: '$contact', count: { $sum: 1 } } },
      ])
      .toArray();
    const settled = new Map(counts.map(({ _id, count }) => [_id, count]));
    for (const [contact, person] of waiting) {
      if ((settled.get(contact) ?? 0) < person.after) continue;
      waiting.delete(contact);
      stops.push(stop(sending, person.phone));
    }
    return waiting.size === 0;
  };
  await until('everybody to have stopped', look, { ...PATIENCE, stepMs: 250 });
  return Promise.all(stops);
}

/**
 * One worker after the other: each dies at its step, and the next begins.
 * @param isOver no more deaths are wanted.
 * @returns the steps at which one died.
 */
async function dyingWorkers(
  { environment, deaths }: StormOptions,
  isOver: () => Promise<boolean>,
): Promise<readonly string[]> {
  const died: string[] = [];
  for (const FAULT_POINT of deaths) {
    if (await isOver()) break;
    const worker = await startWorker({ ...environment, FAULT_POINT });
    const ended = async () => worker.exited() || (await isOver());
    await until(`${FAULT_POINT} or the end`, ended, { ...PATIENCE, stepMs: 200 });
    if (!worker.exited()) await worker.stop();
    else if ((await worker.ended()) === 'SIGKILL') died.push(FAULT_POINT);
  }
  return died;
}

export interface Aftermath {
  readonly stops: readonly Stop[];
  /** Steps at which a worker died. */
  readonly died: readonly string[];
}

/** Resolves once nothing waits any more and every worker was stopped. */
export async function storm(
  options: StormOptions,
  stopping: readonly string[],
  stopsAfter: (index: number) => number,
): Promise<Aftermath> {
  const { sending, environment, freezesAt: FAULT_POINT, frozenMs } = options;
  const { effects, clock } = sending.road.store;
  const frozen = await startWorker({ ...environment, FAULT_POINT });
  const stops = stopAll(sending, stopping, stopsAfter);
  await until('a worker to stand still', frozen.frozen, PATIENCE);
  const thawsAt = clock.now().getTime() + frozenMs;
  const isThawing = async () => clock.now().getTime() > thawsAt;
  // Until the frost is over nobody works but those that are going to die.
  const died = await dyingWorkers(options, isThawing);
  const last = await startWorker(environment);
  await until('the end of the frost', isThawing, { ...PATIENCE, stepMs: 200 });
  frozen.thaw();
  const answered = await stops;
  await until(
    'every effect to be settled',
    async () => {
      await hurryLookUps(sending);
      return (await effects.countWaiting()) === 0;
    },
    { ...PATIENCE, stepMs: 500 },
  );
  for (const worker of [frozen, last]) await worker.stop();
  return { stops: answered, died };
}

/** Two minutes lie between two look-ups of one text: their time comes at once. */
export async function hurryLookUps(sending: Sending): Promise<void> {
  const looked = { state: 'calling' as const, lookups: { $gt: 0 } };
  const later = { dueAt: { $gt: new Date(sending.road.store.clock.now().getTime() + 40_000) } };
  const found = await collectionOf(sending)
    .find({ ...looked, ...later })
    .toArray();
  await Promise.all(found.map(({ _id }) => sending.makeDue(_id)));
}
