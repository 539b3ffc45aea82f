// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.exports`
import { type Http, type RequestOptions, readStream } from '../http.js';

export interface ExportContactsParams {
  format?: 'csv' | 'ndjson';
  program?: string;
  /** As the rows have it. */
  status?: string;
  since?: string;
}

export interface ExportLedgerParams {
  format?: 'csv' | 'ndjson';
  program?: string;
  /** As the rows have it. */
  status?: string;
  since?: string;
}

export interface ExportMessagesParams {
  format?: 'csv' | 'ndjson';
  program?: string;
  /** As the rows have it. */
  status?: string;
  since?: string;
}

export class ExportsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Where every number stands, one row for each of its programs. */
  contacts(
    params: ExportContactsParams = {},
    options?: RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#http.request(
      { method: 'GET', path: '/v1/exports/contacts', query: params },
      options,
      readStream,
    );
  }

  /** Every entry; as NDJSON without a filter it is the file that `assent verify` reads. */
  ledger(
    params: ExportLedgerParams = {},
    options?: RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#http.request(
      { method: 'GET', path: '/v1/exports/ledger', query: params },
      options,
      readStream,
    );
  }

  /** Every message, in and out, with its words. */
  messages(
    params: ExportMessagesParams = {},
    options?: RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#http.request(
      { method: 'GET', path: '/v1/exports/messages', query: params },
      options,
      readStream,
    );
  }
}
