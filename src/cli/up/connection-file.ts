// DATA_DIR/connection.json: how a program finds what is running. There while everything answers,
// and only then; its shape is promised to the outside.
import { spawn } from 'node:child_process';
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

/** Removes the file as soon as its input ends, which it does with us, whatever ended us. */
const REMOVE_AFTER_US = 'read _; rm -f "$1"';

/**
 * Writes the file, last of all.
 * @returns removes it again; a kill does so as well, so that nobody is sent to where nothing
 * answers.
 */
export function publishConnection(dataDir: string, connection: Connection): () => void {
  const file = connectionFile(dataDir);
  writePrivate(file, `${JSON.stringify(connection, null, 2)}\n`);
  const remover = spawn('/bin/sh', ['-c', REMOVE_AFTER_US, 'sh', file], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  remover.unref();
  return () => {
    rmSync(file, { force: true });
    remover.stdin.end();
  };
}

/** Before a start: a machine that lost its power leaves the file behind. */
export function removeConnection(dataDir: string): void {
  rmSync(connectionFile(dataDir), { force: true });
}
