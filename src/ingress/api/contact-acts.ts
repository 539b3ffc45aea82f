// Acts that reach us by another way than a text: consent that was collected elsewhere, and "she
// told me to stop". Each travels the one road and answers with its ledger entry.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { originOf, toldBy } from '../acts.js';
import { readPhone, readPhoneToStop } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { readOccurredAt, recordConsent, recordStop } from '../told-acts.js';
import { ActAnswer, answerWith } from './act-answer.js';
import { PhoneInput, refusals, Slug, strict } from './schemas.js';

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

export const contactActs: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;

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
      const { method, evidence, program } = body;
      const phone = readPhone(body.phone, '/phone');
      const occurredAt = readOccurredAt(store, body.occurredAt);
      const { contact, entry } = await recordConsent(deps, workspace, {
        ...{ phone, phoneAsGiven: body.phone, method, program, occurredAt, evidence },
        ...{ origin: originOf(request), by: toldBy(request) },
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
      const { method, words, actor, program } = body;
      const phone = readPhoneToStop(body.phone, '/phone');
      const occurredAt = readOccurredAt(store, body.occurredAt ?? store.clock.iso());
      const { contact, entry } = await recordStop(deps, workspace, {
        ...{ phone, phoneAsGiven: body.phone, method, program, occurredAt, words, actor },
        ...{ origin: originOf(request), by: toldBy(request) },
      });
      return answerWith(contact, entry);
    },
  );
};
