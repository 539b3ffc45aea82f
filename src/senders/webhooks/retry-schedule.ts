// When a delivery that was not taken is tried again: data, and the jitter that keeps endpoints that
// come back from being met by everybody at once. docs/webhooks.md has the table in words.

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first try, the second, and so on: twelve tries in just under three days. */
export const RETRY_PAUSES_MS: readonly number[] = [
  5 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  8 * HOUR_MS,
  10 * HOUR_MS,
  12 * HOUR_MS,
  14 * HOUR_MS,
  19 * HOUR_MS,
];
const JITTER = 0.2;

/**
 * @param triesBefore tries before the one that was not taken.
 * @param retryAfterMs how long the endpoint asked us to wait: kept up to twice the pause.
 * @returns undefined when it is not tried any more.
 */
export function retryPauseMs(
  triesBefore: number,
  {
    retryAfterMs = 0,
    random = Math.random,
  }: { retryAfterMs?: number | undefined; random?: () => number } = {},
): number | undefined {
  const pause = RETRY_PAUSES_MS[triesBefore];
  if (pause === undefined) return undefined;
  const jittered = pause * (1 - JITTER + 2 * JITTER * random());
  return Math.round(Math.max(jittered, Math.min(retryAfterMs, 2 * pause)));
}
