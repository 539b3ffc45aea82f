// Ports of the embedded servers: the same one at every start while nobody else has taken it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readIfThere, writePrivate } from './private-file.js';

const LOOPBACK = '127.0.0.1';

/** True when nothing listens on `port` of `host`; false also when we may not bind there. */
export async function isFree(port: number, host = LOOPBACK): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen({ port, host, exclusive: true });
    await once(probe, 'listening');
    return true;
  } catch {
    // The only question is whether the port can be had; why not is the same answer for every
    // caller.
    return false;
  } finally {
    probe.close();
  }
}

/** A port of 127.0.0.1 that is free at this moment, chosen by the operating system. */
async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen({ port: 0, host: LOOPBACK });
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return address.port;
}

/** The port noted in `file` while it is still free, else a new one, noted before it is used. */
export async function rememberedPort(file: string): Promise<number> {
  const noted = Number(readIfThere(file) ?? 0);
  if (noted > 0 && (await isFree(noted))) return noted;
  const port = await freePort();
  writePrivate(file, `${port}\n`);
  return port;
}
