// How texts and numbers look in Twilio's REST API: snake case, RFC 2822 dates of whole seconds.
import { createHash } from 'node:crypto';
import type { RentedNumber } from '../directory.js';
import type { Text } from '../types.js';

const API_VERSION = '2010-04-01';

const ERROR_MESSAGES: Readonly<Record<number, string>> = {
  30_001: 'Queue overflow',
  30_003: 'Unreachable destination handset',
  30_004: 'Message blocked',
  30_005: 'Unknown destination handset',
  30_006: 'Landline or unreachable carrier',
  30_007: 'Message filtered',
  30_008: 'Unknown error',
  30_036: 'Validity Period Expired',
};

/** `Thu, 24 Aug 2023 05:01:45 +0000`. */
function rfc2822(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace('GMT', '+0000');
}

export function messageResource(text: Text) {
  const uri = `/${API_VERSION}/Accounts/${text.accountSid}/Messages/${text.sid}`;
  return {
    account_sid: text.accountSid,
    api_version: API_VERSION,
    body: text.body,
    date_created: rfc2822(text.createdAt),
    date_sent: text.sentAt === null ? null : rfc2822(text.sentAt),
    date_updated: rfc2822(text.updatedAt),
    direction: text.direction,
    error_code: text.errorCode,
    error_message: text.errorCode === null ? null : (ERROR_MESSAGES[text.errorCode] ?? null),
    from: text.from,
    messaging_service_sid: text.messagingServiceSid,
    num_media: '0',
    num_segments: String(text.segments),
    price: null,
    price_unit: 'USD',
    sid: text.sid,
    status: text.status,
    subresource_uris: { media: `${uri}/Media.json` },
    tag: null,
    to: text.to,
    uri: `${uri}.json`,
  };
}

/** The sid is derived from the number, so that it is the same after every start. */
export function numberResource(number: RentedNumber) {
  const { accountSid } = number.account;
  const digest = createHash('sha256').update(`${accountSid}/${number.number}`).digest('hex');
  const sid = `PN${digest.slice(0, 32)}`;
  return {
    sid,
    account_sid: accountSid,
    api_version: API_VERSION,
    phone_number: number.number,
    friendly_name: number.friendlyName,
    capabilities: { voice: false, sms: true, mms: false, fax: false },
    sms_url: number.smsUrl,
    sms_method: 'POST',
    sms_fallback_url: number.smsFallbackUrl ?? '',
    sms_fallback_method: 'POST',
    sms_application_sid: '',
    status_callback: '',
    status_callback_method: 'POST',
    origin: 'twilio',
    beta: false,
    status: 'in-use',
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    uri: `/${API_VERSION}/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
