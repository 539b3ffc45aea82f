// Finds what no webhook brought: goes through the provider's own list of an account's texts, page
// by page, and hands every text that the inbox lacks to the one road, under the id that its webhook
// would have had. Decides nothing; what is found twice, or comes after all, is there already.
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { FaultPoint } from '../src/fault-points.js';
import type { Queues } from '../src/queues/queues.js';
import type { StatusReport } from '../src/senders/dialect.js';
import type { ListedTexts, TextProvider } from '../src/senders/provider.js';
import { applyReports } from '../src/senders/status-reports.js';
import type { ReconcileWindow } from '../src/store/reconcile-cursors.js';
import { isFinal } from '../src/store/message-status.js';
import type { Account } from '../src/store/senders.js';
import type { Store } from '../src/store/store.js';
import { feed } from './feed.js';
import { missingTexts } from './reconcile/missing-texts.js';
import { reportsDeps } from './schedule/reports-deps.js';

export interface ReconcileDeps {
  readonly store: Store;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly provider: Pick<TextProvider, 'list'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Names this process in the lease of an account. */
  readonly holder: string;
  readonly faultPoint?: FaultPoint;
  /** How young a text is left to its webhook; two minutes when left out. */
  readonly reserveMs?: number;
  /** Texts of one page; a thousand when left out. */
  readonly pageSize?: number;
}

/** A webhook and its retries are over within 15 s, the fallback's too; the rest is for our own. */
const RESERVE_MS = 120_000;
const PAGE_SIZE = 1_000;
/** Two windows share this much, for texts that the list shows late and for clocks apart. */
const OVERLAP_MS = 600_000;
/**
 * Our clock and the provider's may be so far apart: the list is asked for that much more, and the
 * page that begins it is looked at as a whole.
 */
const CLOCKS_DIFFER_MS = 3 * 3_600_000;
/** How far back the first window of an account goes. */
const FIRST_LOOK_MS = 24 * 3_600_000;
/** One run's share: what is left of a window is gone on with by the next run. */
const RUN_PAGES_MAX = 20;
const RUN_MS_MAX = 5_000;
/** Beyond the slowest page, its writes included. */
const LEASE_MS = 120_000;

export interface ReconcileRun {
  /** Go back to this moment, however far everything was gone through before. */
  readonly since?: Date;
  /** A whole window in one run, however long it takes. */
  readonly untilDone?: boolean;
  readonly onPage?: (listed: number) => void;
}

/** What going through the list of one account came to. */
export interface Reconciled {
  readonly accountSid: string;
  /** `more`: the next run goes on; `busy`: somebody else is at it. */
  readonly state: 'done' | 'more' | 'busy' | 'unanswered';
  readonly reason?: string;
  /** Texts of handsets that were looked at, and how many of them nobody had brought. */
  readonly seen: number;
  readonly found: number;
  /** Texts of ours whose end nobody had told. */
  readonly statuses: number;
}

/** @returns goes through the list of one account, and says what it came to. */
export function createReconciler(deps: ReconcileDeps) {
  const { store, holder } = deps;
  return async function reconcile(account: Account, run: ReconcileRun = {}): Promise<Reconciled> {
    const { accountSid } = account;
    const lease = `reconcile/${accountSid}`;
    const nothing = { accountSid, seen: 0, found: 0, statuses: 0 };
    if (!(await store.leases.hold(lease, holder, LEASE_MS))) return { ...nothing, state: 'busy' };
    try {
      return await goThrough(deps, account, await windowOf(deps, accountSid, run), run);
    } finally {
      await store.leases.release(lease, holder);
    }
  };
}

/** Where a crash or a long list left off, else what came since the last window. */
async function windowOf(
  { store, reserveMs = RESERVE_MS }: ReconcileDeps,
  accountSid: string,
  { since }: ReconcileRun,
): Promise<ReconcileWindow> {
  const { window, doneUntil } = await store.reconcileCursors.get(accountSid);
  const now = store.clock.now().getTime();
  const until = new Date(now - reserveMs);
  if (since) {
    const froms = [since, ...(window ? [window.from] : [])].map((at) => at.getTime());
    return { from: new Date(Math.min(...froms)), until };
  }
  if (window) return window;
  const from = doneUntil ? doneUntil.getTime() - OVERLAP_MS : now - FIRST_LOOK_MS;
  return { from: new Date(from), until };
}

async function goThrough(
  deps: ReconcileDeps,
  account: Account,
  begun: ReconcileWindow,
  { untilDone = false, onPage }: ReconcileRun,
): Promise<Reconciled> {
  const { store, provider, holder, pageSize: limit = PAGE_SIZE } = deps;
  const { accountSid } = account;
  const cursors = store.reconcileCursors;
  const counts = { seen: 0, found: 0, statuses: 0 };
  const startedAt = performance.now();
  const isOver = (pages: number) =>
    !untilDone && (pages >= RUN_PAGES_MAX || performance.now() - startedAt > RUN_MS_MAX);
  let window = begun;
  for (let pages = 0; !isOver(pages); pages += 1) {
    const { from, page } = window;
    const since = new Date(from.getTime() - CLOCKS_DIFFER_MS);
    const listed = await provider.list(accountSid, { since, limit, ...(page && { page }) });
    if (listed.result === 'unanswered') {
      await cursors.goOnAt(accountSid, window);
      return { accountSid, ...counts, state: 'unanswered', reason: listed.reason };
    }
    if (listed.result === 'no_such_page') {
      // From the newest text again: what was done of the window is found to be there.
      window = { from: window.from, until: window.until };
      continue;
    }
    const { seen, found } = await takeTexts(deps, account, listed, window);
    deps.faultPoint?.('reconcile.fed');
    const statuses = await takeStatuses(deps, account, listed, window);
    counts.seen += seen;
    counts.found += found;
    counts.statuses += statuses;
    onPage?.(listed.inbound.length + listed.reports.length);
    if (!listed.next || (listed.newest && listed.newest < from)) {
      await cursors.done(accountSid, window);
      return { accountSid, ...counts, state: 'done' };
    }
    window = { ...window, page: listed.next };
    await cursors.goOnAt(accountSid, window);
    deps.faultPoint?.('reconcile.paged');
    await store.leases.hold(`reconcile/${accountSid}`, holder, LEASE_MS);
  }
  return { accountSid, ...counts, state: 'more' };
}

type Page = Extract<ListedTexts, { result: 'page' }>;

/** Oldest first: what is stamped first was sent first, as far as one page shows it. */
async function takeTexts(
  deps: ReconcileDeps,
  account: Account,
  { inbound }: Page,
  { until }: ReconcileWindow,
): Promise<{ seen: number; found: number }> {
  // The list is newest first, and its times are whole seconds.
  const texts = [...inbound]
    .reverse()
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const missing = await missingTexts(deps, account, texts);
  if (missing.length > 0) {
    await feed(deps, missing);
    const { accountSid } = account;
    deps.log.warn({ accountSid, found: missing.length }, 'texts were found that nobody had posted');
  }
  return { seen: texts.length, found: missing.length };
}

/** The same list says how texts of ours ended; only those that waited for it in vain are told. */
async function takeStatuses(
  deps: ReconcileDeps,
  { accountSid, workspaces }: Account,
  { reports }: Page,
  { until: unheardSince }: ReconcileWindow,
): Promise<number> {
  const ended = reports.filter(({ status }) => isFinal(status));
  const sids = ended.map(({ providerSid }) => providerSid);
  const waiting = await deps.store.messages.withSids(workspaces, sids, { unheardSince });
  const senders = new Map(waiting.map(({ providerSid, sender }) => [providerSid, sender]));
  const news = ended.flatMap((report): StatusReport[] => {
    const sender = senders.get(report.providerSid);
    return sender === undefined ? [] : [{ ...report, accountSid, sender }];
  });
  const outcomes = await applyReports(reportsDeps(deps), news);
  for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
  return news.length;
}
