// Opt-ins and opt-outs by the hour, for whoever watches: counted from the log of events, afterwards
// and in the background. Whoever texts waits for none of it, and nothing is decided by it.
import { type Connection, type mongo, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';
import type { StoredEvent } from './events.js';

/** One hour, UTC. */
export interface HourTally {
  readonly hour: Date;
  readonly optIns: number;
  readonly optOuts: number;
}

/** How long opt-outs took from the text to the ledger. */
export interface StopTimes {
  readonly count: number;
  /** As long or shorter took 99 of 100; the longest while there are fewer than 100. */
  readonly p99Ms: number;
}

interface TallyDocument {
  /** The workspace. */
  readonly _id: string;
  /** Place in the log of events up to which everything is counted. */
  readonly position: number;
  /** By the number of the hour since 1970. */
  readonly hours: Readonly<Record<string, { readonly in?: number; readonly out?: number }>>;
}

type Counted = Pick<StoredEvent, 'type' | 'at' | 'position'> & {
  readonly data: { readonly status?: string; readonly previousStatus?: string };
};

type TimedStop = Pick<StoredEvent, 'at'> & {
  readonly data: { readonly occurredAt: string; readonly kind?: string; readonly channel?: string };
};

const HOUR_MS = 3_600_000;
/** What is older is forgotten: the longest chart shows 30 days. */
const KEPT_HOURS = 32 * 24;
/** Events of one step. */
const STEP = 5_000;
/** Steps of one call; a log that is longer is caught up with by the next calls. */
const STEPS_MAX = 20;
/** Opt-outs that are looked at for their times, newest first. */
const STOPS_MAX = 1_000;
const COUNTED = ['consent.granted', 'consent.revoked'] as const;

const schema = new Schema(
  { _id: String, position: Number, hours: Schema.Types.Mixed },
  { collection: 'tallies', versionKey: false, minimize: false },
);

export function createTallyStore(connection: Connection) {
  const model = connection.model('tallies', schema);
  const collection = () => model.collection as unknown as mongo.Collection<TallyDocument>;
  const events = () =>
    connection.model('events').collection as unknown as mongo.Collection<StoredEvent>;

  const read = async (workspace: string): Promise<TallyDocument> =>
    (await collection().findOne({ _id: workspace })) ?? { _id: workspace, position: 0, hours: {} };

  async function endOfLog(workspace: string): Promise<number> {
    const last = await events().findOne(
      { workspace },
      { projection: { position: 1 }, sort: { position: -1 } },
    );
    return last?.position ?? 0;
  }

  /** What may be counted next. The log has no gaps, so all up to its end of before is there. */
  async function next(workspace: string, after: number): Promise<readonly Counted[]> {
    const end = await endOfLog(workspace);
    return events()
      .find(
        {
          ...{ workspace, type: { $in: [...COUNTED] } },
          position: { $gt: after, $lte: end },
        },
        {
          projection: { type: 1, at: 1, position: 1, 'data.status': 1, 'data.previousStatus': 1 },
          sort: { position: 1 },
          limit: STEP,
        },
      )
      .toArray() as unknown as Promise<Counted[]>;
  }

  /** Counts and place move in one write, and only from where they were read: none counts twice. */
  async function move(tally: TallyDocument, counted: readonly Counted[]): Promise<void> {
    const position = counted.at(-1)?.position ?? tally.position;
    const newest = hourOf(counted.at(-1)?.at ?? new Date(0));
    const hours = { ...tally.hours };
    for (const { type, at, data } of counted) {
      if (data.status === data.previousStatus) continue;
      const hour = String(hourOf(at));
      const { in: ins = 0, out: outs = 0 } = hours[hour] ?? {};
      const isOut = type === 'consent.revoked';
      // Consent that ran out is told as revoked; nobody opted out by it.
      if (isOut && data.status !== 'opted_out') continue;
      hours[hour] = isOut ? { in: ins, out: outs + 1 } : { in: ins + 1, out: outs };
    }
    const kept = Object.entries(hours).filter(([hour]) => Number(hour) > newest - KEPT_HOURS);
    const set = { position, hours: Object.fromEntries(kept) };
    try {
      const { _id } = tally;
      const upsert = tally.position === 0;
      await collection().updateOne({ _id, position: tally.position }, { $set: set }, { upsert });
    } catch (error) {
      // Somebody else counted the first ones at the same time.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  return {
    /**
     * Counts what came since the last time, and returns every hour that has something.
     * @returns hours in their order; without the newest ones while the log is far ahead.
     */
    async hours(workspace: string): Promise<HourTally[]> {
      let tally = await read(workspace);
      for (let step = 0; step < STEPS_MAX; step += 1) {
        const counted = await next(workspace, tally.position);
        if (counted.length === 0) break;
        await move(tally, counted);
        tally = await read(workspace);
      }
      return Object.entries(tally.hours)
        .map(([hour, { in: optIns = 0, out: optOuts = 0 }]) => ({
          hour: new Date(Number(hour) * HOUR_MS),
          ...{ optIns, optOuts },
        }))
        .sort((a, b) => a.hour.getTime() - b.hour.getTime());
    },

    /** How long the newest opt-outs by text took, of those that came since then; null: none did. */
    async stopTimes(workspace: string, since: Date): Promise<StopTimes | null> {
      const found = (await events()
        .find(
          { workspace, type: 'consent.revoked' },
          {
            projection: { at: 1, 'data.occurredAt': 1, 'data.kind': 1, 'data.channel': 1 },
            sort: { position: -1 },
            limit: STOPS_MAX,
          },
        )
        .toArray()) as unknown as TimedStop[];
      const times = found
        .filter(({ at, data }) => at >= since && data.kind === 'opted_out')
        .filter(({ data }) => data.channel === 'sms')
        .map(({ at, data }) => Math.max(0, at.getTime() - Date.parse(data.occurredAt)))
        .sort((a, b) => a - b);
      const p99Ms = times[Math.ceil(times.length * 0.99) - 1];
      return p99Ms === undefined ? null : { count: times.length, p99Ms };
    },
  };
}

const hourOf = (at: Date): number => Math.floor(at.getTime() / HOUR_MS);
