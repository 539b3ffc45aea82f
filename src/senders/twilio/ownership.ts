// Whether an account's token is right and a number is one of the account's: asked once, when
// somebody sets up a sender. Nothing is kept here.
import twilio from 'twilio';
import type { ClaimedNumber, Ownership } from '../provider.js';
import { TwilioHttpClient } from './http-client.js';

const REFUSALS = new Set([401, 403, 404]);

/** @param baseUrl `undefined` for Twilio itself; the simulated carrier's address otherwise. */
export async function askOwnership(
  baseUrl: string | undefined,
  { accountSid, authToken, number }: ClaimedNumber,
): Promise<Ownership> {
  const client = twilio(accountSid, authToken, { httpClient: new TwilioHttpClient(baseUrl) });
  try {
    const found = await client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 20 });
    return found.some((one) => one.phoneNumber === number) ? 'owned' : 'not_in_account';
  } catch (error) {
    const { status = 0 } = error as { status?: number };
    return REFUSALS.has(status) ? 'refused' : 'unanswered';
  }
}
