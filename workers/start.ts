// Starts the workers of one process and stops them again. Wiring only: no branch on business data.
import { hostname } from 'node:os';
import type { Job, Queue, WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import { canFail } from '../src/can-fail.js';
import type { Config } from '../src/config.js';
import { createFaultPoint } from '../src/fault-points.js';
import { type EffectJob, type InboundJob, openQueues, type Queues } from '../src/queues/queues.js';
import { createGate } from '../src/senders/gate.js';
import {
  addressIn,
  canMail,
  mailServerUrl,
  senderAddress,
} from '../src/senders/mail/mail-place.js';
import type { Mailer } from '../src/senders/mail/mailer.js';
import { createSmtpMailer } from '../src/senders/mail/smtp-mailer.js';
import { openProvider } from '../src/senders/providers.js';
import { createWebhookPoster, type WebhookPoster } from '../src/senders/webhooks/poster.js';
import type { Store } from '../src/store/store.js';
import { createCanary } from './canary.js';
import { createConsentProcessor } from './consent.js';
import { createEmailProcessor } from './email.js';
import { createImportsProcessor } from './imports.js';
import { keepWorker } from './kept-worker.js';
import { type Lookout, type LookoutTimes, startLookout } from './lookout.js';
import { allLooks } from './lookout/looks.js';
import { createTell } from './lookout/tell.js';
import { createPrecedence } from './precedence.js';
import { startProbe } from './probe.js';
import { type ProjectorDeps, startProjector } from './projector.js';
import { createSubscribers } from './projector/subscribers.js';
import { createQuestionsProcessor } from './questions.js';
import { raiseAlert } from './raise-alert.js';
import { keepRates } from './rates.js';
import { startRelay } from './relay.js';
import { createScheduleProcessor, type ScheduledTask } from './schedule.js';
import { scheduledTasks } from './schedule/tasks.js';
import { createSmsProcessor } from './sms.js';
import { LOCK_MS } from './sms/bounds.js';
import { createBreaker } from './sms/breaker.js';
import { createTurns } from './sms/turns.js';
import type { WatchdogTimes } from './watchdog.js';
import { createWebhooksProcessor } from './webhooks.js';

export const WORKER_NAMES = [
  'consent',
  'sms',
  'email',
  'questions',
  'webhooks',
  'schedule',
  'imports',
] as const;
export type WorkerName = (typeof WORKER_NAMES)[number];

export interface WorkersOptions {
  readonly config: Config;
  readonly store: Store;
  readonly redisUrl: string;
  readonly log: Logger;
  /** Which workers run here; all when absent. The relay runs in every process. */
  readonly names?: readonly WorkerName[];
  /** A worker takes no jobs, and replacing it did not help: the process has to be started anew. */
  readonly onGivenUp?: (worker: string) => void;
  readonly watchdog?: WatchdogTimes;
  readonly lookout?: LookoutTimes;
}

/** Jobs under way in one process. Consent jobs share passes, so many are cheap. */
const CONCURRENCY = {
  consent: 64,
  sms: 24,
  email: 3,
  questions: 2,
  webhooks: 64,
  schedule: 4,
  imports: 1,
} as const;
const MAILS_PER_SECOND_MAX = 20;
/** A worker that nothing is asked of shows in this time that it would do it. */
const CANARY_EVERY_MS = 30_000;
/** How long a text gives way to acts that wait: an opt-out's confirmation the shortest. */
const GIVE_WAY_MS = { urgent: 2_000, rest: 5_000 } as const;

/** What makes one worker different from the others. */
interface Plan {
  readonly queue: Queue;
  readonly work: (job: Job, token?: string) => Promise<void>;
  readonly perSecondMax?: number;
}

export async function startWorkers(given: WorkersOptions) {
  const { config, store, redisUrl, log, names = WORKER_NAMES } = given;
  const queues = openQueues({ redisUrl, prefix: config.redisPrefix });
  const mailer = createSmtpMailer({ urlOf: () => mailServerUrl(config) });
  const holder = `${hostname()}/${process.pid}`;
  const poster = createWebhookPoster();
  const stopping = new AbortController();
  const deps = { queues, mailer, poster, holder, stopping: stopping.signal };
  const { plans, schedules, projection } = plan(given, deps);
  const { redisPrefix: prefix } = config;
  const { connection } = queues;
  const rates = keepRates({ connection, prefix, clock: store.clock, log });
  const workers = names.map((name) => {
    const { queue, perSecondMax } = plans[name];
    const work = rates.counted(queue.name, plans[name].work);
    const watchdog = keepWorker({
      ...{ name, queue, work, redisUrl, log, times: given.watchdog },
      options: { ...optionsOf(name, perSecondMax), prefix },
      onReplaced: (worker) => reportStuck(given, worker),
      onGivenUp: given.onGivenUp ?? (() => undefined),
    });
    return { watchdog, canary: createCanary({ queue, queues, clock: store.clock }) };
  });
  const flights = setInterval(() => {
    // One that finds no worker waits in the queue, and the watchdog sees it there.
    for (const { canary } of workers) void canFail(canary.round(), 'a canary did not fly', log);
  }, CANARY_EVERY_MS);
  const { workerPort: port, host } = config;
  const probe =
    port === undefined ? undefined : await startProbe({ workers, ping: store.ping, port, host });
  const relay = startRelay({ store, queues, log, holder, schedules });
  const lookout = openLookout(given, { queues, mailer, holder });
  const projector = startProjector({ ...projection, store, log, holder });
  return {
    /** Where the probe listens, if it does. */
    probePort: probe?.port,
    async close(): Promise<void> {
      clearInterval(flights);
      stopping.abort();
      await probe?.close();
      await Promise.all([lookout.stop(), relay.stop(), projector.stop(), rates.stop()]);
      await Promise.all(workers.map(({ watchdog }) => watchdog.close()));
      mailer.close();
      poster.close();
      await queues.close();
    },
  };
}

function optionsOf(name: WorkerName, perSecondMax: number | undefined) {
  return {
    concurrency: CONCURRENCY[name],
    lockDuration: LOCK_MS,
    stalledInterval: 10_000,
    maxStalledCount: 3,
    drainDelay: 5,
    ...(perSecondMax && { limiter: { max: perSecondMax, duration: 1_000 } }),
  } satisfies Partial<WorkerOptions>;
}

/** A worker that stood still is told of, although it was mended. */
function reportStuck(deps: WorkersOptions, worker: string): void {
  const [kind, subject] = ['worker_stuck', `${hostname()}/${worker}`] as const;
  const details = `The worker ${worker} on ${hostname()} took no jobs and was replaced.`;
  const raised = raiseAlert(deps, { kind, subject, details });
  void canFail(raised, 'an alert could not be kept', deps.log);
}

function openLookout(
  { config, store, log, lookout: times }: WorkersOptions,
  { queues, mailer, holder }: { queues: Queues; mailer: Mailer; holder: string },
): Lookout {
  const { alertEmail: to, publicUrl, dataDir } = config;
  if (to !== undefined && !canMail(config)) {
    log.error('ALERT_EMAIL is set, but mail cannot leave without SMTP_URL');
  }
  const from = senderAddress(config);
  const tell =
    to === undefined ? undefined : createTell({ mailer, to: addressIn(to), from, publicUrl, log });
  const looks = allLooks({ store, queues, host: hostname(), dataDir });
  return startLookout({ store, looks, tell, log, holder, times });
}

/** What a process has once. */
interface PlanDeps {
  readonly queues: Queues;
  readonly mailer: Mailer;
  readonly poster: WebhookPoster;
  /** Names the process in leases. */
  readonly holder: string;
  /** Aborted when the process is about to end. */
  readonly stopping: AbortSignal;
}

/** What each worker does, with all that it needs for it. */
function plan(
  { config, store, log }: WorkersOptions,
  { queues, mailer, poster, holder, stopping }: PlanDeps,
): {
  plans: Readonly<Record<WorkerName, Plan>>;
  schedules: readonly ScheduledTask[];
  projection: Pick<ProjectorDeps, 'tell' | 'precedence' | 'faultPoint'>;
} {
  const faultPoint = createFaultPoint(config.faultPoint);
  const { webhookPrivateAddresses: privateAddresses } = config;
  const provider = openProvider({ config, store });
  const gate = createGate({ store });
  const place = { publicUrl: config.publicUrl, from: senderAddress(config) };
  const deps = {
    ...{ store, queues, log, faultPoint, gate, provider, publicUrl: config.publicUrl },
    breaker: createBreaker({ store, log }),
  };
  const tasks = scheduledTasks({ ...deps, holder });
  const [decide, send, ask, precedence] = [
    createConsentProcessor(deps),
    createTurns({ ...deps, concurrency: CONCURRENCY.sms }, createSmsProcessor(deps)),
    createQuestionsProcessor(deps),
    createPrecedence(),
  ];
  const decideFirst = (job: Job<InboundJob>) =>
    precedence.deciding(job.data.ids.length, () => decide(job));
  const afterDeciding = (work: (job: Job<EffectJob>, token?: string) => Promise<void>) => {
    return async (job: Job<EffectJob>, token?: string) => {
      await precedence.giveWay(job.data.urgent ? GIVE_WAY_MS.urgent : GIVE_WAY_MS.rest);
      await work(job, token);
    };
  };
  const { sms, email, questions, webhooks } = queues.effects;
  const plans = {
    consent: { queue: queues.inbound, work: decideFirst },
    sms: { queue: sms, work: afterDeciding(send) },
    email: {
      queue: email,
      work: createEmailProcessor({ store, mailer, place, log, faultPoint }),
      perSecondMax: MAILS_PER_SECOND_MAX,
    },
    questions: { queue: questions, work: afterDeciding(ask) },
    webhooks: {
      queue: webhooks,
      work: createWebhooksProcessor({ ...deps, privateAddresses, poster }),
    },
    schedule: { queue: queues.schedule, work: createScheduleProcessor({ tasks, log }) },
    imports: {
      queue: queues.imports,
      work: createImportsProcessor({ ...deps, precedence, holder, stopping }),
    },
  };
  const tell = createSubscribers(deps);
  return { plans, schedules: tasks, projection: { tell, precedence, faultPoint } };
}
