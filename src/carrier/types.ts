// The vocabulary of the simulated carrier: accounts, numbers, texts, mail.
// Types only; nothing of the service's own vocabulary belongs here, for the carrier stands in for
// Twilio.
import type { Logger } from 'pino';

/** A number that an account rents, as far as Twilio would let it be configured. */
export interface CarrierNumber {
  /** E.164. */
  readonly number: string;
  /** Shown on handsets as the contact's name. */
  readonly friendlyName: string;
  /**
   * Where inbound texts are posted; may end in a connection override such as `#rc=5&rp=5xx,ct,rt`.
   */
  readonly smsUrl: string;
  /** Called once when `smsUrl` has failed for good. */
  readonly smsFallbackUrl?: string;
  /** `provider`: STOP, START and HELP are answered and blocked as Twilio does. `service`: never. */
  readonly keywordReplies: 'provider' | 'service';
  readonly messagingServiceSid?: string;
  /** Advanced Opt-Out: webhooks carry `OptOutType`. Needs a messaging service. */
  readonly advancedOptOut?: boolean;
}

export interface CarrierAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly numbers: readonly CarrierNumber[];
}

/**
 * The owner of a handset, for the pages. The e-mail address only filters the inbox beside the
 * phone.
 */
export interface Person {
  readonly number: string;
  readonly name?: string;
  readonly email?: string;
}

export interface CarrierOptions {
  /** Loopback port; 0 takes a free one. */
  readonly port: number;
  /** Folder for `carrier.ndjson`; without it everything is forgotten at the end. */
  readonly dataDir?: string;
  readonly accounts: readonly CarrierAccount[];
  readonly people?: readonly Person[];
  readonly log: Logger;
}

export type TextStatus =
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'received';

export type TextDirection = 'inbound' | 'outbound-api' | 'outbound-reply';

/**
 * One text, seen from the account: `inbound` is what a person sent. Times are epoch milliseconds.
 */
export interface Text {
  readonly sid: string;
  /** Rises with every text; orders lists and pages through them. */
  readonly position: number;
  readonly accountSid: string;
  readonly direction: TextDirection;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly segments: number;
  readonly messagingServiceSid: string | null;
  readonly createdAt: number;
  readonly validityMs: number;
  readonly statusCallback: string | null;
  /** Error that this text will end with, chosen by a fault when it was accepted. */
  readonly doomedBy: number | null;
  status: TextStatus;
  errorCode: number | null;
  sentAt: number | null;
  updatedAt: number;
  /** What became of an inbound text's webhook; `null` for outbound ones. */
  webhook: WebhookOutcome | null;
}

export type WebhookOutcome = 'waiting' | 'answered' | 'failed';

/** Numbers that carriers took out of service on one day. */
export interface Deactivations {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly numbers: readonly string[];
}

/** One e-mail as one recipient got it. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  /** The same for copies of one mail; absent when the sender gave none. */
  readonly messageId?: string;
  /** Where one click ends further mail (RFC 8058), when the mail says so. */
  readonly unsubscribeUrl?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The handset's side of a text: the other end is one of our numbers. */
export function handsetOf(text: Pick<Text, 'direction' | 'from' | 'to'>): string {
  return text.direction === 'inbound' ? text.from : text.to;
}

/** A text has reached the person, or was written by the person. */
export function isOnHandset(text: Pick<Text, 'status'>): boolean {
  return text.status === 'received' || text.status === 'delivered';
}

/** A text was accepted and has come to no end yet. */
export function isOnTheWay(text: Pick<Text, 'status'>): boolean {
  return ['accepted', 'queued', 'sending', 'sent'].includes(text.status);
}
