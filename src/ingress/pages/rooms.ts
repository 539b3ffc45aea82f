// The rooms of the console in the order of the navigation. A room shows itself to those whose role
// may read it, and only once its page is there: a line here is all that a new one needs.
import type { FastifyInstance } from 'fastify';
import type { Scope } from '../../store/access.js';

export interface Room {
  /** What its pages set as `here`. */
  readonly id: 'records' | 'inbox' | 'requests' | 'programs' | 'operations' | 'settings';
  readonly href: string;
  readonly word: string;
  readonly scope: Scope;
}

const ROOMS: readonly Room[] = [
  { id: 'records', href: '/console', word: 'Records', scope: 'records:read' },
  { id: 'inbox', href: '/console/inbox', word: 'Inbox', scope: 'messages:read' },
  { id: 'requests', href: '/console/requests', word: 'Requests', scope: 'consents:read' },
  { id: 'programs', href: '/console/programs', word: 'Programs', scope: 'settings:read' },
  { id: 'operations', href: '/console/operations', word: 'Operations', scope: 'queues:read' },
  { id: 'settings', href: '/console/settings', word: 'Settings', scope: 'settings:read' },
];

/** Beside them on a phone's bar is "More", so four of them have a place of their own there. */
const IN_THE_BAR = 4;

export interface RoomsShown {
  readonly rooms: readonly Room[];
  /** How many of them a phone shows in its bar; the others are behind "More". */
  readonly inTheBar: number;
}

/** What somebody with these scopes is shown. */
export function roomsFor(app: FastifyInstance, scopes: readonly Scope[]): RoomsShown {
  const rooms = ROOMS.filter(
    ({ href, scope }) => scopes.includes(scope) && app.hasRoute({ method: 'GET', url: href }),
  );
  return { rooms, inTheBar: IN_THE_BAR };
}
