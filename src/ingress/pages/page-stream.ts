// Tells open pages that what they show has changed, as server-sent events. One look a second for
// all of them, however many there are. The page is then fetched anew: nothing is drawn from here.
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { canFail } from '../../can-fail.js';
import { HEARTBEAT, HEARTBEAT_EVERY_MS, openSentEvents } from '../sent-events.js';

export interface PageStreamDeps {
  /**
   * What these pages would show by now, as a word, in one round trip; absent: nothing any more.
   */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  readonly log: Pick<Logger, 'warn'>;
  /** Past it pages are not told, and look again when they are asked to; 500 when left out. */
  readonly pagesMax?: number;
  /** A second when left out. */
  readonly lookEveryMs?: number;
}

export interface PageStream {
  /** @param shown the word for what the page shows; the stream ends when it is another one. */
  follow(reply: FastifyReply, page: { readonly key: string; readonly shown: string }): void;
  /** Ends every stream, so that the server can stop. */
  close(): void;
}

const PAGES_MAX = 500;
const LOOK_EVERY_MS = 1_000;
/** Somebody who has not answered by then has gone away. */
const FOLLOWED_FOR_MS = 15 * 60_000;

interface Followed {
  readonly key: string;
  readonly shown: string;
  readonly answer: ServerResponse;
  readonly since: number;
  toldAt: number;
}

export function createPageStream(deps: PageStreamDeps): PageStream {
  const { read, log, pagesMax = PAGES_MAX, lookEveryMs = LOOK_EVERY_MS } = deps;
  const followed = new Set<Followed>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function look(): Promise<void> {
    const keys = [...new Set([...followed].map(({ key }) => key))];
    const states = await canFail(read(keys), 'open pages were not told this time', log);
    const now = performance.now();
    for (const page of followed) {
      const changed = states !== undefined && states.get(page.key) !== page.shown;
      if (changed) page.answer.end('event: changed\ndata:\n\n');
      else if (now - page.since > FOLLOWED_FOR_MS) page.answer.end('event: over\ndata:\n\n');
      else beat(page, now);
    }
    const goesOn = followed.size > 0 && !closed;
    timer = goesOn ? setTimeout(() => void look(), lookEveryMs) : undefined;
  }

  return {
    follow(reply, { key, shown }) {
      // 204 tells a browser to ask no more.
      if (followed.size >= pagesMax) return void reply.code(204).send();
      const answer = openSentEvents(reply);
      const now = performance.now();
      const page = { key, shown, answer, since: now, toldAt: now };
      followed.add(page);
      answer.once('close', () => followed.delete(page));
      timer ??= setTimeout(() => void look(), 0);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const { answer } of followed) answer.end();
    },
  };
}

/** Keeps the connection from being taken for dead. */
function beat(page: Followed, now: number): void {
  if (now - page.toldAt < HEARTBEAT_EVERY_MS) return;
  page.answer.write(HEARTBEAT);
  page.toldAt = now;
}
