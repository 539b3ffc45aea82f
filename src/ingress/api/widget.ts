// /v1/widget: what <assent-opt-in> calls, with its token or from a page of the console. One record
// each, its state as the answer to everything; what is done is done by the same functions as in the
// rest of the API.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { REQUEST_METHODS } from '../../consent/request-status.js';
import type { OptInRequest, RequestMethod } from '../../store/requests.js';
import { ask } from '../asking.js';
import { choose, workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { inviteAgain } from '../inviting.js';
import { matchRequest, noneOfThem } from '../matching.js';
import { createPageStream } from '../pages/page-stream.js';
import { Problem } from '../problems.js';
import { mailPreviewOf } from '../widget/mail-preview.js';
import { keyOf, shownNow, widgetStateOf } from '../widget/state.js';
import { MailPreview, WidgetState } from '../widget/state-shape.js';
import { callerOf } from './caller.js';
import { EXAMPLES } from './examples.js';
import { RecordParams } from './record-shapes.js';
import { signOf } from './signs.js';
import { ContactId, fileOf, refusals, strict } from './schemas.js';

/** Of calls from other sites: says whose sites are listed, before any token is read. */
const workspace = Type.Optional(Type.String({ maxLength: 63 }));
const Site = Type.Object({ workspace }, strict);
const StreamQuery = Type.Object({ workspace, shown: Type.Optional(Type.String()) }, strict);

const RequestId = Type.String({ pattern: '^oir_[0-9a-f]{32}$' });
const AskBody = Type.Object(
  {
    method: Type.Enum([...REQUEST_METHODS]),
    email: Type.Optional(
      Type.String({
        ...{ format: 'email', maxLength: 254 },
        description: 'Another address than the record’s: kept there, and proves less for a day.',
      }),
    ),
  },
  { ...strict, title: 'WidgetAsking', examples: [{ method: 'text_to_join' }] },
);
const RequestBody = Type.Object(
  { request: RequestId },
  { ...strict, title: 'WidgetRequest', examples: [{ request: EXAMPLES.request }] },
);
const AnswerBody = Type.Object(
  {
    request: RequestId,
    contact: Type.Optional(
      Type.Union([ContactId, Type.Null()], { description: 'Null: none of them.' }),
    ),
    useNumber: Type.Optional(Type.Boolean()),
  },
  {
    ...{ ...strict, title: 'WidgetAnswer' },
    examples: [{ request: EXAMPLES.request, contact: EXAMPLES.contact }],
  },
);

const tags = ['Widget'];
const looking = { scope: 'consents:read', widget: true } as const;
const acting = { scope: 'consents:write', widget: true } as const;
const common = { tags, params: RecordParams, querystring: Site };
const SENT_EVENTS = fileOf('text/event-stream', '`changed`, once, and comments until then.');
const SIGN = fileOf('application/pdf', 'The sign.');
const forTokens = ['widget_token_expired', 'origin_not_allowed'] as const;
const read = { 200: WidgetState, ...refusals(400, 404, ...forTokens) };
const done = { 200: WidgetState, ...refusals(400, 404, 409, ...forTokens) };
const askedOrNot = {
  200: WidgetState,
  ...refusals(400, 404, ...forTokens, 'email_required', 'method_not_available'),
  ...refusals('email_unsubscribed', 'too_many_requests'),
};

type RecordRequest = FastifyRequest<{ Params: { externalId: string } }>;

/** Which record a call is for. @throws Problem 404 when its token is for another one. */
function placeOf(request: RecordRequest) {
  const caller = callerOf(request);
  const { externalId } = request.params;
  if (caller.only && caller.only.record !== externalId) throw unknownRecord();
  return { workspace: request.workspace, externalId, by: caller.who, only: caller.only };
}

export const widget: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store, log } = deps;
  const stream = createPageStream({ log, read: (keys) => shownNow(store, keys) });
  app.addHook('preClose', async () => stream.close());
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  async function stateFor(request: RecordRequest): Promise<WidgetState> {
    const { only, ...place } = placeOf(request);
    const mayAct = callerOf(request).scopes.includes('consents:write');
    const found = await widgetStateOf(deps, { ...place, methods: only?.methods, mayAct });
    if (!found) throw unknownRecord();
    return found;
  }

  /** @throws Problem 404 when the workspace has no such record. */
  async function recordOf(request: RecordRequest) {
    const { workspace: owner, externalId } = placeOf(request);
    const found = await store.records.get(owner, externalId);
    if (!found) throw unknownRecord();
    return found;
  }

  /** @throws Problem 404 for a request of another record. */
  async function requestOf(request: RecordRequest, id: string): Promise<OptInRequest> {
    const { workspace: owner, externalId } = placeOf(request);
    const found = await store.requests.get(owner, id);
    if (!found || found.record !== externalId) throw unknownRequest();
    return found;
  }

  app.get(
    '/widget/records/:externalId',
    {
      config: looking,
      schema: {
        operationId: 'getWidgetState',
        ...common,
        summary: 'Where a record stands, and what may be done.',
        response: read,
      },
    },
    (request) => stateFor(request),
  );

  app.get(
    '/widget/records/:externalId/stream',
    {
      config: looking,
      exposeHeadRoute: false,
      schema: {
        operationId: 'streamWidgetState',
        ...common,
        querystring: StreamQuery,
        summary: 'Says `changed` once its state is another than `shown`, and ends.',
        response: { 200: SENT_EVENTS, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { workspace: owner, externalId } = placeOf(request);
      await recordOf(request);
      stream.follow(reply, { key: keyOf(owner, externalId), shown: request.query.shown ?? '' });
      return reply;
    },
  );

  app.get(
    '/widget/records/:externalId/mail',
    {
      config: looking,
      schema: {
        operationId: 'previewWidgetMail',
        ...{ ...common, summary: 'The mail that an invitation would be.' },
        response: { 200: MailPreview, ...refusals(400, 404) },
      },
    },
    async (request) => {
      const { workspace: owner, externalId } = placeOf(request);
      const preview = await mailPreviewOf(deps, owner, externalId);
      if (!preview) throw unknownRecord();
      return preview;
    },
  );

  app.get(
    '/widget/records/:externalId/sign.pdf',
    {
      config: looking,
      schema: {
        operationId: 'getWidgetSign',
        ...{ ...common, summary: 'The sign of the default program, to print.' },
        response: { 200: SIGN, ...refusals(400, 404, 'conflict', 'sign_not_printable') },
      },
    },
    async (request, reply) => {
      const { workspace: owner } = placeOf(request);
      await recordOf(request);
      const { program } = choose(await workspaceOf(store, owner), {});
      const sign = await signOf(deps, owner, { kind: 'pdf', program: program.id, query: {} });
      return reply.type('application/pdf').send(sign);
    },
  );

  app.post(
    '/widget/records/:externalId/ask',
    {
      config: acting,
      schema: {
        operationId: 'askInWidget',
        ...common,
        summary: 'Ask for consent.',
        body: AskBody,
        response: askedOrNot,
      },
    },
    async (request) => {
      const { workspace: owner, externalId, by, only } = placeOf(request);
      const { method, email } = request.body;
      refuseOtherMethod(only?.methods, method);
      const { email: known } = await recordOf(request);
      const edited = method === 'email' && email !== undefined && email !== known;
      if (edited)
        request.log.info({ workspace: owner, by }, 'an address is edited to be mailed to');
      const record = { externalId, ...(edited && { email }) };
      await ask(deps, owner, { record, method, by });
      return stateFor(request);
    },
  );

  app.post(
    '/widget/records/:externalId/cancel',
    {
      config: acting,
      schema: {
        operationId: 'cancelInWidget',
        ...common,
        summary: 'Take a request back.',
        body: RequestBody,
        response: done,
      },
    },
    async (request) => {
      const asked = await requestOf(request, request.body.request);
      await noneOfThem(store, asked, placeOf(request).by);
      return stateFor(request);
    },
  );

  app.post(
    '/widget/records/:externalId/resend',
    {
      config: acting,
      schema: {
        operationId: 'resendInWidget',
        ...common,
        summary: 'Mail once more.',
        body: RequestBody,
        response: askedOrNot,
      },
    },
    async (request) => {
      refuseOtherMethod(placeOf(request).only?.methods, 'email');
      await inviteAgain(deps, await requestOf(request, request.body.request));
      return stateFor(request);
    },
  );

  app.post(
    '/widget/records/:externalId/answer',
    {
      config: acting,
      schema: {
        operationId: 'answerInWidget',
        ...common,
        summary: 'Say whose act it was.',
        body: AnswerBody,
        response: done,
      },
    },
    async (request) => {
      const { request: id, contact, useNumber = false } = request.body;
      const asked = await requestOf(request, id);
      const { workspace: owner, by } = placeOf(request);
      const answered =
        contact === null || contact === undefined
          ? await noneOfThem(store, asked, by)
          : await matchRequest(store, owner, id, { contact, by, useNumber });
      if (!answered) {
        throw new Problem('conflict', 'Somebody else has answered it, or its time is over.');
      }
      return stateFor(request);
    },
  );
};

function refuseOtherMethod(
  allowed: readonly RequestMethod[] | undefined,
  method: RequestMethod,
): void {
  if (!allowed || allowed.includes(method)) return;
  const detail = `This token allows ${allowed.join(', ')}.`;
  throw new Problem('method_not_available', detail);
}

const unknownRecord = () => new Problem('not_found', 'There is no such record here.');
const unknownRequest = () => new Problem('not_found', 'This record has no such request.');
