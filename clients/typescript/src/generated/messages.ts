// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.messages`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';
import type { ActOutcome, MessageStatus, Purpose } from './schemas.js';

export interface MessageInput {
  /** Anything that reads as a phone number. */
  to: string;
  body: string;
  program?: string;
  purpose?: Purpose;
  /** Anything that reads as a phone number. */
  sender?: string;
}

/** What a carrier may refuse or filter, and how to mend it. */
export interface MessageWarning {
  code:
    | 'link_shortener'
    | 'unregistered_link'
    | 'link_to_address'
    | 'link_not_secure'
    | 'no_brand_in_first_message'
    | 'no_opt_out_in_first_message'
    | 'shaft_words'
    | 'restricted_subject'
    | 'all_caps'
    | 'shouting'
    | 'hidden_characters'
    | 'costly_characters'
    | 'too_many_segments';
  detail: string;
  pointer: string;
}

export interface AcceptedMessage {
  id: string;
  status: 'queued' | 'held';
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  retryAt?: string;
  warnings: MessageWarning[];
}

export interface Media {
  url: string;
  contentType: string;
}

export interface GateDecision {
  at: string;
  allowed: boolean;
  reason?: string;
  rule: string;
  /** The ledger entry that it rests on. */
  entry?: string;
  retryAt?: string;
}

export interface Message {
  id: string;
  direction: 'inbound' | 'outbound';
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  from: string;
  to: string;
  body: string;
  /** What the service added to it: how to opt out, once a month. */
  appended?: string;
  /** What came with it, at the provider. Nothing of it is ever fetched by us. */
  media?: Media[];
  /** Of a doubtful text: whether somebody still has to say what it means. */
  review?: 'waiting' | 'done';
  status: MessageStatus;
  program?: string;
  purpose?: string;
  reason?: string;
  retryAt?: string;
  /** What the gate said of it, oldest first; said again, with the time of the last. */
  decisions?: GateDecision[];
  errorCode?: string;
  providerSid?: string;
  createdAt: string;
  updatedAt: string;
}

/** `opt_out` ends every program; `none` lifts this doubt and every older one. */
export interface Review {
  decision: 'opt_out' | 'none';
  note?: string;
}

export interface MessageListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  /** Stands for a phone number, in this workspace only. */
  contact: string;
}

export class MessagesResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * The conversation with a contact, both directions, newest first. In the order of the one
   * clock by which acts are ordered. A text that a person has to read has `review: waiting`;
   * see `POST /v1/messages/{id}/review`.
   */
  list(params: MessageListParams, options?: RequestOptions): List<Message> {
    return this.#http.list(
      { method: 'GET', path: '/v1/messages', query: params, cursor: 'id' },
      options,
    );
  }

  /**
   * Send a text, if the person agreed to it. `warnings` names what carriers are likely to
   * refuse or to filter in it. It is sent all the same.
   */
  create(params: MessageInput, options?: RequestOptions): Promise<AcceptedMessage> {
    return this.#http.request({ method: 'POST', path: '/v1/messages', body: params }, options);
  }

  /** One message. */
  retrieve(id: string, options?: RequestOptions): Promise<Message> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/messages/${id}` }, options);
  }

  /**
   * Say what a doubtful text means. `opt_out` may be said of any text that a person sent,
   * `none` only of one that waits for a review. The same decision again gets the same entry.
   */
  review(id: string, params: Review, options?: RequestOptions): Promise<ActOutcome> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/messages/${id}/review`, body: params },
      options,
    );
  }
}
