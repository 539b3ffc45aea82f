// Counters against abuse: how often somebody may do something in a time. They live in MongoDB, so
// that a flushed Redis opens no door. What is limited, and to how much, is said where it is done.
import { createHmac, hkdfSync } from 'node:crypto';
import { type Connection, type mongo, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';
import type { Keyring } from './keyring.js';

/** At most `max` times in a window that opens with the first one and lasts so many seconds. */
export interface Limit {
  /** Letters only: it names a field. */
  readonly name: string;
  readonly max: number;
  readonly seconds: number;
}

export type Taken =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** Name of the limit that is reached; of several, the one that lasts longest. */
      readonly limit: string;
      readonly retryAfterSeconds: number;
    };

interface WindowState {
  readonly from: Date;
  readonly count: number;
}

interface CounterDocument {
  readonly _id: string;
  readonly workspace: string;
  readonly windows: Readonly<Record<string, WindowState>>;
  /** Outcome and time of the last asking. */
  readonly allowed: boolean;
  readonly askedAt: Date;
  /** What was let through under a name of its own, newest last. */
  readonly ids?: readonly string[];
  readonly expiresAt: Date;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    windows: Schema.Types.Mixed,
    allowed: Boolean,
    askedAt: Date,
    ids: [String],
    expiresAt: Date,
  },
  { collection: 'limits', versionKey: false },
);
schema.index({ expiresAt: 1 }, { name: 'expiry', expireAfterSeconds: 0 });

export type LimitStore = ReturnType<typeof createLimitStore>;

export function createLimitStore(connection: Connection, { keyring }: { keyring: Keyring }) {
  const model = connection.model('limits', schema);
  const collection = () => model.collection as unknown as mongo.Collection<CounterDocument>;
  const key = Buffer.from(hkdfSync('sha256', keyring.master, 'assent', 'limits', 32));

  /** Addresses and numbers are never stored as they are, and tenants never share a counter. */
  const idOf = (workspace: string, subject: string) =>
    createHmac('sha256', key).update(`${workspace}\n${subject}`).digest('base64url');

  return {
    /**
     * Takes one of what is left, of every limit or of none, in one round trip. However many ask
     * at once, never more than `max` are let through in a window; who is refused is not counted.
     * @param subject whose doing is counted and what, for example `confirm/ip/203.0.113.7`.
     * @param as names the thing that is let through: asking for the same again takes nothing.
     *   Only for limits of some dozens, for as many names are kept.
     */
    async take(
      workspace: string,
      subject: string,
      limits: readonly Limit[],
      { as }: { as?: string } = {},
    ): Promise<Taken> {
      const _id = idOf(workspace, subject);
      const taking = () =>
        collection().findOneAndUpdate({ _id, workspace }, pipelineOf(limits, as), {
          upsert: true,
          returnDocument: 'after',
        });
      let counter: CounterDocument | null;
      try {
        counter = await taking();
      } catch (error) {
        // Two opened the same counter at once; the second one finds it there.
        if (!isDuplicateKey(error)) throw error;
        counter = await taking();
      }
      if (!counter) throw new Error('MongoDB answered an upsert without its document');
      return counter.allowed ? { allowed: true } : refusal(counter, limits);
    },
  };
}

/** The whole counting as one update: mongod applies one at a time, by its own clock. */
function pipelineOf(limits: readonly Limit[], as: string | undefined): object[] {
  const each = (value: (limit: Limit) => object) =>
    Object.fromEntries(limits.map((limit) => [`windows.${limit.name}`, value(limit)]));
  const again = as === undefined ? false : { $in: [{ $literal: as }, '$ids'] };
  const room = limits.map(({ name, max }) => ({ $lt: [`$windows.${name}.count`, max] }));
  const keptIds = Math.max(...limits.map(({ max }) => max));
  const counted = { $cond: [{ $and: ['$allowed', { $not: [again] }] }, 1, 0] };
  return [
    { $set: { ...each(openWindow), ids: { $ifNull: ['$ids', []] }, askedAt: '$$NOW' } },
    { $set: { allowed: { $or: [again, { $and: room }] } } },
    {
      $set: {
        ...each(({ name }) => ({
          from: `$windows.${name}.from`,
          count: { $add: [`$windows.${name}.count`, counted] },
        })),
        ...(as !== undefined && {
          ids: {
            $cond: [
              { $and: ['$allowed', { $not: [again] }] },
              { $slice: [{ $concatArrays: ['$ids', [{ $literal: as }]] }, -keptIds] },
              '$ids',
            ],
          },
        }),
        expiresAt: { $max: ['$expiresAt', ...limits.map(endOf)] },
      },
    },
  ];
}

/** The window as it stands; one that is over, or never was, begins now with nothing in it. */
function openWindow({ name, seconds }: Limit): object {
  const from = `$windows.${name}.from`;
  const over = {
    $lte: [{ $ifNull: [from, new Date(0)] }, { $subtract: ['$$NOW', seconds * 1_000] }],
  };
  return {
    from: { $cond: [over, '$$NOW', from] },
    count: { $cond: [over, 0, `$windows.${name}.count`] },
  };
}

const endOf = ({ name, seconds }: Limit) => ({ $add: [`$windows.${name}.from`, seconds * 1_000] });

function refusal({ windows, askedAt }: CounterDocument, limits: readonly Limit[]): Taken {
  const reached = limits
    .filter(({ name, max }) => (windows[name]?.count ?? 0) >= max)
    .map(({ name, seconds }) => {
      const end = (windows[name]?.from.getTime() ?? 0) + seconds * 1_000;
      return { limit: name, retryAfterSeconds: secondsUntil(end, askedAt) };
    })
    .sort((a, b) => b.retryAfterSeconds - a.retryAfterSeconds);
  const longest = reached[0];
  if (!longest) throw new Error('a counter refused without a limit that is reached');
  return { allowed: false, ...longest };
}

const secondsUntil = (end: number, now: Date) =>
  Math.max(1, Math.ceil((end - now.getTime()) / 1_000));
