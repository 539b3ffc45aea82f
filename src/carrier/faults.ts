// What shall go wrong, and when: the settings of POST /faults and the dice that decide each case.
// Only decides; the harm is done where the call, the text or the webhook is handled.
import { createRandom } from './random.js';

/** Every field is optional in the API; rates are shares from 0 to 1. */
export interface FaultSettings {
  /** Wait before every REST answer. */
  readonly latencyMs: number;
  /** REST calls answered 500 without being looked at. */
  readonly errorRate: number;
  /** REST calls that are never answered and not carried out. */
  readonly timeoutRate: number;
  /** Texts that are accepted and sent, but whose HTTP answer is lost with the connection. */
  readonly acceptThenDropRate: number;
  /** Webhooks that arrive twice. */
  readonly duplicateWebhooks: number;
  /** Webhooks held back so that later ones overtake them. */
  readonly reorderWebhooks: number;
  /** Webhooks that are never sent. */
  readonly dropWebhooks: number;
  /** How long an accepted text waits in the carrier's queue before it is sent. */
  readonly queueDelayMs: number;
  /** Texts refused or undelivered with an error code, to one number or to all. */
  readonly failWith: { readonly code: number; readonly to?: string } | null;
  /** Starts the dice anew, so that a run can be repeated. */
  readonly seed: number;
}

const NO_FAULTS: FaultSettings = {
  latencyMs: 0,
  errorRate: 0,
  timeoutRate: 0,
  acceptThenDropRate: 0,
  duplicateWebhooks: 0,
  reorderWebhooks: 0,
  dropWebhooks: 0,
  queueDelayMs: 0,
  failWith: null,
  seed: 1,
};

/** How long a webhook that lost its place is held back, at most. */
const HELD_BACK_MS_MAX = 1_500;

export type CallFault = 'none' | 'error' | 'timeout';

export interface WebhookFault {
  readonly drop: boolean;
  /** 0 when the webhook keeps its place. */
  readonly holdMs: number;
  readonly duplicate: boolean;
}

export class Faults {
  #settings: FaultSettings = NO_FAULTS;
  #random = createRandom(NO_FAULTS.seed);

  get settings(): FaultSettings {
    return this.#settings;
  }

  /** Adds to what is set already; the dice start anew only when a seed is given. */
  set(changes: Partial<FaultSettings>): FaultSettings {
    this.#settings = { ...this.#settings, ...changes };
    if (changes.seed !== undefined) this.#random = createRandom(changes.seed);
    return this.#settings;
  }

  clear(): void {
    this.#settings = NO_FAULTS;
    this.#random = createRandom(NO_FAULTS.seed);
  }

  forCall(): CallFault {
    if (this.#happens(this.#settings.timeoutRate)) return 'timeout';
    return this.#happens(this.#settings.errorRate) ? 'error' : 'none';
  }

  losesAnswer(): boolean {
    return this.#happens(this.#settings.acceptThenDropRate);
  }

  forWebhook(): WebhookFault {
    const { dropWebhooks, reorderWebhooks, duplicateWebhooks } = this.#settings;
    return {
      drop: this.#happens(dropWebhooks),
      holdMs: this.#happens(reorderWebhooks) ? Math.ceil(this.#random() * HELD_BACK_MS_MAX) : 0,
      duplicate: this.#happens(duplicateWebhooks),
    };
  }

  /** Code that a text to this number shall end with, or `null`. */
  codeFor(to: string): number | null {
    const rule = this.#settings.failWith;
    return rule && (rule.to === undefined || rule.to === to) ? rule.code : null;
  }

  /** Rolls only where something is to be decided, so that unrelated faults keep their sequence. */
  #happens(rate: number): boolean {
    return rate > 0 && this.#random() < rate;
  }
}
