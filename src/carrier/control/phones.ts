// Handsets for programs: a person texts, a thread is read, an owner gets a name. And the numbers
// that are texted: who answers their keywords.
import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { isWrittenInFull, parsePhone } from '../../phone.js';
import type { Directory } from '../directory.js';
import type { Inbound } from '../inbound.js';
import type { State } from '../state.js';
import { isOnHandset } from '../types.js';
import type { Text } from '../types.js';
import { BadCall } from './problem.js';

export interface PhoneDeps {
  readonly state: State;
  readonly directory: Directory;
  readonly inbound: Inbound;
}

const Phone = Type.Object({ phone: Type.String() });
const NewText = Type.Object(
  { to: Type.String(), body: Type.String({ maxLength: 1_600 }) },
  { additionalProperties: false },
);
const Keywords = Type.Object(
  {
    keywordReplies: Type.Optional(Type.Union([Type.Literal('provider'), Type.Literal('service')])),
    advancedOptOut: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const OutOfService = Type.Object(
  {
    numbers: Type.Array(Type.String(), { minItems: 1, maxItems: 10_000 }),
    /** Today, in UTC, when left out. */
    day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' })),
  },
  { additionalProperties: false },
);
const Owner = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    email: Type.Optional(Type.String({ minLength: 3, maxLength: 254 })),
  },
  { additionalProperties: false },
);

export async function phoneRoutes(plainApp: FastifyInstance, deps: PhoneDeps): Promise<void> {
  const app = plainApp.withTypeProvider<TypeBoxTypeProvider>();
  const { state, directory, inbound } = deps;

  app.post('/phones/:phone/messages', {
    schema: { params: Phone, body: NewText },
    handler: async (request, reply) => {
      const from = readHandset(request.params.phone);
      const to = directory.number(parsePhone(request.body.to) ?? request.body.to);
      if (!to) throw new BadCall(400, [{ pointer: '/to', detail: 'is no number of an account' }]);
      const text = await inbound.receive(from, to, request.body.body);
      return reply.code(201).send({ sid: text.sid });
    },
  });

  app.get('/phones/:phone/messages', { schema: { params: Phone } }, async (request) =>
    state.texts.thread(readHandset(request.params.phone)).filter(isOnHandset).map(threadEntry),
  );

  app.post('/phones/:phone', {
    schema: { params: Phone, body: Owner },
    handler: async (request) =>
      state.rememberPerson({ number: readHandset(request.params.phone), ...request.body }),
  });

  app.post('/numbers/:phone', {
    schema: { params: Phone, body: Keywords },
    handler: async (request) => {
      const { phone } = request.params;
      const changed = directory.change(parsePhone(phone) ?? phone, request.body);
      if (!changed) throw new BadCall(404, [{ pointer: 'phone', detail: 'is no number of ours' }]);
      const { number, friendlyName, keywordReplies, advancedOptOut = false } = changed;
      return { number, friendlyName, keywordReplies, advancedOptOut };
    },
  });

  app.post('/deactivations', { schema: { body: OutOfService } }, async (request, reply) => {
    const { day = new Date().toISOString().slice(0, 10) } = request.body;
    const numbers = request.body.numbers.map(readHandset);
    await state.deactivate({ day, numbers });
    return reply.code(201).send({ day, numbers });
  });

  app.get('/phones.json', async () => ({
    people: state.people(),
    numbers: directory.numbers().map(({ number, friendlyName }) => ({ number, friendlyName })),
  }));
}

/** E.164 of a path's number; any number that libphonenumber can read, or that looks like E.164. */
export function readHandset(given: string): string {
  const handset = isWrittenInFull(given) ? given : parsePhone(given);
  if (handset !== null) return handset;
  const detail = `is no phone number: ${JSON.stringify(given)}`;
  throw new BadCall(400, [{ pointer: 'phone', detail }]);
}

/** The contract's shape; direction as the service sees it. */
function threadEntry(text: Text) {
  return {
    sid: text.sid,
    direction: text.direction === 'inbound' ? 'inbound' : 'outbound',
    from: text.from,
    to: text.to,
    body: text.body,
    status: text.status,
    at: new Date(text.sentAt ?? text.createdAt).toISOString(),
  };
}
