// The carrier's HTTP side put together: Twilio's REST API, the control calls, the pages.
// Builds and returns; start.ts listens and closes.
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { faultRoutes } from './control/faults.js';
import { inboxRoutes } from './control/inbox.js';
import { phoneRoutes } from './control/phones.js';
import type { PhoneDeps } from './control/phones.js';
import { answerProblem } from './control/problem.js';
import { restApi } from './rest/api.js';
import type { RestDeps } from './rest/api.js';
import { messagingApi } from './rest/messaging-api.js';
import { pageRoutes } from './pages/routes.js';

const JSON_BYTES_MAX = 64 * 1024;

/**
 * Everything comes from the carrier itself; nothing is inline. Mail has a stricter policy of its
 * own.
 */
const PAGE_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    // A picture that a phone is shown never leaves the page.
    imgSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    frameSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

export type CarrierAppDeps = RestDeps &
  PhoneDeps & {
    /** Where mail for the inbox is delivered. */
    readonly smtpUrl: string;
  };

export async function buildCarrierApp(deps: CarrierAppDeps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: JSON_BYTES_MAX,
    // Callers that were left without an answer on purpose must not hold up the end.
    forceCloseConnections: true,
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true },
    },
  });
  app.setErrorHandler<Error>((error, request, reply) =>
    answerProblem(deps.log, error, request, reply),
  );
  await app.register(restApi, { prefix: '/2010-04-01/Accounts/:accountSid', ...deps });
  await app.register(messagingApi, deps);
  await app.register(phoneRoutes, deps);
  await app.register(inboxRoutes, deps);
  await app.register(faultRoutes, deps);
  // Programs get no such headers: reckoning them costs more than taking a text.
  await app.register(async (pages) => {
    await pages.register(helmet, {
      contentSecurityPolicy: PAGE_POLICY,
      // Both mean nothing, or only a warning, on plain HTTP.
      strictTransportSecurity: false,
      originAgentCluster: false,
    });
    await pages.register(pageRoutes, deps);
  });
  return app;
}
