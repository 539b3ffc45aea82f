// The provider's side of the ingress: verify, store, answer. What an act means is decided by a
// worker. A 200 says that the act is durable; whatever cannot be kept in time is answered 503 and
// comes again.
import type { FastifyHelmetRouteOptions } from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Queues } from '../../queues/queues.js';
import { type FormFields, parseForm, readInboundText } from '../../senders/twilio/inbound.js';
import type { Store } from '../../store/store.js';
import { within } from './deadline.js';
import { inboundEvents } from './inbound-events.js';
import { createInboxWriter } from './inbox-writer.js';
import { isSigned } from './signature.js';
import { applyStatus, readStatus } from './status.js';

export interface TwilioWebhooksDeps {
  readonly config: Pick<Config, 'publicUrl'>;
  readonly store: Store;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly log: Logger;
}

/**
 * From receipt to answer, whatever the database does; the provider allows 15 s for all its tries.
 */
const ANSWER_WITHIN_MS = 2_800;
const BODY_BYTES_MAX = 64 * 1024;
/** An empty document says nothing to the person; a plain-text answer would be texted to them. */
const SAY_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

type Webhook = FastifyRequest<{ Body: { raw: string; fields: FormFields } }>;

/** Fastify plugin. Encapsulated: its body parser and error answers are its own. */
export async function twilioWebhooks(app: FastifyInstance, deps: TwilioWebhooksDeps) {
  const { config, store, log } = deps;
  const writer = createInboxWriter(deps);

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => done(null, { raw: body, fields: parseForm(String(body)) }),
  );
  // Without a body nothing is parsed: it is a request that nobody signed, as any other forgery.
  app.addHook('preHandler', async (request) => {
    request.body ??= { raw: '', fields: {} };
  });
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 503;
    if (status >= 500) log.error({ err: error, requestId: request.id }, 'a webhook was not kept');
    void reply.code(status).headers(status === 503 ? { 'retry-after': '5' } : {});
    return reply.type('text/plain').send('');
  });

  /** The account that signed the request, or `null` when nobody of ours did. */
  async function signer(request: Webhook) {
    const accountSid = request.body.fields.AccountSid;
    const account = typeof accountSid === 'string' ? await store.senders.account(accountSid) : null;
    const signature = request.headers['x-twilio-signature'];
    const signed =
      account !== null &&
      isSigned({
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
    const text = account && readInboundText(request.body.fields);
    if (!text) return 403;
    const { accountSid, messagingServiceSid, to } = text;
    const sender = await store.senders.forWebhook({ accountSid, number: to, messagingServiceSid });
    // A number of somebody else's account: whoever signed has no business with it.
    if (!sender && (await store.senders.accountsOf(to)).length > 0) return 403;
    const whose = { sender, workspaces: account.workspaces };
    const events = await inboundEvents({ store }, text, request.body.raw, whose);
    await Promise.all(events.map((event) => writer.keep(event)));
    return 200;
  }

  async function keepStatus(request: Webhook): Promise<number> {
    const account = await signer(request);
    const status = account && readStatus(request.query, request.body.fields);
    if (!status || !account.workspaces.includes(status.workspace)) return 403;
    await applyStatus({ store, writer }, status);
    return 204;
  }

  const answer = (status: number, reply: FastifyReply) =>
    status === 200
      ? reply.code(200).type('text/xml').send(SAY_NOTHING)
      : reply.code(status).type('text/plain').send('');

  // No browser reads these answers, and the headers for browsers cost as much as the rest of a
  // request.
  const bare: FastifyHelmetRouteOptions = { helmet: false };
  app.post<{ Body: Webhook['body'] }>('/webhooks/twilio/messages', bare, async (request, reply) =>
    answer(await within(ANSWER_WITHIN_MS, keepText(request)), reply),
  );
  app.post<{ Body: Webhook['body'] }>('/webhooks/twilio/status', bare, async (request, reply) =>
    answer(await within(ANSWER_WITHIN_MS, keepStatus(request)), reply),
  );
}
