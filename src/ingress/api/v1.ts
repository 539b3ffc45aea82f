// The API as a scope of its own: JSON only, no call of nobody, limited, and repeatable.
// The order of what is registered here is the order in which a request meets it.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, preValidationHookHandler } from 'fastify';
import { reachesHandsets } from '../../senders/providers.js';
import { requireCaller } from '../authentication.js';
import type { IngressRoomDeps } from '../deps.js';
import { keepFirstAnswers } from '../idempotency-keys.js';
import { readJsonBodies } from '../json-bodies.js';
import { Problem } from '../problems.js';
import { createSessionReader } from '../session-cookies.js';
import { createWidgetCallers } from '../widget/callers.js';
import { answerSites } from '../widget/sites.js';
import { consents } from './consents.js';
import { contactActs } from './contact-acts.js';
import { contacts } from './contacts.js';
import { deliveries } from './deliveries.js';
import { events } from './events.js';
import { exports } from './exports.js';
import { imports } from './imports.js';
import { keys } from './keys.js';
import { messageReview } from './message-review.js';
import { messages } from './messages.js';
import { optInRequestActs } from './opt-in-request-acts.js';
import { optInRequests } from './opt-in-requests.js';
import { personalData } from './personal-data.js';
import { programs } from './programs.js';
import { proofs } from './proof.js';
import { queueRoutes } from './queues.js';
import { records } from './records.js';
import { requestCodes } from './request-codes.js';
import { SHARED_SCHEMAS } from './schemas.js';
import { settings } from './settings.js';
import { signs } from './signs.js';
import { users } from './users.js';
import { webhookEndpoints } from './webhook-endpoints.js';
import { widget } from './widget.js';
import { widgetTokens } from './widget-tokens.js';
import { wordings } from './wordings.js';

/** Generous: an import of some thousand records by plain PUTs has to get through. */
const CALLS_PER_SECOND_MAX = 500;
const WINDOW_MS = 10_000;

export async function apiV1(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { config, store, redis } = deps;
  if (config.secret === undefined) throw new Error('the API needs ASSENT_SECRET');

  for (const schema of SHARED_SCHEMAS) scope.addSchema(schema);
  readJsonBodies(scope);
  const texts = reachesHandsets(config) ? 'real' : 'simulated';
  const sessions = createSessionReader(config, redis);
  const { publicUrl } = config;
  const widgets = createWidgetCallers({ store, publicUrl, texts });
  answerSites(scope, { store, publicUrl });
  requireCaller(scope, { accounts: store.accounts, sessions, widgets, texts });
  await scope.register(rateLimit, {
    max: (CALLS_PER_SECOND_MAX * WINDOW_MS) / 1_000,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => request.caller?.who.id ?? request.ip,
    redis,
    nameSpace: `${config.redisPrefix}:rate:v1:`,
    // Without Redis calls are not counted; they are still checked.
    skipOnError: true,
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  });
  readNumbersInQueries(scope);
  keepFirstAnswers(scope, { idempotency: store.idempotency, secret: config.secret });

  await scope.register(records, deps);
  await scope.register(optInRequests, deps);
  await scope.register(optInRequestActs, deps);
  await scope.register(requestCodes, deps);
  await scope.register(consents, deps);
  await scope.register(contacts, deps);
  await scope.register(proofs, deps);
  await scope.register(wordings, deps);
  await scope.register(contactActs, deps);
  await scope.register(personalData, deps);
  await scope.register(imports, deps);
  await scope.register(exports, deps);
  await scope.register(messages, deps);
  await scope.register(messageReview, deps);
  await scope.register(events, deps);
  await scope.register(widgetTokens, deps);
  await scope.register(widget, deps);
  await scope.register(webhookEndpoints, deps);
  await scope.register(deliveries, deps);
  await scope.register(settings, deps);
  await scope.register(programs, deps);
  await scope.register(signs, deps);
  await scope.register(keys, deps);
  await scope.register(users, deps);
  await scope.register(queueRoutes, deps);
}

function tooMany(ttlMs: number): Problem {
  const retryAfterSeconds = Math.max(1, Math.ceil(ttlMs / 1_000));
  const detail = `Ask again in ${retryAfterSeconds} s.`;
  return new Problem('too_many_requests', detail, { retryAfterSeconds });
}

/** Queries are text: where the schema wants a number, what reads as one becomes one. */
function readNumbersInQueries(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    const numbers = numbersOf(route.schema?.querystring);
    if (numbers.length === 0) return;
    const read: preValidationHookHandler = ({ query }, _reply, done) => {
      const given = query as Record<string, unknown>;
      for (const name of numbers) {
        const value = given[name];
        if (typeof value === 'string' && /^\d{1,9}$/.test(value)) given[name] = Number(value);
      }
      done();
    };
    route.preValidation = [read, route.preValidation ?? []].flat();
  });
}

function numbersOf(querystring: unknown): string[] {
  const { properties = {} } = (querystring ?? {}) as {
    properties?: Record<string, { type?: string }>;
  };
  return Object.keys(properties).filter((name) => properties[name]?.type === 'integer');
}
