// Who rents what: accounts, their numbers and messaging services, each found in one step.
// Configuration only; all that changes while the carrier runs is who answers a number's keywords.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CarrierAccount, CarrierNumber } from './types.js';

/** A number together with the account whose token signs its webhooks. */
export interface RentedNumber extends CarrierNumber {
  readonly account: CarrierAccount;
}

export type KeywordSettings = Partial<Pick<CarrierNumber, 'keywordReplies' | 'advancedOptOut'>>;

export interface Directory {
  account(accountSid: string): CarrierAccount | undefined;
  number(e164: string): RentedNumber | undefined;
  /** The first number of a messaging service; the simulation does no sender selection. */
  service(accountSid: string, messagingServiceSid: string): RentedNumber | undefined;
  numbers(): readonly RentedNumber[];
  /** Changes who answers a number's keywords until the carrier ends; `undefined`: none rents it. */
  change(e164: string, keywords: KeywordSettings): RentedNumber | undefined;
  /** True when the pair is an account and its token; takes the same time either way. */
  authenticates(accountSid: string, authToken: string): boolean;
}

/** @throws Error when two accounts rent the same number, which no provider allows. */
export function createDirectory(accounts: readonly CarrierAccount[]): Directory {
  const bySid = new Map(accounts.map((account) => [account.accountSid, account]));
  const byNumber = new Map<string, RentedNumber>();
  const byService = new Map<string, RentedNumber>();
  for (const account of accounts) {
    for (const number of account.numbers) {
      if (byNumber.has(number.number)) throw new Error(`${number.number} is rented twice`);
      const rented = { ...number, account };
      byNumber.set(number.number, rented);
      const service = number.messagingServiceSid;
      if (service && !byService.has(`${account.accountSid}/${service}`)) {
        byService.set(`${account.accountSid}/${service}`, rented);
      }
    }
  }
  return {
    account: (accountSid) => bySid.get(accountSid),
    number: (e164) => byNumber.get(e164),
    service: (accountSid, serviceSid) => byService.get(`${accountSid}/${serviceSid}`),
    numbers: () => [...byNumber.values()],
    change(e164, keywords) {
      const before = byNumber.get(e164);
      if (!before) return undefined;
      const changed = { ...before, ...keywords };
      byNumber.set(e164, changed);
      for (const [key, rented] of byService) if (rented === before) byService.set(key, changed);
      return changed;
    },
    authenticates(accountSid, authToken) {
      const wanted = bySid.get(accountSid)?.authToken;
      return timingSafeEqual(digest(wanted ?? ''), digest(authToken)) && wanted !== undefined;
    },
  };
}

const digest = (value: string) => createHash('sha256').update(value).digest();
