// How every process of ours ends: on a signal, when its parent goes, or by itself; closing what it
// opened, within a deadline that is shorter than the patience of whoever stops it.
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';

const CLOSE_WITHIN_MS = 8_000;
/** npm passes Ctrl-C on to a child that the terminal has told already: one wish, two signals. */
const SAME_WISH_MS = 1_000;
const PARENT_GONE = 'the parent is gone';
const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export type End = (reason: string, how?: 'failed') => void;

/**
 * @param close runs once, whatever ends the process.
 * @param closeWithinMs hard deadline, after which the process ends with code 1.
 * @returns ends the process as a signal would; with `failed` its code is 1, so that a supervisor
 *   starts it again.
 */
export function closeOnEnd(
  log: Logger,
  close: () => Promise<void>,
  closeWithinMs = CLOSE_WITHIN_MS,
): End {
  let failed = false;
  const grace = closeWithGrace(
    { delay: closeWithinMs, logger: false, skip: [...STOP_SIGNALS] },
    async ({ err }) => {
      if (err) log.fatal({ err }, 'the process ends because of an error nobody caught');
      await close();
      if (failed) throw new Error('it ended because something in it had failed');
    },
  );
  let askedAt: number | undefined;
  const end: End = (reason, how) => {
    failed ||= how === 'failed';
    if (askedAt === undefined) {
      askedAt = performance.now();
      log.info({ reason }, 'the process ends');
      grace.close();
      return;
    }
    // Asked again by somebody who does not want to wait.
    if (performance.now() - askedAt > SAME_WISH_MS) process.exit(1);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, () => end(signal));
  // A parent that was killed cannot tell its children; its end of the channel tells them, and may
  // have told them while they were still loading.
  const hadParent = process.send !== undefined;
  if (hadParent && !process.connected) end(PARENT_GONE);
  else process.once('disconnect', () => end(PARENT_GONE));
  return end;
}

/**
 * For the first line of a process: whatever it is waiting for later, it does not outlive its parent
 * by more than the deadline. By then nothing is left to be said, so nothing is asked.
 */
export function neverOutliveParent(): void {
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), CLOSE_WITHIN_MS).unref();
  });
}
