// consents.check in its two forms: one number and its verdict, or up to 500 and theirs in order.
import type { ConsentCheck, Verdict, Verdicts } from './generated/consents.js';
import type { Http, RequestOptions } from './http.js';

type CheckOne = Omit<ConsentCheck, 'phones' | 'phone'> & { readonly phone: string };
type CheckMany = Omit<ConsentCheck, 'phones' | 'phone'> & {
  readonly phones: readonly string[];
};

export class Consents {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * May this number be texted now? The same gate answers that every send asks; never cached.
   * `allowed` decides; `reason` says what stands against it, `retryAt` until when if that is known.
   */
  check(params: CheckOne, options?: RequestOptions): Promise<Verdict>;
  /** The same for up to 500 numbers, in their order. */
  check(params: CheckMany, options?: RequestOptions): Promise<Verdicts>;
  check(params: CheckOne | CheckMany, options?: RequestOptions): Promise<Verdict | Verdicts> {
    const call = { method: 'POST', path: '/v1/consents/check', body: params } as const;
    return this.#http.request(call, options);
  }
}
