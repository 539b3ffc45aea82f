// /v1/consents/check: may this number be texted? The same gate answers that every send asks.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyHelmetRouteOptions } from '@fastify/helmet';
import { type Static, Type } from 'typebox';
import type { SendPurpose } from '../../consent/types.js';
import { within } from '../../deadline.js';
import { choose, readPhone, workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { fieldProblem } from '../problems.js';
import { EXAMPLES } from './examples.js';
import {
  Basis,
  ConsentStatus,
  ContactId,
  EntryId,
  GateReasonName,
  PhoneInput,
  Purpose,
  refusals,
  Slug,
  strict,
  Time,
} from './schemas.js';

const PHONES_MAX = 500;

const CheckBody = Type.Object(
  {
    phone: Type.Optional(PhoneInput),
    phones: Type.Optional(Type.Array(PhoneInput, { minItems: 1, maxItems: PHONES_MAX })),
    program: Type.Optional(Slug),
    purpose: Type.Optional(Purpose),
    sender: Type.Optional(PhoneInput),
  },
  {
    ...{ ...strict, title: 'ConsentCheck' },
    description: `Either \`phone\` or up to ${PHONES_MAX} \`phones\`.`,
    examples: [{ phone: '+1 602 555 0134', program: 'updates' }],
  },
);
const VerdictView = Type.Object(
  {
    allowed: Type.Boolean(),
    contact: ContactId,
    status: ConsentStatus,
    reason: Type.Optional(GateReasonName),
    rule: Type.String(),
    basis: Type.Optional(Basis),
    entry: Type.Optional(EntryId),
    retryAt: Type.Optional(Time),
  },
  {
    title: 'Verdict',
    description: 'What the gate says now. `reason` and `rule` say why.',
    examples: [
      {
        ...{ allowed: true, contact: EXAMPLES.contact, status: 'opted_in', rule: 'gate.opted_in' },
        ...{ basis: 'express', entry: EXAMPLES.entry },
      },
    ],
  },
);
const Verdicts = Type.Object({ data: Type.Array(VerdictView) }, { title: 'Verdicts' });

/** With what the key may take, every answer still leaves within 3 s. */
const CHECK_MS = 1_800;
/** Headers that keep pages safe are worth a tenth of such an answer, and nobody frames JSON. */
const bare: FastifyHelmetRouteOptions = { helmet: false };

type Check = Static<typeof CheckBody>;

export const consents: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (
  app,
  { store, gate },
) => {
  async function check(workspace: string, body: Check) {
    const { phone, phones, program, purpose, sender: wanted } = body;
    const inputs = phonesOf(phone, phones);
    const choice = choose(await workspaceOf(store, workspace), {
      ...(program !== undefined && { program }),
      ...(purpose !== undefined && { purpose }),
      ...(wanted !== undefined && { sender: wanted }),
    });
    const numbers = inputs.map(({ input, at }) => readPhone(input, at));
    const contacts = await store.people.contactsOf(workspace, numbers);
    const send: SendPurpose = {
      kind: 'message',
      program: choice.program.id,
      purpose: choice.purpose,
    };
    const known = new Map(contacts.map((contact, index) => [contact, numbers[index] ?? '']));
    const { number } = choice.sender;
    const verdicts = await gate.checkMany(workspace, contacts, send, number, { phones: known });
    const data = verdicts.map((verdict, index) => ({
      ...verdict,
      contact: contacts[index] ?? '',
    }));
    const [single] = data;
    return phone !== undefined && single ? single : { data };
  }

  app.post(
    '/consents/check',
    {
      ...bare,
      // Bounded by the gate's own reads; a count in Redis would cost more than the answer.
      config: {
        ...{ scope: 'consents:read', readOnly: true, rateLimit: false, ownDeadline: true },
      },
      schema: {
        operationId: 'checkConsent',
        tags: ['Consent'],
        summary: 'May these numbers be texted now? Never cached, never replayed.',
        body: CheckBody,
        response: {
          200: Type.Union([VerdictView, Verdicts]),
          ...refusals(400, 422),
        },
      },
    },
    async ({ workspace, body }, reply) => {
      const answer = await within(CHECK_MS, check(workspace, body));
      // Every field is of our own making; the schema's serialiser would try both shapes.
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify);
      return reply.send(answer);
    },
  );
};

/** The numbers asked about, each with the pointer by which a wrong one is named. */
function phonesOf(phone: string | undefined, phones: readonly string[] | undefined) {
  if ((phone === undefined) === (phones === undefined)) {
    throw fieldProblem('invalid_request', '/phone', 'Send either /phone or /phones.');
  }
  if (phone !== undefined) return [{ input: phone, at: '/phone' }];
  return (phones ?? []).map((input, index) => ({ input, at: `/phones/${index}` }));
}
