// What Assent posts to you: whether it is from Assent, and what it says. Signatures follow Standard
// Webhooks (https://www.standardwebhooks.com).
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { SignatureError } from './errors.js';
import type { AssentEvent } from './generated/events.js';

/** Of the standard `Headers`, of Node's requests, of Fastify and of Express. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>;

export const webhooks = {
  /**
   * @param payload the body exactly as it came: JSON that was read and written again is not it.
   * @param secret `whsec_…`, as the endpoint's creation showed it.
   * @returns the event. The same one may come more than once, and before an older one.
   * @throws SignatureError when it was not signed with this secret in the last five minutes.
   */
  verify(payload: string | Uint8Array, headers: WebhookHeaders, secret: string): AssentEvent {
    const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
    try {
      return new Webhook(secret).verify(text, plain(headers)) as AssentEvent;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      throw new SignatureError(`This webhook is not from Assent: ${error.message}`, {
        cause: error,
      });
    }
  },
};

function plain(headers: WebhookHeaders): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(',')]));
}
