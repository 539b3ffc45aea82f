// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.contacts`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';
import type { ActOutcome, Consent, ConsentStatus, Flag, LedgerEntry } from './schemas.js';

export interface Contact {
  /** Stands for a phone number, in this workspace only. */
  id: string;
  records: string[];
  consent: Consent;
}

export interface LookUp {
  /** Anything that reads as a phone number. */
  phone: string;
}

/**
 * A proof: the exact hashed bytes of every entry, the sealed and the opened evidence, the key
 * that opens it, what followed, and in `recipe` how to check it. It holds the number and the
 * person's words. Layout: docs/proof.md.
 */
export interface Proof {
  [name: string]: unknown;
}

export interface Attestation {
  /** Anything that reads as a phone number. */
  phone: string;
  method: 'paper' | 'verbal' | 'web_form' | 'import';
  /** When the person agreed. */
  occurredAt: string;
  /** What proves it: reference, form, who took it … Kept sealed with the entry. */
  evidence: {
    /** What the person agreed to, as it was shown. Makes the consent written. */
    wording?: string;
    certificateUrl?: string;
    pageUrl?: string;
    [name: string]: unknown;
  };
  program?: string;
}

/** Without a `program` it ends every program of the workspace. */
export interface Revocation {
  /** Anything that reads as a phone number. */
  phone: string;
  method: 'phone' | 'email' | 'in_person' | 'voicemail';
  words?: string;
  actor?: string;
  program?: string;
  /** When it was said; now when left out. */
  occurredAt?: string;
}

export interface KeptData {
  what: string;
  /** `null`: for as long as there is one. */
  until: string | null;
  basis: string;
}

export interface Erasure {
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  /** `pending`: a worker carries it on; ask again to see how far it is. */
  state: 'pending' | 'done';
  retainUntil: string | null;
  erased: Array<
    | 'records'
    | 'messages'
    | 'opt_in_requests'
    | 'invitations'
    | 'deliveries'
    | 'number'
    | 'evidence'
  >;
  kept: KeptData[];
}

export interface ContactListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  /** `opted_out` beats the rest; `pending`: the handset still has to answer. */
  status?: ConsentStatus;
  flag?: Flag;
}

export interface ContactLedgerParams {
  limit?: number;
  startingAfter?: number;
}

export interface ContactProofParams {
  /**
   * `true`: of a person who was erased, with what is retained for claims. Needs
   * `evidence:read`.
   */
  retained?: 'true' | 'false';
}

export interface ContactDeletePersonalDataParams {
  /**
   * `retain` (if left out): evidence is sealed for auditors until `retainUntil`. `now`: it
   * goes at once, and nothing can be proved any more; for admins, with a `reason`.
   */
  mode?: 'retain' | 'now';
  reason?: string;
}

export class ContactsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Numbers that ever acted, latest change first. */
  list(params: ContactListParams = {}, options?: RequestOptions): List<Contact> {
    return this.#http.list(
      { method: 'GET', path: '/v1/contacts', query: params, cursor: 'id' },
      options,
    );
  }

  /** Where a number stands, program by program. */
  retrieve(id: string, options?: RequestOptions): Promise<Contact> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/contacts/${id}` }, options);
  }

  /** The contact of a number. */
  lookup(params: LookUp, options?: RequestOptions): Promise<Contact> {
    return this.#http.request(
      { method: 'POST', path: '/v1/contacts/lookup', body: params },
      options,
    );
  }

  /** Entries, oldest first; `startingAfter` is a `seq`. */
  ledger(
    id: string,
    params: ContactLedgerParams = {},
    options?: RequestOptions,
  ): List<LedgerEntry> {
    return this.#http.list(
      { method: 'GET', path: escaped`/v1/contacts/${id}/ledger`, query: params, cursor: 'seq' },
      options,
    );
  }

  /** Self-contained proof of what the person agreed to; verifies offline. */
  proof(id: string, params: ContactProofParams = {}, options?: RequestOptions): Promise<Proof> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/contacts/${id}/proof`, query: params },
      options,
    );
  }

  /**
   * Record consent that was collected elsewhere. Never lifts an opt-out of the person: then
   * the entry is `superseded` and `effective` is false. Only the person comes back, by texting
   * START.
   */
  attest(params: Attestation, options?: RequestOptions): Promise<ActOutcome> {
    return this.#http.request(
      { method: 'POST', path: '/v1/contacts/attest', body: params },
      options,
    );
  }

  /**
   * Record that a person said stop on another way than a text. Final when answered. With a 503
   * it is kept and nothing is sent to the number; repeat the call with the same
   * Idempotency-Key to get the entry.
   */
  revoke(params: Revocation, options?: RequestOptions): Promise<ActOutcome> {
    return this.#http.request(
      { method: 'POST', path: '/v1/contacts/revoke', body: params },
      options,
    );
  }

  /**
   * Erase what is kept of a person. Who said stop stays refused. Records of the number, words
   * of every message, addresses and the number itself go; consent ends, because nobody could
   * prove it. The ledger keeps its chain without anything that can be read.
   */
  deletePersonalData(
    id: string,
    params: ContactDeletePersonalDataParams = {},
    options?: RequestOptions,
  ): Promise<Erasure> {
    return this.#http.request(
      { method: 'DELETE', path: escaped`/v1/contacts/${id}/personal-data`, query: params },
      options,
    );
  }
}
