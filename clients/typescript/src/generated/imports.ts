// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.imports`
import { type Http, type RequestOptions, escaped, readStream, type FileBody } from '../http.js';
import type { List } from '../list.js';

export interface ImportCounts {
  /** Rows so far; the sum of the others. */
  rows: number;
  /** Consent that was not there before. */
  optedIn: number;
  /** Consent that was there already. */
  renewed: number;
  /** Opt-outs. */
  optedOut: number;
  /** Kept, without effect: the person said stop, or it is too old. */
  superseded: number;
  /** Not taken over; see refusedUrl. */
  refused: number;
}

export interface Import {
  id: string;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  dryRun: boolean;
  counts: ImportCounts;
  /** What was found: each field with the name of its column. */
  columns: {
    [name: string]: string;
  };
  ignoredColumns: string[];
  file: {
    digest: string;
    bytes: number;
  };
  /** Why it ended early. */
  reason?: string;
  /** Refused rows as CSV, each with its reason. */
  refusedUrl: string;
  createdAt: string;
  finishedAt: string | null;
}

export interface ImportListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
}

export interface ImportCreateQuery {
  /** Only counts and names what would be refused. */
  dryRun?: 'true' | 'false';
  /** Of rows that do not say. */
  status?: 'opted_in' | 'opted_out';
  program?: string;
  /** How people agreed whose rows do not say. */
  method?: 'import' | 'paper' | 'web_form' | 'verbal';
  wording?: string;
  disclosure?: number;
  timezone?: string;
  phoneColumn?: string;
  statusColumn?: string;
  methodColumn?: string;
  occurredAtColumn?: string;
  wordingColumn?: string;
  disclosureColumn?: string;
  programColumn?: string;
  wordsColumn?: string;
  takenByColumn?: string;
  referenceColumn?: string;
  sourceColumn?: string;
  certificateUrlColumn?: string;
  pageUrlColumn?: string;
  ipColumn?: string;
  userAgentColumn?: string;
}

export class ImportsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Imports, newest first. */
  list(params: ImportListParams = {}, options?: RequestOptions): List<Import> {
    return this.#http.list(
      { method: 'GET', path: '/v1/imports', query: params, cursor: 'id' },
      options,
    );
  }

  /**
   * Take over consent and opt-outs from a CSV file. The body is the file, as `text/csv`. It is
   * kept before this answers; its rows are taken over after that, and each is one act, for
   * ever: the same file with the same options is the same import, and answers 200.
   */
  create(file: FileBody, query: ImportCreateQuery = {}, options?: RequestOptions): Promise<Import> {
    return this.#http.request(
      { method: 'POST', path: '/v1/imports', query, file, type: 'text/csv' },
      options,
    );
  }

  /** How far an import is. */
  retrieve(id: string, options?: RequestOptions): Promise<Import> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/imports/${id}` }, options);
  }

  /** Refused rows as they stood in the file, each with its reason; for 30 days. */
  refusedCsv(id: string, options?: RequestOptions): Promise<ReadableStream<Uint8Array>> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/imports/${id}/refused.csv` },
      options,
      readStream,
    );
  }

  /** Take over no more rows; what was taken over stays. */
  cancel(id: string, options?: RequestOptions): Promise<Import> {
    return this.#http.request({ method: 'POST', path: escaped`/v1/imports/${id}/cancel` }, options);
  }
}
