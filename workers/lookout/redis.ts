// How Redis is: whether it answers, whether it has room, and whether it may lose what it is given.
import type { Redis } from 'ioredis';
import type { Finding } from '../../src/store/alerts.js';
import type { Look } from './look.js';

/** Past it a burst could fill the rest before anybody has read the mail. */
const MEMORY_SHARE_MAX = 0.6;
/** One answer that fails may be a blink. */
const MISSED_MAX = 2;

const KINDS = ['redis_away', 'redis_memory', 'redis_settings'] as const;

export function lookAtRedis(connection: Pick<Redis, 'info'>): Look {
  let missed = 0;
  let last: readonly Finding[] = [];
  return {
    kinds: KINDS,
    owns: ({ kind }) => KINDS.some((one) => one === kind),
    async look() {
      const info = await informed(connection);
      missed = info ? 0 : missed + 1;
      // While it is away nobody can say that its memory or settings were mended.
      if (info) last = findingsOf(info);
      return missed < MISSED_MAX ? last : [...last, AWAY];
    },
  };
}

const AWAY: Finding = {
  kind: 'redis_away',
  details: 'Acts are kept and fences stand, but nothing is decided or sent until it is back.',
};

async function informed(connection: Pick<Redis, 'info'>): Promise<Map<string, string> | undefined> {
  try {
    const text = `${await connection.info('memory')}\n${await connection.info('persistence')}`;
    const lines = text.split(/\r?\n/).map((line) => line.split(':'));
    return new Map(lines.map(([name = '', value = '']) => [name, value]));
  } catch {
    // That it does not answer is what was to be found out.
    return undefined;
  }
}

function findingsOf(info: ReadonlyMap<string, string>): Finding[] {
  const [used, max] = [Number(info.get('used_memory')), Number(info.get('maxmemory'))];
  const found: Finding[] = [];
  if (max > 0 && used / max > MEMORY_SHARE_MAX) {
    const percent = Math.round((100 * used) / max);
    found.push({ kind: 'redis_memory', details: `${percent} % of its maxmemory is used.` });
  }
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction') {
    const details = `maxmemory-policy is ${policy}: Redis may throw jobs away; set noeviction.`;
    found.push({ kind: 'redis_settings', subject: 'policy', details });
  }
  if (info.get('aof_enabled') === '0') {
    const details = 'appendonly is no: a restart forgets every job, and the relay has to find it.';
    found.push({ kind: 'redis_settings', subject: 'appendonly', details });
  }
  return found;
}
