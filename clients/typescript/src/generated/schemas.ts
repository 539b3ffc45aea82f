// Generated from the API's document by `npm run client`; changed there, not here.
// Shapes that calls of several resources take or give.

/** RFC 9457 problem details. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  code:
    | 'malformed_json'
    | 'malformed_request'
    | 'invalid_request'
    | 'invalid_idempotency_key'
    | 'missing_key'
    | 'unknown_key'
    | 'widget_token_expired'
    | 'origin_not_allowed'
    | 'csrf_token_needed'
    | 'scope_missing'
    | 'test_key_refused'
    | 'not_found'
    | 'method_not_allowed'
    | 'request_timeout'
    | 'conflict'
    | 'not_in_review'
    | 'idempotency_key_in_flight'
    | 'body_too_large'
    | 'unsupported_media_type'
    | 'invalid_phone'
    | 'invalid_text'
    | 'unknown_record'
    | 'unknown_program'
    | 'unknown_sender'
    | 'occurred_in_future'
    | 'name_required'
    | 'email_required'
    | 'email_unsubscribed'
    | 'method_not_available'
    | 'invalid_import'
    | 'invalid_setting'
    | 'sign_not_printable'
    | 'idempotency_key_reused'
    | 'proof_too_long'
    | 'headers_too_large'
    | 'too_many_requests'
    | 'internal'
    | 'act_waiting'
    | 'act_set_aside'
    | 'unavailable'
    | 'no_consent'
    | 'pending'
    | 'opted_out'
    | 'opt_out_waiting'
    | 'in_review'
    | 'written_consent_required'
    | 'consent_expired'
    | 'provider_block'
    | 'unreachable'
    | 'landline'
    | 'reassigned'
    | 'quiet_hours'
    | 'frequency_cap'
    | 'sender_paused'
    | 'cannot_read';
  errors?: {
    pointer: string;
    code: string;
    detail: string;
  }[];
  retryAt?: string;
}

export interface Location {
  lat: number;
  lng: number;
}

/** `opted_out` beats the rest; `pending`: the handset still has to answer. */
export type ConsentStatus = 'none' | 'pending' | 'opted_in' | 'opted_out';

export type Basis = 'express' | 'express_written';

/** Where a number stands in one program. */
export interface Standing {
  status: ConsentStatus;
  basis?: Basis;
  since?: string;
  /** The ledger entry that it rests on. */
  entry?: string;
}

export interface OpenRequest {
  id: string;
  method: string;
  status: string;
  createdAt: string;
}

export interface Consent {
  contact?: string;
  status: ConsentStatus;
  basis?: Basis;
  since?: string;
  /** The ledger entry that it rests on. */
  entry?: string;
  programs: {
    [name: string]: Standing;
  };
  flags: string[];
  openRequest?: OpenRequest;
}

export type OptInMethod = 'text_to_join' | 'qr' | 'email';

/**
 * `opened`: form or landing viewed; `confirming`: waits for the handset; `needs_match`:
 * somebody acted from another number than the record’s, and a person says whose it is.
 */
export type OptInRequestStatus =
  | 'pending'
  | 'opened'
  | 'confirming'
  | 'completed'
  | 'needs_match'
  | 'expired'
  | 'cancelled'
  | 'failed';

export interface Disclosure {
  version: number;
  hash: string;
  text: string;
}

/** `marketing` needs consent in writing. */
export type Purpose = 'informational' | 'marketing';

export type Flag =
  | 'provider_block'
  | 'unreachable'
  | 'landline'
  | 'reassigned'
  | 'in_review'
  | 'email_unsubscribed';

export type EntryKind =
  | 'opted_in'
  | 'opt_in_renewed'
  | 'opt_in_pending'
  | 'opted_out'
  | 'superseded'
  | 'flagged'
  | 'unflagged'
  | 'expired'
  | 'erased';

export interface LedgerEntry {
  id: string;
  /** 1, 2, 3 … of the contact. */
  seq: number;
  kind: EntryKind;
  /** `*` is every program. */
  program: string;
  status: ConsentStatus;
  basis?: Basis;
  occurredAt: string;
  recordedAt: string;
  source: {
    [name: string]: unknown;
  };
  hash: string;
  prevHash: string | null;
  /** The hashed bytes: SHA-256 of this string is `hash`. */
  core: string;
}

export interface ActOutcome {
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  /** `*` is every program. */
  program: string;
  status: ConsentStatus;
  /** False when the act is on record and changes nothing; `note` says why. */
  effective: boolean;
  note?: string;
  entry: LedgerEntry;
}

export type MessageStatus =
  | 'queued'
  | 'held'
  | 'sending'
  | 'unknown'
  | 'sent'
  | 'blocked'
  | 'failed'
  | 'undelivered'
  | 'delivered'
  | 'received';

export type EventType =
  | 'consent.granted'
  | 'consent.renewed'
  | 'consent.revoked'
  | 'consent.pending'
  | 'contact.flagged'
  | 'opt_in_request.updated'
  | 'message.received'
  | 'message.sent'
  | 'message.delivered'
  | 'message.failed'
  | 'message.blocked'
  | 'message.review'
  | 'operator.alert';

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'cancelled';

export interface DeliveryTry {
  at: string;
  ms: number;
  status?: number;
  excerpt?: string;
  reason?: string;
}

export interface Delivery {
  id: string;
  endpoint: string;
  event: string;
  type: string;
  status: DeliveryStatus;
  tries: DeliveryTry[];
  nextTryAt?: string;
  reason?: string;
  redeliveryOf?: string;
  createdAt: string;
  finishedAt?: string;
}
