// Swallowing an error has a name here, so that it can be searched for and is always logged.
import type { Logger } from 'pino';

/**
 * Waits for something whose failure changes nothing for the caller.
 * @param why what is lost when it fails, as a sentence for whoever reads the log.
 */
export async function canFail<T>(
  promise: Promise<T>,
  why: string,
  log: Pick<Logger, 'warn'>,
): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    log.warn({ err: error }, why);
    return undefined;
  }
}
