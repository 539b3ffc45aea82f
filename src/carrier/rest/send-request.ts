// Reads the form of "send a text" and refuses it with the codes Twilio refuses it with. Sends
// nothing.
import { parsePhone } from '../../phone.js';
import type { Directory, RentedNumber } from '../directory.js';
import { VALIDITY_MS_MAX } from '../outbound.js';
import type { OutboundDraft } from '../outbound.js';
import { TwilioError } from './errors.js';

const BODY_LENGTH_MAX = 1_600;

/** @throws TwilioError naming the first thing that is wrong, in Twilio's order. */
export function readSendRequest(
  form: URLSearchParams,
  accountSid: string,
  directory: Directory,
): OutboundDraft {
  const to = readRecipient(form.get('To'));
  const messagingServiceSid = form.get('MessagingServiceSid') || null;
  const sender = readSender(form.get('From'), messagingServiceSid, accountSid, directory);
  if (sender.number === to) {
    throw new TwilioError(400, 21_266, "'To' and 'From' number cannot be the same");
  }
  return {
    sender,
    direction: 'outbound-api',
    to,
    body: readBody(form.get('Body')),
    messagingServiceSid,
    statusCallback: readCallback(form.get('StatusCallback')),
    validityMs: readValidity(form.get('ValidityPeriod')),
  };
}

function readRecipient(given: string | null): string {
  if (!given) throw new TwilioError(400, 21_604, "A 'To' phone number is required.");
  const to = parsePhone(given);
  if (to === null) throw new TwilioError(400, 21_211, `Invalid 'To' Phone Number: ${given}`);
  return to;
}

function readSender(
  from: string | null,
  serviceSid: string | null,
  accountSid: string,
  directory: Directory,
): RentedNumber {
  if (serviceSid) {
    const sender = directory.service(accountSid, serviceSid);
    if (sender) return sender;
    throw new TwilioError(404, 21_701, `The Messaging Service ${serviceSid} does not exist`);
  }
  if (!from) throw new TwilioError(400, 21_603, "A 'From' phone number is required.");
  const parsed = parsePhone(from);
  if (parsed === null) {
    throw new TwilioError(400, 21_212, `The 'From' number ${from} is not a valid phone number.`);
  }
  const sender = directory.number(parsed);
  if (sender?.account.accountSid === accountSid) return sender;
  throw new TwilioError(
    400,
    21_606,
    `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`,
  );
}

function readBody(body: string | null): string {
  if (!body) throw new TwilioError(400, 21_602, 'Message body is required.');
  if (body.length <= BODY_LENGTH_MAX) return body;
  const limit = 'The concatenated message body exceeds the 1600 character limit';
  throw new TwilioError(400, 21_617, limit);
}

function readCallback(address: string | null): string | null {
  if (!address) return null;
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return address;
  throw new TwilioError(400, 21_609, `The 'StatusCallback' URL ${address} is not a valid URL`);
}

/** Seconds on the wire, milliseconds inside. */
function readValidity(seconds: string | null): number {
  if (seconds === null || seconds === '') return VALIDITY_MS_MAX;
  const validityMs = Number(seconds) * 1_000;
  if (/^\d+$/.test(seconds) && validityMs >= 1_000 && validityMs <= VALIDITY_MS_MAX) {
    return validityMs;
  }
  throw new TwilioError(
    400,
    20_001,
    `Invalid ValidityPeriod ${seconds}: wanted 1 to 36000 seconds`,
  );
}
