// Addresses of servers with a misbehaving proxy in front, for processes that a test starts.
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

export interface Proxied {
  readonly url: string;
  readonly proxy: TcpProxy;
}

/** A proxy in front of a server; the address is the server's with another port. */
export async function inFrontOf(url: string): Promise<Proxied> {
  const address = new URL(url);
  const proxy = await startTcpProxy({ port: Number(address.port) });
  address.port = String(proxy.port);
  if (address.protocol.startsWith('mongodb')) {
    // Asked for its members, a replica set names its own ports and the proxy would be walked
    // around.
    address.searchParams.delete('replicaSet');
    address.searchParams.set('directConnection', 'true');
  }
  return { url: address.href, proxy };
}
