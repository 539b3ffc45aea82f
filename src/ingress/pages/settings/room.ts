// What all pages of the settings have around them: the way to each other, who may change anything,
// and what was just done. Each page brings its own content.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../../../store/access.js';
import { callerOf } from '../../api/caller.js';
import type { IngressRoomDeps } from '../../deps.js';
import { LIVE_POLICY } from '../../security-headers.js';
import { sendRoom } from '../frame.js';

const TABS = [
  { id: 'overview', href: '/console/settings', label: 'Overview', scope: 'settings:read' },
  { id: 'brand', href: '/console/settings/brand', label: 'Brand', scope: 'settings:read' },
  { id: 'senders', href: '/console/settings/senders', label: 'Senders', scope: 'settings:read' },
  { id: 'keys', href: '/console/settings/keys', label: 'API keys', scope: 'access:read' },
  { id: 'people', href: '/console/settings/people', label: 'People', scope: 'access:read' },
  { id: 'webhooks', href: '/console/settings/webhooks', label: 'Webhooks', scope: 'webhooks:read' },
] as const satisfies readonly { id: string; href: string; label: string; scope: Scope }[];

export type Tab = (typeof TABS)[number]['id'];

/** What was done, after the page was asked for anew. */
const DONE: Readonly<Record<string, string>> = {
  saved: 'Saved. It is in force everywhere within a second.',
  added: 'Added.',
  published: 'Published. The version before stays in the list for good.',
  paused: 'Paused. Nothing leaves from this number until somebody resumes it.',
  resumed: 'Resumed. What waited goes on its way.',
  revoked: 'Revoked. The key works nowhere any more.',
  disabled: 'Disabled.',
  enabled: 'Enabled.',
  deleted: 'Deleted.',
  tested: 'A test event is on its way. What was answered shows in the list below.',
  redelivered: 'It is posted once more. What was answered shows in the list below.',
  standard: 'The standard words are in force again.',
};

export interface ShownPage {
  readonly title: string;
  /** Under Settings; the programs' pages have none. */
  readonly tab?: Tab;
  /** The scope that changes what is shown; without it people look on. */
  readonly change: Scope;
  readonly status?: number;
  readonly [value: string]: unknown;
}

export const mayDo = (request: FastifyRequest, scope: Scope): boolean =>
  callerOf(request).scopes.includes(scope);

/** The tabs that somebody may open. */
const tabsOf = (request: FastifyRequest) => TABS.filter(({ scope }) => mayDo(request, scope));

/** @param template of this folder. */
export function showPage(
  deps: IngressRoomDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  [template, { status = 200, tab, change, ...values }]: readonly [string, ShownPage],
): Promise<FastifyReply> {
  const { done = '' } = request.query as { done?: string };
  reply.code(status).header('content-security-policy', LIVE_POLICY);
  return sendRoom(deps, request, reply, {
    template: `settings/${template}`,
    ...{ islands: ['settings'], styles: ['settings/settings'] },
    ...{ here: tab === undefined ? 'programs' : 'settings', tab, tabs: tabsOf(request) },
    may: mayDo(request, change),
    ...(Object.hasOwn(DONE, done) && { done: DONE[done] }),
    ...values,
  });
}
