// /console/settings and /console/programs as a whole: the overview with the next step in it, and
// the pages behind it. Everything is changed by the functions that the API calls.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatPhone } from '../../../phone.js';
import type { Workspace } from '../../../store/workspaces.js';
import { workspaceOf } from '../../choices.js';
import type { IngressRoomDeps } from '../../deps.js';
import { brandPage } from './brand-page.js';
import { disclosurePages } from './disclosure-page.js';
import { keysPages } from './keys-page.js';
import { peoplePages } from './people-page.js';
import { programsPages } from './programs-page.js';
import { mayDo, showPage } from './room.js';
import { sendersPages } from './senders-page.js';
import { textsPages } from './texts-page.js';
import { webhooksPages } from './webhooks-page.js';

const AT = '/console/settings';

interface Card {
  readonly title: string;
  readonly href: string;
  readonly says: string;
  /** What somebody has to do there; shown with a mark. */
  readonly next?: string;
}

export function settingsPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  scope.get('/settings', { config: { scope: 'settings:read' } }, async (request, reply) => {
    const workspace = await workspaceOf(deps.store, request.workspace);
    const cards = [
      brandCard(workspace),
      programsCard(workspace),
      await sendersCard(deps, workspace),
      ...(await accessCards(deps, request)),
      ...(await webhookCards(deps, request)),
    ];
    return showPage(deps, request, reply, [
      'overview',
      {
        ...{ title: 'Settings', heading: 'What is set up', tab: 'overview', cards },
        change: 'settings:write',
      },
    ]);
  });
  brandPage(scope, deps);
  programsPages(scope, deps);
  textsPages(scope, deps);
  disclosurePages(scope, deps);
  sendersPages(scope, deps);
  keysPages(scope, deps);
  peoplePages(scope, deps);
  webhooksPages(scope, deps);
}

const brandCard = ({ brand }: Workspace): Card => ({
  ...{ title: 'Brand', href: `${AT}/brand` },
  says: `${brand.name}, ${brand.legalName}`,
});

function programsCard({ programs }: Workspace): Card {
  const names = Object.values(programs).map(({ name }) => name);
  const card = { title: 'Programs', href: '/console/programs' };
  if (names.length > 0) return { ...card, says: names.join(', ') };
  return { ...card, says: 'None yet', next: 'Add one: nobody can be asked before.' };
}

async function sendersCard({ store }: IngressRoomDeps, workspace: Workspace): Promise<Card> {
  const { id, senders } = workspace;
  const numbers = Object.values(senders).map(({ number }) => number);
  const card = { title: 'Senders', href: `${AT}/senders` };
  if (numbers.length === 0) {
    return { ...card, says: 'None yet', next: 'Add a number: nothing can be sent before.' };
  }
  const states = await Promise.all(numbers.map((one) => store.pauses.showsPaused(id, one)));
  const paused = states.filter(Boolean).length;
  return {
    ...{ ...card, says: numbers.map(formatPhone).join(', ') },
    ...(paused > 0 && { next: `${count(paused, 'number is', 'numbers are')} paused.` }),
  };
}

async function accessCards({ store }: IngressRoomDeps, request: FastifyRequest): Promise<Card[]> {
  if (!mayDo(request, 'access:read')) return [];
  const { accounts, clock } = store;
  const [keys, people] = await Promise.all([
    accounts.listKeys(request.workspace),
    accounts.listUsers(request.workspace),
  ]);
  const now = clock.now();
  const working = keys.filter(
    ({ revokedAt, expiresAt }) => !revokedAt && (!expiresAt || expiresAt > now),
  );
  const soon = working.filter(
    ({ expiresAt }) => expiresAt && expiresAt.getTime() - now.getTime() < SOON_MS,
  );
  const active = people.filter(({ disabledAt }) => !disabledAt);
  return [
    {
      ...{ title: 'API keys', href: `${AT}/keys` },
      says: working.length === 0 ? 'None works' : count(working.length, 'key works', 'keys work'),
      ...(soon.length > 0 && { next: `${count(soon.length, 'ends', 'end')} within a week.` }),
    },
    {
      ...{ title: 'People', href: `${AT}/people` },
      says: `${count(active.length, 'person signs', 'people sign')} in`,
    },
  ];
}

async function webhookCards({ store }: IngressRoomDeps, request: FastifyRequest): Promise<Card[]> {
  if (!mayDo(request, 'webhooks:read')) return [];
  const all = await store.webhookEndpoints.list(request.workspace);
  const bad = all.filter(({ status, failingSince }) => status === 'disabled' || failingSince);
  const card = { title: 'Webhooks', href: `${AT}/webhooks` };
  if (all.length === 0) return [{ ...card, says: 'Your CRM is told nothing by itself' }];
  return [
    {
      ...{ ...card, says: count(all.length, 'endpoint', 'endpoints') },
      ...(bad.length > 0 && { next: `${count(bad.length, 'gets', 'get')} nothing right now.` }),
    },
  ];
}

const SOON_MS = 7 * 86_400_000;

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
