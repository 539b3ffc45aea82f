// What an operator looks at, gathered in one look: what waits, what ended badly, what is held back,
// and how the parts are. One look a second for each workspace, however many look at it. What all
// workspaces share (queues in Redis, the installation's own alerts) is shown only where there is
// one workspace. Nobody's number and nobody's words are in here.
import { canFail } from '../can-fail.js';
import type { Channel } from '../effect-hints.js';
import type { WorkQueue } from '../queues/queues.js';
import { createRates } from '../queues/rates.js';
import type { Alert } from '../store/alerts.js';
import type { Breaker } from '../store/breakers.js';
import { createBriefCache } from '../store/brief-cache.js';
import type { DeadLetter, DeadLetterGroup } from '../store/dead-letters.js';
import type { Pause } from '../store/pauses.js';
import type { Sender } from '../store/senders.js';
import type { SetAsideAct, SetAsideGroup } from '../store/set-aside.js';
import type { HourTally, StopTimes } from '../store/tallies.js';
import type { IngressDeps } from './deps.js';
import { createReadiness, type Readiness } from './readiness.js';

export type OperationsDeps = Pick<IngressDeps, 'config' | 'store' | 'queues' | 'log'>;

export const INBOUND = 'inbound';

/** One queue: the acts that come in, a channel on which effects leave, or files. */
export interface QueueLook {
  readonly name: WorkQueue;
  readonly waiting: number;
  /** Under way; absent where nobody can say. */
  readonly running?: number | undefined;
  /** Held until later; acts never are. */
  readonly later?: number;
  /** Done in the last minute; absent where nobody can say. */
  readonly perMinute?: number | undefined;
  /** What waits for a person; of files, those that failed within a week. */
  readonly failed: number;
}

/** What ended in the same way for the same reason, with the newest of it. */
export type Trouble =
  | { readonly queue: typeof INBOUND; readonly group: SetAsideGroup; readonly acts: SetAsideAct[] }
  | {
      readonly queue: Channel;
      readonly group: DeadLetterGroup;
      readonly letters: readonly DeadLetter[];
    };

export interface Operations {
  readonly at: Date;
  /** True where other workspaces use the same queues. */
  readonly shared: boolean;
  readonly queues: readonly QueueLook[];
  readonly oldestActMs: number;
  /** What ended badly in the last 24 hours and still waits for a person. */
  readonly failedLately: number;
  readonly stops: StopTimes | null;
  readonly alerts: readonly Alert[];
  readonly troubles: readonly Trouble[];
  readonly pauses: readonly Pause[];
  readonly senders: readonly Sender[];
  readonly breakers: readonly Breaker[];
  readonly readiness: Readiness;
  readonly hours: readonly HourTally[];
}

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;
/** How long a look is used: a second, less what it may take. */
const LOOK_KEPT_MS = 900;
/** What changes by the minute is looked at less often. */
const TALLY_KEPT_MS = 10_000;
export const GROUPS_MAX = 50;
/** The newest that are shown one by one, of each queue. */
const SHOWN_MAX = 50;

export function createOperations(deps: OperationsDeps) {
  const readiness = createReadiness(deps);
  const tallies = createBriefCache((workspace) => tallyOf(deps, workspace), {
    keptMs: TALLY_KEPT_MS,
  });
  const looks = createBriefCache(
    async (workspace): Promise<Operations> => {
      const [now, ready, tally, shared] = await Promise.all([
        lookAt(deps, workspace),
        readiness(),
        tallies.get(workspace),
        deps.store.workspaces.ids().then(({ length }) => length > 1),
      ]);
      const { busy, pace, alerts, pauses, ...rest } = now;
      const own = (one: { readonly workspace?: string | undefined }) =>
        one.workspace === workspace || (one.workspace === undefined && !shared);
      return {
        ...rest,
        ...tally,
        ...{ at: deps.store.clock.now(), shared, readiness: ready },
        alerts: alerts.filter(own),
        // A pause of everything holds back this workspace, too, whoever made it.
        pauses: pauses.filter((one) => own(one) || one.workspace === undefined),
        queues: shared ? rest.queues : rest.queues.map((one) => withPace(one, busy, pace)),
      };
    },
    { keptMs: LOOK_KEPT_MS },
  );
  return {
    /** How things are now; at most a second old. */
    of: (workspace: string): Promise<Operations> => looks.get(workspace),
    /** Somebody did something about it: the next look is a new one. */
    forget: (workspace: string): void => looks.forget(workspace),
  };
}

async function tallyOf({ store, log }: OperationsDeps, workspace: string) {
  const since = new Date(store.clock.now().getTime() - DAY_MS);
  const [hours, stops] = await Promise.all([
    canFail(store.tallies.hours(workspace), 'nothing was counted this time', log),
    store.tallies.stopTimes(workspace, since),
  ]);
  return { hours: hours ?? [], stops };
}

async function lookAt(deps: OperationsDeps, workspace: string) {
  const { store } = deps;
  const now = store.clock.now().getTime();
  const since = new Date(now - DAY_MS);
  const [acts, channels, files, oldestActMs, aside, dead, lateActs, lateLetters] =
    await Promise.all([
      store.waiting.acts(workspace),
      store.waiting.channels(workspace),
      store.imports.look(workspace, new Date(now - WEEK_MS)),
      store.waiting.oldestActMs(workspace),
      store.setAside.groups(workspace, GROUPS_MAX),
      store.deadLetters.groups(workspace, GROUPS_MAX),
      store.setAside.countSince(workspace, since),
      store.deadLetters.countSince(workspace, since),
    ]);
  const leaving = (channel: Channel): Row => {
    const failed = sum(dead.filter((one) => one.channel === channel));
    const { due = 0, begun, later = 0 } = channels.find((one) => one.channel === channel) ?? {};
    return { waiting: due, running: begun, later, failed };
  };
  const rows: Readonly<Record<WorkQueue, Row>> = {
    inbound: { waiting: acts, failed: sum(aside) },
    sms: leaving('sms'),
    email: leaving('email'),
    questions: leaving('questions'),
    webhooks: leaving('webhooks'),
    imports: files,
  };
  return {
    queues: Object.entries(rows).map(([name, row]) => ({ name: name as WorkQueue, ...row })),
    ...{ oldestActMs, failedLately: lateActs + lateLetters },
    ...(await heldBack(deps, workspace)),
    ...(await paceOf(deps)),
    troubles: await troublesOf(deps, workspace, aside, dead),
    alerts: await store.alerts.standing(),
  };
}

type Row = Omit<QueueLook, 'name'>;

/** Who is not sent from now: pauses, and provider accounts and senders that are left alone. */
async function heldBack({ store }: OperationsDeps, workspace: string) {
  const [pauses, senders, open] = await Promise.all([
    store.pauses.list(),
    store.senders.list(workspace),
    store.breakers.open(),
  ]);
  const ids = new Set(
    senders.flatMap(({ accountSid, number }) => [accountSid, `${accountSid}/${number}`]),
  );
  return { pauses, senders, breakers: open.filter(({ _id }) => ids.has(_id)) };
}

/** What only Redis knows. It may be away: then nobody can say. */
async function paceOf({ queues, store, config, log }: OperationsDeps) {
  const { connection } = queues;
  const rates = createRates({ connection, prefix: config.redisPrefix, clock: store.clock });
  const [busy, pace] = await Promise.all([
    canFail(queues.inbound.getActiveCount(), 'what is under way was not counted', log),
    canFail(rates.lastMinute(), 'the pace was not read', log),
  ]);
  return { busy, pace };
}

function withPace(
  look: QueueLook,
  busy: number | undefined,
  pace: ReadonlyMap<string, number> | undefined,
): QueueLook {
  const running = look.name === INBOUND ? busy : look.running;
  return { ...look, running, perMinute: pace && (pace.get(look.name) ?? 0) };
}

/** One list a queue that has some: usually none is read. */
async function troublesOf(
  { store }: OperationsDeps,
  workspace: string,
  aside: readonly SetAsideGroup[],
  dead: readonly DeadLetterGroup[],
): Promise<Trouble[]> {
  const page = { limit: SHOWN_MAX };
  const channels = [...new Set(dead.map(({ channel }) => channel))];
  const [acts, ...lists] = await Promise.all([
    aside.length > 0 ? store.setAside.list(workspace, page) : { data: [] },
    ...channels.map((channel) => store.deadLetters.list(workspace, channel, page)),
  ]);
  const letters = lists.flatMap(({ data }) => data);
  return [
    ...aside.map((group) => ({
      queue: INBOUND as typeof INBOUND,
      group,
      acts: acts.data.filter(({ reason = '' }) => reason === group.reason),
    })),
    ...dead.map((group) => ({
      queue: group.channel,
      group,
      letters: letters.filter((letter) => isOf(letter, group)),
    })),
  ];
}

function isOf({ channel, outcome }: DeadLetter, group: DeadLetterGroup): boolean {
  const code = 'code' in outcome ? outcome.code : undefined;
  return (
    channel === group.channel &&
    outcome.result === group.result &&
    outcome.reason === group.reason &&
    code === group.code
  );
}

const sum = (groups: readonly { readonly count: number }[]): number =>
  groups.reduce((total, { count }) => total + count, 0);
