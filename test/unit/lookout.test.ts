// What the lookout says of figures: lines that do not move, a Redis and its settings, clocks,
// disks.
import { describe, expect, test } from 'vitest';
import { awayProviders, overdueLines } from '../../workers/lookout/looks.js';
import { clockFinding, diskFinding } from '../../workers/lookout/machine.js';
import { lookAtRedis } from '../../workers/lookout/redis.js';
import type { HeadOfLine } from '../../src/store/waiting.js';
import type { Pause } from '../../src/store/pauses.js';

describe('a line', () => {
  const MINUTE_MS = 60_000;
  const since = new Date(0);
  const head = (name: string): HeadOfLine => ({
    ...{ channel: 'sms', head: name, workspace: 'acme', sender: '+16025550100', count: 900 },
  });
  const looking = () => {
    const now = { minutes: 100, heads: [] as HeadOfLine[], paused: [] as Pause[] };
    const look = overdueLines({
      waiting: { headsOfLines: async () => now.heads },
      pauses: { list: async () => now.paused },
      clock: { now: () => new Date(now.minutes * MINUTE_MS) },
    });
    return { now, look };
  };

  test('that is long and moves is no alert; one whose first stays the same is', async () => {
    const { now, look } = looking();
    for (const name of ['fx_1', 'fx_2', 'fx_3', 'fx_4']) {
      now.heads = [head(name)];
      expect(await look()).toEqual([]);
      now.minutes += 1;
    }
    now.minutes += 1;
    expect(await look()).toEqual([
      {
        ...{ kind: 'effects_overdue', subject: 'sms/acme', workspace: 'acme' },
        details: '900 of channel sms in workspace acme; the first is fx_4.',
      },
    ]);
  });

  test.each<[string, Pause, number]>([
    ['everything', { since }, 0],
    ['its workspace', { workspace: 'acme', since }, 0],
    ['its sender', { workspace: 'acme', sender: '+16025550100', since }, 0],
    ['another sender', { workspace: 'acme', sender: '+16025550101', since }, 1],
    ['another workspace', { workspace: 'other', since }, 1],
  ])('is left alone while an operator holds it back: %s is paused', async (_what, pause, found) => {
    const { now, look } = looking();
    now.heads = [head('fx_1')];
    now.paused = [pause];
    await look();
    now.minutes += 5;
    expect(await look()).toHaveLength(found);
  });
});

describe('a provider that is left alone', () => {
  const NOW_MS = 1_000_000;
  const breaker = (openedAgoMs: number, untilMs: number, more: object = {}) => ({
    ...{ _id: 'AC1/+16025550100', failures: 5, opens: 1, opened: true, reason: 'It is down.' },
    ...{ openedAt: new Date(NOW_MS - openedAgoMs), openUntil: new Date(NOW_MS + untilMs), ...more },
  });

  test.each([
    ['for a moment', breaker(30_000, 5_000), 0],
    ['for a minute', breaker(60_000, 5_000), 1],
    ['and that nobody probes, for nothing waits', breaker(600_000, -31_000), 0],
    ['for it refuses us, which another look finds', breaker(60_000, 5_000, { refusal: '1' }), 0],
  ])('%s', async (_what, one, found) => {
    const clock = { now: () => new Date(NOW_MS) };
    const findings = await awayProviders({ clock, breakers: { open: async () => [one, one] } });
    expect(findings).toHaveLength(found);
    expect(JSON.stringify(findings)).not.toContain('+1602');
  });
});

describe('Redis', () => {
  const infoOf = (fields: object) =>
    Object.entries(fields)
      .map(([name, value]) => `${name}:${value}\r\n`)
      .join('');
  const sound = { used_memory: 59, maxmemory: 100, maxmemory_policy: 'noeviction', aof_enabled: 1 };

  test.each([
    ['sound', {}, []],
    ['without a limit', { used_memory: 10 ** 12, maxmemory: 0 }, []],
    ['filling up', { used_memory: 61 }, ['redis_memory']],
    ['throwing keys away', { maxmemory_policy: 'volatile-lru' }, ['redis_settings']],
    ['forgetting at a restart', { aof_enabled: 0 }, ['redis_settings']],
  ])('%s', async (_name, fields, kinds) => {
    const look = lookAtRedis({ info: async () => infoOf({ ...sound, ...fields }) });
    expect((await look.look()).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('that misses one question is not away, and what was wrong with it stays wrong', async () => {
    let answers = true;
    const look = lookAtRedis({
      info: async () => {
        if (answers) return infoOf({ ...sound, aof_enabled: 0 });
        throw new Error('Command timed out');
      },
    });
    const kinds = async () => (await look.look()).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['redis_settings']);
    answers = false;
    expect(await kinds()).toEqual(['redis_settings']);
    expect(await kinds()).toEqual(['redis_settings', 'redis_away']);
    answers = true;
    expect(await kinds()).toEqual(['redis_settings']);
  });
});

describe('machines', () => {
  test.each([
    [0, undefined],
    [4_900, undefined],
    [7_200_000, 'The clock of alpha is 7200 s ahead of MongoDB’s.'],
    [-60_000, 'The clock of alpha is 60 s behind MongoDB’s.'],
  ])('a clock that is %i ms off', (offMs, details) => {
    expect(clockFinding(1_000_000 + offMs, 1_000_000, 'alpha')[0]?.details).toBe(details);
  });

  const GB = 1024 ** 3;
  test.each([
    [0.5, 4, 1],
    [2, 10, 0],
    [2, 100, 1],
    [11, 1_000, 0],
    [0, 0, 0],
  ])('a disk with %i of %i GB free', (free, total, found) => {
    expect(diskFinding({ free: free * GB, total: total * GB }, 'alpha')).toHaveLength(found);
  });
});
