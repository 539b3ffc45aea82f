// Twilio's lists of US numbers that carriers took out of service, one list a day. The API answers
// with the address of a file; the file is one number a line.
import type { Twilio } from 'twilio';
import { normaliseSender } from '../../phone.js';
import type { Deactivated } from '../provider.js';

const DOWNLOAD_MS = 30_000;
/** A day has a few hundred thousand numbers of a dozen bytes. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const NO_FILE = new Set([403, 404]);

/**
 * @param day `YYYY-MM-DD`.
 * @param insecure true where the simulated carrier stands in: its addresses are plain HTTP.
 */
export async function fetchDeactivated(
  client: Pick<Twilio, 'messaging'>,
  day: string,
  insecure: boolean,
): Promise<Deactivated> {
  const date = new Date(`${day}T00:00:00Z`);
  // The SDK's types promise nothing; what comes is the body of the 307.
  const answer: unknown = await client.messaging.v1.deactivations().fetch({ date });
  const { redirect_to: address } = (answer ?? {}) as { redirect_to?: unknown };
  if (typeof address !== 'string') return { result: 'no_list' };
  if (new URL(address).protocol !== 'https:' && !insecure) {
    return { result: 'unanswered', reason: 'the provider names an address that is not https' };
  }
  // The address is signed in itself: our credentials stay here.
  const file = await fetch(address, {
    signal: AbortSignal.timeout(DOWNLOAD_MS),
    redirect: 'error',
  });
  if (NO_FILE.has(file.status)) return { result: 'no_list' };
  if (!file.ok) return { result: 'unanswered', reason: `the list answers ${file.status}` };
  const numbers = numbersIn(await readCapped(file));
  return { result: 'known', numbers };
}

async function readCapped(file: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > FILE_BYTES_MAX) throw new Error(`the list is larger than ${FILE_BYTES_MAX} bytes`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}

/** Whatever else a line holds (a heading, a second column) is no number. */
function numbersIn(file: string): string[] {
  const numbers = file.split('\n').flatMap((line) => {
    const [, digits] = /^\s*"?\+?1?(\d{10})\b/.exec(line) ?? [];
    return digits ? [normaliseSender(`+1${digits}`)] : [];
  });
  return [...new Set(numbers)];
}
