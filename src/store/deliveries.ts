// Deliveries: one event on its way to one endpoint, with every try, for people to look at. What is
// due and who works on it is decided by `effects`; this only shows it, and is forgotten in time.
import { type Connection, type mongo, Schema } from 'mongoose';
import type { MongoClock } from './clock.js';
import { effectIdOf } from './effects.js';
import { insertNew } from './insert-each.js';
import { newestFirst, type Page } from './newest-first.js';

/** One call and what came of it. */
export interface DeliveryTry {
  readonly at: Date;
  readonly ms: number;
  readonly status?: number;
  readonly excerpt?: string;
  readonly reason?: string;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'cancelled';

export interface Delivery {
  readonly _id: string;
  readonly workspace: string;
  readonly endpoint: string;
  /** Id of the event; of a test, one that nothing happened for. */
  readonly event: string;
  readonly type: string;
  readonly status: DeliveryStatus;
  /** Oldest first. */
  readonly tries: readonly DeliveryTry[];
  /** When it is tried again. */
  readonly nextTryAt?: Date;
  /** Why nothing more is tried, in words for a person. */
  readonly reason?: string;
  /** The delivery that it repeats. */
  readonly redeliveryOf?: string;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

type DeliveryDocument = Delivery & { readonly expiresAt: Date };
export type NewDelivery = Pick<
  Delivery,
  '_id' | 'workspace' | 'endpoint' | 'event' | 'type' | 'redeliveryOf'
>;

const KEPT_MS = 30 * 86_400_000;
const TRIES_MAX = 30;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    endpoint: String,
    event: String,
    type: String,
    status: String,
    tries: [Schema.Types.Mixed],
    nextTryAt: Date,
    reason: String,
    redeliveryOf: String,
    createdAt: Date,
    finishedAt: Date,
    expiresAt: Date,
  },
  { collection: 'deliveries', versionKey: false },
);
schema.index({ workspace: 1, endpoint: 1, createdAt: -1, _id: -1 }, { name: 'newest' });
schema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

/** The id of the one delivery that an event has to an endpoint by itself. */
export function deliveryIdOf(workspace: string, event: string, endpoint: string): string {
  return deliveryOfEffect(effectIdOf(workspace, event, endpoint));
}
export const effectOfDelivery = (delivery: string): string => delivery.replace(/^dl_/, 'fx_');
export const deliveryOfEffect = (effect: string): string => effect.replace(/^fx_/, 'dl_');

export function createDeliveryStore(
  connection: Connection,
  { clock }: { clock: Pick<MongoClock, 'now'> },
) {
  const model = connection.model('deliveries', schema);
  const collection = () => model.collection as unknown as mongo.Collection<DeliveryDocument>;

  return {
    /** Shows deliveries as pending; those that are there stay as they are. */
    async add(deliveries: readonly NewDelivery[]): Promise<void> {
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + KEPT_MS);
      await insertNew(
        model,
        deliveries.map((one) => ({
          ...{ ...one, status: 'pending', tries: [], createdAt, nextTryAt: createdAt, expiresAt },
        })),
      );
    },

    async get(workspace: string, id: string): Promise<Delivery | null> {
      const found = await collection().findOne({ _id: id, workspace });
      return found && toDelivery(found);
    },

    /** Newest first. */
    async list(
      workspace: string,
      { endpoint, status, ...page }: Page & { endpoint: string; status?: DeliveryStatus },
    ): Promise<{ data: Delivery[]; hasMore: boolean }> {
      const filter = { workspace, endpoint, ...(status !== undefined && { status }) };
      const { data, hasMore } = await newestFirst(collection(), { filter, by: 'createdAt' }, page);
      return { data: data.map(toDelivery), hasMore };
    },

    /** A try, and what follows: another one, or the end. */
    async note(
      workspace: string,
      id: string,
      {
        tried,
        ...outcome
      }: {
        tried?: DeliveryTry;
        status: DeliveryStatus;
        nextTryAt?: Date;
        reason?: string;
      },
    ): Promise<void> {
      const over = outcome.status !== 'pending' && { finishedAt: clock.now() };
      await collection().updateOne(
        { _id: id, workspace },
        {
          $set: { ...outcome, ...over },
          ...(outcome.nextTryAt === undefined && { $unset: { nextTryAt: '' } }),
          ...(tried && { $push: { tries: { $each: [tried], $slice: -TRIES_MAX } } }),
        },
      );
    },
  };
}

function toDelivery({ expiresAt: _expiresAt, ...delivery }: DeliveryDocument): Delivery {
  return delivery;
}
