// What the operators' page says of figures: lengths, counts, the last hours and days, and that no
// number gets into its words.
import { describe, expect, test } from 'vitest';
import type { Operations, Trouble } from '../../src/ingress/operations.js';
import {
  lastDays,
  lastHours,
  operationsView,
  sayCount,
  sayLength,
  troubleId,
} from '../../src/ingress/pages/operations-view.js';
import type { DeadLetter, DeadLetterGroup } from '../../src/store/dead-letters.js';
import type { Pause } from '../../src/store/pauses.js';
import type { Sender } from '../../src/store/senders.js';

const NOW = new Date('2026-03-12T09:41:00Z');
const AGO = new Date('2026-03-12T09:11:00Z');
const SENDER: Sender = {
  ...({ number: '+16025550100', workspace: 'acme', provider: 'twilio' } as const),
  ...({ accountSid: 'AC1', keywordReplies: 'service' } as const),
  ...{ defaultProgram: 'updates', messagesPerSecond: 1 },
};

const NOTHING: Operations = {
  ...{ at: NOW, shared: false, oldestActMs: 0, failedLately: 0, stops: null },
  queues: [
    { name: 'inbound', waiting: 0, running: 0, perMinute: 0, failed: 0 },
    { name: 'sms', waiting: 0, running: 0, later: 0, perMinute: 0, failed: 0 },
  ],
  ...{ alerts: [], troubles: [], pauses: [], senders: [SENDER], breakers: [], hours: [] },
  readiness: { mongodb: 'ok', redis: 'ok', workers: 'ok' },
};

test.each([
  [0, '0 ms'],
  [38.4, '38 ms'],
  [1_240, '1.2 s'],
  [26_900, '26 s'],
  [59_999, '59 s'],
  [4 * 60_000, '4 min'],
  [7_260_000, '2 h'],
  [3 * 24 * 3_600_000, '3 days'],
])('%d ms is said as %s', (ms, said) => {
  expect(sayLength(ms)).toBe(said);
});

test('counts are grouped, and what was not counted to its end has a plus', () => {
  expect([0, 1_204, 10_000, 10_001].map(sayCount)).toEqual(['0', '1,204', '10,000', '10,000+']);
});

describe('the last hours and days', () => {
  const tally = (hour: string, optIns: number, optOuts: number) => {
    return { hour: new Date(hour), optIns, optOuts };
  };
  const tallies = [
    tally('2026-02-10T23:00:00Z', 99, 99),
    tally('2026-02-11T00:00:00Z', 1, 0),
    tally('2026-03-11T09:00:00Z', 7, 7),
    tally('2026-03-11T10:00:00Z', 2, 0),
    tally('2026-03-12T09:00:00Z', 3, 4),
  ];

  test('are 24, the one under way last, and empty ones are there as well', () => {
    const rows = lastHours(tallies, NOW);
    expect(rows).toHaveLength(24);
    expect(rows[0]).toEqual({
      ...{ at: '2026-03-11T10:00:00.000Z', label: '10:00', optIns: 2, optOuts: 0 },
    });
    expect(rows.at(-1)).toMatchObject({ label: '09:00', optIns: 3, optOuts: 4 });
    expect(rows.filter(({ optIns, optOuts }) => optIns + optOuts > 0)).toHaveLength(2);
  });

  test('are 30, and a day has all of its hours', () => {
    const rows = lastDays(tallies, NOW);
    expect(rows).toHaveLength(30);
    expect(rows[0]).toMatchObject({ label: '11 Feb', optIns: 1, optOuts: 0 });
    expect(rows.at(-2)).toMatchObject({ label: '11 Mar', optIns: 9, optOuts: 7 });
    expect(rows.at(-1)).toMatchObject({ label: '12 Mar', optIns: 3, optOuts: 4 });
  });
});

describe('the page', () => {
  test('of a fresh install says so and asks for nothing', () => {
    const { cards, charts, troubles, sending } = operationsView(NOTHING);
    expect(cards).toMatchObject({
      waiting: { figure: '0', note: '0 to decide' },
      oldest: { figure: 'None', late: false },
      stop: null,
    });
    expect(charts.map(({ isEmpty }) => isEmpty)).toEqual([true, true]);
    expect(troubles).toEqual([]);
    expect(sending.paused).toBeUndefined();
  });

  test('adds up what waits, and tells what is held until later from it', () => {
    const { cards } = operationsView({
      ...NOTHING,
      oldestActMs: 61_000,
      queues: [
        { name: 'inbound', waiting: 12, running: 1, failed: 2 },
        { name: 'sms', waiting: 30, running: 2, later: 5, failed: 1 },
        // Its list is another one.
        { name: 'imports', waiting: 0, running: 0, failed: 4 },
      ],
      stops: { count: 40, p99Ms: 38 },
    });
    expect(cards.waiting).toEqual({ figure: '42', note: '12 to decide, 5 held until later' });
    expect(cards.oldest).toMatchObject({ figure: '1 min', late: true });
    expect(cards.failed.note).toBe('3 wait for you');
    expect(cards.stop).toMatchObject({ figure: '38 ms' });
  });

  test('says times of an alert as people say them', () => {
    const details = '1 in workspace acme, the oldest of 2026-03-12T07:05:22.491Z; 1 of them waits.';
    const alert = { _id: 'a', kind: 'acts_set_aside', subject: 'acme', details, times: 1 } as const;
    const alerts = [{ ...alert, since: AGO, lastSeen: NOW }];
    const [row] = operationsView({ ...NOTHING, alerts }).alerts;
    expect(row).toMatchObject({
      ...{ title: 'Acts could not be decided', ago: '30 min ago', command: 'assent inbox list' },
      details: '1 in workspace acme, the oldest of today 7:05 AM UTC; 1 of them waits.',
    });
  });

  test('says nothing of a pace that nobody knows', () => {
    const queues = [{ name: 'sms', waiting: 1, running: 0, later: 0, failed: 0 }] as const;
    const [row] = operationsView({ ...NOTHING, queues }).queues;
    expect(row).toMatchObject({ waiting: '1', perMinute: '–' });
  });
});

describe('a trouble', () => {
  const reason = 'The number +16025550142 of dana@example.com is odd.';
  const group: DeadLetterGroup = {
    ...({ channel: 'sms', result: 'failed', code: '21211' } as const),
    ...{ reason, count: 3, oldest: AGO, newest: AGO },
  };
  const letter = {
    ...{ _id: 'fx_1', workspace: 'acme', channel: 'sms', settledAt: AGO },
    text: { kind: 'reply', template: 'opt_out_confirmation', askedAt: AGO.toISOString() },
    outcome: { result: 'failed', reason, code: '21211' },
  } as unknown as DeadLetter;
  const trouble: Trouble = { queue: 'sms', group, letters: [letter] };

  test('is said without anybody’s number, and says what cannot be given back', () => {
    const view = operationsView({ ...NOTHING, troubles: [trouble] });
    expect(JSON.stringify(view.troubles)).not.toMatch(/5550142|dana@/);
    expect(view.troubles[0]).toMatchObject({
      ...{ result: 'Failed', code: '21211', count: '3', hidden: 2, ago: '30 min ago', may: true },
      shown: [{ id: 'fx_1', may: false, note: expect.stringContaining('within five minutes') }],
    });
  });

  test('has a name in forms that tells it from others and holds none of its words', () => {
    const others: Trouble[] = [
      { ...trouble, group: { ...group, code: '21610' } },
      { ...trouble, group: { ...group, result: 'unknown' } },
      { queue: 'email', group: { ...group, channel: 'email' }, letters: [] },
      { queue: 'inbound', group: { ...group, fences: 0 }, acts: [] },
    ];
    expect(new Set([trouble, ...others].map(troubleId)).size).toBe(5);
    expect(troubleId({ ...trouble, group: { ...group, count: 9 } })).toBe(troubleId(trouble));
    expect(troubleId(trouble)).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('what is held back', () => {
  const sending = (pauses: Pause[], shared = false) =>
    operationsView({ ...NOTHING, pauses, shared }).sending;

  test('is a sender, the workspace, or everything, which not everybody may let go on', () => {
    const own = { workspace: 'acme', since: AGO };
    expect(sending([{ ...own, sender: SENDER.number }])).toMatchObject({
      paused: undefined,
      senders: [{ id: expect.stringMatching(/^snd_/), paused: { ago: '30 min ago' } }],
    });
    expect(sending([own]).paused).toMatchObject({ ago: '30 min ago', mine: true });
    expect(sending([{ since: AGO }]).paused).toMatchObject({ mine: true });
    expect(sending([{ since: AGO }], true).paused).toMatchObject({ mine: false });
  });

  test('also a sender that is left alone, by its account or by itself', () => {
    const breaker = { failures: 5, opens: 1, opened: true, openedAt: AGO, reason: 'It is full.' };
    for (const _id of ['AC1', 'AC1/+16025550100']) {
      const { senders } = operationsView({ ...NOTHING, breakers: [{ _id, ...breaker }] }).sending;
      expect(senders[0]?.breaker).toMatchObject({ ago: '30 min ago', reason: 'It is full.' });
    }
  });
});
