// What Twilio posts when a person texts: form fields in, the few that we use out. Unknown ones are
// tolerated.
import { parse } from 'node:querystring';

export interface InboundText {
  readonly accountSid: string;
  readonly messageSid: string;
  readonly messagingServiceSid: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Set when Advanced Opt-Out acted on the text and answered it. */
  readonly optOutType: 'STOP' | 'START' | 'HELP' | undefined;
}

/** All fields, as Twilio's signature covers them: a repeated name is an array. */
export type FormFields = Record<string, string | string[]>;

/** Longest number of fields that is read; Twilio sends about forty. */
const FIELDS_MAX = 500;

export function parseForm(raw: string): FormFields {
  return parse(raw, '&', '=', { maxKeys: FIELDS_MAX }) as FormFields;
}

/** @returns `null` when a field is missing that every inbound message has. */
export function readInboundText(fields: FormFields): InboundText | null {
  const one = (name: string) => {
    const value = fields[name];
    return (Array.isArray(value) ? value[0] : value)?.toWellFormed();
  };
  const accountSid = one('AccountSid');
  const messageSid = one('MessageSid') ?? one('SmsSid');
  const [from, to] = [one('From'), one('To')];
  if (!accountSid || !messageSid || !from || !to) return null;
  const optOutType = one('OptOutType');
  return {
    accountSid,
    messageSid,
    messagingServiceSid: one('MessagingServiceSid'),
    from,
    to,
    body: one('Body') ?? '',
    optOutType: isOptOutType(optOutType) ? optOutType : undefined,
  };
}

/** The inbox id of a text: the same text is the same id, for ever. */
export const textEventId = (
  workspace: string,
  { accountSid, messageSid }: Pick<InboundText, 'accountSid' | 'messageSid'>,
): string => `${workspace}/twilio/${accountSid}/${messageSid}`;

/** Which text of the provider an inbox id means; `null` when it is no text. */
export function textOfEvent(id: string): Pick<InboundText, 'accountSid' | 'messageSid'> | null {
  const [, accountSid, messageSid] = /^[^/]+\/twilio\/([^/]+)\/([^/]+)/.exec(id) ?? [];
  return accountSid && messageSid ? { accountSid, messageSid } : null;
}

function isOptOutType(value: string | undefined): value is 'STOP' | 'START' | 'HELP' {
  return value === 'STOP' || value === 'START' || value === 'HELP';
}
