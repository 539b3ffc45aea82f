// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.senders`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';

export interface Sender {
  /** Stands for the number in addresses. */
  id: string;
  number: string;
  provider: string;
  accountSid: string;
  messagingServiceSid?: string;
  keywordReplies: 'provider' | 'service';
  defaultProgram: string;
  messagesPerSecond: number;
}

export interface SenderInput {
  number: string;
  accountSid: string;
  defaultProgram: string;
  /** Who answers bare STOP, START and HELP. */
  keywordReplies?: 'provider' | 'service';
  messagesPerSecond?: number;
  messagingServiceSid?: string;
  /** Stored sealed, never shown. */
  authToken?: string;
}

export interface SenderChange {
  defaultProgram?: string;
  /** Who answers bare STOP, START and HELP. */
  keywordReplies?: 'provider' | 'service';
  messagesPerSecond?: number;
  messagingServiceSid?: string;
  /** Stored sealed, never shown. */
  authToken?: string;
}

export class SendersResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Its senders. */
  list(options?: RequestOptions): List<Sender> {
    return this.#http.list({ method: 'GET', path: '/v1/senders', cursor: 'id' }, options);
  }

  /**
   * Add a number that texts come from, with its account’s token. The provider is asked whether
   * token and number are the account’s. An account belongs to one workspace; the operator can
   * share one.
   */
  create(params: SenderInput, options?: RequestOptions): Promise<Sender> {
    return this.#http.request({ method: 'POST', path: '/v1/senders', body: params }, options);
  }

  /** Change a sender. A new token counts for every sender of its account in this workspace. */
  update(id: string, params: SenderChange, options?: RequestOptions): Promise<Sender> {
    return this.#http.request(
      { method: 'PATCH', path: escaped`/v1/senders/${id}`, body: params },
      options,
    );
  }
}
