// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.records`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';
import type { Consent, ConsentStatus, Location } from './schemas.js';

export interface RecordInput {
  name: string;
  /** Anything that reads as a phone number. */
  phone?: string;
  email?: string;
  address?: string;
  location?: Location;
  timezone?: string;
  locale?: string;
  customFields?: {
    [name: string]: string | number | boolean | null;
  };
}

/** Where texting stands, as an icon and its word show it. */
export interface TextIcon {
  state: 'none' | 'wait' | 'ok' | 'stop' | 'block';
  word: string;
}

export interface CrmRecord {
  /** The id of this record in the CRM. */
  externalId: string;
  name: string;
  /** E.164. */
  phone?: string;
  email?: string;
  address?: string;
  location?: Location;
  timezone?: string;
  locale?: string;
  customFields?: {
    [name: string]: unknown;
  };
  createdAt: string;
  updatedAt: string;
  consent: Consent;
  textIcon: TextIcon;
}

export interface RecordListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  /**
   * Words, in any order and with or without accents, each somewhere in name, address, e-mail
   * or external id; or a whole phone number.
   */
  query?: string;
  /** `opted_out` beats the rest; `pending`: the handset still has to answer. */
  status?: ConsentStatus;
  /** Part of the map: `west,south,east,north` in degrees. */
  bbox?: string;
}

export class RecordsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** One record with its consent. */
  retrieve(externalId: string, options?: RequestOptions): Promise<CrmRecord> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/records/${externalId}` }, options);
  }

  /** Create a record or replace it. Consent stays with its number. */
  upsert(externalId: string, params: RecordInput, options?: RequestOptions): Promise<CrmRecord> {
    return this.#http.request(
      { method: 'PUT', path: escaped`/v1/records/${externalId}`, body: params },
      options,
    );
  }

  /** Records, newest first. */
  list(params: RecordListParams = {}, options?: RequestOptions): List<CrmRecord> {
    return this.#http.list(
      { method: 'GET', path: '/v1/records', query: params, cursor: 'externalId' },
      options,
    );
  }
}
