// The console's pages: everybody the CRM told us of with the text icon, and one of them in full.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatPhone } from '../../phone.js';
import { ask } from '../asking.js';
import { refuseUnscopedRoutes } from '../authentication.js';
import type { IngressRoomDeps } from '../deps.js';
import type { RequestMethod } from '../../store/requests.js';
import type { ListedRecord } from '../record-listing.js';
import { sendRoom } from './frame.js';
import { PageNotice } from './html.js';
import { operationsPages } from './operations.js';
import { overviewOf } from './overview.js';
import { recordPageOf } from './record-page.js';
import { personActing, requestActs } from './request-acts.js';
import { personSignedIn, requireSignIn } from './sessions.js';
import { settingsPages } from './settings/settings-pages.js';
import { conversationOf } from './talk/conversation.js';
import { talkPages } from './talk/routes.js';
import { ICON_WORDS, type IconState, textIconOf } from './text-icon.js';

type ListRequest = FastifyRequest<{
  Querystring: { query?: string; state?: string; after?: string };
}>;
type RecordRequest = FastifyRequest<{ Params: { externalId: string } }>;
type AskRequest = FastifyRequest<{
  Params: { externalId: string };
  Body: { method?: string } | undefined;
}>;

const METHODS: readonly RequestMethod[] = ['text_to_join', 'qr', 'email'];

const QUERY_LENGTH_MAX = 200;
const LOOK_AGAIN_SECONDS = 5;
const looking = { config: { scope: 'records:read' } } as const;

export async function consolePages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, config } = deps;
  refuseUnscopedRoutes(scope);
  scope.addHook('preHandler', requireSignIn(deps));

  scope.get('/', looking, async (request: ListRequest, reply) => {
    const { query, state, after } = readQuery(request);
    const search = { ...(query && { query }), ...(state && { state }), ...(after && { after }) };
    const overview = await overviewOf(store, request.workspace, search);
    const now = store.clock.now();
    return sendRoom(deps, request, reply, {
      template: 'records',
      ...overview,
      query,
      state,
      words: ICON_WORDS,
      rows: overview.data.map((listed) => rowOf(listed, now)),
    });
  });

  requestActs(scope, deps);
  operationsPages(scope, deps);
  talkPages(scope, deps);
  settingsPages(scope, deps);

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
    // While a text is awaited the page looks again by itself.
    if (page.asked) reply.header('refresh', String(LOOK_AGAIN_SECONDS));
    return sendRoom(deps, request, reply, {
      ...{ template: 'record', islands: ['talk'], styles: ['talk'] },
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
      const method = METHODS.find((one) => one === request.body?.method) ?? 'text_to_join';
      await ask(deps, request.workspace, { record: { externalId }, method, by });
      return reply.redirect(`/console/records/${encodeURIComponent(externalId)}`, 303);
    },
  );
}

function readQuery({ query }: ListRequest) {
  const states = Object.keys(ICON_WORDS) as IconState[];
  return {
    query: query.query?.trim().slice(0, QUERY_LENGTH_MAX) ?? '',
    state: states.find((state) => state === query.state),
    after: query.after,
  };
}

function rowOf({ record, consent }: ListedRecord, now: Date) {
  const { externalId, name, address, phone } = record;
  return {
    href: `/console/records/${encodeURIComponent(externalId)}`,
    name,
    address: address ?? '',
    phone: phone === undefined ? '' : formatPhone(phone),
    icon: textIconOf(consent, now),
  };
}

/** The demo's way to the other end: this person's handset, with the word to send already typed. */
function handsetUrl(carrierUrl: string, page: { phone?: string; draft?: string }): string {
  const url = new URL(`/phones/${encodeURIComponent(page.phone ?? '')}`, carrierUrl);
  if (page.draft !== undefined) url.searchParams.set('body', page.draft);
  return url.href;
}

function unknownRecord(): PageNotice {
  const text = 'It may have been removed by your CRM.';
  const next = { href: '/console', label: 'To all records' };
  return new PageNotice(404, { title: 'There is no such record', text, next });
}
