// A TCP proxy that misbehaves on request, to stand between a process and its MongoDB or Redis.
// It knows nothing of what passes through it.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * `pass`: as if it were not there. `refuse`: new connections are closed at once, open ones ended.
 * `hang`: everything stays open and nothing moves. `reset`: every connection ends with RST.
 * `{ latencyMs }`: each chunk is late by that much, both ways.
 * `{ strand }`: connections on which the client said this word stay open and nothing moves on them
 * any more, as behind a firewall that forgot them; all others pass.
 */
export type Fault =
  | 'pass'
  | 'refuse'
  | 'hang'
  | 'reset'
  | { readonly latencyMs: number }
  | { readonly strand: string };

export interface TcpProxy {
  readonly port: number;
  /** Takes effect at once, on open connections too. Chunks held back by `hang` leave on `pass`. */
  set(fault: Fault): void;
  close(): Promise<void>;
}

const SAID_MAX = 2_000;

const open = new Set<TcpProxy>();

/** Closes whatever is still open. Runs by itself after each file. */
export async function closeProxies(): Promise<void> {
  for (const proxy of open) await proxy.close();
}

/** Starts a proxy on a free loopback port that forwards to `target`; closed with the test file. */
export async function startTcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let fault: Fault = 'pass';
  const server = createServer((client) => {
    if (end(client, fault)) return;
    const upstream = connect(target.port, target.host ?? '127.0.0.1');
    const pair = new Pair(client, upstream, () => fault);
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
  });
  await listen(server);

  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    set(next) {
      fault = next;
      for (const pair of pairs) pair.apply(next);
    },
    async close() {
      open.delete(proxy);
      for (const pair of pairs) pair.apply('refuse');
      if (server.listening) await new Promise<void>((done) => server.close(() => done()));
    },
  };
  open.add(proxy);
  return proxy;
}

/** The two sockets of one connection. */
class Pair {
  /** What the client said first: clients give their names there. */
  private said = '';

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly fault: () => Fault,
  ) {
    this.forward(client, upstream);
    this.forward(upstream, client);
    if (fault() === 'hang') this.apply('hang');
  }

  apply(fault: Fault): void {
    for (const socket of [this.client, this.upstream]) {
      if (end(socket, fault)) continue;
      if (fault === 'hang' || this.isStranded(fault)) socket.pause();
      else socket.resume();
    }
  }

  private isStranded(fault: Fault): boolean {
    return typeof fault === 'object' && 'strand' in fault && this.said.includes(fault.strand);
  }

  private forward(from: Socket, to: Socket): void {
    const write = (chunk: Buffer) => {
      if (!to.destroyed) to.write(chunk);
    };
    from.on('data', (chunk: Buffer) => {
      if (from === this.client && this.said.length < SAID_MAX)
        this.said += chunk.toString('latin1');
      const fault = this.fault();
      if (this.isStranded(fault)) return this.apply(fault);
      if (typeof fault === 'object' && 'latencyMs' in fault) {
        setTimeout(write, fault.latencyMs, chunk);
      } else write(chunk);
    });
    // A broken side ends the other; whoever speaks through the proxy sees its own error.
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

/** Ends a socket as the fault wants it; false when the fault lets it live. */
function end(socket: Socket, fault: Fault): boolean {
  if (fault === 'refuse') socket.destroy();
  else if (fault === 'reset') socket.resetAndDestroy();
  else return false;
  return true;
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', done);
  });
}
