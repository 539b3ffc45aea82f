// /v1/messages: the CRM wants something said, and reads the conversation.
// Refused here is what the gate refuses now; it is asked again when the text leaves.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { readPhone } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { reviewMarks } from '../message-doubts.js';
import { handIn } from '../sending.js';
import { requirePlace } from './going-on.js';
import {
  Accepted,
  MessageBody,
  MessageParams,
  MessageView,
  unknownMessage,
  viewAccepted,
  viewMessage,
} from './message-shapes.js';
import { ContactId, PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';

const tags = ['Messages'];

export const messages: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;

  app.post(
    '/messages',
    {
      config: { scope: 'messages:write' },
      schema: {
        operationId: 'sendMessage',
        tags,
        summary: 'Send a text, if the person agreed to it.',
        description:
          '`warnings` names what carriers are likely to refuse or to filter in it. It is sent all ' +
          'the same.',
        body: MessageBody,
        response: { 202: Accepted, ...refusals(400, 409, 422, 503) },
      },
    },
    async ({ workspace, body: asked, idempotency }, reply) => {
      const text = { ...asked, to: readPhone(asked.to, '/to') };
      // The key's own id makes the message's, so that a call taken over makes no second one.
      const id = idempotency?.mint.replace(/^idem_/, 'msg_');
      const { message, warnings } = await handIn(deps, workspace, text, id);
      return reply.code(202).send({ ...viewAccepted(message), warnings });
    },
  );

  app.get(
    '/messages',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'listMessages',
        tags,
        summary: 'The conversation with a contact, both directions, newest first.',
        description:
          'In the order of the one clock by which acts are ordered. A text that a person has to ' +
          'read has `review: waiting`; see `POST /v1/messages/{id}/review`.',
        querystring: Type.Object({ ...PageQuery, contact: ContactId }, strict),
        response: { 200: pageOf(MessageView), ...refusals(400) },
      },
    },
    async ({ workspace, query }) => {
      const page = await store.messages.list(workspace, { limit: PAGE_LIMIT, ...query });
      await requirePlace(page, query, (id) => store.messages.get(workspace, id));
      const marks = await reviewMarks(store, workspace, page.data);
      const data = page.data.map((message) => viewMessage(message, marks));
      return { data, hasMore: page.hasMore };
    },
  );

  app.get(
    '/messages/:id',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'getMessage',
        tags,
        summary: 'One message.',
        params: MessageParams,
        response: { 200: MessageView, ...refusals(404) },
      },
    },
    async ({ workspace, params }) => {
      const message = await store.messages.get(workspace, params.id);
      if (!message) throw unknownMessage();
      return viewMessage(message, await reviewMarks(store, workspace, [message]));
    },
  );
};
