// Twilio's error codes, each with what the service does about it and what a person reads. Source:
// facts of the provider's error pages; a code that is not here is given up and shown as it came.
import type { ProviderError } from '../dialect.js';
import type { ProviderReport } from '../provider-reports.js';

const HOUR_MS = 3_600_000;

type NumberFlag = ProviderReport['flag'];

const retry = (reason: string): ProviderError => ({ action: 'retry', reason });
/** The text is as good as any other: the sender, or all of the account, has to slow down. */
const slowDown = (trouble: 'account' | 'sender', reason: string): ProviderError => ({
  ...retry(reason),
  trouble,
});
const giveUp = (reason: string): ProviderError => ({ action: 'give_up', reason });
const alert = (reason: string): ProviderError => ({ action: 'alert', reason });
/** Every text would meet it until somebody mends the account or the sender: all of them wait. */
const refusesUs = (trouble: 'account' | 'sender', reason: string): ProviderError => ({
  ...alert(reason),
  trouble,
});
const flag = (raised: NumberFlag, reason: string): ProviderError => ({
  action: 'flag',
  flag: raised,
  reason,
});

/**
 * The one table; docs/texts.md shows it to people, and a test holds both together. Codes of calls
 * and of what is reported afterwards are one series.
 */
export const ERRORS: Readonly<Record<string, ProviderError>> = {
  '20003': refusesUs('account', 'The provider refuses our credentials.'),
  '20005': refusesUs('account', 'The provider account is not active.'),
  '20429': slowDown('account', 'The provider asks us to slow down.'),
  '21211': flag('unreachable', 'The number is not valid.'),
  '21212': refusesUs('sender', 'The provider does not know the sender’s number.'),
  '21408': alert('The provider account may not text this country.'),
  '21606': refusesUs('sender', 'The sender does not belong to the provider account.'),
  '21610': flag('provider_block', 'The provider blocks texts from this sender to this number.'),
  '21611': slowDown('sender', 'The sender’s queue at the provider is full.'),
  '21612': giveUp('The provider has no route from this sender to this number.'),
  '21614': flag('landline', 'The number cannot receive texts.'),
  '21617': giveUp('The text is longer than the provider takes.'),
  '21635': flag('landline', 'The number is a landline.'),
  '23004': alert('The provider’s own opt-out handling and its redaction exclude each other.'),
  '30001': slowDown('sender', 'The sender’s queue at the provider is full.'),
  '30002': refusesUs('account', 'The provider account is suspended.'),
  // A handset may be off for a night; only one that stays off is out of reach.
  '30003': {
    ...giveUp('The handset was switched off or out of reach.'),
    ...{ flag: 'unreachable', flagAfter: 3 },
  },
  '30004': giveUp('The carrier or the person blocks this sender.'),
  '30005': flag('unreachable', 'The number is unknown to its carrier.'),
  '30006': flag('landline', 'The number is a landline or cannot be reached.'),
  '30007': alert('The carrier filtered the text as spam.'),
  '30008': giveUp('The carrier gave no reason.'),
  '30022': slowDown('sender', 'The sender is faster than its registration allows.'),
  '30023': alert('The brand has sent as many texts today as its registration allows.'),
  '30032': refusesUs('sender', 'The toll-free sender is not verified.'),
  '30034': refusesUs('sender', 'The sender is not registered for business texting.'),
  '30036': giveUp('The text was not delivered in time and was dropped.'),
  '30047': retry('The provider could not put the text off to a permitted hour.'),
  '30450': alert('The provider suspects that somebody abuses a form to send texts.'),
  '30610': {
    ...retry('The provider holds that it is too early or too late where the person is.'),
    retryAfterMs: HOUR_MS,
  },
  '30640': flag(
    'provider_block',
    'The provider knows the number as that of somebody who sues over texts.',
  ),
};

/** What an error code means; unknown codes are given up, never retried blindly. */
export function describeError(code: string): ProviderError {
  const known = Object.hasOwn(ERRORS, code) ? ERRORS[code] : undefined;
  return known ?? giveUp(`The provider refused it with error ${code}.`);
}
