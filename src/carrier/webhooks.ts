// Calls the service as Twilio does: signed, retried as the address asks, then the fallback address.
// Knows nothing of what a webhook says; faults of POST /faults are done to webhooks here.
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Faults } from './faults.js';
import { Lane } from './lane.js';
import type { Stats } from './stats.js';
import { createConnections, postForm } from './webhook-post.js';
import type { PostResult, WebhookAnswer } from './webhook-post.js';
import { readWebhookTarget } from './webhook-target.js';
import type { RetryClass, WebhookTarget } from './webhook-target.js';

const WEBHOOKS_AT_ONCE = 256;
/** Twilio names no pauses between retries; these spread five of them over eight seconds. */
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 4_000];
const DUPLICATE_DELAY_MS = 200;
/** Twilio's debugger code for a webhook that could not be delivered. */
const HTTP_RETRIEVAL_FAILURE = '11200';

export interface Webhook {
  /** With its connection override, as configured. */
  readonly address: string;
  readonly fallbackAddress?: string | undefined;
  readonly authToken: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Webhooks {
  /** The receiver's 2xx answer, or `null` when there was none for good. Never rejects. */
  deliver(webhook: Webhook): Promise<WebhookAnswer | null>;
  /** Cuts what is under way; no webhook starts after it. */
  close(): void;
}

export function createWebhooks(deps: { faults: Faults; stats: Stats }): Webhooks {
  return new SignedWebhooks(deps.faults, deps.stats);
}

class SignedWebhooks implements Webhooks {
  readonly #faults: Faults;
  readonly #stats: Stats;
  readonly #connections = createConnections();
  readonly #lane = new Lane(WEBHOOKS_AT_ONCE);
  readonly #closing = new AbortController();

  constructor(faults: Faults, stats: Stats) {
    this.#faults = faults;
    this.#stats = stats;
    // Every pause listens for the end, and a burst has thousands of them.
    setMaxListeners(0, this.#closing.signal);
  }

  async deliver(webhook: Webhook): Promise<WebhookAnswer | null> {
    const fault = this.#faults.forWebhook();
    if (fault.drop) {
      this.#stats.webhooks.dropped += 1;
      return null;
    }
    if (fault.holdMs > 0) {
      this.#stats.webhooks.reordered += 1;
      await this.#pause(fault.holdMs);
    }
    // A retry and a duplicate carry the same token: that is how a receiver may know them.
    const idempotencyToken = randomUUID();
    const answer = await this.#lane.run(() => this.#deliverOnce(webhook, idempotencyToken));
    if (fault.duplicate) {
      this.#stats.webhooks.duplicated += 1;
      await this.#pause(DUPLICATE_DELAY_MS);
      await this.#lane.run(() => this.#deliverOnce(webhook, idempotencyToken));
    }
    return answer;
  }

  close(): void {
    this.#closing.abort();
    this.#connections.close();
  }

  async #deliverOnce(webhook: Webhook, idempotencyToken: string): Promise<WebhookAnswer | null> {
    const { authToken, fields } = webhook;
    const first = { address: webhook.address, authToken, fields };
    const answer = await this.#tryAddress(first, idempotencyToken);
    if (answer) return answer;
    if (webhook.fallbackAddress !== undefined && !this.#closing.signal.aborted) {
      this.#stats.webhooks.fallback += 1;
      const told = { ...fields, ErrorCode: HTTP_RETRIEVAL_FAILURE, ErrorUrl: webhook.address };
      const second = { address: webhook.fallbackAddress, authToken, fields: told };
      const rescued = await this.#tryAddress(second, idempotencyToken);
      if (rescued) return rescued;
    }
    this.#stats.webhooks.failed += 1;
    return null;
  }

  async #tryAddress(
    webhook: Pick<Webhook, 'address' | 'authToken' | 'fields'>,
    idempotencyToken: string,
  ): Promise<WebhookAnswer | null> {
    const target = readWebhookTarget(webhook.address);
    const form = new URLSearchParams(webhook.fields).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      accept: '*/*',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': getExpectedTwilioSignature(
        webhook.authToken,
        target.url,
        webhook.fields,
      ),
      'i-twilio-idempotency-token': idempotencyToken,
    };
    const deadline = performance.now() + target.totalTimeoutMs;
    for (let attempt = 0; !this.#closing.signal.aborted; attempt += 1) {
      const timeLeftMs = deadline - performance.now();
      if (timeLeftMs <= 0) return null;
      this.#stats.webhooks[attempt === 0 ? 'sent' : 'retried'] += 1;
      const result = await postForm(this.#connections, { target, headers, form, timeLeftMs });
      if (result.kind === 'answered') return result.answer;
      this.#stats.webhooks[result.kind] += 1;
      if (attempt >= target.retries || !isRetried(target, result)) return null;
      await this.#pause(RETRY_DELAYS_MS[attempt] ?? 0);
    }
    return null;
  }

  /** A pause that ends early when the carrier closes. */
  async #pause(ms: number): Promise<void> {
    const { signal } = this.#closing;
    await wait(ms, undefined, { signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  }
}

function isRetried(target: WebhookTarget, result: Exclude<PostResult, { kind: 'answered' }>) {
  const failure = result.kind === 'refused' ? statusClass(result.status) : result.retryClass;
  return failure !== undefined && target.retryOn.has(failure);
}

function statusClass(status: number): RetryClass | undefined {
  if (status >= 500) return '5xx';
  return status >= 400 ? '4xx' : undefined;
}
