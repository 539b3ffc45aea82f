// Reads a webhook's address: what is called and signed, and the connection override in its
// fragment. Source of the keys, defaults and ranges: Twilio's page on connection overrides. Pure.

/** A class of failure that a retry policy can name. */
export type RetryClass = '4xx' | '5xx' | 'ct' | 'rt';

export interface WebhookTarget {
  /** The address without its fragment: what is sent, and what the signature covers. */
  readonly url: string;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly retries: number;
  readonly retryOn: ReadonlySet<RetryClass>;
}

const RETRY_CLASSES: readonly RetryClass[] = ['4xx', '5xx', 'ct', 'rt'];

/** Values outside their range are moved to its nearest end, unknown keys are left out. */
export function readWebhookTarget(address: string): WebhookTarget {
  const [url = '', fragment = ''] = address.split('#', 2);
  const override = new URLSearchParams(fragment);
  return {
    url,
    connectTimeoutMs: readNumber(override.get('ct'), 5_000, 100, 10_000),
    readTimeoutMs: readNumber(override.get('rt'), 15_000, 100, 15_000),
    totalTimeoutMs: readNumber(override.get('tt'), 15_000, 100, 15_000),
    retries: readNumber(override.get('rc'), 1, 0, 5),
    retryOn: readPolicy(override.get('rp')),
  };
}

function readNumber(value: string | null, otherwise: number, least: number, most: number): number {
  if (value === null || !/^\d+$/.test(value)) return otherwise;
  return Math.min(Math.max(Number(value), least), most);
}

function readPolicy(value: string | null): ReadonlySet<RetryClass> {
  if (value === null) return new Set(['ct']);
  const names = value.split(',');
  return new Set(
    names.includes('all') ? RETRY_CLASSES : RETRY_CLASSES.filter((one) => names.includes(one)),
  );
}
