// Twilio as a text provider: the unmodified SDK, its parameters, and what its errors come to.
// Knows nothing of consent; whether a text may leave was decided before it gets here.
import twilio from 'twilio';
import type { FoundText, OutgoingText, SendResult, TextProvider, Unanswered } from '../provider.js';
import { describeError } from './errors.js';
import { fetchDeactivated } from './deactivations.js';
import { RateLimited, TwilioHttpClient } from './http-client.js';
import { listTexts } from './listing.js';
import { errorCodeOf, statusOf } from './statuses.js';

export interface TwilioOptions {
  /** `undefined` for Twilio itself; the simulated carrier's address otherwise. */
  readonly baseUrl: string | undefined;
  /** Where Twilio reaches us. */
  readonly publicUrl: string;
  /** First token of an account, or `null` when it is none of ours. */
  readonly tokenOf: (accountSid: string) => Promise<string | null>;
}

/** Errors of a call that never reached the provider: nothing can have been sent. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const RETRY_AFTER_MS = 15_000;
const NOT_FOUND = 404;
const FOUND_MAX = 50;
/**
 * The provider stamps its list by its own clock, in whole seconds, and MongoDB's may be far from
 * it. Wide is safe: the same words sent earlier are bound to their own messages.
 */
const CLOCK_SLACK_MS = 2 * 3_600_000;
/**
 * What Twilio does when a callback finds nobody or a 5xx: it comes again, five times within its 15
 * seconds. Without this it tries a second time only where no connection was made. Twilio reads it
 * from the fragment, sends it to nobody and does not sign it.
 */
const RETRIES = '#rc=5&rp=5xx,ct,rt';

export function createTwilioProvider(options: TwilioOptions): TextProvider {
  const { baseUrl, publicUrl, tokenOf } = options;
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
      if (!text.mayLeave()) {
        return { result: 'not_taken', reason: 'It came too late to be sent.', retryAfterMs: 0 };
      }
      try {
        const message = await client.messages.create(parametersOf(publicUrl, text));
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
      if (!client) return notOurs;
      try {
        const { dateCreated: at } = await client.messages(messageSid).fetch();
        const known = at instanceof Date && !Number.isNaN(at.getTime());
        return known
          ? { result: 'known', at }
          : { result: 'unanswered', reason: 'the provider names no time' };
      } catch (error) {
        return isNotFound(error) ? { result: 'no_such_text' } : unanswered(error);
      }
    },

    async askStatus(accountSid, providerSid) {
      const client = await clientOf(accountSid);
      if (!client) return notOurs;
      try {
        const { status: reported, errorCode } = await client.messages(providerSid).fetch();
        const status = statusOf(reported);
        return status
          ? { result: 'known', status, ...errorCodeOf(errorCode) }
          : { result: 'unanswered', reason: `the provider says ${reported}, which we do not know` };
      } catch (error) {
        return isNotFound(error) ? { result: 'no_such_text' } : unanswered(error);
      }
    },

    async list(accountSid, page) {
      const client = await clientOf(accountSid);
      if (!client) return notOurs;
      return listTexts(client, page).catch((error: unknown) => {
        // A page that is refused is one that was named too long ago.
        const { status = 0 } = error as ProviderFault;
        const gone = page.page !== undefined && status >= 400 && status < 500;
        return gone && !isRefusal(status) ? { result: 'no_such_page' } : unanswered(error);
      });
    },

    async deactivated(accountSid, day) {
      const client = await clientOf(accountSid);
      if (!client) return notOurs;
      return fetchDeactivated(client, day, baseUrl !== undefined).catch((error: unknown) =>
        isNotFound(error) ? { result: 'no_list' } : unanswered(error),
      );
    },
  };
}

const notOurs: Unanswered = { result: 'unanswered', reason: describeError('20003').reason };

const isNotFound = (error: unknown) => (error as ProviderFault).status === NOT_FOUND;
/** It is not the page that is refused but we. */
const isRefusal = (status: number) => status === 401 || status === 403 || status === 429;

function unanswered(error: unknown): Unanswered {
  const reason = reasonOf(error);
  if (!(error instanceof RateLimited)) return { result: 'unanswered', reason };
  const { retryAfterMs = RETRY_AFTER_MS } = error;
  return { result: 'unanswered', reason, retryAfterMs };
}

function parametersOf(publicUrl: string, text: OutgoingText) {
  const ids = new URLSearchParams({ ...text.ids });
  return {
    from: text.from,
    to: text.to,
    body: text.body,
    statusCallback: `${publicUrl}/webhooks/twilio/status?${ids.toString()}${RETRIES}`,
    ...(text.validForSeconds === undefined ? {} : { validityPeriod: text.validForSeconds }),
  };
}

/** For a person: an SDK's own words name sockets and addresses. */
function reasonOf(error: unknown): string {
  const { status, code, message = 'The call failed.' } = error as ProviderFault;
  if (error instanceof RateLimited) return describeError('20429').reason;
  if (status === undefined && NEVER_REACHED.has(String(code))) {
    return `The provider cannot be reached (${code}).`;
  }
  if (status === undefined) {
    return code === undefined ? message : `The provider did not answer (${code}).`;
  }
  if (status >= 500) return `The provider answered with an error of its own (HTTP ${status}).`;
  return describeError(String(code ?? status)).reason;
}

interface ProviderFault {
  readonly status?: number;
  readonly code?: number | string;
  readonly message?: string;
}

/** What an error of the SDK says about the text: refused, certainly not taken, or unknown. */
function resultOf(error: unknown): SendResult {
  const { status, code } = error as ProviderFault;
  const reason = reasonOf(error);
  if (error instanceof RateLimited) {
    const retryAfterMs = error.retryAfterMs ?? RETRY_AFTER_MS;
    return { result: 'not_taken', reason, retryAfterMs, trouble: 'account' };
  }
  if (status === undefined && NEVER_REACHED.has(String(code))) {
    return { result: 'not_taken', reason, retryAfterMs: RETRY_AFTER_MS, trouble: 'account' };
  }
  // No answer, or a 5xx: either may come after the text was taken; the provider's guide to 20500
  // says so.
  if (status === undefined || status >= 500) return { result: 'unknown', reason };
  return refused(String(code ?? status));
}

function refused(code: string): SendResult {
  const { action, reason, flag, flagAfter, ...again } = describeError(code);
  const refusesUs = action === 'alert' && again.trouble !== undefined;
  if (action === 'retry' || refusesUs) {
    const refusal = refusesUs && { refusal: code };
    return { result: 'not_taken', reason, retryAfterMs: RETRY_AFTER_MS, ...again, ...refusal };
  }
  return {
    result: 'refused',
    reason,
    code,
    alert: action === 'alert',
    ...(flag && !flagAfter ? { flag } : {}),
  };
}
