// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.widgetTokens`
import { type Http, type RequestOptions } from '../http.js';

export interface WidgetTokenInput {
  /** The id of this record in the CRM. */
  record: string;
  /** Ways of asking that it allows. Left out: all. */
  methods?: Array<'text_to_join' | 'qr' | 'email'>;
  /** Seconds; 900 if left out. */
  ttl?: number;
  /** Which of its people it is for, by the CRM’s id: part of the evidence. */
  agent?: string;
}

export interface WidgetToken {
  token: string;
  expiresAt: string;
}

export class WidgetTokensResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * A token for <assent-opt-in>: one record, some ways of asking, some minutes. It ends early
   * with the key or person that made it.
   */
  create(params: WidgetTokenInput, options?: RequestOptions): Promise<WidgetToken> {
    return this.#http.request({ method: 'POST', path: '/v1/widget-tokens', body: params }, options);
  }
}
