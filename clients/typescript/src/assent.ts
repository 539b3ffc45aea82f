// The client itself: every resource of the API, and what stands beside them.
import { Resources } from './generated/resources.js';
import { type AssentOptions, Http } from './http.js';
import { webhooks } from './webhooks.js';

/**
 * ```ts
 * const assent = new Assent({ apiKey, baseUrl: 'https://assent.example' });
 * await assent.optInRequests.create({ record: { externalId: 'crm-1042' }, method: 'qr' });
 * ```
 * One for a process is enough: it holds no connection and can be used from everywhere.
 */
export class Assent extends Resources {
  readonly webhooks: typeof webhooks = webhooks;

  /** @throws TypeError when the key or the address is missing or is none. */
  constructor(options: AssentOptions) {
    super(new Http(options));
  }
}
