// BullMQ: names, payloads and producers of every queue. Jobs carry ids, never a phone number or a
// text. The queue is the engine, not the record: a job that is lost here is queued again by the
// relay.
import { sha256 } from '../digest.js';
import { type JobsOptions, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { groupBy } from '../group-by.js';
import type { Channel, EffectHint } from '../effect-hints.js';

/**
 * One for what comes in, one for each channel on which effects leave, one for the clock, and one
 * for files, which hold up none of the others.
 */
export const QUEUE_NAMES = {
  inbound: 'inbound',
  sms: 'sms',
  email: 'email',
  questions: 'questions',
  webhooks: 'webhooks',
  schedule: 'schedule',
  imports: 'imports',
} as const;

/**
 * Queues that hold the work of somebody: all but the clock's. Whoever lists queues lists these, and
 * fails to compile where one has no row.
 */
export type WorkQueue = Exclude<keyof typeof QUEUE_NAMES, 'schedule'>;

export interface InboundJob {
  /** Inbox ids of events that were written together. */
  readonly ids: readonly string[];
  /** When it was queued, by MongoDB's clock. */
  readonly at: string;
}

/** A hint that an effect is due. */
export interface EffectJob {
  readonly workspace: string;
  readonly effect: string;
  /** True for the one confirmation of an opt-out. */
  readonly urgent: boolean;
  readonly at: string;
  /** 0 for the first hint, from whoever made the effect; then one more for each of the relay's. */
  readonly round?: number;
  /** When its turn comes, for one that was put back until then. */
  readonly turnAt?: string;
}

/** An import that somebody has to go on with. */
export interface ImportJob {
  readonly workspace: string;
  readonly import: string;
}

/** A task that is run again and again; the job's name is all it carries. */
export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
}

const FINISHED = {
  removeOnComplete: true,
  // Failed jobs are the list an operator reads; the work itself is found by the relay.
  removeOnFail: { age: 7 * 24 * 3600, count: 1_000 },
} as const;

const INBOUND_OPTIONS: JobsOptions = {
  ...FINISHED,
  attempts: 5,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
};
// An effect is tried once a job: every further try is an effect with a new `dueAt`, found by the
// relay.
const EFFECT_OPTIONS: JobsOptions = { ...FINISHED, attempts: 1 };

// A run that failed is not tried again: the next one finds the same work.
const SCHEDULE_OPTIONS: JobsOptions = { ...FINISHED, attempts: 1 };

// One that failed is found again in MongoDB, and under the same id: nothing of it may stay.
const IMPORT_OPTIONS: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/** Jobs of a channel from which on more effects need none yet: they wait in MongoDB. */
export const JOBS_MAX = 1_000;

/** BullMQ takes jobs without a priority before all others: the one confirmation of an opt-out. */
const PRIORITY_REST = 10;

/**
 * A job that asks for nothing and shows that jobs go round. Its payload fits every queue, so that a
 * worker of another version finds nothing to do in it either.
 */
export const CANARY = 'canary';

/** A connection that is silent for this long although it was asked something is given up. */
const SILENT_MS = 5_000;

/** Longest pause between two tries to reach Redis again; BullMQ's own grows to 20 s. */
export const reconnectDelayMs = (tries: number): number => Math.min(50 * 2 ** tries, 2_000);

export type Queues = ReturnType<typeof openQueues>;

/**
 * Producers: a command to an absent Redis fails at once instead of waiting for it.
 */
export function openQueues({ redisUrl, prefix }: { redisUrl: string; prefix: string }) {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    socketTimeout: SILENT_MS,
    retryStrategy: reconnectDelayMs,
  });
  // Every failed command reports itself to its caller; without a listener the process would end.
  connection.on('error', () => undefined);
  const open = <Data>(name: string, defaultJobOptions: JobsOptions) => {
    const queue = new Queue<Data>(name, {
      connection,
      prefix,
      defaultJobOptions,
      streams: { events: { maxLen: 1_000 } },
      skipVersionCheck: true,
    });
    queue.on('error', () => undefined);
    return queue;
  };
  const inbound = open<InboundJob>(QUEUE_NAMES.inbound, INBOUND_OPTIONS);
  const sms = open<EffectJob>(QUEUE_NAMES.sms, EFFECT_OPTIONS);
  const schedule = open<Record<string, never>>(QUEUE_NAMES.schedule, SCHEDULE_OPTIONS);
  const email = open<EffectJob>(QUEUE_NAMES.email, EFFECT_OPTIONS);
  const questions = open<EffectJob>(QUEUE_NAMES.questions, EFFECT_OPTIONS);
  const webhooks = open<EffectJob>(QUEUE_NAMES.webhooks, EFFECT_OPTIONS);
  const effects: Readonly<Record<Channel, Queue<EffectJob>>> = { sms, email, questions, webhooks };
  const imports = open<ImportJob>(QUEUE_NAMES.imports, IMPORT_OPTIONS);
  const all: readonly Queue[] = [inbound, ...Object.values(effects), schedule, imports];

  async function addEffects(hints: readonly EffectHint[], at: string): Promise<void> {
    const byChannel = groupBy(hints, ({ channel }) => channel);
    await Promise.all(
      [...byChannel].map(([channel, ofOne]) =>
        effects[channel].addBulk(ofOne.map((hint) => effectJob(hint, at))),
      ),
    );
  }

  /** Jobs of a channel that nobody has taken yet. */
  const countJobs = (channel: Channel): Promise<number> =>
    effects[channel].getJobCountByTypes('wait', 'prioritized', 'delayed');

  /** The hints that are worth a job now: every urgent one, the others where work is short. */
  async function worthAJob([channel, hints]: readonly [Channel, readonly EffectHint[]]) {
    const jobs = await countJobs(channel);
    return jobs < JOBS_MAX ? hints : hints.filter(({ urgent }) => urgent);
  }

  return {
    connection,
    inbound,
    sms,
    email,
    schedule,
    imports,
    /** By channel. */
    effects,
    all,

    /**
     * Queues events that were written together. `round` tells a repeat by the relay from the first.
     */
    async addInbound(ids: readonly string[], at: string, round = 0): Promise<void> {
      if (ids.length === 0) return;
      const digest = sha256(ids.join('\n')).slice(0, 32);
      await inbound.add('events', { ids, at }, { jobId: `in-${digest}-${round}` });
    },

    /**
     * Queues an import; one that waits or is under way is queued once, however often it is found.
     */
    async addImport({ workspace, id }: { workspace: string; id: string }): Promise<void> {
      await imports.add('import', { workspace, import: id }, { jobId: id });
    },

    countJobs,

    /** Queues effects; `urgent` ones are taken before all others of their channel. */
    addEffects,

    /**
     * The same for what may wait: a channel that has enough to do is told of urgent effects only,
     * and the relay finds the others when it is their turn. Thousands of jobs that nobody could
     * take for a minute would only slow down the deciding of the acts behind them.
     */
    async hintEffects(hints: readonly EffectHint[], at: string): Promise<void> {
      const byChannel = groupBy(hints, ({ channel }) => channel);
      const worth = await Promise.all([...byChannel].map(worthAJob));
      await addEffects(worth.flat(), at);
    },

    /**
     * Says again what is to be run and how often. One that stands keeps its place in time, one that
     * was lost runs at once.
     */
    async keepSchedules(schedules: readonly Schedule[]): Promise<void> {
      for (const { name, everyMs } of schedules) {
        await schedule.upsertJobScheduler(name, { every: everyMs }, { name, data: {} });
      }
    },

    /**
     * Sends a canary through a queue, before everything else that waits there. One that was sent
     * under this id and is still there is not sent again.
     */
    async sendCanary(queue: Queue, id: string, at: string): Promise<void> {
      const data = { ids: [], workspace: '', effect: '', urgent: true, at };
      const once: JobsOptions = {
        jobId: id,
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      };
      await queue.add(CANARY, data, once);
    },

    async ping(): Promise<void> {
      await connection.ping();
    },
    async close(): Promise<void> {
      await Promise.all(all.map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

function effectJob({ workspace, id, urgent, round = 0 }: EffectHint, at: string) {
  return {
    name: 'effect',
    data: { workspace, effect: id, urgent, at, round },
    opts: { jobId: `${id}-${round}`, ...(urgent ? {} : { priority: PRIORITY_REST }) },
  };
}
