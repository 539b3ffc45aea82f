// `assent up`: everything on this machine, from nothing to a running demo. The order of starting is
// here, and stopping is the same order backwards; how each part is done is in `up/`.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import { closeOnEnd } from './lifecycle.js';
import { type Connection, publishConnection, removeConnection } from './up/connection-file.js';
import { lockDataDir } from './up/data-dir-lock.js';
import { greet } from './up/greeting.js';
import { watchNpm } from './up/npm-watch.js';
import { checkPorts } from './up/own-ports.js';
import { startRoles } from './up/roles.js';
import { startServers } from './up/servers.js';
import type { Resolved, Start } from './up/start.js';
import { createStops, Stopping } from './up/stops.js';
import { openTerminal } from './up/terminal.js';

/** Children have 5 s to stop, the servers after them as long; both are done in one, as a rule. */
const CLOSE_WITHIN_MS = 12_000;

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
    await stops.add(publishConnection(config.dataDir, connection));
    greet(terminal, config.dataDir, connection);
  } catch (error) {
    await stops.run();
    // Whoever asked for the stop ends the process; there is nothing to report.
    if (!(error instanceof Stopping)) throw error;
  }
}

const startAll = (start: Start): Promise<Connection> =>
  start.config.carrier === 'simulated' ? startDemo(start) : startService(start);

async function startDemo(start: Start): Promise<Connection> {
  // Servers first: the demo's code, which is most of it, is loaded while they start.
  const servers = startServers(start);
  const demo = import('./up/demo.js');
  const [config, carrier, { prepareDemo, liveDemoPast, demoConnection }] = await Promise.all([
    servers,
    demo.then(({ startDemoCarrier }) => startDemoCarrier(start)),
    demo,
  ]);
  // Workers refuse to start without their indexes, so these come before everybody.
  await prepareIndexes(start, config);
  const mail = config.smtpUrl ? {} : { SMTP_URL: carrier.smtpUrl };
  const [login] = await Promise.all([
    prepareDemo(start, config, carrier.account),
    startRoles(start, config, mail),
  ]);
  await liveDemoPast(start, config, login.apiKey);
  return demoConnection(config, carrier.account, login);
}

/** Without the simulated carrier: the roles, and nothing made up. */
async function startService(start: Start): Promise<Connection> {
  const config = await startServers(start);
  await prepareIndexes(start, config);
  await startRoles(start, config, {});
  const { publicUrl: baseUrl, mongodbUri, redisUrl } = config;
  return { baseUrl, console: { url: `${baseUrl}/console` }, mongodbUri, redisUrl };
}

async function prepareIndexes({ log }: Start, config: Resolved): Promise<void> {
  const { prepareStore } = await import('./up/prepare-store.js');
  await prepareStore(config, log, (store) => store.ensureIndexes());
}

/** What this process itself has to say, the carrier's words among them. */
function openLog(config: Config): Logger {
  const folder = join(config.dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = createWriteStream(join(folder, 'up.log'), { flags: 'w', mode: 0o600 });
  return createLogger(config, { write: (line) => void file.write(line) });
}
