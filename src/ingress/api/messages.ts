// /v1/messages: the CRM wants something said, and reads the conversation.
// Refused here is what the gate refuses now; it is asked again when the text leaves.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { choose, readPhone, workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { reviewMarks } from '../message-doubts.js';
import { warningsOf } from '../message-warnings.js';
import {
  Accepted,
  MessageBody,
  MessageParams,
  MessageView,
  mayWait,
  refusal,
  requireSendable,
  unknownMessage,
  viewAccepted,
  viewMessage,
} from './message-shapes.js';
import { ContactId, PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';

const tags = ['Messages'];

export const messages: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store, gate, outbox, config } = deps;

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
      const { to: input, body, ...wanted } = asked;
      const to = readPhone(input, '/to');
      requireSendable(body);
      const settings = await workspaceOf(store, workspace);
      const choice = choose(settings, wanted);
      const { purpose } = choice;
      const [program, sender] = [choice.program.id, choice.sender.number];
      const contact = await store.people.contactOf(workspace, to);
      const send = { kind: 'message', program, purpose } as const;
      const known = { phones: new Map([[contact, to]]) };
      const [verdict, written] = await Promise.all([
        gate.check(workspace, contact, send, sender, known),
        store.messages.hasWritten(workspace, contact),
      ]);
      if (!mayWait(verdict)) throw refusal(verdict);
      const text = { contact, to, body, program, purpose, sender, verdict };
      // The key's own id makes the message's, so that a call taken over makes no second one.
      const id = idempotency?.mint.replace(/^idem_/, 'msg_');
      const message = await outbox.submit(workspace, text, id);
      const { brand } = settings;
      const warned = { body, brand, program: choice.program, isFirst: !written };
      const warnings = warningsOf(config, warned);
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
