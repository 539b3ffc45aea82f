// What every page of the console shows around its own content: the rooms, whose house it is, who is
// signed in, and the token that its forms and its calls carry.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopesOf } from '../../store/access.js';
import type { IngressRoomDeps } from '../deps.js';
import type { PageValues } from './assets.js';
import { sendPage } from './html.js';
import { roomsFor } from './rooms.js';

/** Fills `room.eta` and whatever it lies around. */
async function frameOf(
  { store }: Pick<IngressRoomDeps, 'store'>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { user, server } = request;
  const workspace = await store.workspaces.get(request.workspace);
  const scopes = user ? scopesOf(user.role) : [];
  return {
    ...roomsFor(server, scopes),
    user,
    /** For forms as `_csrf`, for calls of the API as the header `x-csrf-token`. */
    csrf: reply.generateCsrf(),
    /** What whoever is signed in may do, for buttons that only some are shown. */
    scopes,
    operates: scopes.includes('queues:write'),
    acts: scopes.includes('consents:write'),
    brand: workspace?.brand.name ?? request.workspace,
  };
}

/** A page of the console with everything around it. @param values see PageValues in assets.ts. */
export async function sendRoom(
  deps: Pick<IngressRoomDeps, 'store'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { template, islands = [], ...values }: PageValues & { readonly template: string },
): Promise<FastifyReply> {
  const frame = await frameOf(deps, request, reply);
  return sendPage(reply, template, { ...frame, ...values, islands: ['shell', ...islands] });
}
