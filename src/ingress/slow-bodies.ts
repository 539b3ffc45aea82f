// How long the body of a request may be on its way. One that comes drop by drop holds a connection;
// a file of a million rows over a slow line may take its time, as long as something comes.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';

export interface BodyTimes {
  readonly bodyWithinMs: number;
  readonly fileWithinMs: number;
  readonly lookEveryMs: number;
}

/** Of files too, the server's time-out of a silent connection (app.ts) ends what does not move. */
const TIMES: BodyTimes = {
  bodyWithinMs: 10_000,
  fileWithinMs: 2 * 3_600_000,
  lookEveryMs: 2_500,
};

/**
 * Ends connections whose request does not arrive in time. Node has one time for all requests of a
 * server, and no way to tell them apart. Here a request costs an entry in a map, and no timer.
 */
export function limitSlowBodies(app: FastifyInstance, times: BodyTimes = TIMES): void {
  const latest = new Map<Socket, IncomingMessage>();
  /** When a look first found a request that was not whole. */
  const found = new WeakMap<IncomingMessage, number>();
  const files = new WeakSet<IncomingMessage>();

  function look(): void {
    const now = performance.now();
    for (const [socket, request] of latest) {
      if (request.complete) continue;
      const since = found.get(request);
      if (since === undefined) found.set(request, now);
      const withinMs = files.has(request) ? times.fileWithinMs : times.bodyWithinMs;
      if (now - (since ?? now) > withinMs) socket.destroy();
    }
  }
  const timer = setInterval(look, times.lookEveryMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));

  app.server.on('connection', (socket) => socket.once('close', () => latest.delete(socket)));
  app.server.on('request', (request) => latest.set(request.socket, request));
  // Behind the hooks that ask who calls: nobody of ours gets no more time than anybody else.
  const takeTime: onRequestHookHandler = (request, _reply, done) => {
    files.add(request.raw);
    done();
  };
  app.addHook('onRoute', (route) => {
    if (route.config?.streamedBody) route.onRequest = [route.onRequest ?? [], takeTime].flat();
  });
}
