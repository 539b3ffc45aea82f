// Twilio as a text provider: the unmodified SDK, its parameters, and what its errors come to.
// Knows nothing of consent; whether a text may leave was decided before it gets here.
import twilio from 'twilio';
import type { FoundText, OutgoingText, SendResult, TextProvider } from '../provider.js';
import { describeError } from './errors.js';
import { RateLimited, TwilioHttpClient } from './http-client.js';

export interface TwilioOptions {
  /** `undefined` for Twilio itself; the simulated carrier's address otherwise. */
  readonly baseUrl: string | undefined;
  /** First token of an account, or `null` when it is none of ours. */
  readonly tokenOf: (accountSid: string) => Promise<string | null>;
}

/** Errors of a call that never reached the provider: nothing can have been sent. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const RETRY_AFTER_MS = 15_000;
const NOT_FOUND = 404;
const FOUND_MAX = 50;
/** The provider's list is stamped in whole seconds by its own clock. */
const CLOCK_SLACK_MS = 5_000;

export function createTwilioProvider({ baseUrl, tokenOf }: TwilioOptions): TextProvider {
  const clients = new Map<string, twilio.Twilio>();

  async function clientOf(accountSid: string): Promise<twilio.Twilio | null> {
    const token = await tokenOf(accountSid);
    if (!token) return null;
    const key = `${accountSid}/${token}`;
    const known = clients.get(key);
    if (known) return known;
    const httpClient = new TwilioHttpClient(baseUrl);
    const client = twilio(accountSid, token, { httpClient });
    clients.set(key, client);
    return client;
  }

  return {
    async send(accountSid, text) {
      const client = await clientOf(accountSid);
      if (!client) return refused('20003');
      try {
        const message = await client.messages.create(parametersOf(text));
        return { result: 'accepted', providerSid: message.sid, status: message.status };
      } catch (error) {
        return resultOf(error);
      }
    },

    async find(accountSid, { from, to, body, since }) {
      const client = await clientOf(accountSid);
      if (!client) return null;
      try {
        const listed = await client.messages.list({ to, from, limit: FOUND_MAX });
        const earliest = since.getTime() - CLOCK_SLACK_MS;
        return listed
          .filter((one) => one.body === body && one.direction !== 'inbound')
          .filter((one) => one.dateCreated.getTime() >= earliest)
          .map(({ sid, status }): FoundText => ({ providerSid: sid, status }));
      } catch {
        // Whatever the reason, the provider has not answered the question; the caller asks again.
        return null;
      }
    },

    async askTime(accountSid, messageSid) {
      const client = await clientOf(accountSid);
      if (!client) return { result: 'unanswered', reason: describeError('20003').reason };
      try {
        const { dateCreated: at } = await client.messages(messageSid).fetch();
        const known = at instanceof Date && !Number.isNaN(at.getTime());
        return known
          ? { result: 'known', at }
          : { result: 'unanswered', reason: 'the provider names no time' };
      } catch (error) {
        const { status, message = 'the call failed' } = error as ProviderFault;
        if (status === NOT_FOUND) return { result: 'no_such_text' };
        return { result: 'unanswered', reason: message };
      }
    },
  };
}

function parametersOf(text: OutgoingText) {
  return {
    from: text.from,
    to: text.to,
    body: text.body,
    statusCallback: text.statusUrl,
    ...(text.validForSeconds === undefined ? {} : { validityPeriod: text.validForSeconds }),
  };
}

interface ProviderFault {
  readonly status?: number;
  readonly code?: number | string;
  readonly message?: string;
}

/** What an error of the SDK says about the text: refused, certainly not taken, or unknown. */
function resultOf(error: unknown): SendResult {
  const { status, code, message } = error as ProviderFault;
  const reason = message ?? 'the call failed';
  if (error instanceof RateLimited) {
    return { result: 'not_taken', reason, retryAfterMs: error.retryAfterMs ?? RETRY_AFTER_MS };
  }
  if (status === undefined && NEVER_REACHED.has(String(code))) {
    return { result: 'not_taken', reason, retryAfterMs: RETRY_AFTER_MS };
  }
  // No answer, or a 5xx: either may come after the text was taken; the provider's guide to 20500
  // says so.
  if (status === undefined || status >= 500) return { result: 'unknown', reason };
  return refused(String(code ?? status));
}

function refused(code: string): SendResult {
  const { action, reason, flag, flagAfter } = describeError(code);
  if (action === 'retry') return { result: 'not_taken', reason, retryAfterMs: RETRY_AFTER_MS };
  return {
    result: 'refused',
    reason,
    code,
    alert: action === 'alert',
    ...(flag && !flagAfter ? { flag } : {}),
  };
}
