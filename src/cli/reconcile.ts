// `assent reconcile`: at once what the workers do every minute: look in the provider's lists for
// what nobody told us. Workers may be running; whatever is found is decided by them.
import { hostname } from 'node:os';
import { flagDeactivated } from '../../workers/reconcile/deactivated.js';
import { createReconciler, type Reconciled } from '../../workers/reconcile.js';
import { fetchStatuses } from '../../workers/schedule/fetch-statuses.js';
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import { openQueues } from '../queues/queues.js';
import { openProvider } from '../senders/providers.js';
import type { Store } from '../store/store.js';
import { besideUp } from './beside-up.js';
import { openProgress } from './progress.js';
import { UsageFault, WrongCall } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface ReconcileCommand {
  readonly since?: string;
  readonly json: boolean;
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A worker is through with its share in seconds. */
const BUSY_TRIES_MAX = 15;
const BUSY_PAUSE_MS = 2_000;

export async function runReconcile(given: Config, command: ReconcileCommand): Promise<void> {
  const config = besideUp(given);
  const since = readSince(command.since);
  const report = await withStore(config, async (store) => {
    const { redisUrl, redisPrefix: prefix } = config;
    // Without Redis the workers find what was kept a little later.
    const queues = redisUrl ? openQueues({ redisUrl, prefix }) : { addInbound: async () => {} };
    const log = createLogger(config, { write: (line) => void process.stderr.write(line) });
    const provider = openProvider({ config, store });
    const holder = `${hostname()}/${process.pid}`;
    const deps = { store, queues, provider, log, holder };
    try {
      const texts = await throughLists(store, createReconciler(deps), since);
      const deactivated = await flagDeactivated(deps, since ? { since } : {});
      const statuses = await fetchStatuses(deps);
      return { texts, deactivated, statuses };
    } finally {
      if ('close' in queues) await queues.close();
    }
  });
  print(report, command);
}

async function throughLists(
  store: Store,
  reconcile: ReturnType<typeof createReconciler>,
  since: Date | undefined,
): Promise<Reconciled[]> {
  const accounts = await store.senders.accounts();
  if (accounts.length === 0) {
    throw new UsageFault('no sender has a provider account with a token; see: assent senders add');
  }
  const progress = openProgress('texts', 0);
  const run = { untilDone: true, onPage: progress.add, ...(since && { since }) };
  const done: Reconciled[] = [];
  try {
    for (const account of accounts) {
      let result = await reconcile(account, run);
      for (let tries = 1; result.state === 'busy' && tries < BUSY_TRIES_MAX; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS));
        result = await reconcile(account, run);
      }
      done.push(result);
    }
  } finally {
    progress.end();
  }
  return done;
}

/** @throws WrongCall for what is neither a time nor a span. */
function readSince(given: string | undefined): Date | undefined {
  if (given === undefined) return undefined;
  const [, count, unit] = /^(\d+)([mhd])$/.exec(given) ?? [];
  const at = unit
    ? Date.now() - Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]
    : Date.parse(given);
  if (Number.isFinite(at) && at <= Date.now()) return new Date(at);
  throw new WrongCall(
    `--since ${given} is no time in the past; wanted e.g. 90m, 24h, 7d or 2026-11-20T08:00:00Z`,
  );
}

interface Report {
  readonly texts: readonly Reconciled[];
  readonly deactivated: Awaited<ReturnType<typeof flagDeactivated>>;
  readonly statuses: Awaited<ReturnType<typeof fetchStatuses>>;
}

function print({ texts, deactivated, statuses }: Report, { json }: ReconcileCommand): void {
  const failed = texts.some(({ state }) => state !== 'done') || deactivated.reason !== undefined;
  if (failed) process.exitCode = 1;
  if (json) {
    process.stdout.write(`${JSON.stringify({ texts, deactivated, statuses })}\n`);
    return;
  }
  const lines = texts.map(sentenceOf);
  const { days, flagged, reason } = deactivated;
  lines.push(
    reason === undefined
      ? `${days.length} lists of numbers out of service: ${flagged} are of people we know`
      : `no list of numbers out of service: ${reason}`,
    `${statuses.asked} texts asked about, ${statuses.ended} of them will never be known`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

function sentenceOf({ accountSid, state, reason, seen, found, statuses }: Reconciled): string {
  if (state === 'busy') return `${accountSid}: a worker is at it; try again in a minute`;
  if (state === 'unanswered') return `${accountSid}: the provider does not answer: ${reason}`;
  return `${accountSid}: ${seen} texts seen, ${found} of them found; ${statuses} statuses found`;
}
