// The vocabulary of consent: what acts, entries, heads and effects are made of.
// Types only; events are in events.ts. What they mean and how they follow from each other is in the
// files beside this one.

import type { ContestedOptIn, ContestedOptOut } from './events.js';

export type * from './events.js';

/** `*` as a program stands for every program of the workspace. */
export const EVERY_PROGRAM = '*';

export type Purpose = 'informational' | 'marketing';
export type Basis = 'express' | 'express_written';
export type ConsentStatus = 'none' | 'pending' | 'opted_in' | 'opted_out';
export type Flag =
  | 'provider_block'
  | 'unreachable'
  | 'landline'
  | 'reassigned'
  | 'in_review'
  | 'email_unsubscribed';

/**
 * Position of an act on the one clock that orders acts: MongoDB's `Timestamp`, written as
 * `seconds.increment`, both zero-padded to ten digits, so that strings compare as times do.
 */
export type Stamp = string;

/** RFC 3339 UTC with milliseconds. */
export type IsoTime = string;

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

/** Where an entry comes from: ids and rules only, never words or names. */
export interface EntrySource {
  readonly channel: 'sms' | 'email' | 'qr' | 'api' | 'provider' | 'system';
  readonly event: string;
  /** Where the act lies; of a review, where the text lies that was decided about. */
  readonly stamp: Stamp;
  readonly rule: string;
  readonly sender?: string;
  readonly request?: string;
  /**
   * Where the act counts among the others, when that is not its own stamp: an opt-out that lies too
   * close before an opt-in to trust their order counts there and wins; AGREE counts where the START
   * lies that it completes.
   */
  readonly countsAt?: Stamp;
  /** When the provider got a text that was found in its list, by the provider's clock. */
  readonly foundAt?: IsoTime;
}

/** What `decide` wants appended; the ledger adds sequence, times, digest and hash. */
export interface EntryDraft {
  readonly kind: EntryKind;
  readonly program: string;
  readonly status: ConsentStatus;
  readonly basis?: Basis;
  /** The flag of a `flagged` or `unflagged` entry. */
  readonly flag?: Flag;
  /**
   * What a `superseded` act was. An overtaken opt-out still ends what nothing overtook it for; an
   * opt-in that is only held back by a flag counts once the flag turns out to be wrong.
   */
  readonly act?: 'opt_in' | 'opt_in_held' | 'opt_out';
  /** What the same word did to the provider's own block of `source.sender` (bare STOP or START). */
  readonly providerBlock?: 'raised' | 'lifted';
  readonly occurredAt: IsoTime;
  readonly source: EntrySource;
}

/** The hashed part of a ledger entry, exactly as it is written in canonical bytes. */
export interface EntryCore extends EntryDraft {
  readonly v: 1;
  readonly workspace: string;
  readonly contact: string;
  readonly seq: number;
  readonly recordedAt: IsoTime;
  /** SHA-256 of the sealed evidence, hex; `null` where an entry has none. */
  readonly evidenceDigest: string | null;
  /** Hash of the entry before, `null` for the first. */
  readonly prevHash: string | null;
}

/** One act as a head remembers it. */
export interface Act {
  readonly stamp: Stamp;
  readonly at: IsoTime;
  readonly entry: string;
  /** When the act was decided; an opposite act that arrived before that is contested. */
  readonly recordedAt: IsoTime;
  /** Of an opt-in: what it rests on. */
  readonly basis?: Basis;
  /** Event id of the text that it was; absent for an act of which the provider knows no time. */
  readonly text?: string;
  /** Of an opt-out that was found in the provider's list: the provider's time. */
  readonly foundAt?: IsoTime;
  /**
   * Of an opt-out: another one lies within a minute, or may lie after one that was found, so that
   * its order to a START cannot be settled by asking about this one alone.
   */
  readonly crowded?: true;
}

/** Where one program of one contact stands. */
export interface ProgramState {
  readonly inAt?: Act;
  readonly outAt?: Act;
  /** The person's latest opt-in in writing; a later one without a disclosure does not undo it. */
  readonly writtenAt?: Act;
  /** The latest opt-in that still waited for the written agreement. */
  readonly pendingAt?: Act;
  /**
   * Consent that others vouch for, or given by e-mail: stands only where the person has never said
   * stop.
   */
  readonly attestedAt?: Act;
  /** The latest e-mail form that still waits for the handset: pending, and no more. */
  readonly formAt?: Act;
  /** Opt-ins up to this stamp are too old to count. */
  readonly expiredAt?: Act;
  readonly status: ConsentStatus;
  readonly basis?: Basis;
  readonly since: IsoTime;
  /** Id of the ledger entry that decides the status. */
  readonly entry: string;
}

export interface RaisedFlag {
  readonly since: IsoTime;
  readonly entry: string;
  readonly stamp: Stamp;
}

/** What folding a contact's ledger yields, and nothing else. */
export interface Head {
  readonly contact: string;
  readonly seq: number;
  readonly hash: string | null;
  /**
   * Keyed by program; `*` holds the acts that meant every program.
   */
  readonly programs: Readonly<Record<string, ProgramState>>;
  /** Raised flags with the entry that raised each; `provider_block` is keyed with its sender. */
  readonly flags: Readonly<Record<string, RaisedFlag>>;
  /** Latest stamp at which each flag was lifted, so that an older raise that comes late is none. */
  readonly lifted: Readonly<Record<string, Stamp>>;
  /** Latest text of the handset that has an entry: no older report can call it unreachable. */
  readonly heard?: Stamp;
}

/** Texts that the service sends by itself. */
export type TemplateName = 'opt_in_confirmation' | 'opt_out_confirmation' | 'help' | 'agreement';

/** A text of our own that answers an act. */
export interface TextEffect {
  readonly kind: 'text';
  readonly template: TemplateName;
  readonly program: string;
  /** The act that is answered, where that is not the event itself: its stamp and time. */
  readonly asked?: { readonly stamp: Stamp; readonly at: IsoTime };
  /** Language of the person, where anything suggests one. */
  readonly locale?: string;
}

/**
 * What follows from an act. `text` is a thing the outside world must see and becomes a document in
 * `effects`; `request` and `review` change our own projections and are applied at once, repeatably.
 */
export type Effect =
  | TextEffect
  | {
      readonly kind: 'request';
      readonly request: string;
      readonly outcome: 'opened' | 'completed' | 'needs_match' | 'confirming';
    }
  | { readonly kind: 'review' }
  | {
      /** The provider is asked when it got the two texts; the answer is an `order_reported`. */
      readonly kind: 'ask_order';
      readonly sender: string;
      readonly optIn: ContestedOptIn;
      readonly optOut: ContestedOptOut;
    };

export interface Decision {
  readonly entry?: EntryDraft;
  readonly effects: readonly Effect[];
}

/** The workspace's settings as far as the rules ask for them. */
export interface Policy {
  readonly programs: Readonly<
    Record<
      string,
      {
        readonly purpose: Purpose;
        /** Days after the last act of consent for which it holds; absent: it does not expire. */
        readonly validForDays?: number;
        /** Most messages of the program that one person gets in 24 hours, and in 30 days. */
        readonly perDayMax?: number;
        readonly perMonthMax?: number;
      }
    >
  >;
  /** Per sender: who answers the provider's own words, and which program a bare START means. */
  readonly senders: Readonly<
    Record<
      string,
      { readonly keywordReplies: 'provider' | 'service'; readonly defaultProgram: string }
    >
  >;
  /** True when no marketing is sent on federal and state holidays. */
  readonly holidays?: boolean;
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

/** What wants to leave. Replies to the person's own act need no prior consent. */
export type SendPurpose =
  | { readonly kind: 'message'; readonly program: string; readonly purpose: Purpose }
  | {
      readonly kind: 'reply';
      readonly template: TemplateName;
      readonly program: string;
      readonly entry?: string;
      readonly asked: Stamp;
    };

/** Somewhere a person may be: a clock, and whose rules hold there (`US-TX`, `US`, `CA` …). */
export interface Place {
  /** IANA name. */
  readonly zone: string;
  readonly region: string;
}

/** A message that left, or is about to, as caps count it. */
export interface SentText {
  readonly at: IsoTime;
  readonly program: string;
  readonly purpose: Purpose;
}

/** What only messages with hours or caps ask for. */
export interface Circumstances {
  /** Everywhere the person may be; never empty. */
  readonly places: readonly Place[];
  /** When the person last texted us, as far as it was lately. */
  readonly heardAt?: IsoTime;
  /** Messages of the last 30 days, without the one that is asked about. */
  readonly sent: readonly SentText[];
}

export interface GateQuestion {
  readonly head: Head | null;
  /** Stamps of the contact's standing fences, oldest first. */
  readonly fences: readonly Stamp[];
  readonly send: SendPurpose;
  readonly sender: string;
  /** How long consent to each program holds, how often it may text, and which days are kept. */
  readonly policy: Pick<Policy, 'programs' | 'holidays'>;
  readonly now: IsoTime;
  /** Needed by some messages only; the gate says so by refusing with `circumstances.unread`. */
  readonly circumstances?: Circumstances;
  /** True while an operator keeps this sender, or all of them, from sending. */
  readonly paused?: boolean;
}

export interface Verdict {
  readonly allowed: boolean;
  readonly status: ConsentStatus;
  readonly reason?: GateReason;
  readonly rule: string;
  readonly basis?: Basis;
  /** Ledger entry that the verdict relies on. */
  readonly entry?: string;
  readonly retryAt?: IsoTime;
  /** What clocks showed where the person may be, when a text was let pass; see places.ts. */
  readonly localTimes?: readonly string[];
}
