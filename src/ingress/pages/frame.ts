// What every page of the console shows around its own content: the rooms, whose house it is, who is
// signed in, and the token that its forms and its calls carry.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canFail } from '../../can-fail.js';
import { scopesOf } from '../../store/access.js';
import type { IngressRoomDeps } from '../deps.js';
import type { PageValues } from './assets.js';
import { sendPage } from './html.js';
import { roomCountsOf } from './room-counts.js';
import { roomsFor } from './rooms.js';

export type FrameDeps = Pick<IngressRoomDeps, 'store' | 'log'>;

/** Fills `room.eta` and whatever it lies around. */
async function frameOf({ store, log }: FrameDeps, request: FastifyRequest, reply: FastifyReply) {
  const { user, server } = request;
  const [workspace, counts] = await Promise.all([
    store.workspaces.get(request.workspace),
    canFail(roomCountsOf(store, request.workspace), 'what waits was not counted', log),
  ]);
  const scopes = user ? scopesOf(user.role) : [];
  return {
    ...roomsFor(server, scopes),
    /** By room; a page is shown without them where they cannot be had. */
    roomCounts: counts ?? new Map(),
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

/** The numbers of the navigation alone, for pages that are open (src/console/parts/shell.ts). */
export function countsPage(scope: FastifyInstance, deps: FrameDeps): void {
  const config = { scope: 'records:read' } as const;
  scope.get('/counts', { config }, async (request, reply) =>
    sendPage(reply, 'room-counts', await frameOf(deps, request, reply)),
  );
}

/** A page of the console with everything around it. @param values see PageValues in assets.ts. */
export async function sendRoom(
  deps: FrameDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { template, islands = [], ...values }: PageValues & { readonly template: string },
): Promise<FastifyReply> {
  const frame = await frameOf(deps, request, reply);
  return sendPage(reply, template, { ...frame, ...values, islands: ['shell', ...islands] });
}
