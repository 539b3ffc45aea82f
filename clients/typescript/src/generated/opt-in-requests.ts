// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.optInRequests`
import { type Http, type RequestOptions, escaped, readBytes, readText } from '../http.js';
import type { List } from '../list.js';
import type { Disclosure, Location, OptInMethod, OptInRequestStatus } from './schemas.js';

export interface InlineRecord {
  /** The id of this record in the CRM. */
  externalId: string;
  name?: string;
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

export interface OptInRequestInput {
  record: InlineRecord;
  method: 'text_to_join' | 'qr' | 'email';
  program?: string;
}

export interface CodeAddresses {
  svg: string;
  png: string;
}

export interface Scans {
  count: number;
  firstAt: string;
  lastAt: string;
}

export interface RequestMail {
  to: string;
  status: 'queued' | 'retrying' | 'sent' | 'failed' | 'unknown';
  reason?: string;
  sentAt?: string;
}

export interface Actor {
  kind: 'api_key' | 'user';
  id: string;
  /** Whom of its people the CRM named when it had a widget’s token made. */
  agent?: string;
}

export interface Candidate {
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  /** The ledger entry that it rests on. */
  entry?: string;
  at: string;
  /** It sent the token, or the bare word to this sender within a quarter of an hour. */
  via: 'token' | 'offer';
  until?: string;
}

export interface RequestStep {
  status: string;
  at: string;
  by?: Actor;
  contact?: string;
  entry?: string;
  reason?: string;
}

export interface OptInRequest {
  id: string;
  method: OptInMethod;
  status: OptInRequestStatus;
  program: string;
  /** The id of this record in the CRM. */
  record: string;
  /** Stands for a phone number, in this workspace only. */
  contact?: string;
  actingContact?: string;
  entry?: string;
  keyword: string;
  /** Links the answer to this request. A hint, and no secret. */
  token: string;
  sender: string;
  instructions: string;
  /** Opens the messaging app. */
  smsUrl: string;
  joinUrl?: string;
  qr?: CodeAddresses;
  scans?: Scans;
  email?: RequestMail;
  disclosure: Disclosure;
  askedBy?: Actor;
  script?: Disclosure;
  /** Numbers of which one may be this record’s: name it with match, or cancel. */
  candidates: Candidate[];
  history: RequestStep[];
  reason?: string;
  createdAt: string;
  expiresAt: string;
  completedAt: string | null;
}

export interface Match {
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  /**
   * The record has this number from now on, instead of its own. A record without one gets it
   * anyway.
   */
  useNumber?: boolean;
}

export interface OptInRequestListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  /** The id of this record in the CRM. */
  record?: string;
  /**
   * `opened`: form or landing viewed; `confirming`: waits for the handset; `needs_match`:
   * somebody acted from another number than the record’s, and a person says whose it is.
   */
  status?: OptInRequestStatus;
  method?: OptInMethod;
}

export interface OptInRequestQrSvgParams {
  /** Left out: sms, and page in a marketing program. */
  target?: 'sms' | 'page';
}

export interface OptInRequestQrPngParams {
  /** Left out: sms, and page in a marketing program. */
  target?: 'sms' | 'page';
  /** Most pixels on a side; 512 if left out. */
  size?: number;
}

export class OptInRequestsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Requests, newest first. */
  list(params: OptInRequestListParams = {}, options?: RequestOptions): List<OptInRequest> {
    return this.#http.list(
      { method: 'GET', path: '/v1/opt-in-requests', query: params, cursor: 'id' },
      options,
    );
  }

  /** Ask for consent. While one of the method is open for the record, it is returned. */
  create(params: OptInRequestInput, options?: RequestOptions): Promise<OptInRequest> {
    return this.#http.request(
      { method: 'POST', path: '/v1/opt-in-requests', body: params },
      options,
    );
  }

  /** One request. */
  retrieve(id: string, options?: RequestOptions): Promise<OptInRequest> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/opt-in-requests/${id}` }, options);
  }

  /** Take a request back. Consent that was given stays. */
  cancel(id: string, options?: RequestOptions): Promise<OptInRequest> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/opt-in-requests/${id}/cancel` },
      options,
    );
  }

  /** Send the e-mail of an open request once more; a few times a day at most. */
  resend(id: string, options?: RequestOptions): Promise<OptInRequest> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/opt-in-requests/${id}/resend` },
      options,
    );
  }

  /** Say that an act from another number was this record’s person. */
  match(id: string, params: Match, options?: RequestOptions): Promise<OptInRequest> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/opt-in-requests/${id}/match`, body: params },
      options,
    );
  }

  /** The code as SVG. Show it together with the disclosure, the number and the word. */
  qrSvg(
    id: string,
    params: OptInRequestQrSvgParams = {},
    options?: RequestOptions,
  ): Promise<string> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/opt-in-requests/${id}/qr.svg`, query: params },
      options,
      readText,
    );
  }

  /** The code as PNG: the largest with whole pixels a square that fits into size. */
  qrPng(
    id: string,
    params: OptInRequestQrPngParams = {},
    options?: RequestOptions,
  ): Promise<Uint8Array> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/opt-in-requests/${id}/qr.png`, query: params },
      options,
      readBytes,
    );
  }
}
