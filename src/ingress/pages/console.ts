// The console's pages: everybody the CRM told us of with the text icon, and one of them in full.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ask } from '../asking.js';
import { refuseUnscopedRoutes } from '../authentication.js';
import type { IngressRoomDeps } from '../deps.js';
import { REQUEST_METHODS } from '../../consent/request-status.js';
import { countsPage, sendRoom } from './frame.js';
import { operationsPages } from './operations.js';
import { recordActs } from './record-acts.js';
import { forgetRoomCounts } from './room-counts.js';
import { unknownRecord } from './record-notices.js';
import { recordPageOf } from './record-page.js';
import { recordsPage } from './records-page.js';
import { personActing, requestActs } from './request-acts.js';
import { personSignedIn, requireSignIn } from './sessions.js';
import { settingsPages } from './settings/settings-pages.js';
import { conversationOf } from './talk/conversation.js';
import { talkPages } from './talk/routes.js';
import { requestsPage } from './requests-page.js';

type RecordRequest = FastifyRequest<{ Params: { externalId: string } }>;
type AskRequest = FastifyRequest<{
  Params: { externalId: string };
  Body: { method?: string } | undefined;
}>;

const LOOK_AGAIN_SECONDS = 5;
const looking = { config: { scope: 'records:read' } } as const;

export async function consolePages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, config } = deps;
  refuseUnscopedRoutes(scope);
  scope.addHook('preHandler', requireSignIn(deps));

  // Whoever did something may have seen to something: the next page counts anew.
  scope.addHook('onSend', async ({ method, workspace }) => {
    if (method === 'POST') forgetRoomCounts(store, workspace);
  });

  countsPage(scope, deps);
  recordsPage(scope, deps);
  requestActs(scope, deps);
  operationsPages(scope, deps);
  talkPages(scope, deps);
  settingsPages(scope, deps);
  recordActs(scope, deps);
  requestsPage(scope, deps);

  scope.get('/records/:externalId', looking, async (request: RecordRequest, reply) => {
    const { externalId } = request.params;
    const page = await recordPageOf(deps, request.workspace, externalId);
    if (!page) throw unknownRecord();
    const { record } = page;
    const user = personSignedIn(request);
    const asked = { contact: record.contact, record, user };
    const talk = await conversationOf(deps, request.workspace, asked);
    const demo = config.carrier === 'simulated';
    const handset = demo && page.phone ? handsetUrl(config.carrierUrl, page) : undefined;
    return sendRoom(deps, request, reply, {
      ...{ template: 'record', islands: ['live-dot', 'record', 'talk', 'opt-in'] },
      // Without scripts, while an answer is awaited, the page looks again by itself.
      ...(page.asked && { refresh: LOOK_AGAIN_SECONDS }),
      ...{ ...page, handset, talk, back: externalId },
    });
  });

  scope.post(
    '/records/:externalId/ask',
    { config: { scope: 'consents:write' } },
    async (request: AskRequest, reply) => {
      const { externalId } = request.params;
      const known = await store.records.get(request.workspace, externalId);
      if (!known) throw unknownRecord();
      const by = personActing(request);
      const method = REQUEST_METHODS.find((one) => one === request.body?.method) ?? 'text_to_join';
      await ask(deps, request.workspace, { record: { externalId }, method, by });
      return reply.redirect(`/console/records/${encodeURIComponent(externalId)}`, 303);
    },
  );
}

/** The demo's way to the other end: this person's handset, with the word to send already typed. */
function handsetUrl(carrierUrl: string, page: { phone?: string; draft?: string }): string {
  const url = new URL(`/phones/${encodeURIComponent(page.phone ?? '')}`, carrierUrl);
  if (page.draft !== undefined) url.searchParams.set('body', page.draft);
  return url.href;
}
