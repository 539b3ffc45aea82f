// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.deliveries`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { Delivery } from './schemas.js';

export class DeliveriesResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Post an event once more, with the id that it had. */
  redeliver(id: string, options?: RequestOptions): Promise<Delivery> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/deliveries/${id}/redeliver` },
      options,
    );
  }
}
