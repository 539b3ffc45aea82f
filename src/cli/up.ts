// `assent up`: everything on this machine, from nothing to a running demo. The order of starting is here,
// and stopping is the same order backwards; how each part is done is in `up/`.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startCarrier } from '../carrier/start.js';
import type { Config } from '../config.js';
import { DEMO_EMAIL } from '../demo-user.js';
import { startEmbedded } from '../embedded/start-embedded.js';
import { createLogger } from '../log.js';
import { configureDemo, DEMO_SENDER, DEMO_WORKSPACE } from './demo/workspace.js';
import { closeOnEnd } from './lifecycle.js';
import { openStoreOf } from './open-store.js';
import { carrierAccount, demoLogin } from './up/access.js';
import { startRole } from './up/child-role.js';
import { type Connection, removeConnection, writeConnection } from './up/connection-file.js';
import { lockDataDir } from './up/data-dir-lock.js';
import { ensureDemoPast } from './up/demo-past.js';
import { greet } from './up/greeting.js';
import { watchNpm } from './up/npm-watch.js';
import { checkPorts } from './up/own-ports.js';
import { waitUntilReady } from './up/readiness.js';
import { secretOf } from './up/secret.js';
import { createStops, type Stops, Stopping } from './up/stops.js';
import { openTerminal, type Terminal } from './up/terminal.js';

/** Children have 5 s to stop, the servers after them as long; both are done in one, as a rule. */
const CLOSE_WITHIN_MS = 12_000;

/** What every step of a start works with. */
interface Start {
  readonly config: Config;
  readonly log: Logger;
  readonly terminal: Terminal;
  readonly stops: Stops;
}

/** A configuration with nothing left open. */
type Resolved = Config & { readonly mongodbUri: string; readonly redisUrl: string };

/** Returns once everything answers; the process then runs until it is told to end. */
export async function runUp(config: Config): Promise<void> {
  const terminal = openTerminal();
  const lock = lockDataDir(config.dataDir);
  const log = openLog(config);
  const stops = createStops(log);
  const end = closeOnEnd(log, () => stops.run(), CLOSE_WITHIN_MS);
  watchNpm(() => end('npm is gone'));
  try {
    await stops.add(() => lock.release());
    removeConnection(config.dataDir);
    await checkPorts(config, lock.tookOver);
    terminal.print('');
    const connection = await startAll({ config, log, terminal, stops });
    greet(terminal, config.dataDir, connection);
  } catch (error) {
    await stops.run();
    // Whoever asked for the stop ends the process; there is nothing to report.
    if (!(error instanceof Stopping)) throw error;
  }
}

async function startAll(start: Start): Promise<Connection> {
  const config = await resolve(start);
  const connection =
    config.carrier === 'simulated'
      ? await startDemo(start, config)
      : await startPlain(start, config);
  writeConnection(config.dataDir, connection);
  await start.stops.add(() => removeConnection(config.dataDir));
  return connection;
}

/** Finds an answer for every setting that was left open: the databases, and the secret over them. */
async function resolve({ config, terminal, stops }: Start): Promise<Resolved> {
  const startedAt = performance.now();
  const secret = secretOf(config);
  const servers = await startEmbedded({
    dataDir: config.dataDir,
    report: terminal.note,
    redis: !config.redisUrl,
    mongodb: !config.mongodbUri,
  });
  await stops.add(() => servers.stop());
  const redisUrl = config.redisUrl ?? servers.redisUrl ?? '';
  const mongodbUri = config.mongodbUri ?? servers.mongodbUri ?? '';
  const places = [
    servers.redis ? `redis-server on ${servers.redis.port}` : 'your Redis',
    servers.mongodb ? `mongod on ${servers.mongodb.port}` : 'your MongoDB',
  ];
  terminal.done('servers', places.join(', '), startedAt);
  return { ...config, secret, redisUrl, mongodbUri };
}

/** Without the simulated carrier there is no demo: the roles, and nothing made up. */
async function startPlain(start: Start, config: Resolved): Promise<Connection> {
  const store = await openStoreOf(config, start.log);
  try {
    await store.ensureIndexes();
  } finally {
    await store.close();
  }
  await startRoles(start, config, {});
  return connectionOf(config);
}

async function startDemo(start: Start, config: Resolved): Promise<Connection> {
  const { terminal, log } = start;
  const account = carrierAccount(config.dataDir);
  const { smtpUrl } = await startDemoCarrier(start, account);
  const store = await openStoreOf(config, log);
  let login: { apiKey: string; password: string };
  try {
    const roles = startRoles(start, config, config.smtpUrl ? {} : { SMTP_URL: smtpUrl });
    const settings = store
      .ensureIndexes()
      .then(() => configureDemo({ store, publicUrl: config.publicUrl, account }))
      .then(() => demoLogin(config.dataDir, store));
    [login] = await Promise.all([settings, roles]);
  } finally {
    await store.close();
  }
  const { carrierUrl, dataDir } = config;
  const startedAt = performance.now();
  const options = { baseUrl: localAddress(config), carrierUrl, apiKey: login.apiKey };
  const walked = await ensureDemoPast(dataDir, start.config.mongodbUri, options);
  terminal.done('demo', walked ? 'forty people, some of them texted' : 'as you left it', startedAt);
  return { ...connectionOf(config), ...demoConnection(config, account, login) };
}

async function startDemoCarrier(
  { config, log, terminal, stops }: Start,
  account: { readonly accountSid: string; readonly authToken: string },
) {
  const { carrierPort: port, dataDir, publicUrl } = config;
  const number = {
    number: DEMO_SENDER,
    friendlyName: 'Brightside Windows',
    // The fragment is Twilio's way to say: try again when the answer is a 5xx or none.
    smsUrl: `${publicUrl}/webhooks/twilio/messages#rc=5&rp=5xx,ct,rt`,
    keywordReplies: 'service',
  } as const;
  const carrier = await startCarrier({
    port,
    dataDir,
    accounts: [{ ...account, numbers: [number] }],
    log,
  });
  await stops.add(() => carrier.close());
  terminal.done('carrier', `${carrier.url}, simulated`);
  return carrier;
}

/** Ingress and workers as children, until they answer. */
async function startRoles(
  { terminal, stops }: Start,
  config: Resolved,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const startedAt = performance.now();
  const environment = {
    ...process.env,
    MONGODB_URI: config.mongodbUri,
    REDIS_URL: config.redisUrl,
    ASSENT_SECRET: config.secret ?? '',
    ...more,
  };
  const roles = (['ingress', 'worker'] as const).map((role) =>
    startRole({ role, environment, logFile: join(logFolder(config), `${role}.log`), terminal }),
  );
  await stops.add(() => Promise.all(roles.map((role) => role.stop())));
  await waitUntilReady(localAddress(config), roles);
  terminal.done('service', 'ingress and workers answer', startedAt);
}

/** Where the ingress answers on this machine, whatever the world calls it. */
function localAddress({ host, port }: Config): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? '127.0.0.1' : host}:${port}`;
}

function connectionOf({ publicUrl, mongodbUri, redisUrl }: Resolved): Connection {
  return {
    baseUrl: publicUrl,
    console: { url: `${publicUrl}/console` },
    mongodbUri,
    redisUrl,
  };
}

function demoConnection(
  { publicUrl, carrierUrl }: Config,
  twilio: { readonly accountSid: string; readonly authToken: string },
  { apiKey, password }: { readonly apiKey: string; readonly password: string },
): Partial<Connection> {
  return {
    workspace: DEMO_WORKSPACE,
    apiKey,
    sender: DEMO_SENDER,
    carrierUrl,
    twilio,
    console: { url: `${publicUrl}/console`, email: DEMO_EMAIL, password },
  };
}

const logFolder = ({ dataDir }: Config) => join(dataDir, 'logs');

/** What this process itself has to say, the carrier's words among them. */
function openLog(config: Config): Logger {
  mkdirSync(logFolder(config), { recursive: true, mode: 0o700 });
  const file = createWriteStream(join(logFolder(config), 'up.log'), { flags: 'w', mode: 0o600 });
  return createLogger(config, { write: (line) => void file.write(line) });
}
