// The whole house as a person starts it: `assent up` in a folder of its own, with its own servers.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type RunningProcess, startProcess } from './processes.js';

/** What `assent up` writes into DATA_DIR/connection.json. */
export interface Connection {
  readonly baseUrl: string;
  readonly workspace: string;
  readonly apiKey: string;
  readonly sender: string;
  readonly carrierUrl: string;
  readonly twilio: { readonly accountSid: string; readonly authToken: string };
  readonly console: { readonly url: string; readonly email: string; readonly password: string };
  readonly mongodbUri: string;
  readonly redisUrl: string;
}

export interface House extends RunningProcess {
  readonly connection: Connection;
}

const FIRST_START_MS = 180_000;

/** Starts everything with `folder/.data` as DATA_DIR and waits until connection.json is there. */
export async function startHouse(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<House> {
  const dataDir = join(folder, '.data');
  const file = join(dataDir, 'connection.json');
  const read = async () => JSON.parse(await readFile(file, 'utf8')) as Connection;
  const running = await startProcess(['up'], {
    folder,
    environment: {
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      CARRIER_PORT: String(await freePort()),
      LOG_LEVEL: 'warn',
      ...environment,
    },
    ready: async () => Boolean(await read()),
    startTimeoutMs: FIRST_START_MS,
  });
  return { ...running, connection: await read() };
}
