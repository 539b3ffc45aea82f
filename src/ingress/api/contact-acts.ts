// Acts that reach us by another way than a text: consent that was collected elsewhere, and "she
// told me to stop". Each travels the one road and answers with its ledger entry.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { EVERY_PROGRAM } from '../../consent/types.js';
import { originOf, toldBy } from '../acts.js';
import { choose, readPhone, readPhoneToStop, requireProgram, workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { fieldProblem } from '../problems.js';
import { ActAnswer, answerWith } from './act-answer.js';
import { PhoneInput, refusals, Slug, strict } from './schemas.js';

/** A clock that is a little fast is no reason to refuse; anything more would date an act ahead. */
const AHEAD_MAX_MS = 60_000;
const WORDS_MAX = 10_000;

const Words = Type.String({ minLength: 1, maxLength: WORDS_MAX });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Scalar = Type.Union([Type.String({ maxLength: 2_000 }), Type.Number(), Type.Boolean()]);

const AttestBody = Type.Object(
  {
    phone: PhoneInput,
    method: Type.Enum(['paper', 'verbal', 'web_form', 'import']),
    occurredAt: Type.String({ format: 'date-time', description: 'When the person agreed.' }),
    evidence: Type.Object(
      {
        wording: Type.Optional(
          Type.String({
            ...{ minLength: 1, maxLength: WORDS_MAX },
            description: 'What the person agreed to, as it was shown. Makes the consent written.',
          }),
        ),
        certificateUrl: Type.Optional(Type.String({ format: 'uri', maxLength: 2_000 })),
        pageUrl: Type.Optional(Type.String({ format: 'uri', maxLength: 2_000 })),
      },
      {
        additionalProperties: Scalar,
        maxProperties: 40,
        description: 'What proves it: reference, form, who took it … Kept sealed with the entry.',
      },
    ),
    program: Type.Optional(Slug),
  },
  {
    ...{ ...strict, title: 'Attestation' },
    examples: [
      {
        phone: '+1 602 555 0142',
        method: 'paper',
        occurredAt: '2026-03-02T17:20:00Z',
        program: 'updates',
        evidence: { wording: 'I agree to get texts about my quote …', reference: 'form 4711' },
      },
    ],
  },
);

const RevokeBody = Type.Object(
  {
    phone: PhoneInput,
    method: Type.Enum(['phone', 'email', 'in_person', 'voicemail']),
    words: Type.Optional(Words),
    actor: Type.Optional(Name),
    program: Type.Optional(Slug),
    occurredAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'When it was said; now when left out.' }),
    ),
  },
  {
    ...{ ...strict, title: 'Revocation' },
    description: 'Without a `program` it ends every program of the workspace.',
    examples: [
      { phone: '+1 602 555 0142', method: 'phone', words: 'Stop texting me.', actor: 'Kim' },
    ],
  },
);

const tags = ['Contacts'];
const config = { scope: 'consents:write' } as const;

export const contactActs: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (
  app,
  { store, acts },
) => {
  /** @returns the time as UTC. @throws Problem 422 when it lies ahead. */
  function readOccurredAt(given: string): string {
    // A leap second is a time; JavaScript has none.
    const occurredAt = new Date(given.replace(/:60(?=[.Zz+-])/, ':59'));
    if (occurredAt.getTime() <= store.clock.now().getTime() + AHEAD_MAX_MS) {
      return occurredAt.toISOString();
    }
    const detail = `/occurredAt is ${given}, which lies ahead. Send when it happened.`;
    throw fieldProblem('occurred_in_future', '/occurredAt', detail);
  }

  app.post(
    '/contacts/attest',
    {
      config,
      schema: {
        operationId: 'attestConsent',
        tags,
        summary: 'Record consent that was collected elsewhere.',
        description:
          'Never lifts an opt-out of the person: then the entry is `superseded` and `effective` ' +
          'is false. Only the person comes back, by texting START.',
        body: AttestBody,
        response: { 200: ActAnswer, ...refusals(400, 409, 422, 503) },
      },
    },
    async (request) => {
      const { workspace, body } = request;
      const { method, evidence } = body;
      const phone = readPhone(body.phone, '/phone');
      const occurredAt = readOccurredAt(body.occurredAt);
      const settings = await workspaceOf(store, workspace);
      const program = body.program ?? choose(settings, {}).program.id;
      requireProgram(settings, program);
      const contact = await store.people.contactOf(workspace, phone);
      const told = { phone, phoneAsGiven: body.phone, method, program, occurredAt, evidence };
      const entry = await acts.submit({
        ...{ workspace, contact, type: 'attestation', intent: 'opt_in' },
        origin: originOf(request),
        told: { ...told, by: toldBy(request) },
      });
      return answerWith(contact, entry);
    },
  );

  app.post(
    '/contacts/revoke',
    {
      config,
      schema: {
        operationId: 'revokeConsent',
        tags,
        summary: 'Record that a person said stop on another way than a text.',
        description:
          'Final when answered. With a 503 it is kept and nothing is sent to the number; repeat ' +
          'the call with the same Idempotency-Key to get the entry.',
        body: RevokeBody,
        response: { 200: ActAnswer, ...refusals(400, 409, 422, 503) },
      },
    },
    async (request) => {
      const { workspace, body } = request;
      const { method, words, actor, program = EVERY_PROGRAM } = body;
      const phone = readPhoneToStop(body.phone, '/phone');
      const occurredAt = readOccurredAt(body.occurredAt ?? store.clock.iso());
      if (program !== EVERY_PROGRAM) requireProgram(await workspaceOf(store, workspace), program);
      const contact = await store.people.contactOf(workspace, phone);
      const said = { ...(words !== undefined && { words }), ...(actor !== undefined && { actor }) };
      const entry = await acts.submit({
        ...{ workspace, contact, type: 'revocation', intent: 'opt_out' },
        origin: originOf(request),
        told: {
          ...{ phone, phoneAsGiven: body.phone, method, program, occurredAt, ...said },
          by: toldBy(request),
        },
      });
      return answerWith(contact, entry);
    },
  );
};
