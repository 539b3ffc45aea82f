// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.queues`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';

export type QueueName = 'inbound' | 'sms' | 'email' | 'questions' | 'webhooks';

export interface Queue {
  name: QueueName;
  /** Acts to be decided, or effects without an outcome. */
  waiting: number;
  /** What waits for a person; see /failed. */
  failed: number;
}

export interface Failed {
  id: string;
  kind: string;
  contact?: string;
  message?: string;
  result: 'set_aside' | 'failed' | 'unknown';
  reason: string;
  code?: string;
  /** True while it keeps every text from its contact. */
  fence: boolean;
  at: string;
  redrivable: boolean;
  /** Why it cannot be given back. */
  note?: string;
}

export interface Redrive {
  ids?: string[];
  all?: true;
  reason?: string;
}

export interface NotRedriven {
  id: string;
  reason: string;
}

export interface Redriven {
  redriven: string[];
  refused: NotRedriven[];
}

export interface QueueFailedParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
}

export class QueuesResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** What waits in each queue, and what waits for a person. */
  list(options?: RequestOptions): List<Queue> {
    return this.#http.list({ method: 'GET', path: '/v1/queues', cursor: 'name' }, options);
  }

  /** What waits for a person in a queue, newest first. */
  failed(name: string, params: QueueFailedParams = {}, options?: RequestOptions): List<Failed> {
    return this.#http.list(
      { method: 'GET', path: escaped`/v1/queues/${name}/failed`, query: params, cursor: 'id' },
      options,
    );
  }

  /**
   * Give back what ended badly. A text whose outcome is unknown is looked up at the provider
   * first, and sent once more only when it is not found. Every gate is asked again. `all`
   * needs a `reason`.
   */
  redrive(name: string, params: Redrive, options?: RequestOptions): Promise<Redriven> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/queues/${name}/redrive`, body: params },
      options,
    );
  }
}
