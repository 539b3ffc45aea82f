// Sends events to whoever listens, each follower from where it stands in the order of its
// workspace, so that nothing is skipped whichever process it listens to. Followers that stand at
// the same place share one read.
import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { canFail } from '../can-fail.js';
import { bodiesOf, type EventBody, type EventBodyDeps } from '../senders/webhooks/event-body.js';
import type { EventFilter, EventStore } from '../store/events.js';
import { HEARTBEAT, HEARTBEAT_EVERY_MS } from './sent-events.js';

export interface EventFeedDeps {
  readonly store: EventBodyDeps['store'] & { readonly events: Pick<EventStore, 'after'> };
  readonly log: Pick<Logger, 'warn'>;
  /** Half a second when left out. */
  readonly lookEveryMs?: number;
}

export interface Listener extends EventFilter {
  readonly workspace: string;
  /** Events behind this position are sent. */
  readonly position: number;
  /** Asked every second; the stream ends when it may not listen any more. */
  readonly mayListen: () => Promise<boolean>;
  readonly answer: ServerResponse;
}

export interface EventFeed {
  /** True when there is room for one more. */
  hasRoom(): boolean;
  follow(listener: Listener): void;
  /** Ends every stream, so that the server can stop; whoever listened comes back elsewhere. */
  close(): void;
}

const LISTENERS_MAX = 200;
const LOOK_EVERY_MS = 500;
const PAGE = 100;
const ASK_EVERY_MS = 1_000;

interface Follower extends Omit<Listener, 'position'> {
  position: number;
  toldAt: number;
  askedAt: number;
}

/** Events behind one place; the last position that was looked at, also of those that do not fit. */
interface Page {
  readonly bodies: readonly EventBody[];
  readonly position: number;
  readonly full: boolean;
}

export function createEventFeed(deps: EventFeedDeps): EventFeed {
  const { store, log, lookEveryMs = LOOK_EVERY_MS } = deps;
  const followers = new Set<Follower>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function read(workspace: string, position: number): Promise<Page> {
    const events = await store.events.after(workspace, position, PAGE);
    const bodies = await bodiesOf({ store }, workspace, events);
    const last = events.at(-1)?.position ?? position;
    return { bodies, position: last, full: events.length === PAGE };
  }

  async function look(): Promise<void> {
    const pages = new Map<string, Promise<Page | undefined>>();
    const pageOf = ({ workspace, position }: Follower) => {
      const key = `${workspace}/${position}`;
      const known = pages.get(key);
      if (known) return known;
      const page = canFail(read(workspace, position), 'listeners are told with the next look', log);
      pages.set(key, page);
      return page;
    };
    const more = await Promise.all(
      // Whoever has not taken what was sent waits, and holds nobody up.
      [...followers]
        .filter(({ answer }) => !answer.writableNeedDrain)
        .map(async (follower) => send(follower, await pageOf(follower))),
    );
    timer = undefined;
    if (followers.size > 0 && !closed) schedule(more.some(Boolean) ? 0 : lookEveryMs);
  }

  /** @returns whether there is more to send at once. */
  async function send(follower: Follower, page: Page | undefined): Promise<boolean> {
    const { answer } = follower;
    const now = performance.now();
    if (now - follower.askedAt >= ASK_EVERY_MS) {
      follower.askedAt = now;
      const may = await canFail(follower.mayListen(), 'a listener is asked again', log);
      if (may === false) answer.end();
    }
    if (!page || answer.writableEnded) return false;
    const frames = page.bodies.filter((body) => fits(follower, body)).map(frameOf);
    if (frames.length > 0 || now - follower.toldAt > HEARTBEAT_EVERY_MS) {
      answer.write(frames.join('') || HEARTBEAT);
      follower.toldAt = now;
    }
    follower.position = page.position;
    return page.full;
  }

  function schedule(ms: number): void {
    timer ??= setTimeout(() => void look(), ms);
  }

  return {
    hasRoom: () => followers.size < LISTENERS_MAX && !closed,
    follow(listener) {
      const now = performance.now();
      const follower: Follower = { ...listener, toldAt: now, askedAt: now };
      followers.add(follower);
      listener.answer.once('close', () => followers.delete(follower));
      schedule(0);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const { answer } of followers) answer.end();
    },
  };
}

const fits = ({ type, contact }: EventFilter, body: EventBody): boolean =>
  (type === undefined || body.type === type) &&
  (contact === undefined || body.data.contact === contact);

/** One event; its id is what a listener comes back with. */
const frameOf = (body: EventBody): string => `id: ${body.id}\ndata: ${JSON.stringify(body)}\n\n`;
