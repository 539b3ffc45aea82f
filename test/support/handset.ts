// A handset of the simulated carrier, read when everything that was sent to it has come to its end:
// the carrier hands a text over a moment after it took it.
import type { Carrier } from '../../src/carrier/start.js';
import { until } from './until.js';

/** A text as a handset shows it. */
export interface HandsetText {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound';
  readonly body: string;
  readonly at: string;
}

/** What a handset shows, both directions, oldest first; nothing to it is on the way. */
export async function threadOf(carrier: Carrier, phone: string): Promise<readonly HandsetText[]> {
  await until(`the texts to ${phone} to arrive`, () => !carrier.awaits(phone), { stepMs: 10 });
  const answer = await fetch(`${carrier.url}/phones/${encodeURIComponent(phone)}/messages`);
  return (await answer.json()) as HandsetText[];
}

/** Texts that reached a handset, oldest first. */
export async function receivedBy(carrier: Carrier, phone: string): Promise<readonly HandsetText[]> {
  return (await threadOf(carrier, phone)).filter(({ direction }) => direction === 'outbound');
}
