// An opt-in request as it is stored: its fields, its indexes, and how it is shown to the other
// rooms. Which status may follow which is in consent/request-status.ts.
import { Schema } from 'mongoose';
import { isOpen, type RequestMethod, type RequestStatus } from '../consent/request-status.js';
import type { Disclosure } from './workspaces.js';

export type { RequestMethod };

/** Who did something to a request: a program by its key, or a person by their account. */
export interface Actor {
  readonly kind: 'api_key' | 'user';
  readonly id: string;
  /** For whom of its own people a program acts, by the CRM's id of them. */
  readonly agent?: string;
}

/** A number that acted, and the ledger entry of its act. */
export interface Candidate {
  readonly contact: string;
  readonly entry?: string;
  readonly at: Date;
}

/** A number that texted the opt-in word alone; until then a person may say that it was this one. */
export interface Offer extends Candidate {
  readonly until: Date;
}

/** One step of a request's life, as evidence. */
export interface Step {
  readonly status: RequestStatus;
  readonly at: Date;
  readonly by?: Actor;
  readonly contact?: string;
  readonly entry?: string;
  readonly reason?: string;
}

/** What became of the mails of a request, for whoever asked. */
export interface RequestMail {
  /** Masked. */
  readonly to: string;
  readonly status: 'queued' | 'retrying' | 'sent' | 'failed' | 'unknown';
  /** Why it is not sent, in words for a person. */
  readonly reason?: string;
  /** Mails of this request up to now. */
  readonly number: number;
  readonly sentAt?: Date;
}

export interface OptInRequest {
  readonly _id: string;
  readonly workspace: string;
  readonly method: RequestMethod;
  readonly status: RequestStatus;
  readonly program: string;
  /** External id of the record that was asked. */
  readonly record: string;
  /** Contact of the record's own number; follows it while the request is open. */
  readonly contact?: string;
  /** The word that was asked for; START where none was written down. */
  readonly keyword?: string;
  readonly token: string;
  readonly sender: string;
  /** Of requests by e-mail. */
  readonly email?: RequestMail;
  /** True when the disclosure is shown in writing with the request. */
  readonly disclosureShown: boolean;
  readonly disclosure: Disclosure;
  /** The sentence that the agent was given to say, exactly as it was shown. */
  readonly script?: Disclosure;
  readonly askedBy?: Actor;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly completedAt: Date | null;
  /** Contact that acted, and the ledger entry of its act. */
  readonly actingContact?: string;
  readonly entry?: string;
  /** Why it failed, in words for a person. */
  readonly reason?: string;
  /** Other numbers that acted with the token: one of them may be the record's person. */
  readonly candidates: readonly Candidate[];
  /** Numbers without a request that texted in the last minutes, for a record without a number. */
  readonly offers: readonly Offer[];
  /** Oldest first. */
  readonly history: readonly Step[];
  /** Rises with every change: whoever tells others of changes tells each one once. */
  readonly revision: number;
}

export interface RequestDocument extends OptInRequest {
  /** By which the landing page of a code is found; its token itself is nowhere. */
  readonly joinDigest?: string;
  /** Present only while open: what may exist once. */
  readonly openAs?: string;
  /** The sender, only while open for a record without a number: who texts it may be the one. */
  readonly openTo?: string;
  readonly updatedAt: Date;
}

const { Mixed } = Schema.Types;

export const requestSchema = new Schema(
  {
    _id: String,
    workspace: String,
    method: String,
    status: String,
    program: String,
    record: String,
    contact: String,
    keyword: String,
    token: String,
    joinDigest: String,
    sender: String,
    email: Mixed,
    disclosureShown: Boolean,
    disclosure: { version: Number, hash: String, text: String },
    script: { version: Number, hash: String, text: String },
    askedBy: Mixed,
    openAs: String,
    openTo: String,
    createdAt: Date,
    updatedAt: Date,
    expiresAt: Date,
    completedAt: Date,
    actingContact: String,
    entry: String,
    reason: String,
    candidates: [Mixed],
    offers: [Mixed],
    history: [Mixed],
    revision: Number,
  },
  { collection: 'opt_in_requests', versionKey: false },
);
const whileOpen = { openAs: { $exists: true } };
requestSchema.index({ workspace: 1, _id: -1 }, { name: 'newest' });
requestSchema.index({ workspace: 1, record: 1, _id: -1 }, { name: 'record' });
requestSchema.index({ workspace: 1, status: 1, _id: -1 }, { name: 'status' });
requestSchema.index({ workspace: 1, method: 1, _id: -1 }, { name: 'method' });
requestSchema.index({ workspace: 1, token: 1, status: 1 }, { name: 'token' });
requestSchema.index({ workspace: 1, contact: 1, status: 1 }, { name: 'contact' });
requestSchema.index(
  { workspace: 1, actingContact: 1, status: 1 },
  { name: 'acting', partialFilterExpression: { actingContact: { $exists: true } } },
);
requestSchema.index(
  { workspace: 1, openAs: 1 },
  { name: 'one_open', unique: true, partialFilterExpression: whileOpen },
);
requestSchema.index(
  { workspace: 1, openTo: 1, _id: -1 },
  { name: 'numberless', partialFilterExpression: { openTo: { $exists: true } } },
);
// Across workspaces: who follows a link says nothing but its token.
requestSchema.index(
  { joinDigest: 1 },
  { name: 'join', unique: true, partialFilterExpression: { joinDigest: { $exists: true } } },
);
// Across workspaces: what has run out is looked for by its time alone.
requestSchema.index({ expiresAt: 1 }, { name: 'stale', partialFilterExpression: whileOpen });

/** What nobody outside the store is shown. */
type OwnField = 'joinDigest' | 'openAs' | 'openTo' | 'updatedAt';

/** An open request past its time is shown as expired before anybody has written that down. */
export function toRequest(document: RequestDocument, now: Date): OptInRequest {
  const { joinDigest: _join, openAs: _as, openTo: _to, updatedAt: _at, ...told } = document;
  const request: Omit<RequestDocument, OwnField> = {
    ...told,
    // Requests of earlier versions have none of these.
    candidates: told.candidates ?? [],
    offers: (told.offers ?? []).filter(({ until }) => until > now),
    history: told.history ?? [],
    revision: told.revision ?? 0,
  };
  const late = request.expiresAt <= now && isOpen(request.status);
  return late ? { ...request, status: 'expired' } : request;
}
