// A cache for settings that every request reads: concurrent readers share one read, and what was
// read is used for a second at most, so that a change is in force everywhere within that time.
import { performance } from 'node:perf_hooks';

const KEPT_MS = 1_000;
/** Keys may come from strangers, so what was asked for first goes first. */
const KEPT_MAX = 1_000;

export interface BriefCache<T> {
  get(key: string): Promise<T>;
  forget(key: string): void;
}

/**
 * @param read fetches the value of one key; a failed read is kept by nobody.
 * @param keptMs how long what was read is used; a second when left out.
 */
export function createBriefCache<T>(
  read: (key: string) => Promise<T>,
  { keptMs = KEPT_MS }: { keptMs?: number } = {},
): BriefCache<T> {
  const kept = new Map<string, { value: Promise<T>; until: number }>();
  return {
    get(key) {
      const now = performance.now();
      const known = kept.get(key);
      if (known && known.until > now) return known.value;
      const value = read(key);
      const entry = { value, until: now + keptMs };
      kept.delete(key);
      kept.set(key, entry);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_MAX) break;
        kept.delete(oldest);
      }
      value.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      return value;
    },
    forget: (key) => void kept.delete(key),
  };
}
