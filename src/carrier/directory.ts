// Who rents what: accounts, their numbers and messaging services, each found in one step.
// Configuration only; nothing here changes while the carrier runs.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CarrierAccount, CarrierNumber } from './types.js';

/** A number together with the account whose token signs its webhooks. */
export interface RentedNumber extends CarrierNumber {
  readonly account: CarrierAccount;
}

export interface Directory {
  account(accountSid: string): CarrierAccount | undefined;
  number(e164: string): RentedNumber | undefined;
  /** The first number of a messaging service; the simulation does no sender selection. */
  service(accountSid: string, messagingServiceSid: string): RentedNumber | undefined;
  numbers(): readonly RentedNumber[];
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
    authenticates(accountSid, authToken) {
      const wanted = bySid.get(accountSid)?.authToken;
      return timingSafeEqual(digest(wanted ?? ''), digest(authToken)) && wanted !== undefined;
    },
  };
}

const digest = (value: string) => createHash('sha256').update(value).digest();
