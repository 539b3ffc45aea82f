// How every process of ours ends: on a signal, when its parent goes, or by itself; closing what it opened,
// within a deadline that is shorter than the patience of whoever stops it.
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';

const CLOSE_WITHIN_MS = 8_000;

/** @param close runs once, whatever ends the process. */
export function closeOnEnd(log: Logger, close: () => Promise<void>): void {
  const grace = closeWithGrace(
    { delay: CLOSE_WITHIN_MS, logger: false },
    async ({ err, signal }) => {
      if (err) log.fatal({ err }, 'the process ends because of an error nobody caught');
      else log.info({ signal }, 'the process ends');
      await close();
    },
  );
  // A parent that was killed cannot tell its children; its end of the channel tells them.
  process.once('disconnect', () => void grace.close());
}
