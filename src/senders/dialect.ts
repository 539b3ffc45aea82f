// How a provider speaks to us: what it posts and what it lists, read into our own words. The other
// half of the seam beside provider.ts. Pure: nothing is asked, stored or decided here.
import type { MessageStatus } from '../store/message-status.js';
import type { ProviderReport } from './provider-reports.js';

/** A text from a handset, whoever carried it. */
export interface InboundText {
  readonly accountSid: string;
  readonly messageSid: string;
  readonly messagingServiceSid: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Set when the provider acted on the text and answered it. */
  readonly optOutType: 'STOP' | 'START' | 'HELP' | undefined;
  /** What came with it; only what is posted says where that lies. */
  readonly media?: readonly { readonly url: string; readonly contentType: string }[];
  /**
   * When the provider got it, by the provider's clock. Only a text that was found in its list has
   * one: what is posted carries no time.
   */
  readonly foundAt?: Date;
}

/** All fields of a form, as a signature covers them: a repeated name is an array. */
export type FormFields = Record<string, string | string[]>;

/** Our own ids of a text. They travel with it to the provider and back, signed. */
export interface ReportIds {
  readonly workspace: string;
  readonly effect: string;
  readonly message: string;
  readonly contact: string;
}

/** What a provider says became of a text. */
export interface ReportedText {
  readonly providerSid: string;
  readonly status: MessageStatus;
  readonly errorCode?: string;
}

/** A report as it is posted, or found. */
export interface StatusReport extends ReportedText {
  readonly accountSid: string;
  /** The number it left from, where the report says so. */
  readonly sender: string;
  /** Absent on reports about texts that were not sent by us, or not with our ids. */
  readonly ids?: ReportIds;
}

/** What an error code of the provider means for us. */
export interface ProviderError {
  readonly action: 'retry' | 'give_up' | 'flag' | 'alert';
  /** For a person. */
  readonly reason: string;
  /** What it says of the number. */
  readonly flag?: ProviderReport['flag'];
  /** Raised only when so many texts in a row ended with this code; at once when left out. */
  readonly flagAfter?: number;
  /** Before the first further try; the provider's usual pause when left out. */
  readonly retryAfterMs?: number;
  /** Who else would meet the same now; nobody when left out. */
  readonly trouble?: 'account' | 'sender';
}

export interface SignedCall {
  /** Every token that may have signed; more than one while a token is rotated. */
  readonly tokens: readonly string[];
  readonly signature: string | undefined;
  readonly publicUrl: string;
  /** Path and query exactly as they were requested. */
  readonly target: string;
  readonly fields: FormFields;
}

export interface ProviderDialect {
  /** As it stands in inbox ids and senders. */
  readonly name: string;
  /** Header that carries the signature, lower case. */
  readonly signatureHeader: string;
  readForm(raw: string): FormFields;
  isSigned(call: SignedCall): boolean;
  /** The account that a call claims to come from. */
  accountOf(fields: FormFields): string | undefined;
  /** @returns `null` when a field is missing that every text has. */
  readPosted(fields: FormFields): InboundText | null;
  /** Reads what was kept of a text, be it posted or listed; `null` as above. */
  readKept(raw: string): InboundText | null;
  /** @returns `null` when it is no report on a text. */
  readStatus(query: unknown, fields: FormFields): StatusReport | null;
  describeError(code: string): ProviderError;
}

/** The inbox id of a text: the same text is the same id, for ever, however we hear of it. */
export const textEventId = (
  workspace: string,
  { name }: Pick<ProviderDialect, 'name'>,
  { accountSid, messageSid }: Pick<InboundText, 'accountSid' | 'messageSid'>,
): string => `${workspace}/${name}/${accountSid}/${messageSid}`;

/** Which text of a provider an inbox id means; `null` when it is no text. */
export function textOfEvent(
  { name }: Pick<ProviderDialect, 'name'>,
  id: string,
): Pick<InboundText, 'accountSid' | 'messageSid'> | null {
  const [, provider, accountSid, messageSid] = id.split('/');
  return provider === name && accountSid && messageSid ? { accountSid, messageSid } : null;
}
