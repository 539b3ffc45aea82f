// What every step of `assent up` works with.
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Stops } from './stops.js';
import type { Terminal } from './terminal.js';

export interface Start {
  readonly config: Config;
  readonly log: Logger;
  readonly terminal: Terminal;
  readonly stops: Stops;
}

/** A configuration with nothing left open. */
export type Resolved = Config & {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly secret: string;
};

/** Where the ingress answers on this machine, whatever the world calls it. */
export function localAddress({ host, port }: Config): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? '127.0.0.1' : host}:${port}`;
}
