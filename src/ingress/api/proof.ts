// /v1/contacts/{id}/proof: a person's whole chain with its evidence opened, to be checked offline.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { makeProof } from '../../store/proof/make-proof.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { callerOf } from './caller.js';
import { ContactId, refusals, strict } from './schemas.js';

/** A longer chain does not fit into the time that an answer has; the command has all day. */
const ENTRIES_MAX = 2_000;

const ProofFile = Type.Object(
  {},
  {
    ...{ additionalProperties: true, title: 'Proof' },
    examples: [{ format: 'assent-proof', version: 1, entries: [], recipe: ['…'] }],
    description:
      'A proof: the exact hashed bytes of every entry, the sealed and the opened evidence, the ' +
      'key that opens it, what followed, and in `recipe` how to check it. It holds the number ' +
      "and the person's words. Layout: docs/proof.md.",
  },
);

const Retained = Type.Enum(['true', 'false'], {
  description:
    '`true`: of a person who was erased, with what is retained for claims. Needs `evidence:read`.',
});

export const proofs: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  app.get(
    '/contacts/:id/proof',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'getProof',
        tags: ['Contacts'],
        summary: 'Self-contained proof of what the person agreed to; verifies offline.',
        params: Type.Object({ id: ContactId }),
        querystring: Type.Object({ retained: Type.Optional(Retained) }, strict),
        response: { 200: ProofFile, ...refusals(403, 404, 'proof_too_long') },
      },
    },
    async (request, reply) => {
      const { workspace, params, query } = request;
      const retained = query.retained === 'true';
      if (retained && !callerOf(request).scopes.includes('evidence:read')) {
        throw new Problem('scope_missing', 'Retained evidence needs the scope evidence:read.');
      }
      const options = { entriesMax: ENTRIES_MAX, retained };
      const proof = await makeProof(store, workspace, params.id, options);
      if (proof === null) {
        throw new Problem('not_found', 'There is no contact of this id with a ledger entry.');
      }
      if (proof === 'too_long') {
        const detail = `It has more than ${ENTRIES_MAX} entries: run assent proof ${params.id}.`;
        throw new Problem('proof_too_long', detail);
      }
      const name = `proof-${params.id}.json`;
      reply.header('content-disposition', `attachment; filename="${name}"`);
      reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
      // Written here and sent as it is: its bytes are what its digest is about.
      return reply.send(`${JSON.stringify(proof, null, 2)}\n` as never);
    },
  );
};
