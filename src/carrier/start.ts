// Starts the simulated carrier and says where it answers. Wiring only.
import { createDirectory } from './directory.js';
import { buildCarrierApp } from './app.js';
import { Faults } from './faults.js';
import { createInbound } from './inbound.js';
import { startMailServer } from './mail-server.js';
import { createOutbound } from './outbound.js';
import { State } from './state.js';
import { createStats } from './stats.js';
import { type CarrierOptions, isOnTheWay } from './types.js';
import { createWebhooks } from './webhooks.js';

export type { CarrierNumber, CarrierOptions } from './types.js';

/** Connections that may wait to be taken: a burst opens thousands at once. */
const BACKLOG = 4_096;

export interface Carrier {
  /** REST API, control calls and pages; `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Where mail for the simulated inbox is delivered; `smtp://127.0.0.1:PORT`. */
  readonly smtpUrl: string;
  /** A text to this handset was accepted and has come to no end yet. */
  awaits(handset: string): boolean;
  /**
   * Stops taking calls, cuts webhooks under way, writes down what is known. May be called twice.
   */
  close(): Promise<void>;
}

/**
 * A carrier that speaks Twilio's REST API and signs webhooks as Twilio does, on loopback only.
 * @throws when the port is taken, the folder cannot be written, or a number is rented twice.
 */
export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const { log } = options;
  const directory = createDirectory(options.accounts);
  const state = await State.open({ dataDir: options.dataDir, log });
  for (const person of options.people ?? []) await state.rememberPerson(person);
  const faults = new Faults();
  const stats = createStats();
  const webhooks = createWebhooks({ faults, stats });
  const outbound = createOutbound({ state, directory, faults, stats, webhooks, log });
  const inbound = createInbound({ state, stats, webhooks, outbound, log });
  const mail = await startMailServer({ state, stats, log });
  const { url: smtpUrl } = mail;
  const parts = { state, directory, faults, stats, outbound, inbound, log, smtpUrl };
  const app = await buildCarrierApp(parts);

  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    outbound.close();
    webhooks.close();
    await Promise.all([app.close(), mail.close()]);
    await state.close();
  };
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  try {
    const url = await app.listen({ host: '127.0.0.1', port: options.port, backlog: BACKLOG });
    const awaits = (handset: string) => state.texts.thread(handset).some(isOnTheWay);
    return { url, smtpUrl, awaits, close };
  } catch (error) {
    await close();
    throw error;
  }
}
