// What a text means when the provider has read it as well (Twilio, Advanced Opt-Out: `OptOutType`).
import type { Intent, Reading, TextReceived } from './types.js';

type OptOutType = TextReceived['optOutType'];

const INTENT: Record<NonNullable<OptOutType>, Intent> = {
  STOP: 'opt_out',
  START: 'opt_in',
  HELP: 'help',
};

/**
 * The reading with the provider's beside it. Its STOP always counts; its START and HELP only where
 * our own reading found nothing. The same again changes nothing.
 */
export function withProvider(reading: Reading, optOutType: OptOutType): Reading {
  if (!optOutType || reading.intent === 'opt_out') return reading;
  if (optOutType !== 'STOP' && reading.intent !== 'none') return reading;
  const { token: _token, program: _program, ...rest } = reading;
  const rule = `provider.${optOutType.toLowerCase()}`;
  return { ...rest, intent: INTENT[optOutType], rule, confidence: 'exact' };
}
