// The ingress as an app: every room is registered here by hand, in the order in which it is met.
// It builds and never listens; src/cli listens, tests inject.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { answerInTime } from './answer-in-time.js';
import { createActs } from './acts.js';
import { apiV1 } from './api/v1.js';
import type { IngressDeps, IngressRoomDeps } from './deps.js';
import { apiDocs } from './docs.js';
import { createInboxWriter } from './inbox-writer.js';
import { invitationPages } from './invitation-pages.js';
import { metrics } from './metrics.js';
import { pages } from './pages.js';
import { answerProblem, installProblemAnswers, toProblem } from './problem-answers.js';
import { probes } from './probes.js';
import { securityHeaders } from './security-headers.js';
import { limitSlowBodies } from './slow-bodies.js';
import { answerUnread } from './unread-requests.js';
import { twilioWebhooks } from './webhooks/twilio.js';
import { widgetPreflight } from './widget/sites.js';

export type { IngressDeps } from './deps.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route keeps the deadline itself, because Fastify's costs as much as its answer. */
    ownDeadline?: true;
  }
}

const BODY_LIMIT_BYTES = 64 * 1024;
/** How long a client may take to send its headers; of bodies see slow-bodies.ts. */
const HEADERS_TIMEOUT_MS = 10_000;
const LOOK_FOR_SLOW_HEADERS_EVERY_MS = 5_000;
/** How long a socket may be silent. */
const CONNECTION_TIMEOUT_MS = 30_000;
/** Longer than the idle time-outs of usual load balancers, so that they close first. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
/** Every answer leaves within 3 s, whatever MongoDB and Redis do. */
const ANSWER_WITHIN_MS = 2_800;
const PARAM_LENGTH_MAX = 300;
const REQUEST_ID = /^[\w.-]{8,128}$/;

/** Builds the app; the caller listens, or injects, and closes it. */
export async function buildApp(given: IngressDeps): Promise<FastifyInstance> {
  const inbox = createInboxWriter(given);
  const acts = createActs({ ...given, inbox });
  const deps: IngressRoomDeps = { ...given, inbox, acts };
  const { config } = deps;
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = Fastify({
    loggerInstance,
    // A line for each request would drown what matters; the histogram in /metrics counts them.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_FOR_SLOW_HEADERS_EVERY_MS,
    },
    clientErrorHandler: (error, socket) => answerUnread(error, socket, config.publicUrl),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    // Unknown fields are refused and nothing is guessed: `"1"` is no number and no field is
    // dropped.
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false } },
    genReqId: requestId,
    frameworkErrors: (error, request, reply) => {
      void answerProblem(toProblem(error), request, reply, config.publicUrl);
    },
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  answerInTime(app, ANSWER_WITHIN_MS);
  limitSlowBodies(app);
  installProblemAnswers(app, config.publicUrl);

  await app.register(securityHeaders, { https: config.publicUrl.startsWith('https:') });
  await app.register(metrics, deps);
  await app.register(apiDocs, { publicUrl: config.publicUrl });
  await app.register(probes, deps);
  await app.register(twilioWebhooks, deps);
  await app.register(widgetPreflight, { store: deps.store, publicUrl: config.publicUrl });
  await app.register((scope) => apiV1(scope, deps), { prefix: '/v1' });
  await app.register(invitationPages, deps);
  await app.register(pages, deps);
  return app;
}

/**
 * The caller's own id where it is a sane one, so that its log and ours can be laid side by side.
 */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}
