// Every answer leaves in time, whatever MongoDB and Redis do. The framework's own timer of this
// kind ends when a request's body was read, which is where the work on a POST begins.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from './problems.js';

const RETRY_AFTER_SECONDS = 2;

/**
 * Answers 503 what is not answered after `ms`. What works on it goes on; its own answer is dropped.
 * The provider's webhooks, and routes that say so, keep a deadline of their own.
 */
export function answerInTime(app: FastifyInstance, ms: number): void {
  const leaving = new WeakSet<FastifyReply>();
  app.addHook('onRequest', (request, reply, done) => {
    const { url, routeOptions } = request;
    if (!url.startsWith('/webhooks/') && !routeOptions.config.ownDeadline) {
      const timer = setTimeout(() => {
        if (reply.sent || reply.raw.headersSent || leaving.has(reply)) return;
        const retry = { retryAfterSeconds: RETRY_AFTER_SECONDS };
        void reply.send(new Problem('unavailable', '', retry));
      }, ms);
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    leaving.add(reply);
    done(null, payload);
  });
}
