// What the lookout looks for. Each look finds everything of its kinds that holds now; whatever of
// them is not found any more is over.
import { groupBy } from '../../src/group-by.js';
import type { Finding } from '../../src/store/alerts.js';
import type { Breaker } from '../../src/store/breakers.js';
import type { HeadOfLine } from '../../src/store/waiting.js';
import type { Store } from '../../src/store/store.js';
import { type Look, lookFor, type LooksDeps } from './look.js';
import { machineLooks } from './machine.js';
import { lookAtRedis } from './redis.js';

/** An opt-out is confirmed within five minutes or not at all. */
const ACT_WAITS_MS = 60_000;
const OVERDUE_MS = 120_000;
const EVENTS_LATE_MS = 300_000;
const REFUSALS_OF_MS = 3_600_000;
/** A provider that is back within it needs nobody. */
const AWAY_MS = 60_000;
/** What waits for a breaker is brought within it, once the next probe may be tried. */
const PROBED_WITHIN_MS = 30_000;

export function allLooks(deps: LooksDeps): readonly Look[] {
  const { store } = deps;
  return [
    lookFor('acts_set_aside', () => setAsideActs(store)),
    lookFor('acts_waiting', () => waitingActs(store)),
    lookFor('effects_overdue', overdueLines(store)),
    lookFor('outcome_unknown', () => unknownOutcomes(store)),
    lookFor('provider_refuses', () => refusals(store)),
    lookFor('provider_away', () => awayProviders(store)),
    lookFor('events_late', () => lateEvents(store)),
    lookAtRedis(deps.queues.connection),
    ...machineLooks(deps),
  ];
}

async function setAsideActs({ setAside }: Store): Promise<Finding[]> {
  const counts = await setAside.counts();
  return counts.map(({ workspace, count, fences, oldest }) => ({
    ...({ kind: 'acts_set_aside', subject: workspace, workspace } as const),
    details:
      `${count} in workspace ${workspace}, the oldest of ${oldest.toISOString()}; ` +
      `${fences} of them keep every text from their contact.`,
  }));
}

async function waitingActs({ waiting }: Store): Promise<Finding[]> {
  const waitsMs = await waiting.oldestActMs();
  if (waitsMs < ACT_WAITS_MS) return [];
  const seconds = Math.round(waitsMs / 1_000);
  return [{ kind: 'acts_waiting', details: `The oldest has waited for ${seconds} s.` }];
}

/** Whoever tells keeps its place twice a minute, also where there is nothing to tell. */
async function lateEvents({ changes, clock }: Store): Promise<Finding[]> {
  const upTo = await changes.readUpTo();
  const lateMs = upTo ? clock.now().getTime() - upTo.at.getTime() : 0;
  if (lateMs < EVENTS_LATE_MS) return [];
  const minutes = Math.round(lateMs / 60_000);
  return [{ kind: 'events_late', details: `The CRM has heard of nothing for ${minutes} min.` }];
}

interface OverdueStore {
  readonly waiting: Pick<Store['waiting'], 'headsOfLines'>;
  readonly pauses: Pick<Store['pauses'], 'list'>;
  readonly clock: Pick<Store['clock'], 'now'>;
}

/** A line is stuck when the same effect has been its first for long; a long line is none. */
export function overdueLines({ waiting, pauses, clock }: OverdueStore): () => Promise<Finding[]> {
  const firstSeen = new Map<string, number>();
  return async () => {
    const [heads, paused] = await Promise.all([waiting.headsOfLines(OVERDUE_MS), pauses.list()]);
    const isPaused = ({ workspace, sender }: HeadOfLine) =>
      paused.some(
        (pause) =>
          (pause.workspace ?? workspace) === workspace && (pause.sender ?? sender) === sender,
      );
    const now = clock.now().getTime();
    const current = new Set(heads.map(({ head }) => head));
    for (const head of firstSeen.keys()) if (!current.has(head)) firstSeen.delete(head);
    for (const head of current) if (!firstSeen.has(head)) firstSeen.set(head, now);
    const isStuck = ({ head }: HeadOfLine) => now - (firstSeen.get(head) ?? now) >= OVERDUE_MS;
    return heads
      .filter((line) => !isPaused(line) && isStuck(line))
      .map(({ channel, workspace, head, count }) => ({
        kind: 'effects_overdue' as const,
        subject: `${channel}/${workspace}`,
        workspace,
        details: `${count} of channel ${channel} in workspace ${workspace}; the first is ${head}.`,
      }));
  };
}

async function unknownOutcomes({ deadLetters }: Store): Promise<Finding[]> {
  const counts = await deadLetters.counts();
  return counts
    .filter(({ result }) => result === 'unknown')
    .map(({ workspace, channel, count }) => ({
      ...({ kind: 'outcome_unknown', subject: `${channel}/${workspace}`, workspace } as const),
      details: `${count} of channel ${channel} in workspace ${workspace}.`,
    }));
}

/** Refused at the call, so that all texts wait or one has failed, or reported afterwards. */
async function refusals(store: Store): Promise<Finding[]> {
  const [waiting, ended] = await Promise.all([refusedLines(store), endedRefusals(store)]);
  return [...waiting, ...ended];
}

/** Breakers as an alert tells of them: by account, for a sender's number stands in no alert. */
interface BreakersStore {
  readonly breakers: Pick<Store['breakers'], 'open'>;
  readonly clock: Pick<Store['clock'], 'now'>;
}

const accountOf = ({ _id }: Breaker): string => _id.split('/')[0] ?? _id;
const lastOpen = ({ openUntil }: Breaker): number => openUntil?.getTime() ?? 0;

/** Accounts or senders that the provider refuses; their texts wait, and go on by themselves. */
async function refusedLines({ breakers, clock }: BreakersStore): Promise<Finding[]> {
  const now = clock.now().getTime();
  const open = (await breakers.open()).filter((one) => now - lastOpen(one) < REFUSALS_OF_MS);
  const refused = open.flatMap((one) =>
    one.refusal === undefined ? [] : [{ ...one, code: one.refusal }],
  );
  const subjectOf = (one: Breaker & { code: string }) => `${accountOf(one)}/${one.code}`;
  return [...groupBy(refused, subjectOf)].flatMap(([subject, [first]]) => {
    if (!first) return [];
    const { reason, code } = first;
    const details = `${reason} Code ${code}, account ${accountOf(first)}; its texts wait.`;
    return { kind: 'provider_refuses' as const, subject, details };
  });
}

/** Accounts left alone for a minute; where nothing waits, nobody probes and nobody knows. */
export async function awayProviders({ breakers, clock }: BreakersStore): Promise<Finding[]> {
  const now = clock.now().getTime();
  const away = (await breakers.open()).filter(
    (one) =>
      one.refusal === undefined &&
      now - (one.openedAt?.getTime() ?? now) >= AWAY_MS &&
      now - lastOpen(one) < PROBED_WITHIN_MS,
  );
  return [...groupBy(away, accountOf)].flatMap(([account, [first]]) => {
    if (!first) return [];
    const since = first.openedAt?.toISOString() ?? '';
    const details = `${first.reason} Account ${account}, since ${since}; its texts wait.`;
    return { kind: 'provider_away' as const, subject: account, details };
  });
}

async function endedRefusals({ deadLetters, messages, clock }: Store): Promise<Finding[]> {
  const since = new Date(clock.now().getTime() - REFUSALS_OF_MS);
  const [called, reported] = await Promise.all([
    deadLetters.refusals(since),
    messages.refusals(since),
  ]);
  const subjectOf = ({ workspace, code }: { workspace: string; code: string }) =>
    `${workspace}/${code}`;
  return [...groupBy([...called, ...reported], subjectOf)].flatMap(([subject, alike]) => {
    const [first] = alike;
    if (!first) return [];
    const { workspace, code, reason } = first;
    const count = alike.reduce((sum, one) => sum + one.count, 0);
    return {
      ...({ kind: 'provider_refuses', subject, workspace } as const),
      details: `${reason} Code ${code}, ${count} texts of workspace ${workspace} in the last hour.`,
    };
  });
}
