// Every answer leaves in time, whatever MongoDB and Redis do. The framework's own timer of this
// kind ends when a request's body was read, which is where the work on a POST begins.
import type { FastifyInstance, onSendHookHandler } from 'fastify';
import { Problem } from './problems.js';

declare module 'fastify' {
  interface FastifyReply {
    /** True once its answer is on the way: a second one would be an error. */
    leaving: boolean;
  }
}

const RETRY_AFTER_SECONDS = 2;

const markLeaving: onSendHookHandler = (_request, reply, payload, done) => {
  reply.leaving = true;
  done(null, payload);
};

/**
 * Answers 503 what is not answered after `ms`. What works on it goes on; its own answer is dropped.
 * The provider's webhooks, and routes that say so, keep a deadline of their own and pay for none.
 */
export function answerInTime(app: FastifyInstance, ms: number): void {
  const isExempt = (url: string, config?: { ownDeadline?: true }) =>
    url.startsWith('/webhooks/') || config?.ownDeadline === true;
  app.decorateReply('leaving', false);
  app.addHook('onRequest', (request, reply, done) => {
    if (!isExempt(request.url, request.routeOptions.config)) {
      const timer = setTimeout(() => {
        if (reply.sent || reply.raw.headersSent || reply.leaving) return;
        const retry = { retryAfterSeconds: RETRY_AFTER_SECONDS };
        void reply.send(new Problem('unavailable', '', retry));
      }, ms);
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
  app.addHook('onRoute', (route) => {
    if (isExempt(route.url, route.config)) return;
    route.onSend = [route.onSend ?? [], markLeaving].flat();
  });
}
