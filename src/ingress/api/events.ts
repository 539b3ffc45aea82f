// /v1/events: what happened, in one order per workspace, to be listed or listened to.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { bodiesOf } from '../../senders/webhooks/event-body.js';
import type { IngressRoomDeps } from '../deps.js';
import { createEventFeed } from '../event-feed.js';
import { Problem } from '../problems.js';
import { openSentEvents } from '../sent-events.js';
import { EventTypeName, EventView } from './event-shapes.js';
import { requirePlace } from './going-on.js';
import { ContactId, fileOf, PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';

const SENT_EVENTS = fileOf('text/event-stream', 'Events, and a comment every ten seconds.');

const EventId = Type.String({ pattern: '^evt_[0-9a-f]{32}$' });
const Filter = { type: Type.Optional(EventTypeName), contact: Type.Optional(ContactId) };
const RETRY_AFTER_SECONDS = 10;

export const events: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store, log } = deps;
  const tags = ['Events'];
  const feed = createEventFeed({ store, log });
  app.addHook('preClose', async () => feed.close());

  /** Behind which position a listener goes on; without an event of its own: from now on. */
  async function placeOf(workspace: string, last: string | undefined): Promise<number> {
    if (last === undefined || last === '') return store.events.lastPosition(workspace);
    const event = await store.events.get(workspace, last);
    if (event) return event.position;
    const detail =
      'There is no event of this id. Leave Last-Event-ID out to begin with the next event, and ' +
      'list /v1/events for those before it.';
    throw new Problem('not_found', detail);
  }

  app.get(
    '/events',
    {
      config: { scope: 'events:read' },
      schema: {
        operationId: 'listEvents',
        tags,
        summary: 'What happened, newest first; of one type, of one contact, or all.',
        querystring: Type.Object({ ...PageQuery, ...Filter }, strict),
        response: { 200: pageOf(EventView), ...refusals(400) },
      },
    },
    async ({ workspace, query }) => {
      const page = await store.events.list(workspace, { limit: PAGE_LIMIT, ...query });
      await requirePlace(page, query, (id) => store.events.get(workspace, id));
      const data = await bodiesOf(deps, workspace, page.data);
      return { data: data as never, hasMore: page.hasMore };
    },
  );

  app.get(
    '/events/stream',
    {
      config: { scope: 'events:read' },
      // A head of what does not end would not end either.
      exposeHeadRoute: false,
      schema: {
        operationId: 'streamEvents',
        tags,
        summary: 'What happens, as server-sent events; resumes with Last-Event-ID.',
        description:
          'Each event is one `data` line, the same JSON as in the list, and its `id`. Whoever ' +
          'comes back with the last id, at any process, misses nothing. `after` is the same for ' +
          'clients that cannot set the header.',
        querystring: Type.Object({ ...Filter, after: Type.Optional(EventId) }, strict),
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String()) }),
        response: { 200: SENT_EVENTS, ...refusals(400, 404, 503) },
      },
    },
    async (request, reply) => {
      const { workspace, query, headers } = request;
      const { after, ...filter } = query;
      const position = await placeOf(workspace, headers['last-event-id'] ?? after);
      if (!feed.hasRoom()) {
        const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
        throw new Problem('unavailable', 'Too many listeners here already.', options);
      }
      const mayListen = () => app.mayStill(request);
      feed.follow({ ...filter, workspace, position, mayListen, answer: openSentEvents(reply) });
      return reply;
    },
  );
};
