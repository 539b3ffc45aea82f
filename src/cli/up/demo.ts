// The demo's part of `assent up`: its carrier, its workspace, its people's past. Loaded only for a
// demo, and while the servers are on their way up.
import { startCarrier } from '../../carrier/start.js';
import { DEMO_EMAIL } from '../../demo-user.js';
import { configureDemo, DEMO_SENDER, DEMO_WORKSPACE } from '../demo/workspace.js';
import { type CarrierAccount, carrierAccount, type DemoLogin, demoLogin } from './access.js';
import type { Connection } from './connection-file.js';
import { ensureDemoPast } from './demo-past.js';
import { prepareStore } from './prepare-store.js';
import { localAddress, type Resolved, type Start } from './start.js';

export interface DemoCarrier {
  readonly account: CarrierAccount;
  /** Where the simulated inbox takes mail. */
  readonly smtpUrl: string;
}

/** Starts the simulated carrier in this process. It needs neither database. */
export async function startDemoCarrier(start: Start): Promise<DemoCarrier> {
  const { config, log, terminal, stops } = start;
  const account = carrierAccount(config.dataDir);
  const number = {
    number: DEMO_SENDER,
    friendlyName: 'Brightside Windows',
    // The fragment is Twilio's way to say: try again when the answer is a 5xx or none.
    smsUrl: `${config.publicUrl}/webhooks/twilio/messages#rc=5&rp=5xx,ct,rt`,
    keywordReplies: 'service',
  } as const;
  const carrier = await startCarrier({
    port: config.carrierPort,
    dataDir: config.dataDir,
    accounts: [{ ...account, numbers: [number] }],
    log,
  });
  await stops.add(() => carrier.close());
  terminal.done('carrier', `${carrier.url}, simulated`);
  return { account, smtpUrl: carrier.smtpUrl };
}

/** Makes workspace, key and user, each where it is missing. */
export async function prepareDemo(
  { log }: Start,
  config: Resolved,
  account: CarrierAccount,
): Promise<DemoLogin> {
  return prepareStore(config, log, async (store) => {
    await configureDemo({ store, publicUrl: config.publicUrl, account });
    return demoLogin(config.dataDir, store);
  });
}

/** Lets the demo's people live through what they have not yet. Everything has to answer already. */
export async function liveDemoPast(start: Start, config: Resolved, apiKey: string): Promise<void> {
  const startedAt = performance.now();
  const { dataDir, carrierUrl } = config;
  const invites = config.smtpUrl === undefined;
  const options = { baseUrl: localAddress(config), carrierUrl, apiKey, invites };
  const walked = await ensureDemoPast(dataDir, start.config.mongodbUri, options);
  const text = walked ? 'forty customers, some of them asked, some in, some out' : 'as you left it';
  start.terminal.done('demo', text, startedAt);
}

/** What connection.json says of the demo. */
export function demoConnection(
  { publicUrl, carrierUrl, mongodbUri, redisUrl }: Resolved,
  twilio: CarrierAccount,
  { apiKey, password }: DemoLogin,
): Connection {
  return {
    baseUrl: publicUrl,
    workspace: DEMO_WORKSPACE,
    apiKey,
    sender: DEMO_SENDER,
    carrierUrl,
    twilio,
    console: { url: `${publicUrl}/console`, email: DEMO_EMAIL, password },
    mongodbUri,
    redisUrl,
  };
}
