// The demo has no phone at hand: beside each link that opens a person's messages it names the
// simulated handset that opens them. Nothing of it is there with a real carrier.
import type { Config } from '../../config.js';

/** @returns where the simulated handset opens its messages; undefined with a real carrier. */
export function demoHandsetOf(
  { carrier, carrierUrl }: Pick<Config, 'carrier' | 'carrierUrl'>,
  smsUrl: string,
): string | undefined {
  if (carrier !== 'simulated') return undefined;
  const url = new URL('/open', carrierUrl);
  url.searchParams.set('link', smsUrl);
  return url.href;
}
