// Phone numbers: the one place where a number as people write it becomes the number that consent
// belongs to, and where the other forms are known under which the same number may turn up.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { createMemo } from './consent/memo.js';
import { NUMBERING_PLANS } from './phone-plans.js';

/**
 * Version of everything in this file. It rises when any number gets another form here, be it by our
 * own rules, the plans' or libphonenumber's; `assent migrate` then looks for contacts of old forms.
 */
export const PHONE_VERSION = 2;

/** Country that a number without a country code is read in. */
const DEFAULT_COUNTRY = 'US';

const NORTH_AMERICAN = /^\+1[2-9]\d{9}$/;
/** Digits that are long enough for a country code, from a carrier that leaves the plus out. */
const WITHOUT_PLUS = /^(?:00)?([1-9]\d{9,14})$/;

/** Numbers that were read lately: whoever asks about one asks again, and reading is the dearest. */
const READ_MAX = 10_000;
/** What is longer is no number, and would only fill memory. */
const READ_LENGTH_MAX = 40;
const lately = createMemo<string | null>(READ_MAX);

/**
 * E.164, in its present form, of anything libphonenumber can read and of retired forms; `null` when
 * it is no valid number. An extension is no part of it: consent belongs to the line.
 */
export function parsePhone(input: string): string | null {
  if (NORTH_AMERICAN.test(input)) return isNorthAmerican(input) ? input : null;
  const read = () => readPhone(input);
  return input.length > READ_LENGTH_MAX ? read() : lately(input, read);
}

function readPhone(input: string): string | null {
  const parsed = parsePhoneNumberFromString(input, DEFAULT_COUNTRY);
  if (!parsed) return null;
  if (parsed.isValid()) return parsed.number;
  const present = presentForm(parsed.number);
  return present && parsePhoneNumberFromString(present)?.isValid() ? present : null;
}

/**
 * Of every area code and exchange whether its numbers are valid, as far as anybody asked: the last
 * four digits decide nothing in nearly all of the North American plan, and files hold a million of
 * its numbers. A test reads all patterns of the plan.
 */
const exchanges = new Uint8Array(10 ** 6);
const [VALID, INVALID] = [1, 2] as const;

/** Area codes with an exchange of which only a part was given out (Barbados, Jamaica). */
export const DIVIDED_AREAS: readonly string[] = ['246', '876'];

/** @param e164 that is shaped as a North American number. */
function isNorthAmerican(e164: string): boolean {
  if (DIVIDED_AREAS.includes(e164.slice(2, 5))) return readPhone(e164) !== null;
  const exchange = Number(e164.slice(2, 8));
  const known = exchanges[exchange];
  if (known) return known === VALID;
  const isValid = readPhone(e164) !== null;
  exchanges[exchange] = isValid ? VALID : INVALID;
  return isValid;
}

/**
 * The form of an inbound sender that a contact id is made of. Never fails: a STOP from a number
 * that libphonenumber does not know (a short code, an unheard-of prefix) must still find its
 * contact.
 */
export function normaliseSender(from: string): string {
  // Carriers hand over E.164; in the North American plan that form has no second spelling.
  if (NORTH_AMERICAN.test(from)) return from;
  const [, digits] = WITHOUT_PLUS.exec(from) ?? [];
  const parsed = parsePhone(from) ?? (digits && parsePhone(`+${digits}`));
  return parsed || from.replace(/[^\d+]/g, '');
}

/** Looks like a number written in full; whether it is a valid one is another question. */
export const isWrittenInFull = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);

/**
 * The number of somebody who said stop. One that is no valid number as far as anybody knows may
 * have texted us all the same, and has to be stopped: written in full, it is taken as it is.
 * @returns `null` when it is neither.
 */
export function parsePhoneToStop(input: string): string | null {
  const valid = parsePhone(input);
  if (valid !== null) return valid;
  const digits = input.replace(/[\s().-]/g, '');
  return isWrittenInFull(digits) ? normaliseSender(digits) : null;
}

/**
 * Every form under which the same number may be known: the one that contact ids are made of first.
 * Most numbers have only that one.
 */
export function formsOf(e164: string): readonly [string, ...string[]] {
  if (NORTH_AMERICAN.test(e164)) return [e164];
  const present = presentForm(e164) ?? e164;
  const older = NUMBERING_PLANS.flatMap((plan) =>
    present.startsWith(plan.prefix) ? (plan.older(present) ?? []) : [],
  );
  return [present, ...older];
}

/** The present form of a number in an older one; `undefined` when it has no other. */
function presentForm(e164: string): string | undefined {
  for (const plan of NUMBERING_PLANS) {
    const present = e164.startsWith(plan.prefix) ? plan.present(e164) : undefined;
    if (present) return present;
  }
  return undefined;
}

/** A number for reading: `(602) 555-0142` at home, international elsewhere. */
export function formatPhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return e164;
  return parsed.countryCallingCode === '1' ? parsed.formatNational() : parsed.formatInternational();
}

/** What keeps a number that somebody typed from being texted. */
export type TypedFault = 'missing' | 'invalid' | 'foreign' | 'landline' | 'service';

/** Kinds of numbers that a text can reach; in North America the two cannot be told apart. */
const TEXTABLE = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', 'PERSONAL_NUMBER']);

/**
 * Reads a number that a person typed for texts from `sender`, in the sender's own country where it
 * has no country code.
 * @returns E.164, or what is wrong with it.
 */
export function readTypedPhone(
  input: string,
  sender: string,
): { readonly phone: string } | { readonly fault: TypedFault } {
  if (input.trim() === '') return { fault: 'missing' };
  const home = parsePhoneNumberFromString(sender);
  const typed = parsePhoneNumberFromString(input, home?.country ?? DEFAULT_COUNTRY);
  if (!typed?.isValid()) return { fault: 'invalid' };
  if (home && typed.countryCallingCode !== home.countryCallingCode) return { fault: 'foreign' };
  const kind = typed.getType();
  if (kind === 'FIXED_LINE') return { fault: 'landline' };
  if (kind !== undefined && !TEXTABLE.has(kind)) return { fault: 'service' };
  return { phone: typed.number };
}
