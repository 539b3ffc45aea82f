// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.wordings`
import { type Http, type RequestOptions, escaped } from '../http.js';

export interface Wording {
  hash: string;
  kind: 'disclosure' | 'terms' | 'privacy' | 'invitation';
  version: number;
  text: string;
  keptAt: string;
}

export class WordingsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * A text that was shown or in force, as evidence names it. Disclosures, hosted terms and
   * privacy policies, and invitations with names in braces where something personal stood.
   * `hash` is the SHA-256 of `text`.
   */
  retrieve(hash: string, options?: RequestOptions): Promise<Wording> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/wordings/${hash}` }, options);
  }
}
