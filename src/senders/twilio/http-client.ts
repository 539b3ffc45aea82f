// The SDK's seam to the network: another base address, a short time-out, and the header that the
// SDK drops. The SDK itself stays as it is published.
import RequestClient from 'twilio/lib/base/RequestClient.js';

/** Below the queue's lock of 30 s, and long enough for a provider that is slow. */
const CALL_TIMEOUT_MS = 10_000;
const SOCKETS_MAX = 50;
const SLOW_DOWN = 429;

/**
 * The provider took nothing and names the time after which it will; the SDK's own error loses that.
 */
export class RateLimited extends Error {
  override readonly name = 'RateLimited' as const;
  constructor(readonly retryAfterMs: number | undefined) {
    super('the provider asks us to slow down');
  }
}

/**
 * @param baseUrl `undefined` for Twilio itself, else the address that answers in its place.
 */
export class TwilioHttpClient extends RequestClient {
  constructor(private readonly baseUrl: string | undefined) {
    super({ timeout: CALL_TIMEOUT_MS, keepAlive: true, maxSockets: SOCKETS_MAX, autoRetry: false });
  }

  /** @throws RateLimited for a 429; every other answer is the SDK's to read. */
  override async request<Data>(options: RequestClient.RequestOptions<Data>) {
    const uri = this.baseUrl ? options.uri.replace(/^https:\/\/[^/]+/, this.baseUrl) : options.uri;
    const response = await super.request<Data>({ ...options, uri });
    if (response.statusCode === SLOW_DOWN) throw new RateLimited(retryAfterOf(response));
    return response;
  }
}

function retryAfterOf(response: object): number | undefined {
  const { headers } = response as { headers?: Record<string, unknown> };
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}
