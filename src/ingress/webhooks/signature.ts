// Whether a webhook comes from the provider: the SDK's check, over the configured public address.
// Never over the Host header or anything a proxy forwards: those are the caller's to choose.
import twilio from 'twilio';
import type { FormFields } from '../../senders/twilio/inbound.js';

/**
 * @param target path and query exactly as they were requested.
 * @param tokens every token that may have signed; more than one while a token is rotated.
 */
export function isSigned(request: {
  tokens: readonly string[];
  signature: string | undefined;
  publicUrl: string;
  target: string;
  fields: FormFields;
}): boolean {
  const { tokens, signature, publicUrl, target, fields } = request;
  if (!signature) return false;
  return tokens.some((token) =>
    twilio.validateRequest(token, signature, `${publicUrl}${target}`, fields),
  );
}
