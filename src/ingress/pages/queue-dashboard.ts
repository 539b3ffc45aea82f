// /queues: BullMQ's own dashboard for operators. It looks and changes nothing: what is due is
// decided in MongoDB. All workspaces share the queues, so it is shown only where there is one.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { IngressRoomDeps } from '../deps.js';
import { PAGE_POLICY, policyHeader } from '../security-headers.js';
import { PageNotice, sendNotice, toNotice } from './html.js';
import { requireSignIn } from './sessions.js';

/**
 * The dashboard brings scripts of its own and styles itself as it draws. Its web fonts stay out.
 */
const DASHBOARD_POLICY = policyHeader({
  ...PAGE_POLICY,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  connectSrc: ["'self'"],
  baseUri: ["'self'"],
});

const WEB_FONTS = /<link href="https:\/\/fonts\.googleapis\.com[^>]*>/;

export async function queueDashboard(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, scope: 'queues:write' };
  });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', DASHBOARD_POLICY);
  });
  // The dashboard would answer a refusal with bare words.
  const signIn = requireSignIn(deps);
  scope.addHook('preHandler', async (request, reply) => {
    try {
      const sentAway = await signIn(request, reply);
      if (!sentAway) await requireOneWorkspace(deps);
      return sentAway;
    } catch (error) {
      return sendNotice(error, request, reply);
    }
  });
  scope.addHook('onSend', async (_request, _reply, payload) =>
    // Its policy would refuse the web fonts anyway; without the link no browser complains.
    typeof payload === 'string' ? payload.replace(WEB_FONTS, '') : payload,
  );

  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath('/queues');
  createBullBoard({
    queues: deps.queues.all.map((queue) => {
      const adapter = new BullMQAdapter(queue, { readOnlyMode: true });
      // Job data are ids; a last net hides whatever else a job may come to carry.
      adapter.setFormatter('data', maskData);
      adapter.setFormatter('returnValue', maskData);
      return adapter;
    }),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Assent queues',
        miscLinks: [{ text: 'Operations', url: '/console/operations' }],
      },
    },
  });
  // The dashboard answers its own errors; ours say what happened and nothing of our inside.
  serverAdapter.setErrorHandler((error) => {
    const { status, notice } = toNotice(error);
    return { status: status as 500, body: `${notice.title}. ${notice.text}` };
  });
  await scope.register(serverAdapter.registerPlugin());
}

/** Keeps ids and counts of a job's data and hides every other string. */
function maskData(data: unknown): unknown {
  if (typeof data === 'string') return /^[\w./{}:-]{0,200}$/.test(data) ? maskNumber(data) : '•••';
  if (Array.isArray(data)) return data.map(maskData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, maskData(value)]));
}

const maskNumber = (text: string) => (/^\+?\d{7,15}$/.test(text) ? '•••' : text);

/** @throws PageNotice 403 where somebody would look into the jobs of other workspaces. */
async function requireOneWorkspace({ store }: IngressRoomDeps): Promise<void> {
  if ((await store.workspaces.ids()).length < 2) return;
  const title = 'These queues are shared by several workspaces';
  const text = 'GET /v1/queues shows what waits and what failed in yours, and gives it back.';
  throw new PageNotice(403, { title, text, next: { href: '/console', label: 'To the console' } });
}
