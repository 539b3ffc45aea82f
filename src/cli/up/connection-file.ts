// DATA_DIR/connection.json: how a program finds what is running. There while everything answers,
// and only then; its shape is promised to the outside.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from '../../embedded/private-file.js';

export interface Connection {
  readonly baseUrl: string;
  /** What follows belongs to the demo and is absent without it. */
  readonly workspace?: string;
  readonly apiKey?: string;
  readonly sender?: string;
  readonly carrierUrl?: string;
  readonly twilio?: { readonly accountSid: string; readonly authToken: string };
  readonly console: { readonly url: string; readonly email?: string; readonly password?: string };
  readonly mongodbUri: string;
  readonly redisUrl: string;
}

export const connectionFile = (dataDir: string) => join(dataDir, 'connection.json');

export function writeConnection(dataDir: string, connection: Connection): void {
  writePrivate(connectionFile(dataDir), `${JSON.stringify(connection, null, 2)}\n`);
}

/** Also called before a start: a killed one leaves its file behind. */
export function removeConnection(dataDir: string): void {
  rmSync(connectionFile(dataDir), { force: true });
}
