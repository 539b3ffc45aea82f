// Something that is done again and again, with a pause in between: the next time is counted from
// the end of the one before, so that none ever runs beside itself.
import type { Logger } from 'pino';
import { canFail } from '../src/can-fail.js';

/**
 * @param stumbled what is lost when it fails once, as a sentence for whoever reads the log.
 * @returns ends it, and waits for what is under way.
 */
export function every(
  pauseMs: number,
  work: () => Promise<void>,
  { log, stumbled }: { readonly log: Pick<Logger, 'warn'>; readonly stumbled: string },
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const schedule = () => {
    timer = setTimeout(() => {
      current = canFail(work(), stumbled, log).then(() => {
        if (!stopped) schedule();
      });
    }, pauseMs);
  };
  schedule();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current;
  };
}
