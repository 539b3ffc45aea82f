// /console/operations: how everything goes, for whoever is on duty. The page is whole without
// scripts; with them it draws the charts, and is told when what it shows has changed.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type AlertKind, factsOf } from '../../alert-kinds.js';
import { sha256 } from '../../digest.js';
import type { IngressRoomDeps } from '../deps.js';
import { createOperations, type Operations } from '../operations.js';
import { sendRoom } from './frame.js';
import { type Done, ROOM, operationsActs } from './operations-acts.js';
import { operationsView } from './operations-view.js';
import { createPageStream } from './page-stream.js';
import { runbook } from './runbook.js';

type OperationsRequest = FastifyRequest<{
  Querystring: { done?: string; count?: string; stayed?: string };
}>;
type LiveRequest = FastifyRequest<{ Querystring: { shown?: string } }>;

const looking = { config: { scope: 'queues:read' } } as const;

export function operationsPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const operations = createOperations(deps);
  const stream = createPageStream({
    log: deps.log,
    read: async (workspaces) => {
      const found = await Promise.all(workspaces.map((one) => operations.of(one)));
      return new Map(found.map((one, index) => [workspaces[index] ?? '', wordOf(one)]));
    },
  });
  scope.addHook('preClose', async () => stream.close());

  scope.get(ROOM, looking, async (request: OperationsRequest, reply) => {
    const found = await operations.of(request.workspace);
    return sendRoom(deps, request, reply, {
      ...{ template: 'operations', styles: ['operations'], islands: ['operations'] },
      ...operationsView(found),
      shown: wordOf(found),
      said: doneOf(request.query),
    });
  });

  const live = { ...looking, exposeHeadRoute: false };
  scope.get(`${ROOM}/live`, live, (request: LiveRequest, reply) => {
    stream.follow(reply, { key: request.workspace, shown: request.query.shown ?? '' });
  });

  scope.get(`${ROOM}/runbook`, looking, async (request, reply) =>
    sendRoom(deps, request, reply, {
      ...{ template: 'runbook', styles: ['operations'], sections: bookSections() },
    }),
  );

  operationsActs(scope, { store: deps.store, forget: operations.forget });
}

/** A word for what the page shows; another one when something of it is different. */
const wordOf = (found: Operations): string =>
  sha256(JSON.stringify(operationsView(found))).slice(0, 16);

/** Headed as the alerts are. */
const bookSections = () =>
  runbook().map((section) => ({ ...section, title: titleOf(section.id as AlertKind | '') }));

const titleOf = (kind: AlertKind | ''): string => (kind === '' ? '' : factsOf(kind).title);

const DONE: Readonly<Record<Done, (count: number) => string>> = {
  redriven: (count) => `${count} given back. Every gate is asked again.`,
  dismissed: (count) => `${count} taken off the list.`,
  paused: () => 'Held back. What people send is still taken, and a STOP is obeyed.',
  resumed: () => 'Sending goes on.',
};

/** What the form that led here has done. */
function doneOf(query: OperationsRequest['query']): string | undefined {
  const name = (Object.keys(DONE) as Done[]).find((one) => one === query.done);
  if (!name) return undefined;
  const read = (text: string | undefined) => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 0);
  const stayed = read(query.stayed);
  const [stay, as] = stayed === 1 ? ['stays', 'it is'] : ['stay', 'they are'];
  const rest = stayed > 0 ? ` ${stayed} ${stay} as ${as}; the list says why.` : '';
  return DONE[name](read(query.count)) + rest;
}
