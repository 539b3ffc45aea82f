// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.events`
import { type Http, type RequestOptions } from '../http.js';
import type { List } from '../list.js';
import type { AssentEvent } from '../events.js';
import type { EventType } from './schemas.js';

export interface EventListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  type?: EventType;
  /** Stands for a phone number, in this workspace only. */
  contact?: string;
}

export class EventsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** What happened, newest first; of one type, of one contact, or all. */
  list(params: EventListParams = {}, options?: RequestOptions): List<AssentEvent> {
    return this.#http.list(
      { method: 'GET', path: '/v1/events', query: params, cursor: 'id' },
      options,
    );
  }
}
