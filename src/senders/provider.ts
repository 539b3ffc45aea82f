// The seam to whoever carries texts: what the service asks of a provider, and what it may answer.
// No provider's name, parameter or error code belongs here.
import type { ProviderReport } from './provider-reports.js';

export interface OutgoingText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Where the provider reports what became of the text; carries our ids. */
  readonly statusUrl: string;
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
  | { readonly result: 'not_taken'; readonly reason: string; readonly retryAfterMs: number }
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
  | { readonly result: 'unanswered'; readonly reason: string };

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
}
