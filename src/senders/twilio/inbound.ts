// What Twilio says when a person texts: the form it posts, or the same text in its list. Fields in,
// the few that we use out. Unknown ones are tolerated.
import { parse } from 'node:querystring';
import type { FormFields, InboundText } from '../dialect.js';

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
    ...mediaOf(one),
  };
}

/** Twilio sends ten at most. */
const MEDIA_MAX = 10;

/** Addresses of pictures and the like: shown as links, and never followed by us. */
function mediaOf(one: (name: string) => string | undefined): Pick<InboundText, 'media'> {
  const count = Math.min(Number(one('NumMedia') ?? 0) || 0, MEDIA_MAX);
  const media = Array.from({ length: Math.max(0, count) }, (_, index) => ({
    url: one(`MediaUrl${index}`) ?? '',
    contentType: one(`MediaContentType${index}`) ?? 'application/octet-stream',
  })).filter(({ url }) => /^https?:\/\//.test(url));
  return media.length > 0 ? { media } : {};
}

/** The fields of a message in the list, named as the SDK names them. */
export interface ListedMessage {
  readonly accountSid?: unknown;
  readonly sid?: unknown;
  readonly messagingServiceSid?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly body?: unknown;
  /** RFC 3339 once it is kept. */
  readonly dateCreated?: unknown;
}

/** Reads what was kept of a text: the posted form, or the message of the list as JSON. */
export function readKeptText(raw: string): InboundText | null {
  return raw.startsWith('{')
    ? readListedText(JSON.parse(raw) as ListedMessage)
    : readInboundText(parseForm(raw));
}

/** The list says nothing of what the provider answered: `OptOutType` is in webhooks alone. */
function readListedText(message: ListedMessage): InboundText | null {
  const one = (value: unknown) => (typeof value === 'string' ? value.toWellFormed() : undefined);
  const accountSid = one(message.accountSid);
  const messageSid = one(message.sid);
  const [from, to, foundAt] = [one(message.from), one(message.to), one(message.dateCreated)];
  if (!accountSid || !messageSid || !from || !to || !foundAt) return null;
  return {
    accountSid,
    messageSid,
    messagingServiceSid: one(message.messagingServiceSid),
    from,
    to,
    body: one(message.body) ?? '',
    optOutType: undefined,
    foundAt: new Date(foundAt),
  };
}

function isOptOutType(value: string | undefined): value is 'STOP' | 'START' | 'HELP' {
  return value === 'STOP' || value === 'START' || value === 'HELP';
}
