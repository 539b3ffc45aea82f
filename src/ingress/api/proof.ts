// /v1/contacts/{id}/proof: a person's whole chain with its evidence opened, to be checked offline.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { makeProof } from '../../store/proof/make-proof.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { ContactId, refusals } from './schemas.js';

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
        response: { 200: ProofFile, ...refusals(404, 422) },
      },
    },
    async ({ workspace, params }, reply) => {
      const proof = await makeProof(store, workspace, params.id, { entriesMax: ENTRIES_MAX });
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
