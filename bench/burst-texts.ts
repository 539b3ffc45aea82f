// The texts of a burst: who writes what, in which order. The same seed gives the same burst.
import { inboundForm, signedRequest } from '../test/support/twilio-request.js';
import { rawRequest } from './flood.js';

export interface Burst {
  readonly events: number;
  /** From how many numbers they come. */
  readonly numbers: number;
  readonly seed: number;
  /** How far these numbers lie apart: they are spread over a population this much larger. */
  readonly stride?: number;
}

export interface BurstText {
  readonly from: string;
  readonly body: string;
}

export interface Destination {
  readonly url: URL;
  readonly accountSid: string;
  readonly authToken: string;
  readonly sender: string;
}

const ORDINARY = [
  'What time works on Thursday?',
  'Thanks, see you then',
  'Can you send the quote again please',
  'The gate code is 4471',
  'Is the installer on the way?',
];

/** Texts of the mix 60 % START, 20 % STOP, 20 % ordinary. */
export function burstTexts({ events, numbers, seed, stride = 1 }: Burst): BurstText[] {
  const random = mulberry32(seed);
  return Array.from({ length: events }, () => {
    const dice = random();
    const ordinary = ORDINARY[Math.floor(random() * ORDINARY.length)] ?? '';
    const body = dice < 0.6 ? 'START' : dice < 0.8 ? 'STOP' : ordinary;
    return { from: phoneNumber(Math.floor(random() * numbers) * stride), body };
  });
}

/** The same as signed requests, ready to be written. */
export function signedBurst(burst: Burst, to: Destination): Buffer[] {
  return burstTexts(burst).map((text) => {
    const form = inboundForm({ ...text, accountSid: to.accountSid, to: to.sender });
    const request = signedRequest(to.url.href, to.authToken, form);
    return rawRequest(to.url, request.headers, request.body);
  });
}

/** Numbers that `phoneNumber` has. */
export const NUMBERS_MAX = 2_400_000;

/** Valid numbers of Phoenix's area codes; the 555 exchange is left to the demo. */
export function phoneNumber(index: number): string {
  const areas = ['480', '602', '623'];
  const exchange = 220 + (Math.floor(index / 3_000) % 80);
  const line = String(Math.floor(index / 3) % 1_000).padStart(3, '0');
  const thousand = (7 + Math.floor(index / 240_000)) % 10;
  return `+1${areas[index % 3]}${exchange}${thousand}${line}`;
}

/** A small generator of chance with a seed, good enough for a mix. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
