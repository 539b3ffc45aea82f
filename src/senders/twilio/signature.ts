// Whether a webhook comes from the provider: the SDK's check, over the configured public address.
// Never over the Host header or anything a proxy forwards: those are the caller's to choose.
import { timingSafeEqual } from 'node:crypto';
import twilio from 'twilio';
import type { SignedCall } from '../dialect.js';

export function isSigned({ tokens, signature, publicUrl, target, fields }: SignedCall): boolean {
  if (!signature) return false;
  const url = `${publicUrl}${target}`;
  // Nearly every request signs the address as it is; only the others pay for the SDK's variants of
  // it.
  return (
    tokens.some((token) =>
      isSame(signature, twilio.getExpectedTwilioSignature(token, url, fields)),
    ) || tokens.some((token) => twilio.validateRequest(token, signature, url, fields))
  );
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
