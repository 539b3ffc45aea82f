// The console's list of opt-in requests: who was asked, how, and what became of it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestStatus } from '../../consent/request-status.js';
import type { OptInRequest, RequestMethod } from '../../store/requests.js';
import type { IngressRoomDeps } from '../deps.js';
import { sendRoom } from './frame.js';
import { METHOD_WORDS } from './request-panel.js';
import { sayWhen } from './spoken-time.js';
import type { IconState } from './text-icon.js';

type ListRequest = FastifyRequest<{ Querystring: { status?: string; after?: string } }>;

const PAGE_SIZE = 50;

/** What each status is called, and which colour of the text icon it shares. */
const STATUSES: Readonly<Record<RequestStatus, { word: string; tone: IconState }>> = {
  pending: { word: 'Waiting', tone: 'wait' },
  opened: { word: 'Opened', tone: 'wait' },
  confirming: { word: 'Last step missing', tone: 'wait' },
  needs_match: { word: 'Whose act was it?', tone: 'block' },
  completed: { word: 'Agreed', tone: 'ok' },
  expired: { word: 'Ran out', tone: 'none' },
  cancelled: { word: 'Taken back', tone: 'none' },
  failed: { word: 'Did not arrive', tone: 'stop' },
};
const SHOWN = Object.keys(STATUSES) as RequestStatus[];

export function requestsPage(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;

  scope.get(
    '/requests',
    { config: { scope: 'consents:read' } },
    async (request: ListRequest, reply) => {
      const { workspace } = request;
      const status = SHOWN.find((one) => one === request.query.status);
      const { after } = request.query;
      const page = await store.requests.list(workspace, {
        limit: PAGE_SIZE,
        ...(status && { status }),
        ...(after && { startingAfter: after }),
      });
      const [records, settings] = await Promise.all([
        store.records.many(workspace, [...new Set(page.data.map(({ record }) => record))]),
        store.workspaces.get(workspace),
      ]);
      const now = store.clock.now();
      const names = { records, programs: settings?.programs ?? {} };
      return sendRoom(deps, request, reply, {
        ...{ template: 'requests', islands: ['live-dot', 'follow'] },
        ...{ status, statuses: STATUSES, shown: SHOWN },
        rows: page.data.map((one) => rowOf(one, names, now)),
        ...(page.hasMore && { next: page.data.at(-1)?._id }),
      });
    },
  );
}

interface Names {
  readonly records: ReadonlyMap<string, { readonly name: string; readonly timezone?: string }>;
  readonly programs: Readonly<Record<string, { readonly name: string }>>;
}

function rowOf(request: OptInRequest, { records, programs }: Names, now: Date) {
  const { record, method, program, status, reason, createdAt } = request;
  const known = records.get(record);
  return {
    href: `/console/records/${encodeURIComponent(record)}`,
    name: known?.name ?? record,
    method: METHOD_WORDS[method satisfies RequestMethod],
    program: programs[program]?.name ?? program,
    ...STATUSES[status],
    reason: status === 'failed' ? reason : undefined,
    asked: sayWhen(createdAt, now, known?.timezone),
  };
}
