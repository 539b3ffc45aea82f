// The seam to whoever carries texts: what the service asks of a provider, and what it may answer.
// No provider's name, parameter or error code belongs here; how what it says to us is read is in
// dialect.ts.
import type { MessageStatus } from '../store/message-status.js';
import type { ReportIds, ReportedText } from './dialect.js';
import type { ProviderReport } from './provider-reports.js';

/** A number that somebody says is theirs, with what should prove it. */
export interface ClaimedNumber {
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164. */
  readonly number: string;
}

/** `refused`: the token is not the account's; `unanswered`: nobody could say. */
export type Ownership = 'owned' | 'refused' | 'not_in_account' | 'unanswered';

export interface OutgoingText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Our ids, which come back with every report on what became of the text. */
  readonly ids: ReportIds;
  /**
   * Asked when nothing but the call itself is left to do; after `false` nothing is sent, and the
   * result is `not_taken`.
   */
  readonly mayLeave: () => boolean;
  /** Seconds after which an undelivered text is dropped rather than arrive late. */
  readonly validForSeconds?: number;
}

/** What one call came to. `unknown`: the provider may or may not have taken it. */
export type SendResult =
  | { readonly result: 'accepted'; readonly providerSid: string; readonly status: string }
  | {
      readonly result: 'refused';
      readonly reason: string;
      readonly code: string;
      /** What the refusal says of the number. */
      readonly flag?: ProviderReport['flag'];
      readonly alert: boolean;
    }
  /** The provider certainly did not take it; it may be tried again after `retryAfterMs`. */
  | {
      readonly result: 'not_taken';
      readonly reason: string;
      readonly retryAfterMs: number;
      /** Who else would meet the same now; nobody when left out. */
      readonly trouble?: 'account' | 'sender';
      /**
       * The provider's code where it refuses the account or the sender itself: it was no try of the
       * text, which waits until somebody mends it.
       */
      readonly refusal?: string;
    }
  | { readonly result: 'unknown'; readonly reason: string };

/** A text that the provider knows of and that may be the one whose answer was lost. */
export interface FoundText {
  readonly providerSid: string;
  readonly status: string;
}

/** When the provider got a text; `unanswered`: it could not be asked, and may be asked again. */
export type AskedTime =
  | { readonly result: 'known'; readonly at: Date }
  | { readonly result: 'no_such_text' }
  | Unanswered;

/** The provider could not be asked, and may be asked again. */
export interface Unanswered {
  readonly result: 'unanswered';
  readonly reason: string;
  /** Where the provider said when: everybody who asks waits that long. */
  readonly retryAfterMs?: number;
}

/** What became of a text. */
export type AskedStatus =
  | {
      readonly result: 'known';
      readonly status: MessageStatus;
      readonly errorCode?: string;
    }
  | { readonly result: 'no_such_text' }
  | Unanswered;

/** One page of an account's texts in both directions, newest first. */
export type ListedTexts =
  | {
      readonly result: 'page';
      /** Texts from handsets. */
      readonly inbound: readonly ListedText[];
      /** What became of texts of ours. */
      readonly reports: readonly ReportedText[];
      /** Time of the newest text of the page by the provider's clock; absent on an empty page. */
      readonly newest?: Date;
      /** Names the next page; absent on the last one. */
      readonly next?: string;
    }
  /** The provider does not know this page any more: the list is to be begun anew. */
  | { readonly result: 'no_such_page' }
  | Unanswered;

/** A text as it stands in the provider's list. */
export interface ListedText {
  /** What is kept of it, in the provider's own form; its dialect reads it like a posted one. */
  readonly raw: string;
  /** When the provider got it, by the provider's clock. */
  readonly at: Date;
}

/** Numbers that carriers took out of service on one day, E.164. */
export type Deactivated =
  | { readonly result: 'known'; readonly numbers: readonly string[] }
  /** The provider has no list of that day (yet). */
  | { readonly result: 'no_list' }
  | Unanswered;

export interface TextProvider {
  send(accountSid: string, text: OutgoingText): Promise<SendResult>;
  /**
   * Texts to this recipient with equal words, taken after `since`.
   * @returns `null` when the provider could not be asked.
   */
  find(
    accountSid: string,
    sought: Pick<OutgoingText, 'from' | 'to' | 'body'> & { since: Date },
  ): Promise<FoundText[] | null>;
  /** When the provider got this text from a handset, by the provider's own clock. */
  askTime(accountSid: string, messageSid: string): Promise<AskedTime>;
  /** What became of a text that we sent. */
  askStatus(accountSid: string, providerSid: string): Promise<AskedStatus>;
  /**
   * Texts of an account since a time by the provider's clock, newest first, a page at a time. There
   * may be older ones among them, and ones that came while the pages were turned are not.
   */
  list(
    accountSid: string,
    page: { since: Date; limit: number; page?: string },
  ): Promise<ListedTexts>;
  /** Numbers that were taken out of service on a day, `YYYY-MM-DD`. */
  deactivated(accountSid: string, day: string): Promise<Deactivated>;
}
