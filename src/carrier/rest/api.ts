// Twilio's REST API as far as the service uses it: send, fetch and list texts, list numbers.
// Routes, authentication and faulty answers; what is sent and listed is in the files beside this
// one.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Directory } from '../directory.js';
import type { Faults } from '../faults.js';
import { blockScope } from '../inbound.js';
import type { Outbound, OutboundDraft } from '../outbound.js';
import type { State } from '../state.js';
import type { Stats } from '../stats.js';
import { blockedRecipient, faultyCall, notFound, TwilioError, unauthenticated } from './errors.js';
import { listMessages } from './message-list.js';
import { messageResource, numberResource } from './resources.js';
import { readSendRequest } from './send-request.js';

export interface RestDeps {
  readonly directory: Directory;
  readonly state: State;
  readonly outbound: Outbound;
  readonly faults: Faults;
  readonly stats: Stats;
  readonly log: Logger;
}

interface AccountRoute {
  Params: { accountSid: string };
}

const FORM_BYTES_MAX = 64 * 1024;

/** Registered under `/2010-04-01/Accounts/:accountSid`. */
export async function restApi(app: FastifyInstance, deps: RestDeps): Promise<void> {
  const { state, directory } = deps;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.setErrorHandler((error, request, reply) => answerError(deps, error, request, reply));
  app.addHook('onRequest', async (request) => {
    const { accountSid } = request.params as AccountRoute['Params'];
    if (signedInAs(directory, request) !== accountSid) throw unauthenticated();
  });
  app.addHook('preHandler', async (request, reply) => doFaults(deps, request, reply));

  app.post<AccountRoute>('/Messages.json', (request, reply) => send(deps, request, reply));
  app.get<AccountRoute>('/Messages.json', async (request) =>
    listMessages(state.texts, request.params.accountSid, queryOf(request)),
  );
  app.get<{ Params: { accountSid: string; file: string } }>('/Messages/:file', async (request) => {
    const text = state.texts.get(request.params.file.replace(/\.json$/, ''));
    if (text?.accountSid !== request.params.accountSid) throw notFound(request.url);
    return messageResource(text);
  });
  app.get<AccountRoute>('/IncomingPhoneNumbers.json', async (request) => {
    const { accountSid } = request.params;
    const wanted = queryOf(request).get('PhoneNumber');
    const numbers = directory
      .numbers()
      .filter((one) => one.account.accountSid === accountSid)
      .filter((one) => !wanted || one.number === wanted);
    return {
      incoming_phone_numbers: numbers.map(numberResource),
      page: 0,
      page_size: 50,
      start: 0,
      end: Math.max(numbers.length - 1, 0),
      uri: request.url,
      first_page_uri: request.url,
      previous_page_uri: null,
      next_page_uri: null,
    };
  });
}

async function send(
  deps: RestDeps,
  request: FastifyRequest<AccountRoute>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const draft = readSendRequest(form, request.params.accountSid, deps.directory);
  refuseWhereTwilioWould(deps, draft);
  const text = await deps.outbound.accept(draft);
  deps.stats.sends.accepted += 1;
  if (!deps.faults.losesAnswer()) return reply.code(201).send(messageResource(text));
  deps.stats.sends.answerLost += 1;
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function refuseWhereTwilioWould({ state, faults }: RestDeps, draft: OutboundDraft): void {
  if (state.isBlocked(blockScope(draft.sender), draft.to)) throw blockedRecipient();
  const code = faults.codeFor(draft.to);
  if (code !== null && !isDeliveryCode(code)) throw faultyCall(code);
}

/** 30xxx codes come with a status after acceptance; all others answer the call itself. */
const isDeliveryCode = (code: number) => code >= 30_000 && code < 31_000;

/**
 * Calls with an error are not carried out; a call that times out is left open until its caller
 * goes.
 */
export async function doFaults(
  { faults, stats }: Pick<RestDeps, 'faults' | 'stats'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (faults.settings.latencyMs > 0) await wait(faults.settings.latencyMs);
  const fault = faults.forCall();
  if (fault === 'none') return;
  if (request.method === 'POST') stats.sends[fault === 'error' ? 'errored' : 'timedOut'] += 1;
  if (fault === 'error') throw faultyCall(20_500);
  reply.hijack();
}

/** @throws TwilioError for a wrong account or token. */
export function signedInAs(directory: Directory, request: FastifyRequest): string {
  const encoded = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [, sid = '', token = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (!directory.authenticates(sid, token)) throw unauthenticated();
  return sid;
}

export function answerError(
  { log, stats }: Pick<RestDeps, 'log' | 'stats'>,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const told = error instanceof TwilioError ? error : untold(log, error, request);
  if (request.method === 'POST' && told.status < 500) stats.sends.refused += 1;
  if (told.status === 401) void reply.header('WWW-Authenticate', 'Basic realm="Twilio API"');
  if (told.status === 429) void reply.header('Retry-After', '1');
  return reply.code(told.status).send(told.body());
}

/** Errors of Fastify's own (a body too large, a foreign content type) keep their status. */
function untold(log: Logger, error: unknown, request: FastifyRequest): TwilioError {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) return new TwilioError(status, 20_001, (error as Error).message);
  log.error({ err: error, request: request.id }, 'The carrier could not answer a call.');
  return new TwilioError(500, 20_500, 'Internal Server Error');
}

export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?', 2)[1] ?? '');
}
