// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.widget`
import { type Http, type RequestOptions, escaped, readBytes, readText } from '../http.js';

export interface SpokenTime {
  iso: string;
  /** As people say it, in the record’s time zone. */
  said: string;
}

export interface WidgetAsked {
  id: string;
  method: 'text_to_join' | 'qr' | 'email';
  status: 'pending' | 'opened' | 'confirming';
  keyword: string;
  token: string;
  smsUrl: string;
  /** A day. */
  until: string;
  script?: {
    version: number;
    /** A text cut at its links. */
    parts: {
      text: string;
      href?: string;
    }[];
  };
  disclosure: {
    version: number;
    /** A text cut at its links. */
    parts: {
      text: string;
      href?: string;
    }[];
  };
  code?: {
    side: number;
    path: string;
    title: string;
  };
  mail?: {
    to: string;
    status: 'queued' | 'retrying' | 'sent' | 'failed' | 'unknown';
    reason?: string;
  };
}

export interface WidgetQuestion {
  request: string;
  until?: SpokenTime;
  candidates: {
    contact: string;
    phone: string;
    at: SpokenTime;
  }[];
}

export interface WidgetState {
  record: {
    id: string;
    name: string;
    first: string;
    /** Its number, for reading. */
    phone?: string;
    email?: string;
  };
  brand: string;
  icon: {
    state: 'none' | 'wait' | 'ok' | 'stop' | 'block';
    word: string;
  };
  cause?: {
    by: 'sms' | 'email' | 'qr' | 'api' | 'provider' | 'system';
    /** How it reached us. */
    words: string;
    at: SpokenTime;
    day: string;
    written: boolean;
  };
  flags: string[];
  /** False for somebody who may only look. */
  mayAct: boolean;
  sender: {
    number: string;
    said: string;
  };
  keyword: string;
  ways: Array<{
    method: 'text_to_join' | 'qr' | 'email';
    closed?: 'no_server' | 'no_address' | 'unsubscribed';
  }>;
  asked: WidgetAsked[];
  ended?: {
    method: 'text_to_join' | 'qr' | 'email';
    status: 'completed' | 'needs_match' | 'expired' | 'cancelled' | 'failed';
    reason?: string;
  };
  questions: WidgetQuestion[];
  /** Says what is shown; the stream ends when it is another. */
  shown: string;
}

export interface WidgetMailPreview {
  from: string;
  to?: string;
  subject: string;
  text: string;
}

export interface WidgetAsking {
  method: 'text_to_join' | 'qr' | 'email';
  /** Another address than the record’s: kept there, and proves less for a day. */
  email?: string;
}

export interface WidgetRequest {
  request: string;
}

export interface WidgetAnswer {
  request: string;
  /** Null: none of them. */
  contact?: string | null;
  useNumber?: boolean;
}

export interface WidgetRecordsParams {
  workspace?: string;
}

export interface WidgetRecordsStreamParams {
  workspace?: string;
  shown?: string;
}

export interface WidgetRecordsMailParams {
  workspace?: string;
}

export interface WidgetRecordsSignPdfParams {
  workspace?: string;
}

export interface WidgetRecordsAskQuery {
  workspace?: string;
}

export interface WidgetRecordsCancelQuery {
  workspace?: string;
}

export interface WidgetRecordsResendQuery {
  workspace?: string;
}

export interface WidgetRecordsAnswerQuery {
  workspace?: string;
}

export class WidgetResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Where a record stands, and what may be done. */
  records(
    externalId: string,
    params: WidgetRecordsParams = {},
    options?: RequestOptions,
  ): Promise<WidgetState> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/widget/records/${externalId}`, query: params },
      options,
    );
  }

  /** Says `changed` once its state is another than `shown`, and ends. */
  recordsStream(
    externalId: string,
    params: WidgetRecordsStreamParams = {},
    options?: RequestOptions,
  ): Promise<string> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/widget/records/${externalId}/stream`, query: params },
      options,
      readText,
    );
  }

  /** The mail that an invitation would be. */
  recordsMail(
    externalId: string,
    params: WidgetRecordsMailParams = {},
    options?: RequestOptions,
  ): Promise<WidgetMailPreview> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/widget/records/${externalId}/mail`, query: params },
      options,
    );
  }

  /** The sign of the default program, to print. */
  recordsSignPdf(
    externalId: string,
    params: WidgetRecordsSignPdfParams = {},
    options?: RequestOptions,
  ): Promise<Uint8Array> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/widget/records/${externalId}/sign.pdf`, query: params },
      options,
      readBytes,
    );
  }

  /** Ask for consent. */
  recordsAsk(
    externalId: string,
    params: WidgetAsking,
    query: WidgetRecordsAskQuery = {},
    options?: RequestOptions,
  ): Promise<WidgetState> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/widget/records/${externalId}/ask`, query, body: params },
      options,
    );
  }

  /** Take a request back. */
  recordsCancel(
    externalId: string,
    params: WidgetRequest,
    query: WidgetRecordsCancelQuery = {},
    options?: RequestOptions,
  ): Promise<WidgetState> {
    return this.#http.request(
      {
        method: 'POST',
        path: escaped`/v1/widget/records/${externalId}/cancel`,
        query,
        body: params,
      },
      options,
    );
  }

  /** Mail once more. */
  recordsResend(
    externalId: string,
    params: WidgetRequest,
    query: WidgetRecordsResendQuery = {},
    options?: RequestOptions,
  ): Promise<WidgetState> {
    return this.#http.request(
      {
        method: 'POST',
        path: escaped`/v1/widget/records/${externalId}/resend`,
        query,
        body: params,
      },
      options,
    );
  }

  /** Say whose act it was. */
  recordsAnswer(
    externalId: string,
    params: WidgetAnswer,
    query: WidgetRecordsAnswerQuery = {},
    options?: RequestOptions,
  ): Promise<WidgetState> {
    return this.#http.request(
      {
        method: 'POST',
        path: escaped`/v1/widget/records/${externalId}/answer`,
        query,
        body: params,
      },
      options,
    );
  }
}
