// What the service tells of one record: the shape that GET /v1/widget/records/{id} answers with.
// The server's own is in src/ingress/widget/state-shape.ts; a test holds the two together.

export type Method = 'text_to_join' | 'qr' | 'email';

/** A text cut at its links. */
export interface Part {
  text: string;
  href?: string;
}

export interface Spoken {
  iso: string;
  said: string;
}

/** A request that waits for its answer. */
export interface Asked {
  id: string;
  method: Method;
  status: 'pending' | 'opened' | 'confirming';
  keyword: string;
  token: string;
  smsUrl: string;
  until: string;
  script?: { version: number; parts: Part[] };
  disclosure: { version: number; parts: Part[] };
  code?: { side: number; path: string; title: string };
  mail?: {
    to: string;
    status: 'queued' | 'retrying' | 'sent' | 'failed' | 'unknown';
    reason?: string;
  };
}

/** Whose act was it? */
export interface Question {
  request: string;
  until?: Spoken;
  candidates: { contact: string; phone: string; at: Spoken }[];
}

export type IconState = 'none' | 'wait' | 'ok' | 'stop' | 'block';

export interface State {
  record: { id: string; name: string; first: string; phone?: string; email?: string };
  brand: string;
  icon: { state: IconState; word: string };
  cause?: {
    by: 'sms' | 'email' | 'qr' | 'api' | 'provider' | 'system';
    words: string;
    at: Spoken;
    day: string;
    written: boolean;
  };
  flags: string[];
  mayAct: boolean;
  sender: { number: string; said: string };
  keyword: string;
  ways: { method: Method; closed?: 'no_server' | 'no_address' | 'unsubscribed' }[];
  asked: Asked[];
  ended?: {
    method: Method;
    status: 'completed' | 'needs_match' | 'expired' | 'cancelled' | 'failed';
    reason?: string;
  };
  questions: Question[];
  shown: string;
}

export interface MailPreview {
  from: string;
  to?: string;
  subject: string;
  text: string;
}
