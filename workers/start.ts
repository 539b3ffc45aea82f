// Starts the workers of one process and stops them again. Wiring only: no branch on business data.
import { hostname } from 'node:os';
import { type Job, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from '../src/config.js';
import { createFaultPoint } from '../src/fault-points.js';
import {
  type InboundJob,
  openQueues,
  QUEUE_NAMES,
  reconnectDelayMs,
  type EffectJob,
} from '../src/queues/queues.js';
import { createGate } from '../src/senders/gate.js';
import { mailServerUrl, senderAddress } from '../src/senders/mail/mail-place.js';
import { createSmtpMailer } from '../src/senders/mail/smtp-mailer.js';
import { createTwilioProvider } from '../src/senders/twilio/provider.js';
import type { Store } from '../src/store/store.js';
import { createConsentProcessor } from './consent.js';
import { createEmailProcessor } from './email.js';
import { createPrecedence } from './precedence.js';
import { createQuestionsProcessor } from './questions.js';
import { startRelay } from './relay.js';
import { createScheduleProcessor } from './schedule.js';
import { scheduledTasks } from './schedule/tasks.js';
import { createSmsProcessor } from './sms.js';

export const WORKER_NAMES = ['consent', 'sms', 'email', 'questions', 'schedule'] as const;
export type WorkerName = (typeof WORKER_NAMES)[number];

export interface WorkersOptions {
  readonly config: Config;
  readonly store: Store;
  readonly redisUrl: string;
  readonly log: Logger;
  /** Which workers run here; all when absent. The relay runs in every process. */
  readonly names?: readonly WorkerName[];
}

/** Jobs under way in one process. Consent jobs share passes, so many are cheap. */
const CONCURRENCY = { consent: 64, sms: 8, email: 3, questions: 2, schedule: 4 } as const;
const SMS_PER_SECOND_MAX = 100;
const MAILS_PER_SECOND_MAX = 20;
const LOCK_MS = 30_000;
/** How long a text gives way to acts that wait: an opt-out's confirmation the shortest. */
const GIVE_WAY_MS = { urgent: 2_000, rest: 5_000 } as const;

export async function startWorkers({ config, store, redisUrl, log, names }: WorkersOptions) {
  const prefix = config.redisPrefix;
  const queues = openQueues({ redisUrl, prefix });
  const connection = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    retryStrategy: reconnectDelayMs,
  });
  connection.on('error', (error) => log.warn({ err: error }, 'Redis is away'));
  const faultPoint = createFaultPoint(config.faultPoint);
  const provider = createTwilioProvider({
    baseUrl: config.carrier === 'simulated' ? config.carrierUrl : undefined,
    tokenOf: async (sid) => (await store.senders.account(sid))?.tokens[0] ?? null,
  });
  const options = (name: WorkerName): WorkerOptions => ({
    connection,
    prefix,
    concurrency: CONCURRENCY[name],
    lockDuration: LOCK_MS,
    stalledInterval: 10_000,
    maxStalledCount: 3,
    drainDelay: 5,
  });
  const gate = createGate({ store });
  const mailer = createSmtpMailer({ urlOf: () => mailServerUrl(config) });
  const place = { publicUrl: config.publicUrl, from: senderAddress(config) };
  const deps = { store, queues, log, faultPoint, gate, provider, publicUrl: config.publicUrl };
  const schedules = scheduledTasks(deps);
  const [decide, send, ask, precedence] = [
    createConsentProcessor(deps),
    createSmsProcessor(deps),
    createQuestionsProcessor(deps),
    createPrecedence(),
  ];
  const decideFirst = (job: Job<InboundJob>) =>
    precedence.deciding(job.data.ids.length, () => decide(job));
  const sendMail = createEmailProcessor({ store, mailer, place, log, faultPoint });
  const afterDeciding = (work: (job: Job<EffectJob>) => Promise<void>) => {
    return async (job: Job<EffectJob>) => {
      await precedence.giveWay(job.data.urgent ? GIVE_WAY_MS.urgent : GIVE_WAY_MS.rest);
      await work(job);
    };
  };
  const start = {
    consent: () => new Worker(QUEUE_NAMES.inbound, decideFirst, options('consent')),
    sms: () =>
      new Worker(QUEUE_NAMES.sms, afterDeciding(send), {
        ...options('sms'),
        limiter: { max: SMS_PER_SECOND_MAX, duration: 1_000 },
      }),
    email: () =>
      new Worker(QUEUE_NAMES.email, sendMail, {
        ...options('email'),
        limiter: { max: MAILS_PER_SECOND_MAX, duration: 1_000 },
      }),
    questions: () => new Worker(QUEUE_NAMES.questions, afterDeciding(ask), options('questions')),
    schedule: () =>
      new Worker(
        QUEUE_NAMES.schedule,
        createScheduleProcessor({ tasks: schedules, log }),
        options('schedule'),
      ),
  };
  const workers = (names ?? WORKER_NAMES).map((name) => start[name]());
  for (const worker of workers) {
    worker.on('error', (error) => log.warn({ err: error, worker: worker.name }, 'a worker erred'));
    worker.on('failed', (job, error) => log.warn({ err: error, job: job?.id }, 'a job failed'));
  }
  const holder = `${hostname()}/${process.pid}`;
  const relay = startRelay({ store, queues, log, holder, schedules });
  return {
    async close(): Promise<void> {
      await relay.stop();
      await Promise.all(workers.map((worker) => worker.close()));
      mailer.close();
      await queues.close();
      connection.disconnect();
    },
  };
}
