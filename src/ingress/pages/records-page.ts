// The console's list of records with the text icon of each; beside it, with scripts, lie the map
// and whoever is open (src/console/records.ts).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatPhone } from '../../phone.js';
import type { IngressRoomDeps } from '../deps.js';
import type { ListedRecord } from '../record-listing.js';
import { mapPolicy } from '../security-headers.js';
import { sendRoom } from './frame.js';
import { overviewOf } from './overview.js';
import { ICON_WORDS, type IconState, textIconOf } from './text-icon.js';

type ListRequest = FastifyRequest<{
  Querystring: { query?: string; state?: string; after?: string };
}>;

const QUERY_LENGTH_MAX = 200;
const looking = { config: { scope: 'records:read' } } as const;

export function recordsPage(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store, config } = deps;

  scope.get('/', looking, async (request: ListRequest, reply) => {
    const { query, state, after } = readQuery(request);
    const search = { ...(query && { query }), ...(state && { state }), ...(after && { after }) };
    const overview = await overviewOf(store, request.workspace, search);
    const now = store.clock.now();
    return sendRoom(deps, request, reply, {
      template: 'records',
      ...config.map,
      islands: ['live-dot', 'records'],
      policy: mapPolicy(config.map.tileUrl),
      ...overview,
      query,
      state,
      words: ICON_WORDS,
      rows: overview.data.map((listed) => rowOf(listed, now)),
    });
  });
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
