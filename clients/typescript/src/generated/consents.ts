// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.consents`
import type { Basis, ConsentStatus, Purpose } from './schemas.js';

/** Either `phone` or up to 500 `phones`. */
export interface ConsentCheck {
  /** Anything that reads as a phone number. */
  phone?: string;
  phones?: string[];
  program?: string;
  purpose?: Purpose;
  /** Anything that reads as a phone number. */
  sender?: string;
}

export type GateReason =
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

/** What the gate says now. `reason` and `rule` say why. */
export interface Verdict {
  allowed: boolean;
  /** Stands for a phone number, in this workspace only. */
  contact: string;
  status: ConsentStatus;
  reason?: GateReason;
  rule: string;
  basis?: Basis;
  /** The ledger entry that it rests on. */
  entry?: string;
  retryAt?: string;
}

export interface Verdicts {
  data: Verdict[];
}
