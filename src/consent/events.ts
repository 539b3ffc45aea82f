// What happens to consent: texts, forms, reports and decisions, as the rules read them. Types only;
// what follows from each is in decide.ts.
import type { Basis, IsoTime, Stamp } from './types.js';

export type Intent = 'opt_out' | 'opt_in' | 'help' | 'review' | 'none';

/** What a text was read as, and the rule that says so. */
export interface Reading {
  readonly intent: Intent;
  /** Name of the rule that matched, e.g. `keyword.en.stop`; `none` when no rule did. */
  readonly rule: string;
  readonly confidence: 'exact' | 'phrase' | 'doubtful';
  /** The short code that followed an opt-in keyword (`START K7Q2`), upper-cased. */
  readonly token?: string;
  /** Of an opt-in by a program's own word: that program. */
  readonly program?: string;
  /**
   * True when the whole text is one word that the provider itself acts on (STOP, START, HELP …).
   */
  readonly bare: boolean;
}

/** An opt-in request that a text may complete, as far as the rules need to know it. */
export interface OpenRequest {
  readonly id: string;
  readonly program: string;
  /** True when the disclosure was shown in writing with the request (form, code, sign). */
  readonly disclosureShown: boolean;
  /** Contact of the record's own number; absent while the record has none. */
  readonly contact?: string;
}

interface EventBase {
  /** The inbox entry's id: one act, for ever. */
  readonly id: string;
  readonly contact: string;
  readonly stamp: Stamp;
  /** When we received it, by MongoDB's clock. */
  readonly receivedAt: IsoTime;
}

/** A text from a handset. */
export interface TextReceived extends EventBase {
  readonly type: 'text_received';
  /** Our sender's id, as the provider names the number that was texted. */
  readonly sender: string;
  /** The stricter of the ingress's and the worker's reading. */
  readonly reading: Reading;
  /** Set when the provider says that it has answered the word itself (Advanced Opt-Out). */
  readonly optOutType?: 'STOP' | 'START' | 'HELP';
  /**
   * When the provider got it, of a text that nobody posted to us and that was found in the
   * provider's list: its stamp says when it was found, and nothing of when it was sent.
   */
  readonly foundAt?: IsoTime;
  /** The open request whose token the text carried, or that was open for this number. */
  readonly request?: OpenRequest;
  /** Language of the record or request, where one is known: `es`, `fr-CA`. */
  readonly locale?: string;
}

/** The e-mailed form was sent off with the box ticked and this contact's number typed in. */
export interface EmailConfirmed extends EventBase {
  readonly type: 'email_confirmed';
  /** Sender that replies leave from. */
  readonly sender: string;
  readonly request: OpenRequest;
  /**
   * True when the typed number is the record's, and an agent edited neither it nor the address in
   * the last 24 hours. Otherwise the form proves a mailbox and says nothing about the handset.
   */
  readonly trusted: boolean;
  readonly locale?: string;
}

/** A person told us by another way than a text: by phone, by letter, to an agent. */
export interface RevocationRecorded extends EventBase {
  readonly type: 'revocation_recorded';
  readonly method: string;
  /** `*`, or the one program that is meant. */
  readonly program: string;
  readonly occurredAt: IsoTime;
}

/** Consent that was collected elsewhere and is vouched for by the workspace. */
export interface ConsentAttested extends EventBase {
  readonly type: 'consent_attested';
  readonly method: string;
  readonly program: string;
  readonly basis: Basis;
  readonly occurredAt: IsoTime;
}

/** The provider refused a text because it holds a block of its own (Twilio 21610). */
export interface ProviderBlocked extends EventBase {
  readonly type: 'provider_blocked';
  readonly sender: string;
  readonly code: string;
}

/** A person read a doubtful text and said what it meant. */
export interface ReviewDecided extends EventBase {
  readonly type: 'review_decided';
  /** The doubtful text: its event, its place in the order of acts, when we received it. */
  readonly reviewed: {
    readonly event: string;
    readonly stamp: Stamp;
    readonly receivedAt: IsoTime;
    readonly sender?: string;
  };
  readonly decision: 'opt_out' | 'none';
  readonly locale?: string;
}

/**
 * What the provider says about two texts whose order could not be trusted: the question of an
 * `ask_order` effect with its own times added; `null` where it does not know a text.
 */
export interface OrderReported extends EventBase {
  readonly type: 'order_reported';
  readonly sender: string;
  readonly optIn: ContestedOptIn & { readonly at: IsoTime | null };
  readonly optOut: ContestedOptOut & { readonly at: IsoTime | null };
  readonly locale?: string;
}

/** The time for which a program's consent holds is over. */
export interface ConsentExpired extends EventBase {
  readonly type: 'consent_expired';
  readonly program: string;
  /** Entry of the act whose time is over (`expiryOf`); if another one counts by now, nothing is. */
  readonly entry: string;
}

/** Somebody who knows numbers (carrier, provider, registry, operator) reports on this one. */
export interface FlagReported extends EventBase {
  readonly type: 'flag_reported';
  readonly flag: 'unreachable' | 'landline' | 'reassigned';
  /** False takes an earlier report back. */
  readonly raised: boolean;
  readonly sender?: string;
  /** Where it comes from: an error code, the name of a list or registry. */
  readonly code: string;
}

/** Somebody asked that what is kept of this person be erased; suppression and chain stay. */
export interface ErasureRequested extends EventBase {
  readonly type: 'erasure_requested';
  /** `retain`: evidence is sealed for as long as a claim may need it. `now`: it goes, too. */
  readonly mode: 'retain' | 'now';
}

export type ConsentEvent =
  | TextReceived
  | EmailConfirmed
  | RevocationRecorded
  | ConsentAttested
  | ReviewDecided
  | OrderReported
  | ConsentExpired
  | ErasureRequested
  | ProviderBlocked
  | FlagReported;

/** A START whose order to an opt-out is asked back at the provider, and what it would amount to. */
export interface ContestedOptIn {
  /** Event id of the text. */
  readonly event: string;
  readonly stamp: Stamp;
  readonly program: string;
  /** Absent where the START still waits for the written agreement. */
  readonly basis?: Basis;
  readonly request?: OpenRequest;
  /** True when the provider lifts its own block on this word. */
  readonly liftsBlock?: true;
  /**
   * Which of the two was found in the provider's list: however far apart they arrived, only the
   * provider's times order them.
   */
  readonly found?: 'opt_in' | 'opt_out';
}

export interface ContestedOptOut {
  /** Event id of the text. */
  readonly event: string;
  /** Where it counts among the other acts. */
  readonly stamp: Stamp;
}
