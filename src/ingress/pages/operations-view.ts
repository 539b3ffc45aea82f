// What the operators' page says: figures as people read them, troubles in words, the last hours and
// days as rows. Pure.
import { factsOf } from '../../alert-kinds.js';
import { sha256 } from '../../digest.js';
import { maskPersonal } from '../../log.js';
import { formatPhone } from '../../phone.js';
import { kindOf, whyNot } from '../../senders/redrive.js';
import type { Alert } from '../../store/alerts.js';
import type { HourTally } from '../../store/tallies.js';
import { COUNTED_MAX } from '../../store/waiting.js';
import { senderIdOf } from '../furnishing/change-sender.js';
import { INBOUND, type Operations, type QueueLook, type Trouble } from '../operations.js';
import { sayAgo, sayWhen } from './spoken-time.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HOURS_SHOWN = 24;
const DAYS_SHOWN = 30;
const UTC = 'UTC';

const QUEUE_WORDS: Readonly<Record<QueueLook['name'], string>> = {
  inbound: 'What people did',
  sms: 'Texts',
  email: 'Invitations by e-mail',
  questions: 'Questions to the provider',
  webhooks: 'Events for the CRM',
  imports: 'Files that are read in',
};

const COLUMNS = [
  { of: 'waiting', word: 'Waiting' },
  { of: 'running', word: 'Active' },
  { of: 'later', word: 'Delayed' },
  { of: 'failed', word: 'Failed' },
  { of: 'perMinute', word: 'Per minute' },
] as const;

const KIND_WORDS: Readonly<Record<string, string>> = {
  text: 'a text',
  email_confirmation: 'a form that was sent',
  provider_block: 'a block of the provider',
  revocation: 'an opt-out that was recorded',
  attestation: 'a consent that was recorded',
  review: 'a decision about a text',
  order: 'an answer of the provider',
  expiry: 'a consent that ran out',
  flag: 'a flag of a number',
  scan: 'a scanned code',
  message: 'a message',
  invitation: 'an invitation',
  order_question: 'a question to the provider',
  webhook: 'an event for the CRM',
};

const RESULT_WORDS = {
  set_aside: 'Set aside',
  failed: 'Failed',
  unknown: 'Outcome unknown',
} as const;

/** `38 ms`, `1.2 s`, `26 s`, `4 min`, `2 h`, `3 days`. */
export function sayLength(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  return `${Math.floor(ms / DAY_MS)} days`;
}

/** `1,204`; what was not counted to its end has a plus. */
export function sayCount(count: number): string {
  if (count > COUNTED_MAX) return `${sayCount(COUNTED_MAX)}+`;
  return count.toLocaleString('en-US');
}

export interface ChartRow {
  /** Begin of the hour or day, UTC. */
  readonly at: string;
  readonly label: string;
  readonly optIns: number;
  readonly optOuts: number;
}

/** The last 24 hours, the one under way last; hours without anything are there as well. */
export function lastHours(tallies: readonly HourTally[], now: Date): ChartRow[] {
  const current = Math.floor(now.getTime() / HOUR_MS);
  return rowsOf(tallies, {
    ...{ last: current, count: HOURS_SHOWN, stepMs: HOUR_MS },
    label: (at) => at.toISOString().slice(11, 16),
  });
}

/** The last 30 days, today last. */
export function lastDays(tallies: readonly HourTally[], now: Date): ChartRow[] {
  const today = Math.floor(now.getTime() / DAY_MS);
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: UTC });
  return rowsOf(tallies, {
    ...{ last: today, count: DAYS_SHOWN, stepMs: DAY_MS },
    label: (at) => day.format(at),
  });
}

interface Steps {
  readonly last: number;
  readonly count: number;
  readonly stepMs: number;
  label(at: Date): string;
}

function rowsOf(tallies: readonly HourTally[], { last, count, stepMs, label }: Steps): ChartRow[] {
  const sums = new Map<number, { optIns: number; optOuts: number }>();
  for (const { hour, optIns, optOuts } of tallies) {
    const step = Math.floor(hour.getTime() / stepMs);
    const sum = sums.get(step) ?? { optIns: 0, optOuts: 0 };
    sums.set(step, { optIns: sum.optIns + optIns, optOuts: sum.optOuts + optOuts });
  }
  return Array.from({ length: count }, (_, index) => {
    const step = last - count + 1 + index;
    const at = new Date(step * stepMs);
    const { optIns, optOuts } = sums.get(step) ?? { optIns: 0, optOuts: 0 };
    return { at: at.toISOString(), label: label(at), optIns, optOuts };
  });
}

/** A trouble's name in a form: what it is of, without its words. */
export function troubleId({ queue, group }: Pick<Trouble, 'queue' | 'group'>): string {
  const result = 'result' in group ? group.result : 'set_aside';
  const code = 'code' in group ? group.code : undefined;
  return sha256(JSON.stringify([queue, result, code ?? null, group.reason])).slice(0, 16);
}

function chartOf(name: string, title: string, rows: readonly ChartRow[]) {
  const sum = (of: 'optIns' | 'optOuts') => rows.reduce((total, row) => total + row[of], 0);
  const [optIns, optOuts] = [sum('optIns'), sum('optOuts')];
  return {
    ...{ name, title, rows },
    ...{ optIns: sayCount(optIns), optOuts: sayCount(optOuts), isEmpty: optIns + optOuts === 0 },
  };
}

function queueRow({ name, waiting, running, later, perMinute, failed }: QueueLook) {
  const say = (count: number | undefined) => (count === undefined ? '–' : sayCount(count));
  return {
    ...{ name, word: QUEUE_WORDS[name], failed: sayCount(failed), bad: failed > 0 },
    ...{ waiting: sayCount(waiting), running: say(running) },
    // An act is never put off, and neither is a file.
    later: say(name === INBOUND ? undefined : later),
    perMinute: say(perMinute),
  };
}

const EXACT_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** An alert's times are exact ones, for mails and logs; here they are read. */
const withSpokenTimes = (text: string, now: Date): string =>
  text.replace(EXACT_TIME, (iso) => `${sayWhen(new Date(iso), now, UTC).said} UTC`);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function alertRow({ kind, details: said, since }: Alert, now: Date) {
  const { title, command } = factsOf(kind);
  const details = withSpokenTimes(said, now);
  return { kind, title, details, command, ago: sayAgo(since, now), since: since.toISOString() };
}

function troubleRow(trouble: Trouble, now: Date) {
  const { queue, group } = trouble;
  const shown =
    'acts' in trouble
      ? trouble.acts.map(({ _id, type, receivedAt, fence }) => ({
          ...{ id: _id, what: KIND_WORDS[type] ?? type, when: sayWhen(receivedAt, now, UTC) },
          note: fence
            ? 'Its fence stands: nothing is sent to this person until it is decided.'
            : '',
          may: true,
        }))
      : trouble.letters.map((letter) => {
          const no = whyNot(letter, now);
          return {
            ...{ id: letter._id, what: whatOf(kindOf(letter)) },
            ...{ when: sayWhen(letter.settledAt, now, UTC), note: no ?? '', may: no === undefined },
          };
        });
  const result = 'result' in group ? group.result : 'set_aside';
  return {
    ...{ id: troubleId(trouble), queue, word: QUEUE_WORDS[queue], result: RESULT_WORDS[result] },
    reason: sentence(maskPersonal(group.reason)) || 'No reason was kept.',
    code: 'code' in group ? group.code : undefined,
    ...{ count: sayCount(group.count), one: group.count === 1, shown },
    fences: 'fences' in group ? group.fences : 0,
    hidden: group.count - shown.length,
    ago: sayAgo(group.newest, now),
    newest: group.newest.toISOString(),
    // Of those that are not shown nobody knows; the answer to the form says what stayed.
    may: group.count > shown.length || shown.some(({ may }) => may),
    lettersOnly: queue !== INBOUND,
  };
}

/** Replies are named by their template. */
const whatOf = (kind: string): string =>
  KIND_WORDS[kind] ?? `a reply (${kind.replaceAll('_', ' ')})`;

function cardsOf({ queues, oldestActMs, failedLately, stops }: Operations) {
  const sumOf = (of: 'waiting' | 'running' | 'later' | 'failed', within = queues) =>
    within.reduce((total, look) => total + (look[of] ?? 0), 0);
  const [acts] = queues;
  // A file that failed tells its reason to whoever sent it; nothing of it is listed here.
  const failed = queues.filter(({ name }) => name !== 'imports');
  const later = sumOf('later');
  const rest = later > 0 ? `, ${sayCount(later)} held until later` : '';
  return {
    waiting: {
      figure: sayCount(sumOf('waiting')),
      note: `${sayCount(acts?.waiting ?? 0)} to decide${rest}`,
    },
    oldest: {
      figure: oldestActMs > 0 ? sayLength(oldestActMs) : 'None',
      note: oldestActMs > 0 ? 'An opt-out among them is obeyed already' : 'Everything is decided',
      late: oldestActMs >= MINUTE_MS,
    },
    failed: {
      figure: sayCount(failedLately),
      note: `${sayCount(sumOf('failed', failed))} wait for you`,
    },
    stop: stops && {
      figure: sayLength(stops.p99Ms),
      note: stops.count === 1 ? 'One STOP in 24 h' : `Of ${sayCount(stops.count)} STOPs in 24 h`,
    },
  };
}

/** What holds sending back now, and what may be held back. */
function sendingOf({ pauses, senders, breakers, shared, at }: Operations) {
  const whole = pauses.find(({ sender }) => sender === undefined);
  const said = (since: Date) => ({ ago: sayAgo(since, at), since: since.toISOString() });
  return {
    paused: whole && {
      ...said(whole.since),
      // Whoever pauses a whole installation with several workspaces lets it go on as well.
      mine: whole.workspace !== undefined || !shared,
    },
    senders: senders.map(({ number, accountSid }) => {
      const pause = pauses.find((one) => one.sender === number);
      const open = breakers.find(({ _id }) =>
        [accountSid, `${accountSid}/${number}`].includes(_id),
      );
      return {
        id: senderIdOf({ accountSid, number }),
        phone: formatPhone(number),
        paused: pause && said(pause.since),
        breaker: open && {
          ...said(open.openedAt ?? at),
          reason: maskPersonal(open.reason),
          code: open.refusal,
        },
      };
    }),
  };
}

function healthOf({ readiness: { mongodb, redis, workers } }: Operations) {
  return [
    { name: 'MongoDB', state: mongodb, without: 'Nothing can be kept; providers come again.' },
    { name: 'Redis', state: redis, without: 'Acts are kept, nothing is decided until it is back.' },
    { name: 'Workers', state: workers, without: 'Acts are kept, nothing is decided or sent.' },
  ].map(({ name, state, without }) => ({ name, state, ok: state === 'ok', without }));
}

/** All that the template shows, as words. */
export function operationsView(found: Operations) {
  const { at, hours, alerts, troubles, queues, shared } = found;
  return {
    cards: cardsOf(found),
    alerts: alerts.map((one) => alertRow(one, at)),
    charts: [
      chartOf('hours', 'Last 24 hours', lastHours(hours, at)),
      chartOf('days', 'Last 30 days', lastDays(hours, at)),
    ],
    ...{ columns: COLUMNS, queues: queues.map(queueRow) },
    troubles: troubles.map((one) => troubleRow(one, at)),
    sending: sendingOf(found),
    health: healthOf(found),
    shared,
  };
}
