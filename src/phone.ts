// Phone numbers: the one place where a number as people write it becomes the number that consent
// belongs to.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Country that a number without a country code is read in. */
const DEFAULT_COUNTRY = 'US';

const NORTH_AMERICAN = /^\+1[2-9]\d{9}$/;

/**
 * E.164 of anything libphonenumber can read, or `null` when it is no valid number.
 */
export function parsePhone(input: string): string | null {
  const parsed = parsePhoneNumberFromString(input, DEFAULT_COUNTRY);
  return parsed?.isValid() ? parsed.number : null;
}

/**
 * The form of an inbound sender that a contact id is made of. Never fails: a STOP from a number
 * that libphonenumber does not know (a short code, a retired form) must still find its contact.
 */
export function normaliseSender(from: string): string {
  // Carriers hand over E.164; in the North American plan that form has no second spelling.
  if (NORTH_AMERICAN.test(from)) return from;
  return parsePhone(from) ?? from.replace(/[^\d+]/g, '');
}

/** A number for reading: `(602) 555-0142` at home, international elsewhere. */
export function formatPhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return e164;
  return parsed.countryCallingCode === '1' ? parsed.formatNational() : parsed.formatInternational();
}
