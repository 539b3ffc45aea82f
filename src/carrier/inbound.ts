// A person texts one of our numbers: the text is kept, reserved words are handled, the service is
// called. What the text means beyond the provider's own words is none of the carrier's business.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Logger } from 'pino';
import { canFail } from '../can-fail.js';
import type { RentedNumber } from './directory.js';
import { handleKeyword, reservedWord } from './keywords.js';
import type { OptOutType } from './keywords.js';
import { newTextSid } from './outbound.js';
import type { Outbound } from './outbound.js';
import { countSegments } from './segments.js';
import type { State } from './state.js';
import type { Stats } from './stats.js';
import { repliesIn } from './twiml.js';
import type { Text } from './types.js';
import type { Webhooks } from './webhooks.js';

export interface InboundDeps {
  readonly state: State;
  readonly stats: Stats;
  readonly webhooks: Webhooks;
  readonly outbound: Outbound;
  readonly log: Logger;
}

export interface Inbound {
  /** Resolves as soon as the text is kept; the webhook follows on its own. */
  receive(from: string, to: RentedNumber, body: string): Promise<Text>;
}

/** A block counts for a whole messaging service where the number is in one, else for the number. */
export function blockScope(number: RentedNumber): string {
  return number.messagingServiceSid ?? number.number;
}

export function createInbound(deps: InboundDeps): Inbound {
  return {
    async receive(from, to, body) {
      const text = createText(deps.state, from, to, body);
      deps.stats.texts.received += 1;
      await deps.state.addText(text);
      const word = to.keywordReplies === 'provider' ? reservedWord(body) : null;
      // Blocked before the service hears of it: a send that races the webhook is refused already.
      if (word) await applyKeyword(deps, word, from, to);
      void canFail(callService(deps, text, to, word), 'An inbound webhook was not made.', deps.log);
      return text;
    },
  };
}

function createText(state: State, from: string, to: RentedNumber, body: string): Text {
  const now = Date.now();
  return {
    sid: newTextSid(),
    position: state.texts.nextPosition(),
    accountSid: to.account.accountSid,
    direction: 'inbound',
    from,
    to: to.number,
    body,
    segments: countSegments(body),
    messagingServiceSid: to.messagingServiceSid ?? null,
    createdAt: now,
    validityMs: 0,
    statusCallback: null,
    doomedBy: null,
    status: 'received',
    errorCode: null,
    sentAt: now,
    updatedAt: now,
    webhook: 'waiting',
  };
}

async function applyKeyword(
  deps: InboundDeps,
  word: OptOutType,
  handset: string,
  number: RentedNumber,
): Promise<void> {
  const scope = blockScope(number);
  const wasBlocked = deps.state.isBlocked(scope, handset);
  const outcome = handleKeyword(word, wasBlocked, number.advancedOptOut === true);
  if (outcome.blocked !== wasBlocked) deps.state.setBlocked(scope, handset, outcome.blocked);
  if (outcome.reply !== null) await reply(deps, number, handset, outcome.reply);
}

async function callService(
  deps: InboundDeps,
  text: Text,
  number: RentedNumber,
  word: OptOutType | null,
): Promise<void> {
  const answer = await deps.webhooks.deliver({
    address: number.smsUrl,
    fallbackAddress: number.smsFallbackUrl,
    authToken: number.account.authToken,
    fields: inboundFields(text, number.advancedOptOut === true ? word : null),
  });
  deps.state.changeText(text, { webhook: answer ? 'answered' : 'failed' });
  for (const body of answer ? repliesIn(answer) : []) {
    if (deps.state.isBlocked(blockScope(number), text.from)) return;
    await reply(deps, number, text.from, body);
  }
}

async function reply(
  { outbound }: InboundDeps,
  sender: RentedNumber,
  to: string,
  body: string,
): Promise<void> {
  await outbound.accept({ sender, direction: 'outbound-reply', to, body });
}

/**
 * Twilio's form fields; the places are Twilio's guess from the number and empty where it has none.
 */
function inboundFields(text: Text, optOutType: OptOutType | null): Record<string, string> {
  const fields: Record<string, string> = {
    ToCountry: countryOf(text.to),
    ToState: '',
    ToCity: '',
    ToZip: '',
    FromCountry: countryOf(text.from),
    FromState: '',
    FromCity: '',
    FromZip: '',
    SmsMessageSid: text.sid,
    SmsSid: text.sid,
    MessageSid: text.sid,
    SmsStatus: 'received',
    NumMedia: '0',
    NumSegments: String(text.segments),
    Body: text.body,
    To: text.to,
    From: text.from,
    AccountSid: text.accountSid,
    ApiVersion: '2010-04-01',
  };
  if (text.messagingServiceSid !== null) fields['MessagingServiceSid'] = text.messagingServiceSid;
  if (optOutType) fields['OptOutType'] = optOutType;
  return fields;
}

const countryOf = (e164: string) => parsePhoneNumberFromString(e164)?.country ?? '';
