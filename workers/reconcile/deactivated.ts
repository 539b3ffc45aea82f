// Numbers that carriers took out of service: the provider's list of each day, against the people we
// know. Each is an act on the one road; it is no opt-out, and the next holder's START counts
// (CTIA 5.1.5: process deactivation files regularly).
import type { Logger } from 'pino';
import type { Head } from '../../src/consent/types.js';
import type { Queues } from '../../src/queues/queues.js';
import type { TextProvider } from '../../src/senders/provider.js';
import { reportEvent } from '../../src/senders/provider-reports.js';
import { dialect } from '../../src/senders/providers.js';
import type { InboxEvent } from '../../src/store/inbox.js';
import type { Store } from '../../src/store/store.js';
import { feed } from '../feed.js';

export interface DeactivatedDeps {
  readonly store: Store;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly provider: Pick<TextProvider, 'deactivated'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly holder: string;
}

const DAY_MS = 86_400_000;
/** Older lists say little: the number may have a new holder, who texted us or did not. */
const DAYS_BACK_MAX = 7;
const LEASE_MS = 600_000;
/** Numbers of one read. */
const BATCH = 1_000;
/** A list's days are of the carriers' places: its last hours may be ours of the next day. */
const DAY_ENDS_AFTER_MS = DAY_MS + 12 * 3_600_000;

/** Its entries in the inbox and the cursor: the list is the same for every account. */
const LIST = 'deactivated';
/**
 * Nothing reaches the number now, which ends with the next text from it; and what its holder agreed
 * to is over, which ends with a START of whoever holds it next.
 */
const FLAGS = ['reassigned', 'unreachable'] as const;

/** What going through the lists came to. */
export interface DeactivatedRun {
  /** Days whose lists were gone through. */
  readonly days: readonly string[];
  readonly numbers: number;
  /** People we know whose number was on a list. */
  readonly flagged: number;
  /** Why it ended early, where it did. */
  readonly reason?: string;
}

/** Goes through the list of every day since the last one that it went through, oldest first. */
export async function flagDeactivated(
  deps: DeactivatedDeps,
  { since }: { since?: Date } = {},
): Promise<DeactivatedRun> {
  const { store, holder } = deps;
  const days: string[] = [];
  let numbers = 0;
  let flagged = 0;
  if (!(await store.leases.hold(LIST, holder, LEASE_MS))) return { days, numbers, flagged };
  try {
    for (const day of await daysDue(deps, since)) {
      const list = await ask(deps, day);
      if (list.result === 'unanswered') return { days, numbers, flagged, reason: list.reason };
      if (list.result === 'no_list') {
        // Lists come late; one that never came is not waited for for ever.
        if (day >= dayOf(store, 2 * DAY_MS)) break;
        continue;
      }
      flagged += await flagAll(deps, day, list.numbers);
      numbers += list.numbers.length;
      days.push(day);
      await store.reconcileCursors.doneDay(LIST, day);
      await store.leases.hold(LIST, holder, LEASE_MS);
    }
    return { days, numbers, flagged };
  } finally {
    await store.leases.release(LIST, holder);
  }
}

const dayOf = ({ clock }: Pick<Store, 'clock'>, agoMs: number): string =>
  new Date(clock.now().getTime() - agoMs).toISOString().slice(0, 10);

/** Days that are over and were not gone through yet. */
async function daysDue({ store }: DeactivatedDeps, since: Date | undefined): Promise<string[]> {
  const { day: done = '' } = await store.reconcileCursors.get(LIST);
  const last = since?.toISOString().slice(0, 10);
  const days = Array.from({ length: DAYS_BACK_MAX }, (_, index) =>
    dayOf(store, (DAYS_BACK_MAX - index) * DAY_MS),
  );
  return days.filter((day) => (last === undefined ? day > done : day >= last));
}

/** The list is the same whoever asks: the first account that gets an answer will do. */
async function ask({ store, provider }: DeactivatedDeps, day: string) {
  let answer: Awaited<ReturnType<TextProvider['deactivated']>> = {
    result: 'unanswered',
    reason: 'there is no provider account to ask with',
  };
  for (const { accountSid } of await store.senders.accounts()) {
    answer = await provider.deactivated(accountSid, day);
    if (answer.result !== 'unanswered') return answer;
  }
  return answer;
}

async function flagAll(
  deps: DeactivatedDeps,
  day: string,
  numbers: readonly string[],
): Promise<number> {
  const { store } = deps;
  let flagged = 0;
  for (const workspace of await store.workspaces.ids()) {
    for (let start = 0; start < numbers.length; start += BATCH) {
      const some = numbers.slice(start, start + BATCH);
      const contacts = await store.people.contactsOf(workspace, some);
      const heads = await store.heads.many(workspace, contacts);
      const gone = [...heads.values()].filter((head) => !heardAfter(head, day));
      await feed(
        deps,
        gone.flatMap(({ contact }) => eventsOf(store, { workspace, contact, day })),
      );
      flagged += gone.length;
    }
  }
  return flagged;
}

/** Somebody who texted us since is in service, whoever it is by now. */
function heardAfter({ heard }: Head, day: string): boolean {
  const seconds = Number(heard?.slice(0, 10) ?? 0);
  return seconds * 1_000 > Date.parse(`${day}T00:00:00Z`) + DAY_ENDS_AFTER_MS;
}

function eventsOf(
  { clock }: Pick<Store, 'clock'>,
  { workspace, contact, day }: { workspace: string; contact: string; day: string },
): InboxEvent[] {
  return FLAGS.map((flag) =>
    reportEvent({
      ...{ workspace, contact, flag, raised: true, provider: dialect.name, accountSid: LIST },
      ...{ origin: `${day}/${contact}/${flag}`, code: LIST, receivedAt: clock.now() },
    }),
  );
}
