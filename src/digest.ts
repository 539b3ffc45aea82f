// SHA-256 as it is written everywhere here: one call, hex digits.
import { hash } from 'node:crypto';

/** SHA-256 of bytes, or of a string's UTF-8, in hex. */
export const sha256 = (bytes: string | Buffer): string => hash('sha256', bytes, 'hex');
