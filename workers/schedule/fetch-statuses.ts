// Texts of which the provider has said nothing final for half a day: it is asked. What it does not
// know any more, or cannot say after some days, ends where people see it.
import { groupBy } from '../../src/group-by.js';
import type { AskedStatus } from '../../src/senders/provider.js';
import { applyReports } from '../../src/senders/status-reports.js';
import type { UnfinishedMessage } from '../../src/store/message-reports.js';
import { isFinal } from '../../src/store/message-status.js';
import type { ScheduledTask } from '../schedule.js';
import { reportsDeps } from './reports-deps.js';
import type { TaskDeps } from './tasks.js';

const EVERY_MS = 60_000;
const LEASE_MS = 300_000;
/** Texts of one run: 600 an hour and account at the slowest, far below what a provider minds. */
const RUN_MAX = 200;
const ASKED_AT_ONCE = 4;
/** Pauses after the first, the second … time; when they are used up, nobody will ever know. */
const ASK_AGAIN_MS = [12, 24, 48].map((hours) => hours * 3_600_000);

const FORGOTTEN = 'The provider does not know this text any more; whether it arrived is not known.';
const NEVER_SAID = 'The provider never said whether this text arrived.';

/** @returns how many were asked about, and how many of them nobody will ever know of. */
export async function fetchStatuses(deps: TaskDeps): Promise<{ asked: number; ended: number }> {
  const counts = { asked: 0, ended: 0 };
  const lease = [`fetch-statuses`, deps.holder] as const;
  if (!(await deps.store.leases.hold(...lease, LEASE_MS))) return counts;
  try {
    const due = await deps.store.messages.unfinished(RUN_MAX);
    const byAccount = groupBy(await withAccounts(deps, due), ({ accountSid }) => accountSid);
    for (const [accountSid, texts] of byAccount) {
      for (let start = 0; start < texts.length; start += ASKED_AT_ONCE) {
        const some = texts.slice(start, start + ASKED_AT_ONCE);
        const { goOn, ended } = await askAbout(deps, accountSid, some);
        counts.asked += some.length;
        counts.ended += ended;
        // One that is slow or refuses us is left alone until the next run.
        if (!goOn) break;
      }
    }
    return counts;
  } finally {
    await deps.store.leases.release(...lease);
  }
}

export function fetchStatusesTask(deps: TaskDeps): ScheduledTask {
  return {
    name: 'fetch-statuses',
    everyMs: EVERY_MS,
    async run() {
      const { asked, ended } = await fetchStatuses(deps);
      if (asked > 0) deps.log.info({ asked, ended }, 'asked what became of texts');
    },
  };
}

type Unfinished = UnfinishedMessage & { readonly accountSid: string };

/** With the account of the sender; a sender that is gone leaves nobody to be asked. */
async function withAccounts(
  { store }: TaskDeps,
  due: readonly UnfinishedMessage[],
): Promise<Unfinished[]> {
  const byWorkspace = groupBy(due, ({ workspace }) => workspace);
  const found: Unfinished[] = [];
  for (const [workspace, messages] of byWorkspace) {
    const senders = new Map((await store.senders.list(workspace)).map((one) => [one.number, one]));
    for (const message of messages) {
      const accountSid = senders.get(message.sender)?.accountSid;
      if (accountSid !== undefined && message.providerSid !== '') {
        found.push({ ...message, accountSid });
      } else {
        await store.messages.endUnfinished(workspace, message.id, FORGOTTEN);
      }
    }
  }
  return found;
}

async function askAbout(
  deps: TaskDeps,
  accountSid: string,
  texts: readonly Unfinished[],
): Promise<{ goOn: boolean; ended: number }> {
  await claim(deps, texts);
  const answers = await Promise.all(
    texts.map(({ providerSid }) => deps.provider.askStatus(accountSid, providerSid)),
  );
  const reports = texts.flatMap((text, index) => reportOf(text, answers[index]));
  const outcomes = await applyReports(reportsDeps(deps), reports);
  for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
  let ended = 0;
  for (const [index, text] of texts.entries()) {
    const reason = whyOver(text, answers[index]);
    if (reason === undefined) continue;
    await deps.store.messages.endUnfinished(text.workspace, text.id, reason);
    ended += 1;
  }
  return { goOn: answers.every((answer) => answer.result !== 'unanswered'), ended };
}

/** Before the call: whoever dies at it leaves them to be asked about again, later. */
async function claim({ store }: TaskDeps, texts: readonly Unfinished[]): Promise<void> {
  const now = store.clock.now().getTime();
  for (const [asks, same] of groupBy(texts, (text) => text.asks)) {
    const pauseMs = ASK_AGAIN_MS[Math.min(asks, ASK_AGAIN_MS.length - 1)] ?? 0;
    const ids = same.map(({ id }) => id);
    await store.messages.postponeStatus(ids, new Date(now + pauseMs));
  }
}

function reportOf({ accountSid, providerSid, sender }: Unfinished, answer?: AskedStatus) {
  if (answer?.result !== 'known') return [];
  const { result: _known, ...said } = answer;
  return [{ accountSid, providerSid, sender, ...said }];
}

function whyOver({ asks }: Unfinished, answer?: AskedStatus): string | undefined {
  if (answer?.result === 'no_such_text') return FORGOTTEN;
  if (answer?.result === 'known' && isFinal(answer.status)) return undefined;
  return asks >= ASK_AGAIN_MS.length ? NEVER_SAID : undefined;
}
