// What an agent does with a request on the console: take it back, or say whose act it was.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, OptInRequest } from '../../store/requests.js';
import type { IngressRoomDeps } from '../deps.js';
import { matchRequest, noneOfThem } from '../matching.js';
import { PageNotice } from './html.js';
import { personSignedIn } from './sessions.js';

type ActRequest = FastifyRequest<{
  Params: { externalId: string; request: string };
  Body: { contact?: string; useNumber?: string } | undefined;
}>;

/** Auditors look on. */
const config = { scope: 'consents:write' } as const;

export function requestActs(scope: FastifyInstance, { store }: IngressRoomDeps): void {
  /** A request by another record's address is not here. */
  async function requestOf({ workspace, params }: ActRequest): Promise<OptInRequest> {
    const found = await store.requests.get(workspace, params.request);
    if (!found || found.record !== params.externalId) throw tooLate(params.externalId);
    return found;
  }

  const back = (request: ActRequest, reply: FastifyReply) =>
    reply.redirect(pageOf(request.params.externalId), 303);

  scope.post(
    '/records/:externalId/requests/:request/match',
    { config },
    async (request: ActRequest, reply) => {
      const { _id } = await requestOf(request);
      const { contact = '', useNumber } = request.body ?? {};
      const match = { contact, by: personActing(request), useNumber: useNumber === 'yes' };
      const matched = await matchRequest(store, request.workspace, _id, match);
      if (!matched) throw tooLate(request.params.externalId);
      return back(request, reply);
    },
  );

  scope.post(
    '/records/:externalId/requests/:request/cancel',
    { config },
    async (request: ActRequest, reply) => {
      const asked = await requestOf(request);
      await noneOfThem(store, asked, personActing(request));
      return back(request, reply);
    },
  );
}

/** Whoever is signed in, as the evidence names them. */
export function personActing(request: FastifyRequest): Actor {
  return { kind: 'user', id: personSignedIn(request)._id };
}

const pageOf = (externalId: string) => `/console/records/${encodeURIComponent(externalId)}`;

function tooLate(externalId: string): PageNotice {
  const text = 'Somebody else has answered it, it was taken back, or its time is over.';
  const next = { href: pageOf(externalId), label: 'Back to the record' };
  return new PageNotice(409, { title: 'This question is no longer open', text, next });
}
