// The logger of every process. Logs carry ids; a last net masks what still looks like a number or
// an address. What is logged, and when, is up to the rooms that log.
import { type Logger, pino } from 'pino';

/** Fields that are never worth their risk in a log. Exact paths: pino matches no other depth. */
const REDACTED = [
  'phone',
  'to',
  'from',
  'body',
  'email',
  'password',
  'authToken',
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
];

/** Anything like E.164, with a plus as written or as it is in an address. */
const PHONE = /(?:\+|%2B)\d{7,15}\b/gi;
/** The same in the ways people write a North American number. */
const NATIONAL_PHONE = /\(\d{3}\)\s?\d{3}-\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b/g;
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g;
const API_KEY = /\bask_(live|test)_[0-9A-Za-z]{8,}/g;

/** Masks what is personal in a finished line; what stays tells lines apart and people not. */
export function maskPersonal(line: string): string {
  return line
    .replace(PHONE, '[phone]')
    .replace(NATIONAL_PHONE, '[phone]')
    .replace(EMAIL, '[email]')
    .replace(API_KEY, 'ask_$1_[key]');
}

/** @param destination where lines go instead of standard output, one call a line. */
export function createLogger(
  { logLevel }: { readonly logLevel: string },
  destination?: { write(line: string): void },
): Logger {
  const options = {
    level: logLevel,
    redact: { paths: REDACTED, censor: '[hidden]' },
    hooks: { streamWrite: maskPersonal },
  };
  return destination ? pino(options, destination) : pino(options);
}
