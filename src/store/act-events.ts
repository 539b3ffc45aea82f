// Acts that no provider posted: told to the API, asked of the provider, found by the clock. What
// each is told with, and how it becomes an event of the inbox. Nothing is stored or decided here.
import { sha256 } from '../digest.js';
import { canonicalJson } from '../canonical-json.js';
import type { FlagReported, Intent, OrderReported, ReviewDecided } from '../consent/types.js';
import type { InboxEvent } from './inbox.js';
import type { InvitationText } from './invitations.js';
import type { ShownDocument } from './wordings-in-force.js';

/** Who told us, as far as a call shows it. */
export interface ToldBy {
  /** Absent where the person told us on a page of ours. */
  readonly apiKey?: string;
  /** Somebody at the console. */
  readonly user?: string;
  readonly ip: string;
  readonly userAgent?: string;
}

/** The number that an act is about, as it was given and as it is kept. */
interface ToldNumber {
  readonly phone: string;
  readonly phoneAsGiven: string;
}

/** A person said stop to somebody: by phone, by letter, in the shop. */
export interface ToldRevocation extends ToldNumber {
  readonly method: string;
  /** `*`, or the one program that is meant. */
  readonly program: string;
  readonly occurredAt: string;
  readonly words?: string;
  /** Who took it. */
  readonly actor?: string;
  readonly by: ToldBy;
}

/** Consent that was collected elsewhere, with what proves it. */
export interface ToldAttestation extends ToldNumber {
  readonly method: string;
  readonly program: string;
  readonly occurredAt: string;
  /** Wording, certificate and whatever else the caller keeps of it. */
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly by: ToldBy;
}

/** The form of an invitation came back with its box ticked, exactly as it was shown. */
export interface ToldConfirmation extends ToldNumber {
  readonly request: string;
  readonly program: string;
  /** What the person did, in words. */
  readonly act?: string;
  /** Contact of the record's own number when the form came back. */
  readonly recordContact?: string;
  /** True when the form is enough; else why the handset has to be asked. */
  readonly trusted: boolean;
  readonly doubts: readonly string[];
  readonly invitation: {
    readonly id: string;
    readonly messageId?: string;
    readonly sentAt?: string;
    /** Its words by hash, and what was filled in; absent for mails of earlier versions. */
    readonly mail?: InvitationText;
    /** The address, masked. */
    readonly to?: string;
  };
  readonly form: {
    /** Address of the page; the token in it stays with the person. */
    readonly page: string;
    readonly locale: string;
    readonly title: string;
    readonly why: string;
    readonly field: string;
    /** What stood beside the field. */
    readonly ending?: string;
    readonly box: string;
    readonly boxValue: string;
    readonly button: string;
    readonly termsUrl: string;
    readonly privacyUrl: string;
    readonly nonce: string;
    /** Where the link was followed, as far as the browser said and without what follows a `?`. */
    readonly referrer?: string;
    /** When this form was made, and when it came back. */
    readonly openedAt: string;
    readonly postedAt: string;
  };
  readonly disclosure: { readonly version: number; readonly hash: string; readonly text: string };
  /** Behind the two links of the form when it came back. */
  readonly documents?: { readonly terms: ShownDocument; readonly privacy: ShownDocument };
  readonly by: ToldBy & { readonly acceptLanguage?: string };
}

/** Somebody opened the landing page of a request's code. */
export interface ToldScan {
  readonly request: string;
}

/** What somebody who read a doubtful text says that it meant. */
export interface ToldReview extends Pick<ReviewDecided, 'reviewed' | 'decision'> {
  /** The text as the conversation shows it. */
  readonly message: string;
  readonly note?: string;
  readonly by: ToldBy;
}

/** When the provider got two texts. */
export type ToldOrder = Pick<OrderReported, 'sender' | 'optIn' | 'optOut'>;

/** The time is over for which the consent of an entry holds. */
export interface ToldExpiry {
  readonly program: string;
  readonly entry: string;
  readonly expiredAt: string;
}

/** The provider refused a text because of a block of its own; `origin` names that text. */
export interface ToldBlock {
  readonly code: string;
  readonly origin: string;
}

/** What a provider or a registry says of a number; `origin` names what it was said about. */
export interface ToldFlag extends Pick<FlagReported, 'flag' | 'raised' | 'code'> {
  readonly origin: string;
}

/** What is kept of a person is to be erased; `by` and `reason` are also kept with the erasure. */
export interface ToldErasure {
  readonly erasure: string;
  readonly mode: 'retain' | 'now';
  readonly reason?: string;
  readonly by: ToldBy;
}

/** What is told with an act, by its type. */
interface ToldByType {
  readonly revocation: ToldRevocation;
  readonly attestation: ToldAttestation;
  readonly email_confirmation: ToldConfirmation;
  readonly scan: ToldScan;
  readonly review: ToldReview;
  readonly order: ToldOrder;
  readonly expiry: ToldExpiry;
  readonly flag: ToldFlag;
  readonly provider_block: ToldBlock;
  readonly erasure: ToldErasure;
}

export type ToldType = keyof ToldByType;

export interface ActDraft<Type extends ToldType> {
  readonly type: Type;
  readonly workspace: string;
  readonly contact: string;
  /** Where it comes from and its id there; one act has one origin, for ever. */
  readonly origin: string;
  /** How it reads; an opt-out, or what may be one, raises a fence. */
  readonly intent: Intent;
  readonly sender?: string;
  readonly told: ToldByType[Type];
  readonly receivedAt: Date;
}

/** The event of an act; its raw input is the canonical JSON of what was told. */
export function actEvent<Type extends ToldType>(act: ActDraft<Type>): InboxEvent {
  const { type, workspace, contact, origin, intent, sender, told, receivedAt } = act;
  const raw = canonicalJson(told);
  return {
    _id: `${workspace}/${origin}`,
    workspace,
    contact,
    type,
    fence: intent === 'opt_out' || intent === 'review',
    intent,
    ...(sender === undefined ? {} : { sender }),
    raw,
    digest: sha256(raw),
    receivedAt,
  };
}

/** What was told with an act, read back from the event's raw input. */
export function toldOf<Type extends ToldType>(
  type: Type,
  event: Pick<InboxEvent, 'type' | 'raw'>,
): ToldByType[Type] {
  if (event.type !== type) throw new TypeError(`this event is a ${event.type} and no ${type}`);
  return JSON.parse(event.raw) as ToldByType[Type];
}
