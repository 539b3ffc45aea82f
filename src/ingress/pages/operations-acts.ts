// What an operator does on the operations page: give back what ended badly, take it off the list,
// hold sending back and let it go on. Each is a form; the page then says what came of it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CHANNELS, type Channel } from '../../effect-hints.js';
import { newId } from '../../ids.js';
import { redrive } from '../../senders/redrive.js';
import type { PauseScope } from '../../store/pauses.js';
import { senderIdOf } from '../furnishing/change-sender.js';
import type { IngressRoomDeps } from '../deps.js';
import { GROUPS_MAX, INBOUND, type Trouble } from '../operations.js';
import { PageNotice } from './html.js';
import { troubleId } from './operations-view.js';
import { personActing } from './request-acts.js';

/** Below the console. */
export const ROOM = '/operations';
const OPERATIONS = `/console${ROOM}`;

/** What one form gives back at most; the rest stays on the list for the next one. */
const TAKEN_MAX = 1_000;

export interface OperationsActsDeps extends Pick<IngressRoomDeps, 'store'> {
  /** The next look at a workspace is to be a new one. */
  forget(workspace: string): void;
}

/** One letter or act by its id, or all of a trouble. */
type TroubleRequest = FastifyRequest<{
  Body: { readonly queue?: string; readonly trouble?: string; readonly id?: string } | undefined;
}>;
type SenderRequest = FastifyRequest<{ Body: { readonly sender?: string } | undefined }>;

/** What was done, as the page says it. */
export type Done = 'redriven' | 'dismissed' | 'paused' | 'resumed';

interface Meant {
  readonly queue: typeof INBOUND | Channel;
  readonly ids: readonly string[];
}

const config = { scope: 'queues:write' } as const;

export function operationsActs(scope: FastifyInstance, deps: OperationsActsDeps): void {
  const { store, forget } = deps;

  function back(request: FastifyRequest, reply: FastifyReply, done: Done, counts = {}) {
    forget(request.workspace);
    const said = new URLSearchParams({ done, ...counts });
    return reply.redirect(`${OPERATIONS}?${said.toString()}`, 303);
  }

  scope.post(`${ROOM}/redrive`, { config }, async (request: TroubleRequest, reply) => {
    const { queue, ids } = await meantBy(deps, request);
    if (queue === INBOUND) {
      const count = await store.setAside.retry(request.workspace, ids);
      return back(request, reply, 'redriven', { count, stayed: ids.length - count });
    }
    const reason = `asked for on the console by ${personActing(request).id}`;
    const { redriven, refused } = await redrive({ store }, request.workspace, { ids, reason });
    return back(request, reply, 'redriven', { count: redriven.length, stayed: refused.length });
  });

  scope.post(`${ROOM}/dismiss`, { config }, async (request: TroubleRequest, reply) => {
    const { queue, ids } = await meantBy(deps, request);
    // An act has to be decided: its fence would fall undecided.
    if (queue === INBOUND) throw nothingSuch();
    const reason = `taken off the list on the console by ${personActing(request).id}`;
    const handling = { id: newId('hd'), reason };
    const { length } = await store.deadLetters.letGo(request.workspace, ids, handling);
    return back(request, reply, 'dismissed', { count: length, stayed: ids.length - length });
  });

  scope.post(`${ROOM}/pause`, { config }, async (request: SenderRequest, reply) => {
    await store.pauses.pause(await scopeOf(deps, request));
    return back(request, reply, 'paused');
  });

  scope.post(`${ROOM}/resume`, { config }, async (request: SenderRequest, reply) => {
    const meant = await scopeOf(deps, request);
    await store.pauses.resume(meant);
    // Where there is one workspace, holding back everything and holding back its own are the same.
    const alone = (await store.workspaces.ids()).length === 1;
    if (meant.sender === undefined && alone) await store.pauses.resume({});
    return back(request, reply, 'resumed');
  });
}

/** @throws PageNotice when the form names nothing. */
async function meantBy(deps: OperationsActsDeps, request: TroubleRequest): Promise<Meant> {
  const { queue: named, trouble, id } = request.body ?? {};
  const queue = [INBOUND, ...CHANNELS].find((one) => one === named) as Meant['queue'] | undefined;
  if (!queue) throw nothingSuch();
  if (id !== undefined && id !== '') return { queue, ids: [id] };
  return { queue, ids: await idsOf(deps, request.workspace, { queue, trouble }) };
}

/** All of a trouble, whatever of it the page showed; none when it is over. */
async function idsOf(
  { store }: OperationsActsDeps,
  workspace: string,
  { queue, trouble }: { queue: Meant['queue']; trouble: string | undefined },
): Promise<readonly string[]> {
  const isMeant = (one: Pick<Trouble, 'queue' | 'group'>) => troubleId(one) === trouble;
  if (queue === INBOUND) {
    const groups = await store.setAside.groups(workspace, GROUPS_MAX);
    const group = groups.find((one) => isMeant({ queue, group: one }));
    return group ? store.setAside.idsOf(workspace, group.reason, TAKEN_MAX) : [];
  }
  const groups = await store.deadLetters.groups(workspace, GROUPS_MAX);
  const group = groups.find((one) => one.channel === queue && isMeant({ queue, group: one }));
  return group ? store.deadLetters.idsOf(workspace, group, TAKEN_MAX) : [];
}

/** The whole workspace, or one sender of it. */
async function scopeOf({ store }: OperationsActsDeps, request: SenderRequest): Promise<PauseScope> {
  const { workspace } = request;
  const { sender } = request.body ?? {};
  if (sender === undefined || sender === '') return { workspace };
  const found = (await store.senders.list(workspace)).find((one) => senderIdOf(one) === sender);
  if (!found) throw nothingSuch();
  return { workspace, sender: found.number };
}

function nothingSuch(): PageNotice {
  const text = 'Somebody else may have seen to it, or it was removed. Nothing was changed.';
  const next = { href: OPERATIONS, label: 'Back to operations' };
  return new PageNotice(404, { title: 'There is no such thing any more', text, next });
}
