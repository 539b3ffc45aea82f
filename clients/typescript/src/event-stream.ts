// assent.events.stream: what happens, as it happens. Comes back by itself after every cut, behind
// the last event that it gave, so that nothing is skipped.
import { ConnectionError, ProblemError } from './errors.js';
import { type AssentEvent, EventsResource } from './generated/events.js';
import type { EventType } from './generated/schemas.js';
import { type Http, pause } from './http.js';
import { sentEvents } from './sent-events.js';

export interface StreamParams {
  /** Only events of this type. */
  readonly type?: EventType;
  /** Only events of this contact. */
  readonly contact?: string;
  /** Id of the last event that you have worked on; without one, the stream begins with the next. */
  readonly lastEventId?: string;
}

export interface StreamOptions {
  /** Ends the stream: the loop over it ends, without an error. */
  readonly signal?: AbortSignal;
  /** Told when the connection stands, the first time and after every cut. */
  readonly onOpen?: () => void;
}

/** The service says something every ten seconds; a connection that says nothing is dead. */
const SILENT_MS = 30_000;
/** Until the service names another. */
const COME_BACK_MS = 2_000;
const COME_BACK_MAX_MS = 30_000;

export class Events extends EventsResource {
  readonly #http: Http;

  constructor(http: Http) {
    super(http);
    this.#http = http;
  }

  /**
   * Walks events for as long as you like: `for await (const event of assent.events.stream())`.
   * Leave the loop, or end the signal, to hang up.
   * @throws ProblemError when the service refuses for good: a key without `events:read`, an unknown
   *   `lastEventId`.
   */
  async *stream(
    params: StreamParams = {},
    options: StreamOptions = {},
  ): AsyncGenerator<AssentEvent> {
    const { lastEventId, ...query } = params;
    const { signal, onOpen } = options;
    const place = { last: lastEventId, comeBackMs: COME_BACK_MS, failures: 0 };
    for (;;) {
      if (signal?.aborted) return;
      const hangUp = new AbortController();
      const ended = signal ? AbortSignal.any([signal, hangUp.signal]) : hangUp.signal;
      try {
        for await (const { id, data } of this.#listen(query, place, hangUp, ended, onOpen)) {
          place.last = id ?? place.last;
          yield JSON.parse(data) as AssentEvent;
        }
      } catch (error) {
        if (signal?.aborted) return;
        if (error instanceof ProblemError && !isPassing(error)) throw error;
        place.failures += 1;
      } finally {
        hangUp.abort();
      }
      const waitMs = place.comeBackMs * 2 ** Math.max(0, place.failures - 1);
      await pause(Math.min(waitMs, COME_BACK_MAX_MS), signal).catch(() => undefined);
    }
  }

  async *#listen(
    query: object,
    place: { last: string | undefined; comeBackMs: number; failures: number },
    hangUp: AbortController,
    signal: AbortSignal,
    onOpen?: () => void,
  ) {
    const silent = () => hangUp.abort(new ConnectionError(`nothing came for ${SILENT_MS} ms`));
    let timer = setTimeout(silent, SILENT_MS);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(silent, SILENT_MS);
    };
    try {
      const headers = {
        accept: 'text/event-stream',
        ...(place.last !== undefined && { 'last-event-id': place.last }),
      };
      const call = { method: 'GET', path: '/v1/events/stream', query, headers } as const;
      const { body } = await this.#http.open(call, signal);
      if (!body) throw new ConnectionError('the stream has no body');
      place.failures = 0;
      onOpen?.();
      const retry = (ms: number) => (place.comeBackMs = ms);
      yield* sentEvents(body, { alive, retry });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Too many listeners, a restart, a limit: over by itself. */
const isPassing = ({ status }: ProblemError) => status === 429 || status >= 500;
