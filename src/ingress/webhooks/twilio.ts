// The provider's side of the ingress: verify, store, answer. What an act means is decided by a
// worker. A 200 says that the act is durable; whatever cannot be kept in time is answered 503 and
// comes again.
import type { FastifyHelmetRouteOptions } from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { FormFields } from '../../senders/dialect.js';
import { inboundEvents } from '../../senders/inbound-events.js';
import { dialect } from '../../senders/providers.js';
import type { Store } from '../../store/store.js';
import type { InboxWriter } from '../inbox-writer.js';
import { within } from '../../deadline.js';
import { createPlaces } from './places.js';
import { createStatusWriter } from './status-writer.js';

export interface TwilioWebhooksDeps {
  readonly config: Pick<Config, 'publicUrl'>;
  readonly store: Store;
  readonly inbox: InboxWriter;
  readonly log: Logger;
}

/**
 * From reading a request to its answer, whatever the database does. In a burst of thousands the
 * last ones are read most of a second after they came, and every answer is to leave within three.
 */
const ANSWER_WITHIN_MS = 2_000;
const BODY_BYTES_MAX = 64 * 1024;
/** What a hung database may hold in memory, at whatever step; more is refused at once. */
const PLACES = { webhooksMax: 2_000, bytesMax: 16 * 1024 * 1024 };
const OVERLOAD = new Set(['DeadlinePassed', 'NoPlace', 'BatcherFull']);
/** An empty document says nothing to the person; a plain-text answer would be texted to them. */
const SAY_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

type Webhook = FastifyRequest<{ Body: { raw: string; fields: FormFields } }>;

/** Fastify plugin. Encapsulated: its body parser and error answers are its own. */
export async function twilioWebhooks(app: FastifyInstance, deps: TwilioWebhooksDeps) {
  const { config, store, log, inbox } = deps;
  const places = createPlaces(PLACES);
  const statuses = createStatusWriter({ store, writer: inbox });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => done(null, { raw: body, fields: dialect.readForm(String(body)) }),
  );
  // Without a body nothing is parsed: it is a request that nobody signed, as any other forgery.
  app.addHook('preHandler', (request, _reply, done) => {
    request.body ??= { raw: '', fields: {} };
    done();
  });
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 503;
    // With the database away there are thousands of these, and no stack tells anything new.
    const cause = OVERLOAD.has(error.name) ? { reason: error.message } : { err: error };
    if (status >= 500) log.error({ ...cause, requestId: request.id }, 'a webhook was not kept');
    void reply.code(status).headers(status === 503 ? { 'retry-after': '5' } : {});
    return reply.type('text/plain').send('');
  });

  /** The account that signed the request, or `null` when nobody of ours did. */
  async function signer(request: Webhook) {
    const accountSid = dialect.accountOf(request.body.fields);
    const account = accountSid === undefined ? null : await store.senders.account(accountSid);
    const signature = request.headers[dialect.signatureHeader];
    const signed =
      account !== null &&
      dialect.isSigned({
        tokens: account.tokens,
        signature: typeof signature === 'string' ? signature : undefined,
        publicUrl: config.publicUrl,
        target: request.url,
        fields: request.body.fields,
      });
    return signed ? account : null;
  }

  async function keepText(request: Webhook): Promise<number> {
    const account = await signer(request);
    const text = account && dialect.readPosted(request.body.fields);
    if (!text) return 403;
    const { accountSid, messagingServiceSid, to } = text;
    const sender = await store.senders.forWebhook({ accountSid, number: to, messagingServiceSid });
    // A number of somebody else's account: whoever signed has no business with it.
    if (!sender && (await store.senders.accountsOf(to)).length > 0) return 403;
    const whose = { sender, workspaces: account.workspaces };
    const events = await inboundEvents({ store }, text, request.body.raw, whose);
    await Promise.all(events.map((event) => inbox.keep(event)));
    return 200;
  }

  async function keepStatus(request: Webhook): Promise<number> {
    const account = await signer(request);
    const report = account && dialect.readStatus(request.query, request.body.fields);
    if (!report) return 403;
    if (report.ids && !account.workspaces.includes(report.ids.workspace)) return 403;
    await statuses.take(report);
    return 204;
  }

  /** Gives the request a place until its work is over, and an answer in time in any case. */
  const inTime = (request: Webhook, work: (request: Webhook) => Promise<number>) =>
    within(
      ANSWER_WITHIN_MS,
      places.take(request.body.raw.length * 2, () => work(request)),
    );

  const answer = (status: number, reply: FastifyReply) =>
    status === 200
      ? reply.code(200).type('text/xml').send(SAY_NOTHING)
      : reply.code(status).type('text/plain').send('');

  // No browser reads these answers, and the headers for browsers cost as much as the rest of a
  // request.
  const bare: FastifyHelmetRouteOptions = { helmet: false };
  app.post<{ Body: Webhook['body'] }>('/webhooks/twilio/messages', bare, async (request, reply) =>
    answer(await inTime(request, keepText), reply),
  );
  app.post<{ Body: Webhook['body'] }>('/webhooks/twilio/status', bare, async (request, reply) =>
    answer(await inTime(request, keepStatus), reply),
  );
}
