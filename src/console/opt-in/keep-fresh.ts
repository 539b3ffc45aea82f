// What is known of one record, kept so: looks, waits until something else is to be seen, and looks
// again. After a break it comes back by itself, later each time, and not when all others do.
import { waited } from './browser.js';
import { Refused, type Service } from './service.js';
import type { State } from './state.js';

export interface Keeping {
  readonly service: Pick<Service, 'state' | 'changed'>;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Whether somebody looks at more than the icon. */
  isWatched(): boolean;
  show(state: State): void;
  fail(error: unknown): void;
}

/** Browsers keep few connections to one place: the rest of a long list looks again by itself. */
const STREAMS_MAX = 3;
const LOOK_AGAIN_MS = 15_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 30_000;
let streams = 0;

/** Goes on until its signal ends it or the service refuses: that stays so until the page asks. */
export async function keepFresh({ service, signal, isWatched, show, fail }: Keeping) {
  let pause = RETRY_FIRST_MS;
  const comeBackLater = async () => {
    await waited(pause * (0.5 + Math.random() / 2), signal);
    pause = Math.min(pause * 2, RETRY_LAST_MS);
  };
  while (!signal.aborted) {
    try {
      const state = await service.state();
      if (signal.aborted) return;
      show(state);
      const since = performance.now();
      const isNews = await untilChanged(service, state.shown, { signal, watched: isWatched() });
      const lasted = performance.now() - since;
      if (isNews || lasted > LOOK_AGAIN_MS) pause = RETRY_FIRST_MS;
      if (!isNews) await comeBackLater();
      // What changes all the time is not asked for all the time.
      else if (lasted < RETRY_FIRST_MS) await waited(RETRY_FIRST_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      fail(error);
      if (error instanceof Refused && error.status < 500 && error.status !== 429) return;
      await comeBackLater();
    }
  }
}

/** @returns false when the stream broke off, as when the service has gone. */
async function untilChanged(
  service: Keeping['service'],
  shown: string,
  { signal, watched }: { readonly signal: AbortSignal; readonly watched: boolean },
): Promise<boolean> {
  if (!watched && streams >= STREAMS_MAX) {
    await waited(LOOK_AGAIN_MS, signal);
    return true;
  }
  streams += 1;
  try {
    return await service.changed(shown, signal);
  } finally {
    streams -= 1;
  }
}
