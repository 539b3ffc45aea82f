// Twilio as seen from our webhook, written from Twilio's description and not with its SDK,
// so that a mistake on our side cannot cancel itself out.
import { createHmac, randomBytes } from 'node:crypto';

export type TwilioForm = Readonly<Record<string, string>>;

/** The part of an inbound text that a test cares about; the rest is filled in as Twilio does. */
export interface InboundText {
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly messageSid?: string;
  readonly messagingServiceSid?: string;
  readonly optOutType?: 'STOP' | 'START' | 'HELP';
}

/** A sid as Twilio makes them: two letters and 32 hex digits. */
export function randomSid(prefix: 'SM' | 'AC' | 'MG'): string {
  return prefix + randomBytes(16).toString('hex');
}

/** The form fields of Twilio's inbound message webhook. */
export function inboundForm(text: InboundText): TwilioForm {
  const sid = text.messageSid ?? randomSid('SM');
  return {
    ToCountry: 'US',
    ToState: 'AZ',
    SmsMessageSid: sid,
    NumMedia: '0',
    ToCity: 'PHOENIX',
    FromZip: '85003',
    SmsSid: sid,
    FromState: 'AZ',
    SmsStatus: 'received',
    FromCity: 'PHOENIX',
    Body: text.body,
    FromCountry: 'US',
    To: text.to,
    ...(text.messagingServiceSid && { MessagingServiceSid: text.messagingServiceSid }),
    ...(text.optOutType && { OptOutType: text.optOutType }),
    ToZip: '85003',
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: text.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
  };
}

/**
 * `X-Twilio-Signature`: Base64 of HMAC-SHA1 under the account's token over the full URL followed by
 * every field's name and value, sorted by name (twilio.com/docs/usage/security).
 */
export function signature(authToken: string, url: string, form: TwilioForm): string {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A webhook request ready for `fetch` or Fastify's `inject`.
 * @param url the address that Twilio was given, which is what it signs.
 */
export function signedRequest(url: string, authToken: string, form: TwilioForm): SignedRequest {
  return {
    body: new URLSearchParams(form).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': randomBytes(16).toString('hex'),
      'x-twilio-signature': signature(authToken, url, form),
    },
  };
}
