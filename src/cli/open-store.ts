// Opening the store for a process: the settings it needs, and patience while MongoDB is still on
// its way up.
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { openStore, type Store } from '../store/store.js';
import { UsageFault } from './usage-fault.js';

/** Processes may start in any order; a database that comes up within this time is waited for. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;

export async function openStoreOf(config: Config, log: Logger): Promise<Store> {
  const { mongodbUri: uri, secret, twilio } = config;
  if (!uri) {
    throw new UsageFault(
      'MONGODB_URI is not set; wanted mongodb://… of a replica set, or an `assent up` that runs ' +
        'with the same DATA_DIR',
    );
  }
  if (!secret)
    throw new UsageFault('ASSENT_SECRET is not set; wanted at least 32 random characters');
  const tokens = [twilio.authToken, twilio.authTokenSecondary].filter((one) => one !== undefined);
  const defaultAccount = twilio.accountSid
    ? { defaultAccount: { accountSid: twilio.accountSid, tokens } }
    : {};
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await openStore({ uri, secret, ...defaultAccount });
    } catch (error) {
      if (!isAway(error) || performance.now() > deadline) throw error;
      log.warn({ reason: (error as Error).message }, 'MongoDB does not answer yet');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

const isAway = (error: unknown) =>
  error instanceof Error && /ServerSelection|NetworkError|Network/.test(error.name);
